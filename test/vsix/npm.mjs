// Asks npm what the package for the command line and the language server would hold.
import { spawnSync } from 'node:child_process';
import { root } from '../../scripts/paths.mjs';

/** What may be in it; `package.json` is always there. */
const allowed =
  /^(?:package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/(?:cli\.cjs|server\.node\.cjs|NOTICES\.txt)|docs\/rules\/[\w-]+\.md)$/;

const needed = [
  'LICENSE',
  'dist/cli.cjs',
  'dist/server.node.cjs',
  'dist/NOTICES.txt',
  'docs/rules/README.md',
];

/**
 * Compares the list of files with what may ship and prints the checks.
 *
 * @returns {{ passed: number, failed: number }}
 */
export function checkNpm() {
  const { stdout, stderr, status } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(stderr);
  const files = filesOf(JSON.parse(stdout));
  const checks = [
    [`holds only what ships (${files.length} files)`, files.filter((file) => !allowed.test(file))],
    ['holds both programs', needed.filter((file) => !files.includes(file))],
  ];
  for (const [what, problems] of checks) {
    console.log(`  ${problems.length === 0 ? '✓' : '✗'} the npm package ${what}`);
    for (const problem of problems) console.log(`      ${problem}`);
  }
  const failed = checks.filter(([, problems]) => problems.length > 0).length;
  return { passed: checks.length - failed, failed };
}

/** npm lists one package; older versions in an array, newer ones by name. */
function filesOf(answer) {
  const [first] = Object.values(answer);
  return first.files.map(({ path }) => path);
}
