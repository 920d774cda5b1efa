// Bundles the extension, the server and the command line into `dist/`, each file complete in itself.
import { build } from 'esbuild';
import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

const node = { platform: 'node', format: 'cjs', target: 'node20' };
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

/**
 * Builds every bundle.
 *
 * @param {{ minify?: boolean, sourcemap?: boolean }} [options]
 * @returns {Promise<{ file: string, bytes: number }[]>} files in `dist/` with their sizes
 * @throws when a source is missing or does not build
 */
export async function buildAll({ minify = true, sourcemap = false } = {}) {
  const missing = bundles.map(([source]) => source).filter((source) => !existsSync(path.join(root, source)));
  if (missing.length > 0) throw new Error(`Nothing to build from: ${missing.join(', ')}`);

  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  await Promise.all(
    bundles.map(([source, file, how]) =>
      build({
        entryPoints: [path.join(root, source)],
        outfile: path.join(root, 'dist', file),
        bundle: true,
        minify,
        sourcemap,
        legalComments: 'none',
        absWorkingDir: root,
        logLevel: 'warning',
        ...how,
      }),
    ),
  );
  return bundles.map(([, file]) => ({ file, bytes: statSync(path.join(root, 'dist', file)).size }));
}

/** Bundles the suites that run inside VS Code into `out/`. */
export async function buildSuites() {
  const common = { bundle: true, absWorkingDir: root, logLevel: 'warning', sourcemap: 'inline' };
  await Promise.all([
    build({
      ...common,
      ...node,
      entryPoints: [path.join(root, 'test/desktop/index.ts')],
      outfile: path.join(root, 'out/desktop/index.js'),
      external: ['vscode', 'mocha'],
    }),
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
  for (const { file, bytes } of await buildAll({ sourcemap: process.argv.includes('--sourcemap') })) {
    console.log(`dist/${file}  ${Math.ceil(bytes / 1024)} KB`);
  }
}
