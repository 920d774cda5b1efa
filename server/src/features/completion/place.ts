/** What the caret stands in: the name of an option, a value, a header, a directive or a comment. Knows no meaning. */
import type { EntryLine, Line } from '../../syntax/line.ts';
import { isBlank } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';

/** All spans and offsets count from the start of the line. */
export type Place =
  /** Where a name may stand; `hasOperator` tells that an `=` follows already. */
  | { readonly kind: 'name'; readonly span: Span; readonly typed: string; readonly hasOperator: boolean }
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly operator: string;
      readonly span: Span;
      readonly caret: number;
      readonly text: string;
    }
  | { readonly kind: 'header-name'; readonly span: Span; readonly typed: string; readonly isClosed: boolean }
  | {
      readonly kind: 'header-option';
      readonly span: Span;
      readonly typed: string;
      readonly others: readonly string[];
      readonly isClosed: boolean;
    }
  | { readonly kind: 'directive'; readonly span: Span; readonly hasArgument: boolean }
  | { readonly kind: 'path'; readonly span: Span; readonly typed: string }
  | {
      readonly kind: 'suppression';
      readonly span: Span;
      readonly part: 'words' | 'rules';
      readonly others: readonly string[];
    };

/**
 * The place of `caret` on a line, both counting from its start; `undefined` where nothing can be put in.
 *
 * @param text the raw line without its line feed
 */
export function placeAt(line: Line, text: string, caret: number): Place | undefined {
  if (line.depthBefore > 0 || line.kind === 'long') return undefined;
  // To an editor a carriage return ends the line, and what is put in has to stay on one.
  if (text.slice(0, caret).includes('\r')) return undefined;
  const feed = text.indexOf('\r', caret);
  const place = placeOnLine(line, feed < 0 ? text : text.slice(0, feed), caret);
  if (place === undefined || feed < 0 || place.span.end <= feed) return place;
  return { ...place, span: { start: place.span.start, end: feed } };
}

function placeOnLine(line: Line, text: string, caret: number): Place | undefined {
  const comment = line.comments.find(({ start, end }) => start < caret && caret <= end);
  if (comment !== undefined) return suppressionAt(text, comment.start, caret);
  let first = 0;
  while (first < text.length && isBlank(text.charCodeAt(first))) first++;
  if (first >= caret && first >= endOfContent(line, text)) {
    return nameAt({ start: caret, end: caret }, '', false);
  }
  if (caret < first) return undefined;
  if (text.startsWith('[', first)) return headerAt(text, first, caret);
  if (text.startsWith('#', first)) return directiveAt(text, first, caret);
  return line.kind === 'entry' ? entryAt(line, text, first, caret) : undefined;
}

/** Where the part before a comment ends; the comment itself may follow. */
function endOfContent(line: Line, text: string): number {
  let end = line.comments.find(({ start }) => text.slice(0, start).trim() === '')?.start ?? text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

function nameAt(span: Span, typed: string, hasOperator: boolean): Place {
  return { kind: 'name', span, typed, hasOperator };
}

function entryAt(line: EntryLine, text: string, first: number, caret: number): Place | undefined {
  const { operator, operatorSpan, key } = line;
  const hasOperator = operator !== 'none';
  if (!hasOperator || caret <= line.keySpan.end) {
    if (caret < first) return undefined;
    let end = caret;
    const limit = hasOperator ? line.keySpan.end : text.length;
    while (end < limit && isNameCharacter(text.charCodeAt(end))) end++;
    const typed = text.slice(first, caret);
    // What stands there in several words is no name, and nobody knows what it wants to be.
    return /[^\w/@.!-]/.test(text.slice(first, end))
      ? undefined
      : nameAt({ start: first, end }, typed, hasOperator);
  }
  if (caret < operatorSpan.end) return undefined;
  let start = operatorSpan.end;
  while (start < caret && isBlank(text.charCodeAt(start))) start++;
  const end = Math.max(caret, line.valueSpan.end);
  return { kind: 'value', key, operator, span: { start, end }, caret, text: text.slice(start, end) };
}

function isNameCharacter(code: number): boolean {
  return code > 32 && code !== 0x3b && code !== 0x3d && code !== 0x2b;
}

function headerAt(text: string, first: number, caret: number): Place | undefined {
  if (caret === first) return undefined;
  const close = text.indexOf(']', first);
  if (close < 0 || caret <= close) {
    const end = close < 0 ? caret : close;
    const typed = text.slice(first + 1, caret);
    return { kind: 'header-name', span: { start: first + 1, end }, typed, isClosed: close >= 0 };
  }
  if (text.charAt(close + 1) !== '(' || caret < close + 2) return undefined;
  const end = text.indexOf(')', close);
  if (end >= 0 && caret > end) return undefined;
  const list = text.slice(close + 2, end < 0 ? text.length : end);
  const at = caret - close - 2;
  const from = list.lastIndexOf(',', at - 1) + 1;
  const comma = list.indexOf(',', at);
  const word = list.slice(from, comma < 0 ? undefined : comma);
  const others = list.split(',').map((name) => name.trim());
  others.splice(list.slice(0, from).split(',').length - 1, 1);
  const start = close + 2 + from;
  const typed = text.slice(start, caret).trimStart();
  // Behind an unclosed list, only what is typed so far is ours.
  return {
    kind: 'header-option',
    typed,
    span: { start, end: end < 0 ? caret : start + word.length },
    others,
    isClosed: end >= 0,
  };
}

function directiveAt(text: string, first: number, caret: number): Place | undefined {
  const word = /^#\w*/.exec(text.slice(first))?.[0] ?? '#';
  const wordEnd = first + word.length;
  if (caret > first && caret <= wordEnd) {
    const rest = text.slice(wordEnd).trim();
    return { kind: 'directive', span: { start: first, end: wordEnd }, hasArgument: rest !== '' };
  }
  const known = /^#(?:include|tryinclude)\s+["<]?/i.exec(text.slice(first));
  if (known === null) return undefined;
  const start = first + known[0].length;
  if (caret < start) return undefined;
  let end = caret;
  while (end < text.length && !/["<>;\s]/.test(text.charAt(end))) end++;
  const typed = text.slice(start, caret);
  return /["<>;]/.test(typed) ? undefined : { kind: 'path', span: { start, end }, typed };
}

/** Inside `; asterisk-conf: ignore RULE, RULE`. */
function suppressionAt(text: string, commentStart: number, caret: number): Place | undefined {
  if (text.startsWith(';--', commentStart)) return undefined;
  const typed = text.slice(commentStart, caret);
  const head = /^;+\s*asterisk-conf:\s*/.exec(typed);
  if (head === null) return undefined;
  const rules = /^ignore(?:-section|-file)?\s+/.exec(typed.slice(head[0].length));
  if (rules === null) {
    const start = commentStart + head[0].length;
    const isWord = /^[a-z-]*$/.test(text.slice(start, caret));
    return isWord
      ? { kind: 'suppression', span: { start, end: wordEnd(text, caret) }, part: 'words', others: [] }
      : undefined;
  }
  const listStart = commentStart + head[0].length + rules[0].length;
  const list = text.slice(listStart, caret);
  if (/[^\w\s,-]/.test(list)) return undefined;
  const blank = /(?<![\w-])[\w-]+\s+[\w-]*$/.test(list);
  if (blank) return undefined;
  const own = /(?<![\w-])[\w-]*$/.exec(list)?.[0] ?? '';
  return {
    kind: 'suppression',
    span: { start: caret - own.length, end: wordEnd(text, caret) },
    part: 'rules',
    others: list
      .slice(0, list.length - own.length)
      .split(',')
      .map((rule) => rule.trim())
      .filter((rule) => rule !== ''),
  };
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && /[\w-]/.test(text.charAt(end))) end++;
  return end;
}
