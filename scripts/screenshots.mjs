// Takes the pictures of the README from the real VS Code and puts them into `media/`.
import fs from 'node:fs';
import path from 'node:path';
import { driveUi } from '../test/ui/drive.mjs';
import { buildAll } from './build.mjs';
import { packExtension } from './package.mjs';
import { root, state } from './paths.mjs';

/** The pictures the README shows. */
const shown = ['squiggle-dark', 'hover-dark', 'quickfix-dark', 'fixed-light'];

await buildAll();
const shots = path.join(state, 'shots');
const { failed } = await driveUi({ vsix: packExtension(), shots });
if (failed > 0) {
  console.error('No pictures taken: the walk through VS Code failed');
  process.exit(1);
}
const media = path.join(root, 'media');
fs.mkdirSync(media, { recursive: true });
for (const name of shown) fs.copyFileSync(path.join(shots, `${name}.png`), path.join(media, `${name}.png`));
console.log(`media/: ${shown.map((name) => `${name}.png`).join(', ')}`);
