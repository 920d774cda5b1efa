/** Where lines of a text begin and end and what they do to the comment depth, before anything is said of their meaning. */
import { isBlank, utf8Length, utf8Prefix } from '../text/ascii.ts';
import { lexLine, MAX_LINE_BYTES, type Encoding } from './lexLine.ts';
import type { Line } from './line.ts';

const MARK = '\ufeff';
const MARK_AS_LATIN1 = '\u00ef\u00bb\u00bf';
const OPEN_BRACKET = 91;
const SEMICOLON = 59;
const HYPHEN = 45;
const BACKSLASH = 92;
/** Characters; a line of fewer cannot exceed Asterisk's limit in any encoding. */
export const SURELY_SHORT = 2000;

/** Lexes a line; a byte order mark at the start of the file counts as blanks. */
export function lexRaw(text: string, depth: number, encoding: Encoding, isFileStart: boolean): Line {
  if (!isFileStart || !startsWithMark(text)) return lexLine(text, depth, encoding);
  return lexLine(text.startsWith(MARK) ? ` ${text.slice(1)}` : `   ${text.slice(3)}`, depth, encoding);
}

/**
 * Whether a file's text begins with the UTF-8 byte order mark, decoded or byte by byte. Only a chunk at the start of
 * its file can: the others begin with a header or were cut where no mark stands.
 */
export function startsWithMark(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0xfeff || (first === 0xef && text.startsWith(MARK_AS_LATIN1));
}

/** Where the line that starts at `start` ends, its line feed included: what one `fgets` of Asterisk returns. */
export function lineEnd(text: string, start: number, encoding: Encoding): number {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? text.length : feed + 1;
  if (end - start <= MAX_LINE_BYTES / 3) return end;
  return cutByNul(text, start, end, encoding);
}

/**
 * A line with a NUL in its first 8191 bytes does not look long to Asterisk: the buffer ends after 8191 bytes and the
 * remainder is read as the next line (main/config.c, `config_text_file_load`).
 */
function cutByNul(text: string, start: number, end: number, encoding: Encoding): number {
  const limit = MAX_LINE_BYTES + 1;
  // Cut first: a search in the whole text would run on to its end for each long line.
  const line = text.slice(start, Math.min(end, start + limit + 1));
  const nul = line.indexOf('\0');
  if (nul < 0 || nul >= limit) return end;
  if (encoding === 'latin1') return line.length > limit ? start + limit : end;
  if (end - start <= limit && utf8Length(line) <= limit) return end;
  const cut = utf8Prefix(line, limit);
  const nulBytes = utf8Length(line.slice(0, nul));
  return nulBytes < limit && cut < end - start ? start + Math.max(cut, 1) : end;
}

/**
 * Comment depth after the line `start`..`end`. Most lines have no semicolon or only a plain comment and change nothing;
 * only the others need the whole lexer. Looking no further than the line's end keeps the work linear.
 */
export function depthAfter(
  text: string,
  start: number,
  end: number,
  depth: number,
  encoding: Encoding,
): number {
  const semicolon = semicolonIn(text, start, end);
  if (semicolon < 0 || (depth === 0 && isPlainComment(text, start, semicolon, end))) return depth;
  return lexRaw(text.slice(start, end), depth, encoding, start === 0).depthAfter;
}

/** Whether the line `start`..`end` (its line feed may be inside) is a header. */
export function isHeaderLine(
  text: string,
  start: number,
  end: number,
  depth: number,
  encoding: Encoding,
): boolean {
  const isMarked = start === 0 && startsWithMark(text);
  if (depth === 0 && !isMarked) {
    let at = start;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    const first = at < end ? text.charCodeAt(at) : 0;
    if (first === OPEN_BRACKET) {
      return end - start < SURELY_SHORT || lexedKind(text, start, end, depth, encoding) === 'header';
    }
    // Only a block comment in front of it can hide a header behind another first character.
    if (first !== SEMICOLON || isPlainComment(text, start, at, end)) return false;
  }
  if (!isMarked && semicolonIn(text, start, end) < 0) return false;
  return lexedKind(text, start, end, depth, encoding) === 'header';
}

function lexedKind(text: string, start: number, end: number, depth: number, encoding: Encoding): string {
  const rawEnd = end > start && text.charCodeAt(end - 1) === 10 ? end - 1 : end;
  return lexRaw(text.slice(start, rawEnd), depth, encoding, start === 0).kind;
}

/** Where the first semicolon of the stretch stands; -1 where there is none. */
function semicolonIn(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === SEMICOLON) return i;
  return -1;
}

/** Whether the semicolon is surely neither escaped nor part of a `;--` or `--;`; the rest of its line is then comment. */
function isPlainComment(text: string, start: number, at: number, end: number): boolean {
  if (at + 1 < end && text.charCodeAt(at + 1) === HYPHEN) {
    const isRuler = at + 3 < end && text.charCodeAt(at + 2) === HYPHEN && text.charCodeAt(at + 3) === HYPHEN;
    if (!isRuler) return false;
  }
  const before = at > start ? text.charCodeAt(at - 1) : 0;
  return before !== HYPHEN && before !== BACKSLASH;
}
