/** Finds years, days with month, and whole dates written in digits. */
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2049;
const yearBits = Math.log2(LAST_YEAR - FIRST_YEAR + 1);
const dayBits = Math.log2(366);

/** The orders people write dates in, each with its bits; `Y` four digits of a year, `y` two. */
const shapes: readonly { readonly pattern: RegExp; readonly order: string; readonly bits: number }[] = [
  { pattern: /^(\d{4})([-./_ ]?)(\d{2})\2(\d{2})/, order: 'Y-MD', bits: dayBits + yearBits },
  { pattern: /^(\d{2})([-./_ ]?)(\d{2})\2(\d{4})/, order: 'D-MY', bits: dayBits + yearBits + 1 },
  { pattern: /^(\d{1,2})([-./_ ])(\d{1,2})\2(\d{4})/, order: 'D-MY', bits: dayBits + yearBits + 1 },
  { pattern: /^(\d{2})([-./_ ]?)(\d{2})\2(\d{2})/, order: 'D-My', bits: dayBits + yearBits + 1 },
];

/** Dates of any of the shapes, and single years. */
export const dateMatches: PatternMatcher = (secret) => {
  const matches: PatternMatch[] = [];
  for (let start = 0; start < secret.length; start++) {
    const code = secret.charCodeAt(start);
    if (code < 48 || code > 57) continue;
    const rest = secret.slice(start, start + 10);
    const year = /^\d{4}/.exec(rest)?.[0];
    if (year !== undefined && isYear(year)) {
      matches.push({ kind: 'date', start, end: start + 4, bits: yearBits });
    }
    for (const { pattern, order, bits } of shapes) {
      const parts = pattern.exec(rest);
      if (parts !== null && isDate(parts, order)) {
        matches.push({
          kind: 'date',
          start,
          end: start + parts[0].length,
          bits: bits + (parts[2] === '' ? 0 : 1),
        });
      }
    }
  }
  return matches;
};

function isDate(parts: RegExpExecArray, order: string): boolean {
  const [, first = '', , second = '', third = ''] = parts;
  const year = order === 'Y-MD' ? first : third;
  const day = Number(order === 'Y-MD' ? third : first);
  const month = Number(second);
  if (year.length === 4 && !isYear(year)) return false;
  return isDayAndMonth(day, month) || isDayAndMonth(month, day);
}

function isDayAndMonth(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

function isYear(text: string): boolean {
  const year = Number(text);
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
