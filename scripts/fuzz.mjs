// Looks for input that breaks a law, target by target, for as long as asked.
//
//   npm run fuzz                          a minute in all
//   npm run fuzz -- --minutes 30          all targets, the time shared out among them
//   npm run fuzz -- --only rules,protocol --minutes 5 --seed 1000
//   npm run fuzz -- --edits 1000000       only the law that reading after an edit equals reading afresh
//
// Ends with 1 at the first broken law and names the target and the seed that show it; add the seed to test/fuzz.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { root } from './paths.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string' },
    edits: { type: 'string' },
  },
});

if (values.edits !== undefined) process.exit(reparse(['--edits', values.edits]));

const { targets, converse } = await bundled();
const server = path.join(root, 'dist/server.node.cjs');
const names = (values.only ?? ['reparse', ...Object.keys(targets), 'protocol'].join()).split(',');
const share = (Number(values.minutes) * 60_000) / names.length;
const firstSeed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!(share > 0) || !Number.isInteger(firstSeed)) {
  console.error('Expected numbers after --minutes and --seed');
  process.exit(2);
}
if (names.includes('protocol')) await buildAll({ only: ['server.node'] });

console.log(`seed ${firstSeed}, ${Math.round(share / 1000)} s a target`);
let isBroken = false;
for (const name of names) {
  const started = Date.now();
  const { count, what, problem } = await run(name, started + share);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${name.padEnd(10)} ${count} ${what} in ${seconds} s${problem === undefined ? '' : `: ${problem}`}`,
  );
  if (problem !== undefined) isBroken = true;
}
process.exit(isBroken ? 1 : 0);

async function run(name, deadline) {
  if (name === 'reparse') return runReparse(deadline);
  if (name === 'protocol') return runProtocol(deadline);
  const target = targets[name];
  if (target === undefined) return { count: 0, what: 'inputs', problem: 'there is no such target' };
  let count = 0;
  for (let seed = firstSeed; Date.now() < deadline; seed++, count++) {
    try {
      target(seed);
    } catch (error) {
      const where = String(error.stack).split('\n').slice(0, 4).join('\n');
      return { count, what: 'inputs', problem: `seed ${seed}\n${where}` };
    }
  }
  return { count, what: 'inputs' };
}

async function runProtocol(deadline) {
  let count = 0;
  for (let seed = firstSeed; Date.now() < deadline; seed++) {
    const { requests, problem } = await converse(server, seed, 400);
    count += requests;
    if (problem !== undefined) return { count, what: 'requests', problem: `seed ${seed}: ${problem}` };
  }
  return { count, what: 'requests' };
}

function runReparse(deadline) {
  let count = 0;
  for (let seed = firstSeed; Date.now() < deadline; seed += 100_000) {
    if (reparse(['--edits', '50000', '--seed', String(seed)]) !== 0) {
      return { count, what: 'edits', problem: 'see above' };
    }
    count += 50_000;
  }
  return { count, what: 'edits' };
}

function reparse(args) {
  const script = path.join(root, 'scripts/fuzz-reparse.mjs');
  const seed = values.seed !== undefined && !args.includes('--seed') ? ['--seed', values.seed] : [];
  return spawnSync(process.execPath, [script, ...args, ...seed], { stdio: 'inherit' }).status ?? 1;
}

async function bundled() {
  const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-'));
  try {
    const outfile = path.join(folder, 'fuzz.mjs');
    await build({
      entryPoints: [path.join(root, 'test/fuzz/index.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'warning',
      sourcemap: 'inline',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
