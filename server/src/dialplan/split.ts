/** Splits text of the dialplan at separators, as Asterisk does: what brackets, quotes and expressions hold stays together. */
import type { Span } from '../text/span.ts';

const BACKSLASH = 92;
const QUOTE = 34;

/**
 * The stretches of `text` between `from` and `to` that `separator` divides; at most `limit`, the last takes the rest.
 * Source: main/app.c, `__ast_app_separate_args`; `${…}` and `$[…]` are filled in before, so nothing in them separates.
 */
export function splitArguments(
  text: string,
  from = 0,
  to = text.length,
  separator = ',',
  limit = Infinity,
): readonly Span[] {
  const parts: Span[] = [];
  let round = 0;
  let square = 0;
  let isQuoted = false;
  let start = from;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) isQuoted = !isQuoted;
    else if (text[at] === '$' && (text[at + 1] === '{' || text[at + 1] === '[')) {
      at = expressionEnd(text, at, to) - 1;
    } else if (text[at] === '(' && separator !== '(') round++;
    else if (text[at] === ')') round = Math.max(0, round - 1);
    else if (text[at] === '[') square++;
    else if (text[at] === ']') square = Math.max(0, square - 1);
    else if (text[at] === separator && round === 0 && square === 0 && !isQuoted && parts.length + 1 < limit) {
      parts.push({ start, end: at });
      start = at + 1;
    }
  }
  parts.push({ start, end: to });
  return parts;
}

/** Where the `${…}` or `$[…]` that begins at `at` ends; `to` where it is not closed. */
export function expressionEnd(text: string, at: number, to = text.length): number {
  const open = text[at + 1];
  const close = open === '{' ? '}' : ']';
  let depth = 0;
  for (let i = at + 1; i < to; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i + 1;
  }
  return to;
}

/** The stretch without blanks at its ends. */
export function trimmedSpan(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return { start: from, end: to };
}

/** Whether the text holds something that is only known while a call runs or before Asterisk reads it. */
export function hasExpression(text: string): boolean {
  return text.includes('${') || text.includes('$[');
}
