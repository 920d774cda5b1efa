/** Finds runs along the rows and columns of keyboards and number pads, such as the first six letter keys. */
import { letterCaseBits } from './letterCase.ts';
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const SHORTEST = 4;

/** Lines of keys as they lie beside each other, on the keyboards of English, German and French. */
const rows: readonly string[] = [
  '`1234567890-=',
  '~!@#$%^&*()_+',
  'qwertyuiop[]\\',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
];

/** Slanting lines of keys from the number row down, alone and side by side, and lines of a number pad. */
const columns: readonly string[] = [
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1qay2wsx3edc4rfv5tgb6zhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  'qaywsxedcrfvtgbzhnujm',
  '!qaz@wsx#edc$rfv%tgb^yhn&ujm',
  'zaq1xsw2cde3vfr4bgt5nhy6mju7',
  '147258369',
  '741852963',
  '789456123',
  '159357',
  '7410',
  '8520',
  '9630',
];

/** Where two neighbouring keys lie: the text of their line from the first of them on. */
type Neighbours = ReadonlyMap<string, readonly string[]>;

const rowBits = Math.log2(2 * rows.length);
const columnBits = Math.log2(2 * columns.length);
const rowNeighbours = neighbours(rows);
const columnNeighbours = neighbours(columns);
const sideBySide = new Uint8Array(128 * 128);
for (const pair of [...rowNeighbours.keys(), ...columnNeighbours.keys()]) {
  sideBySide[pair.charCodeAt(0) * 128 + pair.charCodeAt(1)] = 1;
}

/** Runs of at least four keys of a row or of columns, in either direction. */
export const keyboardMatches: PatternMatcher = (secret) => {
  const lower = secret.toLowerCase();
  const matches: PatternMatch[] = [];
  for (let start = 0; start + SHORTEST <= lower.length; start++) {
    if (!areNeighbours(lower.charCodeAt(start), lower.charCodeAt(start + 1))) continue;
    const inRow = longestRun(rowNeighbours, lower, start);
    if (inRow >= SHORTEST) matches.push(runMatch(secret, start, inRow, rowBits));
    const inColumn = longestRun(columnNeighbours, lower, start);
    if (inColumn >= SHORTEST) matches.push(runMatch(secret, start, inColumn, columnBits));
  }
  return matches;
};

function runMatch(secret: string, start: number, length: number, lineBits: number): PatternMatch {
  const end = start + length;
  const bits = lineBits + Math.log2(length) + letterCaseBits(secret.slice(start, end));
  return { kind: 'keyboard', start, end, bits };
}

/** How many characters of `text` from `start` on stand side by side in one of the lines. */
function longestRun(lines: Neighbours, text: string, start: number): number {
  let longest = 0;
  for (const line of lines.get(text.slice(start, start + 2)) ?? []) {
    let length = 2;
    while (length < line.length && text[start + length] === line[length]) length++;
    if (length > longest) longest = length;
  }
  return longest;
}

/** Whether the two stand side by side in any line. */
function areNeighbours(first: number, second: number): boolean {
  return first < 128 && second < 128 && sideBySide[first * 128 + second] === 1;
}

function neighbours(lines: readonly string[]): Neighbours {
  const found = new Map<string, string[]>();
  for (const line of [...lines, ...lines.map(reversed)]) {
    for (let at = 0; at + 1 < line.length; at++) {
      const pair = line.slice(at, at + 2);
      found.set(pair, [...(found.get(pair) ?? []), line.slice(at)]);
    }
  }
  return found;
}

function reversed(line: string): string {
  return Array.from(line).reverse().join('');
}
