/** Laws of the tree on random text: nothing is lost, and reparse equals parse. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileModel, linesOf, sectionsOf } from '../../server/src/model/fileModel.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import { offsetAt, positionAt, textOf } from '../../server/src/syntax/position.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';

const piece = fc.constantFrom(
  '[',
  ']',
  '(',
  ')',
  '!',
  '+',
  '#include ',
  '#',
  ';',
  ';--',
  '--;',
  '--',
  '-',
  '\\',
  '\\;',
  '=',
  '=>',
  '+=',
  ' ',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\0',
  '\ufeff',
  'a',
  'secret',
  'é',
  '[x]\n',
  'k=v\n',
  ';-- c\n',
  '--;\n',
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

test('the joined chunks are the text, for any text', () => {
  fc.assert(
    fc.property(text, (input) => {
      const tree = parse(input);
      expect(textOf(tree)).toBe(input);
      expect(shape(tree).length).toBe(tree.lineCount);
    }),
    { numRuns: 1000 },
  );
});

test('reparse equals parse of the new text, for any edit', () => {
  fc.assert(
    fc.property(text, text, fc.nat(), fc.nat(), (input, inserted, a, b) => {
      const start = input.length === 0 ? 0 : a % (input.length + 1);
      const end = start + (input.length === start ? 0 : b % (input.length - start + 1));
      const expected = parse(input.slice(0, start) + inserted + input.slice(end));
      const actual = reparse(parse(input), { start, end, text: inserted });
      expect(textOf(actual)).toBe(textOf(expected));
      expect(shape(actual)).toEqual(shape(expected));
    }),
    { numRuns: 1500 },
  );
});

test('a long chain of edits over many chunks equals a fresh parse', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.nat(), fc.nat(200)), { maxLength: 12 }), (edits) => {
      let current = Array.from(
        { length: 260 },
        (_, i) => `[phone${i}]\nsecret=x${i}\nhost=dynamic ; n\n\n`,
      ).join('');
      let tree = parse(current);
      for (const [inserted, a, size] of edits) {
        const start = a % (current.length + 1);
        const end = Math.min(current.length, start + size);
        tree = reparse(tree, { start, end, text: inserted });
        current = current.slice(0, start) + inserted + current.slice(end);
      }
      expect(textOf(tree)).toBe(current);
      expect(shape(tree)).toEqual(shape(parse(current)));
    }),
    { numRuns: 15 },
  );
});

test('an edit re-lexes a handful of lines and keeps the other sections', () => {
  const before = Array.from(
    { length: 3000 },
    (_, i) => `[phone${i}]\nsecret=x${i}\nhost=dynamic ; n\n\n`,
  ).join('');
  const tree = parse(before);
  const at = before.indexOf('x1500');
  const counters = { lexedLines: 0 };
  const after = reparse(tree, { start: at, end: at + 1, text: 'yy' }, counters);
  expect(counters.lexedLines).toBeLessThanOrEqual(4);
  const old = new Set([...sectionsOf(fileModel(tree))].map((placed) => placed.section));
  const fresh = [...sectionsOf(fileModel(after))].filter((placed) => !old.has(placed.section));
  expect(fresh.map((placed) => placed.section.header?.name)).toEqual(['phone1500']);
});

test('positions and offsets are inverse and clip at the line end', () => {
  fc.assert(
    fc.property(text, (input) => {
      const tree = parse(input);
      for (let offset = 0; offset <= input.length; offset++) {
        const isInsideLineEnd = input[offset - 1] === '\r' && input[offset] === '\n';
        const back = offsetAt(tree, positionAt(tree, offset));
        expect(back).toBe(isInsideLineEnd ? offset - 1 : offset);
      }
    }),
    { numRuns: 500 },
  );
});

function shape(tree: SyntaxTree): unknown[] {
  const result: unknown[] = [];
  for (const placed of sectionsOf(fileModel(tree))) {
    for (const { line, start, number, text: raw } of linesOf(placed.section, tree.encoding)) {
      result.push([placed.index, placed.start + start, placed.line + number, raw, line]);
    }
  }
  return result;
}

test('a file with lone carriage returns has the lines an editor shows', () => {
  const tree = parse(`[a]\rb=1\r\n${'c=2\r'.repeat(2000)}d=3\n[e]\n`);
  expect(positionAt(tree, 4)).toEqual({ line: 1, character: 0 });
  expect(positionAt(tree, tree.length)).toEqual({ line: 2004, character: 0 });
  expect(offsetAt(tree, { line: 2, character: 99 })).toBe(12);
  expect(offsetAt(tree, { line: 9999, character: 0 })).toBe(tree.length);
});
