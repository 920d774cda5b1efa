// Measures how fast a large sip.conf is read, read again after a keystroke and checked, beside other readers of the
// same content. `npm run bench:core [-- --phones 1000,10000] [--check-up-to 10000]`; the second is the largest file that is
// checked too, since the first check of a million lines takes a minute.
import { build } from 'esbuild';
import ini from 'ini';
import { parseTree } from 'jsonc-parser';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { getLanguageService } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../scripts/paths.mjs';
import { jsonOf, sipConf } from './sipConf.mjs';

const PLACES = 200;
const { values } = parseArgs({ options: { phones: { type: 'string' }, 'check-up-to': { type: 'string' } } });
const sizes = (values.phones ?? '1000,10000,100000').split(',').map(Number);
const checkUpTo = Number(values['check-up-to'] ?? 10_000);
const core = await bundled();

console.log(`Node ${process.version}, ${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores`);
const results = [];
for (const phones of sizes) results.push(measure(phones));
printLinearity(results);

function measure(phones) {
  const text = sipConf(phones);
  const json = jsonOf(text);
  const size = { phones, megabytes: text.length / 1e6, lines: text.split('\n').length - 1 };
  console.log(
    `\n${phones} phones: ${size.lines} lines, ${size.megabytes.toFixed(2)} MB, as JSON ${(json.length / 1e6).toFixed(2)} MB`,
  );
  const memory = memoryOf(() => ownModel(text), text.length);
  const times = { scan: best(() => countLines(text), phones), parse: best(() => core.parse(text), phones) };
  times.model = best(() => ownModel(text), phones);
  times.ini = best(() => ini.parse(text), phones);
  times.jsonc = best(() => parseTree(json), phones);
  const service = getLanguageService({});
  const document = TextDocument.create('file:///sip.json', 'json', 1, json);
  times.service = best(() => service.parseJSONDocument(document), phones);
  printTimes(times, size, json.length / 1e6);
  const keys = keystrokes(text);
  console.log(
    `read again and model after one keystroke: median ${ms(keys.median)}, 99th percentile ${ms(keys.high)}, at most ${keys.lexedLines} lines lexed`,
  );
  if (phones <= checkUpTo) {
    const checks = checking(text);
    console.log(
      `check: first ${ms(checks.first)} (${checks.findings} findings), after one keystroke ${ms(checks.after)} (median)`,
    );
  }
  if (memory !== undefined) {
    console.log(
      `memory of tree and model: ${memory.megabytes.toFixed(1)} MB, ${memory.ratio.toFixed(1)} bytes a character, text included`,
    );
  }
  return { ...size, times };
}

/** Tree, model and everything the model can say about sections, headers and directives. */
function ownModel(text) {
  const model = core.fileModel(core.parse(text));
  let sections = 0;
  for (const { section } of core.sectionsOf(model)) if (section.header !== undefined) sections++;
  return { model, sections, directives: core.directivesOf(model).length };
}

function countLines(text) {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Best of some runs: what the code can do when nothing else disturbs. */
function best(run, phones) {
  const runs = phones >= 100_000 ? 3 : phones >= 10_000 ? 6 : 25;
  let least = Infinity;
  for (let i = 0; i < runs; i++) least = Math.min(least, timed(run));
  return least;
}

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** One character typed and taken back at many places all over the file. */
function keystrokes(text) {
  const tree = core.parse(text);
  core.directivesOf(core.fileModel(tree));
  const times = [];
  let lexedLines = 0;
  for (let i = 0; i < PLACES; i++) {
    const at = Math.floor(((i + 0.5) / PLACES) * text.length);
    const counters = { lexedLines: 0 };
    const change = { start: at, end: at, text: 'x' };
    times.push(
      timed(() => {
        const model = core.fileModel(core.reparse(tree, change, counters));
        core.directivesOf(model);
        core.sectionAt(model, at);
      }),
    );
    lexedLines = Math.max(lexedLines, counters.lexedLines);
  }
  return { median: percentile(times, 0.5), high: percentile(times, 0.99), lexedLines };
}

function checking(text) {
  const uri = 'file:///etc/asterisk/sip.conf';
  const cache = core.createLintCache();
  const settings = core.defaultLintSettings;
  let tree = core.parse(text);
  const check = () => {
    const empty = core.withWanted(core.emptyWorkspace(), [uri]);
    return core.lint(core.withFile(empty, uri, core.fileModel(tree)), uri, settings, cache);
  };
  let findings = 0;
  const first = timed(() => (findings = check().length));
  const times = Array.from({ length: 9 }, (_, i) => {
    const at = Math.floor(((i + 1) / 10) * text.length);
    return timed(() => {
      tree = core.reparse(tree, { start: at, end: at, text: 'x' });
      check();
    });
  });
  return { first, findings, after: percentile(times, 0.5) };
}

/** What the heap and the typed arrays grow by; `undefined` without `--expose-gc`. */
function memoryOf(make, characters) {
  if (globalThis.gc === undefined) return undefined;
  const before = used();
  const kept = make();
  const bytes = used() - before;
  return kept.sections < 0 ? undefined : { megabytes: bytes / 1e6, ratio: bytes / characters };
}

function used() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function printTimes(times, { megabytes, lines }, jsonMegabytes) {
  const rows = [
    ['bare newline scan', times.scan, megabytes],
    ['parse', times.parse, megabytes],
    ['parse and model', times.model, megabytes],
    ['ini', times.ini, megabytes],
    ['jsonc-parser parseTree', times.jsonc, jsonMegabytes],
    ['vscode-json-languageservice', times.service, jsonMegabytes],
  ];
  const own = megabytes / times.model;
  console.log(`${'reader'.padEnd(30)}${'time'.padStart(11)}${'MB/s'.padStart(8)}${'ours is'.padStart(12)}`);
  for (const [name, time, size] of rows) {
    const rate = size / time;
    const speed = (rate * 1000).toFixed(0);
    console.log(
      `${name.padEnd(30)}${ms(time).padStart(11)}${speed.padStart(8)}${`${(own / rate).toFixed(2)} times`.padStart(12)}`,
    );
  }
  console.log(`parse and model: ${(lines / times.model / 1000).toFixed(1)} million lines a second`);
}

/** 1.00 means that time grew exactly as the text did. */
function printLinearity(all) {
  const small = all[0];
  const large = all[all.length - 1];
  if (small === undefined || large === undefined || small === large) return;
  const growth = large.megabytes / small.megabytes;
  const ratio = large.times.model / small.times.model / growth;
  console.log(
    `\nfrom ${small.phones} to ${large.phones} phones, time against text (1.00 is linear): parse and model ${ratio.toFixed(2)}`,
  );
}

function percentile(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function ms(time) {
  return `${time.toFixed(time < 10 ? 2 : 0)} ms`;
}

async function bundled() {
  const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-'));
  try {
    const outfile = path.join(folder, 'core.mjs');
    const modules = [
      'syntax/parse',
      'model/fileModel',
      'rules/run',
      'rules/settings',
      'workspace/workspace',
    ].map((name) => `export * from './server/src/${name}.ts';`);
    const stdin = { contents: modules.join('\n'), resolveDir: root, loader: 'ts' };
    await build({ stdin, outfile, bundle: true, format: 'esm', logLevel: 'warning' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
