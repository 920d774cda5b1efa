/**
 * Reads one line as Asterisk does: comments first, then what is left. Knows nothing beyond the line but the comment
 * depth it starts with.
 *
 * Source: Asterisk main/config.c, `config_text_file_load` (comments) and `process_text_line` (the rest); every branch
 * was compared with Asterisk 16.28 and 22.10.
 */
import { isBlank, utf8Length } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { removeComments, type Kept } from './comments.ts';
import type { DirectiveLine, EntryLine, HeaderLine, HeaderOption, Line } from './line.ts';

/** The longest line, in bytes, that Asterisk reads. */
export const MAX_LINE_BYTES = 8190;

/** How many bytes a character takes in the file: `latin1` was read one character a byte. */
export type Encoding = 'utf8' | 'latin1';

const OPEN_BRACKET = 91;
const HASH = 35;
const BACKSLASH = 92;
const PLUS = 43;
const GREATER = 62;
const NO_COMMENTS: readonly Span[] = [];

/**
 * Lexes `text`, one line without its line end. Never throws.
 *
 * @param depthBefore nesting depth of block comments at the start of the line; negative after a stray `--;`
 */
export function lexLine(text: string, depthBefore: number, encoding: Encoding = 'utf8'): Line {
  const bytes = byteLength(text, encoding);
  if (bytes > MAX_LINE_BYTES && !hasEarlyNul(text)) {
    return { kind: 'long', bytes, depthBefore, depthAfter: depthBefore, comments: NO_COMMENTS };
  }
  const kept = removeComments(text, depthBefore);
  const base = { depthBefore, depthAfter: kept.depthAfter, comments: kept.comments };
  let start = 0;
  let end = kept.text.length;
  while (start < end && isBlank(kept.text.charCodeAt(start))) start++;
  while (end > start && isBlank(kept.text.charCodeAt(end - 1))) end--;
  if (start === end) return { kind: 'blank', ...base };
  const first = kept.text.charCodeAt(start);
  if (first === OPEN_BRACKET) return { ...base, ...header(kept, start, end) };
  if (first === HASH) return { ...base, ...directive(kept, start, end, encoding) };
  return { ...base, ...entry(kept, start, end) };
}

function byteLength(text: string, encoding: Encoding): number {
  if (encoding === 'latin1' || text.length * 3 <= MAX_LINE_BYTES) return text.length;
  return utf8Length(text);
}

/** With a NUL before the buffer's end Asterisk does not notice the length; the text is cut there anyway. */
function hasEarlyNul(text: string): boolean {
  const nul = text.indexOf('\0');
  return nul >= 0 && utf8Length(text.slice(0, nul)) <= MAX_LINE_BYTES;
}

type Without<T> = Omit<T, 'depthBefore' | 'depthAfter' | 'comments'>;

function header(kept: Kept, start: number, end: number): Without<HeaderLine> {
  const { text } = kept;
  const close = indexIn(text, ']', start + 1, end);
  if (close < 0) {
    return {
      kind: 'header',
      name: text.slice(start + 1, end),
      nameSpan: rawOf(kept, start + 1, end),
      isClosed: false,
      optionsClosed: true,
      tailSpan: rawOf(kept, end, end),
    };
  }
  const common = {
    kind: 'header' as const,
    name: text.slice(start + 1, close),
    nameSpan: rawOf(kept, start + 1, close),
    isClosed: true,
  };
  if (text[close + 1] !== '(' || close + 1 >= end) {
    return { ...common, optionsClosed: true, tailSpan: rawOf(kept, close + 1, end) };
  }
  const paren = indexIn(text, ')', close + 2, end);
  const optionsEnd = paren < 0 ? end : paren;
  return {
    ...common,
    options: headerOptions(kept, close + 2, optionsEnd),
    optionsClosed: paren >= 0,
    tailSpan: rawOf(kept, paren < 0 ? end : paren + 1, end),
  };
}

function headerOptions(kept: Kept, start: number, end: number): readonly HeaderOption[] {
  const options: HeaderOption[] = [];
  for (let at = start; ;) {
    const comma = indexIn(kept.text, ',', at, end);
    const stop = comma < 0 ? end : comma;
    const text = kept.text.slice(at, stop);
    const kind = text === '!' ? 'template' : text.startsWith('+') ? 'reopen' : 'parent';
    options.push({ kind, text, span: rawOf(kept, at, stop) });
    if (comma < 0) return options;
    at = comma + 1;
  }
}

/** The word ends at a blank or a byte above 127, which is dropped (the test is made on signed characters). */
function directive(kept: Kept, start: number, end: number, encoding: Encoding): Without<DirectiveLine> {
  const { text } = kept;
  let wordEnd = start + 1;
  while (wordEnd < end && text.charCodeAt(wordEnd) > 32 && text.charCodeAt(wordEnd) < 128) wordEnd++;
  const word = text.slice(start + 1, wordEnd);
  const lower = word.toLowerCase();
  const known = lower === 'include' || lower === 'tryinclude' || lower === 'exec' ? lower : 'unknown';
  const wordSpan = rawOf(kept, start, wordEnd);
  // In UTF-8 only the first byte of the character is dropped; what remains of it can only spoil the argument.
  const isHigh = wordEnd < end && text.charCodeAt(wordEnd) > 127;
  let from = isHigh && encoding === 'utf8' ? wordEnd : Math.min(wordEnd + 1, end);
  while (from < end && isBlank(text.charCodeAt(from))) from++;
  const common = { kind: 'directive' as const, directive: known, word, wordSpan } as const;
  if (from >= end) return { ...common, argumentSpan: rawOf(kept, end, end) };
  const quoted = text[from] === '"' && text[end - 1] === '"';
  const angled = text[from] === '<' && text[end - 1] === '>';
  const to = quoted || angled ? Math.max(end - 1, from + 1) : end;
  if (quoted || angled) from += 1;
  return { ...common, argument: text.slice(from, to), argumentSpan: rawOf(kept, from, to) };
}

function entry(kept: Kept, start: number, end: number): Without<EntryLine> {
  const { text } = kept;
  let keyStart = start;
  let searchFrom = start;
  if (text.charCodeAt(start) === BACKSLASH) {
    const next = start + 1 < end ? text.charCodeAt(start + 1) : 0;
    if (next < 33 || next > 127) return brokenEntry(kept, start, end, 'invalid-escape');
    keyStart = start + 1;
    searchFrom = start + 2;
  }
  const equals = indexIn(text, '=', searchFrom, end);
  if (equals < 0) return brokenEntry(kept, keyStart, end, 'missing-equals');
  const isAppend = equals > keyStart && text.charCodeAt(equals - 1) === PLUS && equals - 1 >= searchFrom;
  const isArrow = !isAppend && text.charCodeAt(equals + 1) === GREATER && equals + 1 < end;
  const operatorStart = isAppend ? equals - 1 : equals;
  const operatorEnd = isArrow ? equals + 2 : equals + 1;
  let keyEnd = operatorStart;
  while (keyEnd > keyStart && isBlank(text.charCodeAt(keyEnd - 1))) keyEnd--;
  while (keyStart < keyEnd && isBlank(text.charCodeAt(keyStart))) keyStart++;
  let valueStart = operatorEnd;
  while (valueStart < end && isBlank(text.charCodeAt(valueStart))) valueStart++;
  const map = valueMap(kept, valueStart, end);
  return {
    kind: 'entry',
    operator: isAppend ? '+=' : isArrow ? '=>' : '=',
    key: text.slice(keyStart, keyEnd),
    keySpan: rawOf(kept, keyStart, keyEnd),
    operatorSpan: rawOf(kept, operatorStart, operatorEnd),
    value: text.slice(valueStart, end),
    valueSpan: rawOf(kept, valueStart, end),
    ...(map === undefined ? {} : { valueMap: map }),
    appended: text.slice(equals + 1, end),
    ...(keyStart === keyEnd ? { problem: 'empty-name' as const } : {}),
  };
}

function brokenEntry(
  kept: Kept,
  start: number,
  end: number,
  problem: 'missing-equals' | 'invalid-escape',
): Without<EntryLine> {
  const nothing = rawOf(kept, end, end);
  return {
    kind: 'entry',
    operator: 'none',
    key: kept.text.slice(start, end),
    keySpan: rawOf(kept, start, end),
    operatorSpan: nothing,
    value: '',
    valueSpan: nothing,
    appended: '',
    problem,
  };
}

/** Undefined where the characters of the stretch follow each other in the raw text too. */
function valueMap(kept: Kept, start: number, end: number): Uint32Array | undefined {
  const { map } = kept;
  if (map === undefined || end === start) return undefined;
  const first = map[start] ?? 0;
  const last = map[end - 1] ?? 0;
  if (last - first === end - 1 - start) return undefined;
  const result = new Uint32Array(end - start + 1);
  for (let i = start; i < end; i++) result[i - start] = map[i] ?? 0;
  result[end - start] = last + 1;
  return result;
}

/** Raw stretch of the kept characters `start`..`end`. */
function rawOf(kept: Kept, start: number, end: number): Span {
  const { map } = kept;
  if (map === undefined) return { start, end };
  if (start >= end) {
    const at = start > 0 && start - 1 < map.length ? (map[start - 1] ?? 0) + 1 : (map[start] ?? kept.rawEnd);
    return { start: at, end: at };
  }
  return { start: map[start] ?? 0, end: (map[end - 1] ?? 0) + 1 };
}

function indexIn(text: string, character: string, from: number, end: number): number {
  const at = text.indexOf(character, from);
  return at >= 0 && at < end ? at : -1;
}
