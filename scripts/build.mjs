// Bundles the extension, the server and the command line into `dist/`, each file complete in itself.
import { build } from 'esbuild';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

// Several packages offer an older kind of module first, which cannot be bundled whole.
const node = { platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };
const executable = { ...node, banner: { js: '#!/usr/bin/env node' } };
// VS Code 1.91 carries Chromium 122; browsers of that age know all of ES2022.
const browser = { platform: 'browser', format: 'cjs', target: 'es2022' };

/** What is built: source, file in `dist/`, and how. */
const bundles = [
  ['client/src/extension.node.ts', 'client.node.cjs', { ...node, external: ['vscode'] }],
  // A web extension host appends `.js` to any other ending, so this one cannot be `.cjs`.
  ['client/src/extension.browser.ts', 'client.browser.js', { ...browser, external: ['vscode'] }],
  ['server/src/server.node.ts', 'server.node.cjs', executable],
  ['server/src/server.browser.ts', 'server.browser.js', { ...browser, format: 'iife' }],
  ['server/src/cli/main.ts', 'cli.cjs', executable],
];

/** Where a fact was read matters to whoever changes the catalogue, not to users; it would be a fortieth of the download. */
const withoutSources = {
  name: 'without-sources',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]src[\\/]catalogue[\\/].*\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(/^ +source:\s+'[^'\n]*',\n/gm, ''),
      loader: 'ts',
    }));
  },
};

/**
 * Builds every bundle, and `NOTICES.txt` with the licences of the packages inside them.
 *
 * @param {{ minify?: boolean, sourcemap?: boolean, only?: readonly string[] }} [options] `only` names files of
 *   `dist/` by their beginnings, such as `cli`; without it all are built
 * @returns {Promise<{ file: string, bytes: number }[]>} files in `dist/` with their sizes
 * @throws when a source is missing or does not build
 */
export async function buildAll({ minify = true, sourcemap = false, only = [] } = {}) {
  const wanted = bundles.filter(
    ([, file]) => only.length === 0 || only.some((name) => file.startsWith(`${name}.`)),
  );
  const missing = wanted.map(([source]) => source).filter((source) => !existsSync(path.join(root, source)));
  if (missing.length > 0) throw new Error(`Nothing to build from: ${missing.join(', ')}`);

  const results = await Promise.all(
    wanted.map(([source, file, how]) =>
      build({
        entryPoints: [path.join(root, source)],
        outfile: path.join(root, 'dist', file),
        bundle: true,
        minify,
        sourcemap,
        metafile: true,
        legalComments: 'none',
        absWorkingDir: root,
        logLevel: 'warning',
        plugins: [withoutSources],
        ...how,
      }),
    ),
  );
  if (only.length === 0) {
    const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    writeFileSync(path.join(root, 'dist/NOTICES.txt'), notices(inputs));
  }
  return wanted.map(([, file, how]) => {
    const place = path.join(root, 'dist', file);
    if (how === executable) chmodSync(place, 0o755);
    return { file, bytes: statSync(place).size };
  });
}

/**
 * The command line as one file, as the GitHub action and the pre-commit hook run it straight from the repository.
 *
 * @returns {Promise<string>} the same text for the same sources, on any machine
 */
export async function bundleAction() {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'server/src/cli/main.ts')],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    charset: 'utf8',
    absWorkingDir: root,
    logLevel: 'warning',
    plugins: [withoutSources],
    ...executable,
  });
  return outputFiles[0].text;
}

/** The licence of every package that has code among `inputs`, as their authors ask. */
function notices(inputs) {
  const folders = inputs
    .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
    .filter(Boolean);
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
    );
    const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} comes without the text of its licence (${license})`);
    return `${name} ${version} (${license})\n\n${readFileSync(path.join(root, folder, file), 'utf8').trim()}\n`;
  });
  return ['This product holds code of the following packages.\n', ...parts].join(`\n${'-'.repeat(72)}\n\n`);
}

/** Bundles the suites that run inside VS Code into `out/`. */
export async function buildSuites() {
  const common = { bundle: true, absWorkingDir: root, logLevel: 'warning', sourcemap: 'inline' };
  await Promise.all([
    ...['desktop', 'restricted'].map((suite) =>
      build({
        ...common,
        ...node,
        entryPoints: [path.join(root, 'test', suite, 'index.ts')],
        outfile: path.join(root, 'out', suite, 'index.js'),
        external: ['vscode', 'mocha'],
      }),
    ),
    build({
      ...common,
      ...browser,
      entryPoints: [path.join(root, 'test/web/index.ts')],
      outfile: path.join(root, 'out/web/index.js'),
      external: ['vscode'],
    }),
  ]);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    for (const { file, bytes } of await buildAll({ only: process.argv.slice(2) })) {
      console.log(`dist/${file}  ${Math.ceil(bytes / 1024)} KB`);
    }
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
