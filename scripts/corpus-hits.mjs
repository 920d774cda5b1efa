// Shows what the rules find in the real conf files beside the repository, for reading by eye.
// `node scripts/corpus-hits.mjs [RULE...] [--sample N] [--seed N] [--level WORD]`: counts, then N hits of each rule.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './paths.mjs';

const corpus = path.resolve(root, '../shared/corpus');
const { values, positionals: rules } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string' }, level: { type: 'string' } },
});

if (!existsSync(corpus)) {
  console.error('There are no real conf files in ../shared/corpus.');
  process.exit(2);
}

const findings = await checkAll();
const chosen = findings.filter(
  ({ rule, severity }) =>
    (rules.length === 0 || rules.some((name) => rule.startsWith(name))) &&
    (values.level === undefined || severity === values.level),
);
const byRule = groupByRule(chosen);
for (const [rule, hits] of [...byRule].sort((a, b) => b[1].length - a[1].length)) {
  const files = new Set(hits.map(({ file }) => file)).size;
  const levels = [...new Set(hits.map(({ severity }) => severity))].join(', ');
  console.log(
    `${String(hits.length).padStart(6)} in ${String(files).padStart(3)} files  ${rule}  (${levels})`,
  );
}
const sample = Number(values.sample ?? (rules.length > 0 ? 30 : 0));
const random = generator(Number(values.seed ?? 1));
for (const [rule, hits] of byRule) {
  if (sample === 0) break;
  console.log(`\n== ${rule}`);
  for (const hit of pick(hits, sample)) show(hit);
}

/** Runs the real command line over every file. */
async function checkAll() {
  const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-'));
  try {
    const outfile = path.join(folder, 'cli.cjs');
    const entryPoints = [path.join(root, 'server/src/cli/main.ts')];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' });
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== corpus)
      .map((entry) => path.relative(corpus, path.join(entry.parentPath, entry.name)));
    const options = { cwd: corpus, encoding: 'utf8', maxBuffer: 1 << 28 };
    const words = ['check', '--format', 'json', '--no-includes', ...files];
    const { stdout, stderr } = spawnSync(process.execPath, [outfile, ...words], options);
    if (stderr !== '') console.error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function groupByRule(hits) {
  const groups = new Map();
  for (const hit of hits) groups.set(hit.rule, [...(groups.get(hit.rule) ?? []), hit]);
  return groups;
}

function show({ file, severity, message, range }) {
  const lines = readFileSync(path.join(corpus, file), 'utf8').split(/\r?\n/);
  const { line, character } = range.start;
  const kind = path.basename(file);
  console.log(`${file}:${line + 1}:${character + 1} ${severity}: ${message}`);
  for (const near of [line - 1, line, line + 1]) {
    if (lines[near] !== undefined) console.log(`  ${near === line ? '>' : ' '} ${masked(lines[near], kind)}`);
  }
}

/** The line with whatever may be a credential replaced; rather too much than too little. */
function masked(line, kind) {
  const text = line.slice(0, 160);
  const isMailbox = /voicemail|meetme|users|conf[bB]ridge/.test(kind);
  if (!isMailbox && !/secret|pass|auth|register|pwd|key|pin/i.test(text)) return text;
  return text.replace(/([=;]).*$/, '$1 ********');
}

function pick(hits, count) {
  const rest = [...hits];
  const picked = [];
  while (rest.length > 0 && picked.length < count) picked.push(...rest.splice(random(rest.length), 1));
  return picked;
}

/** Numbers that are the same for the same seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
