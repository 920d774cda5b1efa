// `npm test`: builds, runs every part, prints what came of each and ends with one line that sums them up.
// `node scripts/test.mjs PART...` runs the named parts only.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { hostVersion } from '../test/host/server.mjs';
import { runNodeSuite, runPureWebSuite, runWorkerSuite, withTemporaryFolder } from '../test/host/suite.mjs';
import { checkEditors } from '../test/editors/editors.mjs';
import { setupHost } from '../test/host/setup.mjs';
import { driveUi } from '../test/ui/drive.mjs';
import { driveTwoServers } from '../test/ui/twoServers.mjs';
import { checkVsix } from '../test/vsix/contents.mjs';
import { checkNpm } from '../test/vsix/npm.mjs';
import { buildAll, buildSuites } from './build.mjs';
import { runElectron } from './electron.mjs';
import { packExtension } from './package.mjs';
import { root, state } from './paths.mjs';

/** @typedef {{ passed: number, failed: number }} Result */

/** Every part in the order of `npm test`; each answers with its figures. */
const parts = {
  unit: { title: 'unit', run: () => runVitest('unit', 'corpus') },
  lsp: { title: 'protocol', run: () => runVitest('lsp') },
  cli: { title: 'command line', run: () => runVitest('cli') },
  editors: { title: 'Neovim and Emacs', run: checkEditors },
  host: { title: 'VS Code, Node extension host', run: runHost },
  vsix: { title: 'VS Code, packed extension', run: runVsix },
  web: { title: 'VS Code, web extension hosts', run: runWeb },
  ui: { title: 'VS Code, seen and clicked', run: runUi },
  electron: { title: 'VS Code, through @vscode/test-electron', run: () => withExamples(runElectron) },
};

/** `electron` needs a desktop VS Code or the network; `host` runs the same suite without either. */
const everything = Object.keys(parts).filter((name) => name !== 'electron');

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const totals = await runParts(asked.length > 0 ? asked : everything);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

/** @param {readonly string[]} names */
async function runParts(names) {
  const lines = [];
  const sum = { passed: 0, failed: 0 };
  for (const [title, run] of [
    ['build', build],
    ...names.map((name) => [parts[name].title, parts[name].run]),
  ]) {
    console.log(`\n== ${title}`);
    const started = Date.now();
    const result = await figuresOf(run);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    sum.passed += result.passed;
    sum.failed += result.failed;
    // Some cases compare with material beside the repository; without it they are left out, and it is said here.
    const leftOut = result.leftOut > 0 ? `, ${result.leftOut} left out` : '';
    lines.push(
      `  ${title.padEnd(40)} ${result.passed} passed, ${result.failed} failed${leftOut}   ${seconds} s`,
    );
  }
  console.log(`\n${lines.join('\n')}\n`);
  return sum;
}

/** A part that cannot run, or runs no test, counts as one failure. */
async function figuresOf(run) {
  try {
    const result = await run();
    if (result.passed + result.failed + (result.leftOut ?? 0) > 0) return result;
    console.error('No test ran');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  return { passed: 0, failed: 1 };
}

async function build() {
  for (const { file, bytes } of await buildAll()) {
    console.log(`  dist/${file}  ${Math.ceil(bytes / 1024)} KB`);
  }
  await buildSuites();
  return { passed: 1, failed: 0 };
}

function runVitest(...projects) {
  const report = path.join(state, `vitest-${projects[0]}.json`);
  fs.rmSync(report, { force: true });
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const ended = spawnSync(
    process.execPath,
    [vitest, 'run', ...projects.flatMap((name) => ['--project', name]), ...reporters],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 10 * 60_000,
    },
  );
  const figures = JSON.parse(fs.readFileSync(report, 'utf8'));
  const passed = figures.numPassedTests;
  const failed = figures.numFailedTests;
  // A file that does not even load has no failed test, yet the run fails.
  return {
    passed,
    failed: failed === 0 && ended.status !== 0 ? 1 : failed,
    leftOut: figures.numPendingTests,
  };
}

async function runHost() {
  console.log('code-server, the sources of this folder');
  const trusted = await withExamples((folder) =>
    runNodeSuite({ extension: root, suite: suiteFile('desktop'), folder }),
  );
  console.log('The same in restricted mode');
  const restricted = await withExamples((folder) =>
    runNodeSuite({ extension: root, suite: suiteFile('restricted'), folder, isTrusted: false }),
  );
  return total([trusted, restricted]);
}

async function runVsix() {
  const contents = [checkVsix(packed()), checkNpm()];
  const inside = await withExamples((folder) =>
    withTemporaryFolder((empty) => {
      // VS Code wants a folder with an extension in it to run a suite; this one does nothing.
      const carrier = {
        name: 'carrier',
        publisher: 'asterisk-conf',
        version: '0.0.0',
        engines: { vscode: '*' },
      };
      fs.writeFileSync(path.join(empty, 'package.json'), JSON.stringify(carrier));
      return runNodeSuite({ extension: empty, suite: suiteFile('desktop'), folder, vsix: packed() });
    }),
  );
  return total([...contents, inside]);
}

async function runWeb() {
  await setupHost();
  const suite = path.relative(root, suiteFile('web'));
  console.log(`Web worker host of VS Code ${hostVersion()}`);
  const newest = await withExamples((folder) => runWorkerSuite({ extension: root, suite, folder }));
  console.log('VS Code 1.91.1 for the browser alone');
  const oldest = await withExamples((folder) => runPureWebSuite({ extension: root, suite, folder }));
  return total([newest, oldest]);
}

async function runUi() {
  return total([await driveUi({ vsix: packed() }), await driveTwoServers({ vsix: packed() })]);
}

/** @param {readonly Result[]} results */
function total(results) {
  return results.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

function suiteFile(name) {
  return path.join(root, 'out', name, 'index.js');
}

/** The packed extension, packed on first use. */
function packed() {
  packed.file ??= packExtension();
  return packed.file;
}

/** Gives `work` a copy of the examples to change. */
function withExamples(work) {
  return withTemporaryFolder((dir) => {
    const folder = path.join(dir, 'examples');
    fs.cpSync(path.join(root, 'examples'), folder, { recursive: true });
    return work(folder);
  });
}
