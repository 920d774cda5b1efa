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
const OPEN_PAREN = 40;
const BACKSLASH = 92;
const PLUS = 43;
const GREATER = 62;
/** Spans that end before this place in their line are shared. */
const SHARED = 64;
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
  let start = 0;
  let end = kept.text.length;
  while (start < end && isBlank(kept.text.charCodeAt(start))) start++;
  while (end > start && isBlank(kept.text.charCodeAt(end - 1))) end--;
  if (start === end) {
    return { kind: 'blank', depthBefore, depthAfter: kept.depthAfter, comments: kept.comments };
  }
  const first = kept.text.charCodeAt(start);
  if (first === OPEN_BRACKET) return header(kept, start, end, depthBefore);
  if (first === HASH) return directive(kept, start, end, depthBefore, encoding);
  return entry(kept, start, end, depthBefore);
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

/** Lines are written out as one literal each: copying parts together takes several times as long. */
function header(kept: Kept, start: number, end: number, depthBefore: number): HeaderLine {
  const { text } = kept;
  const close = indexIn(text, ']', start + 1, end);
  const nameEnd = close < 0 ? end : close;
  let tail = close < 0 ? end : close + 1;
  let options: readonly HeaderOption[] | undefined;
  let optionsClosed = true;
  if (close >= 0 && close + 1 < end && text.charCodeAt(close + 1) === OPEN_PAREN) {
    const paren = indexIn(text, ')', close + 2, end);
    optionsClosed = paren >= 0;
    options = headerOptions(kept, close + 2, optionsClosed ? paren : end);
    tail = optionsClosed ? paren + 1 : end;
  }
  const { depthAfter, comments } = kept;
  const name = text.slice(start + 1, nameEnd);
  const nameSpan = rawOf(kept, start + 1, nameEnd);
  const tailSpan = rawOf(kept, tail, end);
  const isClosed = close >= 0;
  if (options === undefined) {
    return {
      kind: 'header',
      name,
      nameSpan,
      isClosed,
      optionsClosed,
      tailSpan,
      depthBefore,
      depthAfter,
      comments,
    };
  }
  return {
    kind: 'header',
    name,
    nameSpan,
    isClosed,
    options,
    optionsClosed,
    tailSpan,
    depthBefore,
    depthAfter,
    comments,
  };
}

/** Lists of options as most headers of a file have them, shared because they would be most of what headers weigh. */
const knownOptions = new Map<string, readonly HeaderOption[]>();
const MOST_KNOWN = 256;

function headerOptions(kept: Kept, start: number, end: number): readonly HeaderOption[] {
  if (kept.map !== undefined || end >= SHARED) return readOptions(kept, start, end);
  const text = kept.text.slice(start, end);
  const known = knownOptions.get(text);
  if (known?.[0]?.span.start === start) return known;
  // A piece of a text keeps the whole text alive; what is shared must not.
  const own = ` ${text}`.slice(1);
  const padded = { ...kept, text: ' '.repeat(start) + own };
  const options = readOptions(padded, start, end);
  if (knownOptions.size >= MOST_KNOWN) knownOptions.clear();
  knownOptions.set(own, options);
  return options;
}

function readOptions(kept: Kept, start: number, end: number): readonly HeaderOption[] {
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
function directive(
  kept: Kept,
  start: number,
  end: number,
  depthBefore: number,
  encoding: Encoding,
): DirectiveLine {
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
  const common: Omit<DirectiveLine, 'argumentSpan'> = {
    kind: 'directive',
    directive: known,
    word,
    wordSpan,
    depthBefore,
    depthAfter: kept.depthAfter,
    comments: kept.comments,
  };
  if (from >= end) return { ...common, argumentSpan: rawOf(kept, end, end) };
  const quoted = text[from] === '"' && text[end - 1] === '"';
  const angled = text[from] === '<' && text[end - 1] === '>';
  const to = quoted || angled ? Math.max(end - 1, from + 1) : end;
  if (quoted || angled) from += 1;
  return { ...common, argument: text.slice(from, to), argumentSpan: rawOf(kept, from, to) };
}

function entry(kept: Kept, start: number, end: number, depthBefore: number): EntryLine {
  const { text } = kept;
  let keyStart = start;
  let searchFrom = start;
  if (text.charCodeAt(start) === BACKSLASH) {
    const next = start + 1 < end ? text.charCodeAt(start + 1) : 0;
    if (next < 33 || next > 127) return brokenEntry(kept, start, end, depthBefore, 'invalid-escape');
    keyStart = start + 1;
    searchFrom = start + 2;
  }
  const equals = indexIn(text, '=', searchFrom, end);
  if (equals < 0) return brokenEntry(kept, keyStart, end, depthBefore, 'missing-equals');
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
  const line: EntryLine = {
    kind: 'entry',
    operator: isAppend ? '+=' : isArrow ? '=>' : '=',
    key: text.slice(keyStart, keyEnd),
    keySpan: rawOf(kept, keyStart, keyEnd),
    operatorSpan: rawOf(kept, operatorStart, operatorEnd),
    value: text.slice(valueStart, end),
    valueSpan: rawOf(kept, valueStart, end),
    appended: text.slice(equals + 1, end),
    depthBefore,
    depthAfter: kept.depthAfter,
    comments: kept.comments,
  };
  if (map === undefined && keyStart < keyEnd) return line;
  return {
    ...line,
    ...(map === undefined ? {} : { valueMap: map }),
    ...(keyStart === keyEnd ? { problem: 'empty-name' as const } : {}),
  };
}

function brokenEntry(
  kept: Kept,
  start: number,
  end: number,
  depthBefore: number,
  problem: 'missing-equals' | 'invalid-escape',
): EntryLine {
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
    depthBefore,
    depthAfter: kept.depthAfter,
    comments: kept.comments,
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
  if (map === undefined) return spanOf(start, end);
  if (start >= end) {
    const at = start > 0 && start - 1 < map.length ? (map[start - 1] ?? 0) + 1 : (map[start] ?? kept.rawEnd);
    return { start: at, end: at };
  }
  return { start: map[start] ?? 0, end: (map[end - 1] ?? 0) + 1 };
}

const shortSpans: (Span | undefined)[] = Array.from({ length: SHARED * SHARED }, () => undefined);

/** Most lines are short and alike, so their spans are shared: millions of them would cost more than the lines. */
function spanOf(start: number, end: number): Span {
  if (end >= SHARED) return { start, end };
  const place = start * SHARED + end;
  return (shortSpans[place] ??= { start, end });
}

function indexIn(text: string, character: string, from: number, end: number): number {
  const at = text.indexOf(character, from);
  return at >= 0 && at < end ? at : -1;
}
