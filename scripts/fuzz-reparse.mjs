// Checks that reading a file again after an edit gives what reading it afresh gives, over many random edits.
// `node scripts/fuzz-reparse.mjs [--edits N] [--seed N]`: exits 1 at the first difference, with the seed that shows it.
import { build } from 'esbuild';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './paths.mjs';

const EDITS_A_RUN = 25;
/** Characters; longer real files are cut to a stretch, so that the edits reach everything often. */
const LONGEST_START = 3000;

/** What edits are made of: everything that means something to the reader, and a little that does not. */
const PIECES =
  '[|]|(|)|!|+|,|#include |#|;|;--|--;|--|-|\\|\\;|=|=>|+=| |\t|\n|\n|\n|\r\n|\r|\0|\ufeff|a|host|é|😀|\ud800|[x]\n|[y](!)\n|[z](+,x)\n|k=v\n|;-- c\n|--;\n|;- \n'.split(
    '|',
  );

const { values } = parseArgs({ options: { edits: { type: 'string' }, seed: { type: 'string' } } });
const edits = whole(values.edits, 100_000);
const firstSeed = whole(values.seed, 1);

const { parse, reparse } = await bundled();
const realTexts = readRealTexts();
const started = performance.now();
let done = 0;
let runs = 0;
let characters = 0;
for (let seed = firstSeed; done < edits; seed++) {
  const { count, size, difference } = runOnce(seed, Math.min(EDITS_A_RUN, edits - done));
  done += count;
  characters += size;
  runs++;
  if (difference === undefined) continue;
  console.error(`Different after edit ${count} of seed ${seed}: ${difference}`);
  console.error(`Repeat it with: npm run fuzz -- --edits ${count} --seed ${seed}`);
  process.exit(1);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${done} edits in ${runs} documents (${realTexts.length} real files to choose from), ` +
    `${(characters / 1e6).toFixed(0)} million characters compared, no difference`,
);
console.log(
  `${seconds.toFixed(1)} s, ${Math.round(done / seconds)} edits a second, seeds ${firstSeed} to ${firstSeed + runs - 1}`,
);

/** One document and some edits in a row; all of it follows from the seed. */
function runOnce(seed, count) {
  const random = generator(seed);
  const encoding = random(8) === 0 ? 'latin1' : 'utf8';
  let text = startText(random);
  let tree = parse(text, encoding);
  let size = 0;
  for (let edit = 1; edit <= count; edit++) {
    const change = randomChange(random, text);
    tree = reparse(tree, change);
    text = text.slice(0, change.start) + change.text + text.slice(change.end);
    size += text.length;
    const difference = firstDifference(tree, parse(text, encoding), text);
    if (difference === undefined) continue;
    const shape = `replaced ${change.end - change.start} characters at ${change.start} by ${change.text.length}`;
    return { count: edit, size, difference: `${difference} (${shape}, ${encoding})` };
  }
  return { count, size };
}

function startText(random) {
  const way = random(10);
  if (way < 5) return pieces(random, random(80));
  if (way < 7) return phones(random, 5 + random(20));
  if (way === 7 && random(4) === 0) return phones(random, 120 + random(250));
  if (way === 8 && random(4) === 0) return longLines(random);
  if (way === 9 && random(15) === 0) return longSection(random);
  const real = realTexts[random(Math.max(1, realTexts.length))] ?? '';
  const from = random(3) === 0 ? random(real.length) : 0;
  return real.slice(from, from + LONGEST_START);
}

function pieces(random, count) {
  return Array.from({ length: count }, () => PIECES[random(PIECES.length)]).join('');
}

/** Enough lines for several chunks when `count` is large. */
function phones(random, count) {
  const remark = ['', ' ; note', ' ;-- in --; more', ' \\; kept'];
  return Array.from(
    { length: count },
    (_, i) => `[phone${i}]${i % 9 === 0 ? '(!)' : ''}\nhost=dynamic${remark[random(4)]}\ntype=friend\n\n`,
  ).join('');
}

/** Lines around the longest one Asterisk reads, some with a NUL, which changes where they end. */
function longLines(random) {
  if (random(3) === 0) {
    // The cut falls exactly before a header, which then begins a chunk of its own.
    return `${'k=v\n'.repeat(513)}k=\0${'y'.repeat(8188)}[cut]\n${phones(random, 3)}`;
  }
  const filler = random(2) === 0 ? 'x' : 'é';
  return Array.from({ length: 4 }, () => {
    const size = 2500 + random(7000);
    const nul = random(2) === 0 ? '\0' : '';
    return `k=${filler.repeat(random(size))}${nul}${'y'.repeat(random(size))}\n[s]\n`;
  }).join('');
}

/** A section of several chunks, with others around it and at times an open comment. */
function longSection(random) {
  const lines = Array.from({ length: 2000 + random(5000) }, () => {
    const way = random(3000);
    return way === 0 ? '[cut]\n' : way === 1 ? pieces(random, 4) : way < 300 ? 'k=v ; note\n' : 'k=v\n';
  });
  return `${phones(random, random(8))}${lines.join('')}${phones(random, random(8))}`;
}

function randomChange(random, text) {
  const start = random(text.length + 1);
  const sizes = [0, 0, 0, 1, 1, 3, 20, 400];
  const removed = random(1 + sizes[random(sizes.length)]);
  const added = random(3) === 0 ? '' : pieces(random, 1 + random(random(12) === 0 ? 20 : 3));
  return { start, end: Math.min(text.length, start + removed), text: added };
}

/** What differs, in words; `undefined` when nothing does. Two equal line tables over one text have equal lines. */
function firstDifference(actual, expected, text) {
  if (actual.chunks.map((chunk) => chunk.table.text).join('') !== text) return 'the text';
  for (const name of ['length', 'lineCount', 'sectionCount', 'isIrregular']) {
    if (actual[name] !== expected[name]) return name;
  }
  const a = flat(actual);
  const b = flat(expected);
  for (const name of ['starts', 'depths', 'sections', 'content']) {
    for (let i = 0; i < b[name].length; i++) if (a[name][i] !== b[name][i]) return `${name}, number ${i}`;
  }
  for (let i = 0; i < b.headers.length; i++) {
    if (JSON.stringify(a.headers[i]) !== JSON.stringify(b.headers[i])) return `header of section ${i}`;
  }
  return undefined;
}

/** Lines, depths and sections with their places in the whole document; chunks may be cut otherwise. */
function flat({ chunks }) {
  const starts = [];
  const depths = [];
  const sections = [];
  const headers = [];
  const content = [];
  let base = 0;
  let depth = 0;
  for (const { table, lineCount, length, sections: nodes } of chunks) {
    for (let i = 0; i < lineCount; i++) {
      starts.push(base + table.starts[i]);
      depths.push(table.depths[i]);
    }
    depth = table.depths[lineCount];
    let at = base;
    for (const node of nodes) {
      sections.push(at, node.length, node.lineCount);
      headers.push(node.header);
      // A section kept from an older tree must still hold exactly its own lines.
      content.push(ownText(node));
      at += node.length;
    }
    base += length;
  }
  depths.push(depth);
  return { starts, depths, sections, headers, content };
}

function ownText({ table, first, lineCount }) {
  return table.text.slice(table.starts[first], table.starts[first + lineCount]);
}

function readRealTexts() {
  const folders = ['examples', '../shared/corpus'].map((name) => path.join(root, name));
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.conf/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => readFileSync(file, 'utf8')),
  );
}

async function bundled() {
  const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-'));
  try {
    const outfile = path.join(folder, 'syntax.mjs');
    const entryPoints = [path.join(root, 'server/src/syntax/parse.ts')];
    await build({ entryPoints, outfile, bundle: true, format: 'esm', logLevel: 'warning' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function whole(word, otherwise) {
  if (word === undefined) return otherwise;
  if (/^[1-9]\d{0,9}$/.test(word)) return Number(word);
  console.error(`Not a whole number above 0: ${word}`);
  return process.exit(2);
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
