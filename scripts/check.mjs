// `npm run check`: everything about the sources that needs no VS Code. Runs all of it, even after a failure.
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

const npx = (...args) => ['npx', ['--no-install', ...args]];

const checks = [
  ['format', npx('prettier', '--check', '--log-level', 'warn', '.')],
  ['lint', npx('eslint', '--max-warnings', '0', '.')],
  ['types', npx('tsc', '--noEmit')],
  ['unit tests', npx('vitest', 'run', '--project', 'unit', '--silent=passed-only')],
  ['generated files', [process.execPath, ['scripts/generate.mjs', '--check']]],
];

const failed = checks.filter(([what, [command, args]]) => {
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(`${status === 0 ? '✓' : '✗'} ${what}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return status !== 0;
});
if (failed.length > 0) console.error(`Not in order: ${failed.map(([what]) => what).join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
