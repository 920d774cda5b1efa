// Packs the extension into one .vsix file.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { manifest, root, state } from './paths.mjs';

/**
 * Packs what `dist/` holds at the moment.
 *
 * @returns {string} path of the file
 * @throws when the packer refuses
 */
export function packExtension() {
  const file = path.join(state, `${manifest.name}-${manifest.version}.vsix`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const args = [
    ...['package', '--out', file],
    // Everything that runs is bundled, so no package goes along.
    '--no-dependencies',
    // The manifest names no repository yet, so there is nothing links could lead to.
    ...['--allow-missing-repository', '--no-rewrite-relative-links'],
  ];
  const result = spawnSync(process.execPath, [vsce, ...args], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0 || !fs.existsSync(file)) throw new Error(`${result.stdout}${result.stderr}`);
  return file;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildAll();
  const file = packExtension();
  console.log(`${path.relative(root, file)}  ${Math.ceil(fs.statSync(file).size / 1024)} KB`);
}
