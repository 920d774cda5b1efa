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

const rowLines = [...rows, ...rows.map(reversed)];
const columnLines = [...columns, ...columns.map(reversed)];
const rowBits = Math.log2(rowLines.length);
const columnBits = Math.log2(columnLines.length);

/** Runs of at least four keys of a row or of columns, in either direction. */
export const keyboardMatches: PatternMatcher = (secret) => {
  const lower = secret.toLowerCase();
  const matches: PatternMatch[] = [];
  for (let start = 0; start < lower.length; start++) {
    const inRow = longestRun(rowLines, lower, start);
    if (inRow >= SHORTEST) matches.push(runMatch(secret, start, inRow, rowBits));
    const inColumn = longestRun(columnLines, lower, start);
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
function longestRun(lines: readonly string[], text: string, start: number): number {
  const first = text[start];
  if (first === undefined) return 0;
  let longest = 0;
  for (const line of lines) {
    const at = line.indexOf(first);
    if (at < 0) continue;
    let length = 1;
    while (at + length < line.length && text[start + length] === line[at + length]) length++;
    if (length > longest) longest = length;
  }
  return longest;
}

function reversed(line: string): string {
  return Array.from(line).reverse().join('');
}
