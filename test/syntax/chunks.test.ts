/** How little is read when a file is opened or edited, and that a section over several chunks is still one section. */
import { expect, test } from 'vitest';
import {
  directivesOf,
  fileModel,
  lineAtOffset,
  linesOf,
  sectionAt,
  sectionsOf,
} from '../../server/src/model/fileModel.ts';
import { linesPerChunk } from '../../server/src/syntax/chunk.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import { textOf } from '../../server/src/syntax/position.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';

const phones = Array.from(
  { length: 3000 },
  (_, i) => `[phone${i}](base)\nsecret=x${i}\nhost=dynamic ; n\n\n`,
).join('');
const longBody = Array.from({ length: 20_000 }, (_, i) => `key${i}=value${i} ; n\n`).join('');

test.each([
  ['phones', phones, 0],
  ['lines without a header', longBody, 0],
  ['a block comment of four lines', `${phones}a=1 ;-- b\nc\n--;\n[x] ;-- y --;\n${phones}`, 4],
])('opening %s lexes only lines that block comments touch', (_, text, most) => {
  const counters = { lexedLines: 0 };
  const tree = parse(text, 'utf8', counters);
  expect(counters.lexedLines).toBeLessThanOrEqual(most);
  expect(textOf(tree)).toBe(text);
});

const longTexts: readonly (readonly [string, string])[] = [
  ['without a header', longBody],
  ['behind a header', `[first]\na=1\n[long]\n${longBody}[last]\nb=2\n`],
  ['in lines of many characters', `[long]\n${`k=${'v'.repeat(3000)}\n`.repeat(300)}`],
];

test.each(longTexts)('an edit in a long section %s lexes a handful of lines', (_, text) => {
  const tree = parse(text);
  expect(tree.chunks.length).toBeGreaterThan(5);
  for (const share of [0, 0.3, 0.5, 0.9]) {
    const counters = { lexedLines: 0 };
    const at = Math.floor(text.length * share);
    const after = reparse(tree, { start: at, end: at, text: 'y' }, counters);
    expect(counters.lexedLines).toBeLessThanOrEqual(3);
    const old = new Set(tree.chunks.map(({ table }) => table));
    expect(after.chunks.filter(({ table }) => !old.has(table)).length).toBeLessThanOrEqual(2);
    expect(linesIn(after)).toEqual(linesIn(parse(`${text.slice(0, at)}y${text.slice(at)}`)));
  }
});

test('an edit in a long section leaves the sections around it alone', () => {
  const text = `${phones}[long]\n${longBody}${phones}`;
  const tree = parse(text);
  const old = new Set([...sectionsOf(fileModel(tree))].map(({ section }) => section));
  const at = text.indexOf('key15000');
  const after = reparse(tree, { start: at, end: at, text: 'y' });
  const fresh = [...sectionsOf(fileModel(after))].filter(({ section }) => !old.has(section));
  expect(fresh.map(({ section }) => section.header?.name)).toEqual(['long']);
});

test('an edit beside a long section keeps that section', () => {
  const text = `[a]\nb=1\n[long]\n${longBody}`;
  const tree = parse(text);
  const long = sectionAt(fileModel(tree), text.length - 1)?.section;
  const after = reparse(tree, { start: 5, end: 5, text: 'y' });
  expect(long?.header?.name).toBe('long');
  expect(sectionAt(fileModel(after), text.length)?.section).toBe(long);
});

test('a long section is one section, wherever one looks', () => {
  const text = `[first]\na=1\n[long]\n${longBody}#include more.conf\n${longBody}[last]\nb=2\n`;
  const model = fileModel(parse(text));
  const sections = [...sectionsOf(model)];
  expect(sections.map(({ section }) => section.header?.name)).toEqual(['first', 'long', 'last']);
  expect(sections.map(({ section }) => section.lineCount)).toEqual([2, 40_002, 2]);
  const include = text.indexOf('#include');
  expect(sectionAt(model, include)).toEqual(sections[1]);
  expect(lineAtOffset(model, include)?.placed).toMatchObject({ start: include, number: 20_003 });
  const [directive] = directivesOf(model);
  expect(directive).toMatchObject({ start: include, number: 20_003, text: '#include more.conf' });
  expect(directive?.section.section).toBe(sections[1]?.section);
});

test('a header in the middle of a long section, typed and taken back', () => {
  const text = `[long]\n${longBody}`;
  const at = text.indexOf('key12345');
  const cut = reparse(parse(text), { start: at, end: at, text: '[cut]\n' });
  expect(cut.sectionCount).toBe(2);
  expect(linesIn(cut)).toEqual(linesIn(parse(textOf(cut))));
  const back = reparse(cut, { start: at, end: at + 6, text: '' });
  expect(back.sectionCount).toBe(1);
  expect(linesIn(back)).toEqual(linesIn(parse(text)));
});

function linesIn(tree: SyntaxTree): readonly string[] {
  return [...sectionsOf(fileModel(tree))].flatMap(({ section, start, line }) =>
    linesOf(section, tree.encoding).map(
      (placed) => `${start + placed.start} ${line + placed.number} ${placed.line.kind} ${placed.text}`,
    ),
  );
}

test.each([1_000_000, 8_000_000])(
  'an edit that makes a text longer than %i characters costs no more',
  (size) => {
    const head = '[long]\n';
    const body = phones.repeat(Math.ceil(size / phones.length)).slice(0, size - head.length - 2);
    const text = `${head}${body}\n`;
    expect(linesPerChunk(text.length)).toBeLessThan(linesPerChunk(size + 1));
    const tree = parse(text);
    const at = text.lastIndexOf('secret=', size / 2);
    const after = reparse(tree, { start: at, end: at, text: 'long' });
    expect(linesPerChunk(after.length)).toBe(linesPerChunk(size + 1));
    const old = new Set(tree.chunks.map(({ table }) => table));
    expect(after.chunks.filter(({ table }) => !old.has(table)).length).toBeLessThanOrEqual(2);
    const changed = `${text.slice(0, at)}long${text.slice(at)}`;
    expect(textOf(after) === changed).toBe(true);
    expect(sectionStarts(after)).toEqual(sectionStarts(parse(changed)));
  },
);

function sectionStarts(tree: SyntaxTree): readonly string[] {
  return [...sectionsOf(fileModel(tree))].map(
    ({ start, line, section: { header } }) => `${start} ${line} ${header?.name ?? ''}`,
  );
}
