/**
 * Takes the comments out of one line the way Asterisk does, remembering where each kept character stood.
 *
 * Source: Asterisk main/config.c, `config_text_file_load`. The slow path repeats that loop step by step, since its
 * behaviour after a stray `--;` follows from how it moves text inside one buffer.
 */
import type { Span } from '../text/span.ts';

/** What is left of a line. */
export interface Kept {
  readonly text: string;
  /** Raw place of each kept character; absent when `text` is a start of the raw line. */
  readonly map?: Uint32Array;
  /** Where the raw line ends. */
  readonly rawEnd: number;
  readonly depthAfter: number;
  readonly comments: readonly Span[];
}

/** Deepest nesting of `;--` that Asterisk counts; one more and it never returns, so we stop counting there. */
export const MAX_COMMENT_DEPTH = 128;

const NONE: readonly Span[] = [];

/** Removes comments from `raw`, which starts at nesting depth `depth`. A NUL ends the text. */
export function removeComments(raw: string, depth: number): Kept {
  const rawEnd = raw.length;
  const nul = raw.indexOf('\0');
  const text = nul < 0 ? raw : raw.slice(0, nul);
  const dropped = nul < 0 ? NONE : [{ start: nul, end: rawEnd }];
  const semicolon = text.indexOf(';');
  if (semicolon < 0) {
    if (depth === 0) return { text, rawEnd, depthAfter: 0, comments: dropped };
    return { text: '', rawEnd, depthAfter: depth, comments: whole(rawEnd) };
  }
  if (depth === 0 && isPlainComment(text, semicolon)) {
    return {
      text: text.slice(0, semicolon),
      rawEnd,
      depthAfter: 0,
      comments: [{ start: semicolon, end: rawEnd }],
    };
  }
  return slowly(text, rawEnd, depth);
}

/** A `;` that is neither escaped nor part of a `;--` or `--;`. */
function isPlainComment(text: string, at: number): boolean {
  if (at > 0 && text[at - 1] === '\\') return false;
  if (text[at + 1] === '-' && text[at + 2] === '-' && text[at + 3] !== '-') return false;
  return !(at >= 2 && text[at - 1] === '-' && text[at - 2] === '-');
}

function whole(end: number): readonly Span[] {
  return end === 0 ? NONE : [{ start: 0, end }];
}

/** The buffer of Asterisk: character codes with a 0 at the end, and where each came from. */
interface Buffer {
  readonly codes: Uint16Array;
  readonly from: Uint32Array;
}

function slowly(text: string, rawEnd: number, startDepth: number): Kept {
  const size = text.length;
  const buffer: Buffer = { codes: new Uint16Array(size + 2), from: new Uint32Array(size + 2) };
  for (let i = 0; i < size; i++) {
    buffer.codes[i] = text.charCodeAt(i);
    buffer.from[i] = i;
  }
  const { codes } = buffer;
  const isEscape = new Uint8Array(size);
  let depth = startDepth;
  let keptFrom = depth === 0 ? 0 : -1;
  let scan = 0;
  for (;;) {
    let at = scan;
    while (codes[at] !== 0 && codes[at] !== 59) at++;
    if (codes[at] === 0) break;
    if (at > scan && codes[at - 1] === 92) {
      isEscape[buffer.from[at - 1] ?? 0] = 1;
      move(buffer, at - 1, at);
      scan = at;
    } else if (codes[at + 1] === 45 && codes[at + 2] === 45 && codes[at + 3] !== 45) {
      if (depth >= MAX_COMMENT_DEPTH) break;
      codes[at] = 0;
      scan = at + 3;
      depth++;
    } else if (at >= scan + 2 && codes[at - 1] === 45 && codes[at - 2] === 45) {
      depth--;
      scan = at + 1;
      if (depth !== 0) continue;
      if (keptFrom < 0) keptFrom = scan;
      else {
        const end = endOf(codes, keptFrom);
        move(buffer, end, scan);
        scan = end;
      }
    } else if (depth === 0) {
      codes[at] = 0;
      scan = at;
    } else scan = at + 1;
  }
  return finish(buffer, text, keptFrom, isEscape, rawEnd, depth);
}

function endOf(codes: Uint16Array, from: number): number {
  let end = from;
  while (codes[end] !== 0) end++;
  return end;
}

/** memmove of the zero-terminated rest at `source` to `target`, which lies before it. */
function move(buffer: Buffer, target: number, source: number): void {
  const end = endOf(buffer.codes, source);
  buffer.codes.copyWithin(target, source, end + 1);
  buffer.from.copyWithin(target, source, end + 1);
}

function finish(
  buffer: Buffer,
  text: string,
  keptFrom: number,
  isEscape: Uint8Array,
  rawEnd: number,
  depthAfter: number,
): Kept {
  if (keptFrom < 0) return { text: '', rawEnd, depthAfter, comments: whole(rawEnd) };
  const end = endOf(buffer.codes, keptFrom);
  const map = buffer.from.slice(keptFrom, end);
  let kept = '';
  const comments: Span[] = [];
  let next = 0;
  for (const place of map) {
    kept += text[place] ?? '';
    addGap(comments, next, place, isEscape);
    next = place + 1;
  }
  addGap(comments, next, rawEnd, isEscape);
  return { text: kept, map, rawEnd, depthAfter, comments };
}

/** Adds the dropped stretch, unless it is just the backslash of a `\;`. */
function addGap(comments: Span[], start: number, end: number, isEscape: Uint8Array): void {
  const stop = end > start && isEscape[end - 1] === 1 ? end - 1 : end;
  if (stop > start) comments.push({ start, end: stop });
}
