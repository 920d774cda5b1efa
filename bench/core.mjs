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
  const service = getLanguageService({});
  const document = TextDocument.create('file:///sip.json', 'json', 1, json);
  const times = inTurn(phones, {
    scan: () => countLines(text),
    parse: () => core.parse(text),
    model: () => ownModel(text),
    lines: () => everyLine(text),
    ini: () => ini.parse(text),
    jsonc: () => parseTree(json),
    service: () => service.parseJSONDocument(document),
  });
  printTimes(times, size, json.length / 1e6);
  for (const [name, content] of [
    ['', text],
    [' in one section of as many lines', text.replaceAll('\n[', '\n;')],
  ]) {
    const keys = keystrokes(content);
    console.log(
      `read again and model after one keystroke${name}: median ${ms(keys.median)}, 99th percentile ${ms(keys.high)}, at most ${keys.lexedLines} lines lexed`,
    );
  }
  if (phones <= checkUpTo) {
    const checks = checking(text);
    console.log(
      `check: first ${ms(checks.first)} (${checks.findings} findings), after one keystroke ${ms(checks.after)} (median)`,
    );
  }
  for (const [name, { megabytes, ratio }] of memory) {
    console.log(
      `memory, ${name}: ${megabytes.toFixed(1)} MB, ${ratio.toFixed(1)} bytes a character, text included`,
    );
  }
  return { ...size, times };
}

/**
 * Tree and model as its users need them: each section with its name, what it inherits from and its place in the file,
 * and all directives. All of it is kept, so nothing that was put off is left out.
 */
function ownModel(text) {
  const model = core.fileModel(core.parse(text));
  const places = new Float64Array(2 * model.tree.sectionCount);
  let names = 0;
  let parents = 0;
  for (const { section, start, line, index } of core.sectionsOf(model)) {
    places[2 * index] = start;
    places[2 * index + 1] = line;
    const { header } = section;
    if (header === undefined) continue;
    names += header.name.length;
    parents += header.options?.length ?? 0;
  }
  return { model, places, names, parents, directives: core.directivesOf(model).length };
}

/** The same, and each line with its key and value, which the reader otherwise does where a rule asks. */
function everyLine(text) {
  const own = ownModel(text);
  let keys = 0;
  for (const { section } of core.sectionsOf(own.model)) {
    for (const { line } of core.linesOf(section, 'utf8')) if (line.kind === 'entry') keys += line.key.length;
  }
  return { own, keys };
}

function countLines(text) {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/**
 * Least time of each in rounds: every round runs all, so that what disturbs disturbs them alike. The heap is cleaned before
 * each, so that none pays for the garbage of another; small files are read several times in a row, since cleaning also
 * throws compiled code away.
 */
function inTurn(phones, runs) {
  const [rounds, repeats] = phones >= 100_000 ? [4, 2] : phones >= 10_000 ? [5, 5] : [5, 40];
  const least = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      globalThis.gc?.();
      for (let i = 0; i < repeats; i++) least[name] = Math.min(least[name] ?? Infinity, timed(run));
    }
  }
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
    const steps = core.worstSteps(
      core.withFile(empty, uri, core.fileModel(tree)),
      uri,
      settings,
      1000,
      cache,
    );
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  };
  let findings = 0;
  const first = timed(() => {
    const { kept, omitted } = check();
    findings = kept.length + omitted;
  });
  const times = Array.from({ length: 99 }, (_, i) => {
    const at = Math.floor(((i + 1) / 100) * text.length);
    return timed(() => {
      tree = core.reparse(tree, { start: at, end: at, text: 'x' });
      check();
    });
  });
  return { first, findings, after: percentile(times, 0.5) };
}

/**
 * What the heap and the typed arrays grow by, and the text, which the tree keeps; empty without `--expose-gc`. First with
 * the model, then also with the lines of every section found, as after a check.
 */
function memoryOf(make, characters) {
  if (globalThis.gc === undefined) return [];
  const before = used() - characters;
  const kept = make();
  const sized = (bytes) => ({ megabytes: bytes / 1e6, ratio: bytes / characters });
  const model = sized(used() - before);
  for (const chunk of kept.model.tree.chunks) if (chunk.table.starts.length === 0) return [];
  return [
    ['tree and model', model],
    ['tree, model and the lines of every section', sized(used() - before)],
  ];
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
    ['our parse', times.parse, megabytes],
    ['our parse and model', times.model, megabytes],
    ['… and every line', times.lines, megabytes],
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
  const ratios = [
    ['our parse', 'parse'],
    ['our parse and model', 'model'],
    ['ini', 'ini'],
    ['vscode-json-languageservice', 'service'],
  ].map(([label, name]) => `${label} ${(large.times[name] / small.times[name] / growth).toFixed(2)}`);
  console.log(
    `\nfrom ${small.phones} to ${large.phones} phones, time against text (1.00 is linear): ${ratios.join(', ')}`,
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
