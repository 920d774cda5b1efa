// Takes the pictures of the README from the real VS Code and puts them into `media/`, and draws the icon there.
import fs from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../test/host/browser.mjs';
import { driveUi } from '../test/ui/drive.mjs';
import { buildAll } from './build.mjs';
import { packExtension } from './package.mjs';
import { root, state } from './paths.mjs';

/** The pictures the README shows. */
const shown = ['squiggle-dark', 'hover-dark', 'quickfix-dark', 'fixed-light'];
/** Those of the walkthrough, in both themes. */
const steps = ['open', 'see', 'fix', 'check'].flatMap((step) => [`${step}-dark`, `${step}-light`]);

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
const walkthrough = path.join(media, 'walkthrough');
fs.mkdirSync(walkthrough, { recursive: true });
for (const name of steps) {
  fs.copyFileSync(path.join(shots, `${name}.png`), path.join(walkthrough, `${name}.png`));
}
await drawIcon();
console.log(`media/: icon.png, ${shown.map((name) => `${name}.png`).join(', ')}`);

/** The gallery takes no vector graphics. */
async function drawIcon() {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
    const drawing = fs.readFileSync(path.join(media, 'icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
    await page.screenshot({ path: path.join(media, 'icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}
