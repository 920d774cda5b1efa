/** What one line of a conf file is, as main/config.c reads it. Types only; `lexLine.ts` makes them. */
import type { Span } from '../text/span.ts';

/**
 * One line after lexing. All spans count from the start of the line's raw text.
 *
 * `depthBefore` and `depthAfter` are the nesting depth of `;-- --;` comments; negative after a stray `--;`.
 * `comments` lists what Asterisk drops as comment, in order and without overlap; the blanks around stay outside.
 */
export type Line = BlankLine | LongLine | HeaderLine | DirectiveLine | EntryLine;

interface LineBase {
  readonly depthBefore: number;
  readonly depthAfter: number;
  readonly comments: readonly Span[];
}

/** Nothing is left of the line after comments and blanks went. */
export interface BlankLine extends LineBase {
  readonly kind: 'blank';
}

/** More than 8190 bytes: Asterisk skips the line whatever it holds, and the comment depth does not change. */
export interface LongLine extends LineBase {
  readonly kind: 'long';
  readonly bytes: number;
}

/** `[name](options)` */
export interface HeaderLine extends LineBase {
  readonly kind: 'header';
  /** Exactly what stands between the brackets; may be empty or hold blanks. Not cut to 79 bytes. */
  readonly name: string;
  readonly nameSpan: Span;
  /** False where the `]` is missing: Asterisk refuses the file. */
  readonly isClosed: boolean;
  /** The options in their order; absent when no `(` follows the `]` directly. */
  readonly options?: readonly HeaderOption[];
  /** False where the options lack their `)`: Asterisk refuses the file. */
  readonly optionsClosed: boolean;
  /** What stands behind the header and is ignored; an empty stretch when nothing does. */
  readonly tailSpan: Span;
}

/** One of the comma separated words between `(` and `)`, blanks included. */
export interface HeaderOption {
  readonly kind: 'template' | 'reopen' | 'parent';
  /** `!`, `+filter` or the name of the parent, exactly as written. */
  readonly text: string;
  readonly span: Span;
}

/** `#word argument` */
export interface DirectiveLine extends LineBase {
  readonly kind: 'directive';
  readonly directive: 'include' | 'tryinclude' | 'exec' | 'unknown';
  readonly word: string;
  /** Covers the `#` too. */
  readonly wordSpan: Span;
  /** Without its enclosing `"…"` or `<…>`; absent when nothing follows the word. */
  readonly argument?: string;
  readonly argumentSpan: Span;
}

/** `name = value`, `name => value`, `name += value`, or a line that wanted to be one. */
export interface EntryLine extends LineBase {
  readonly kind: 'entry';
  readonly operator: '=' | '=>' | '+=' | 'none';
  /** Trimmed and without the leading escape. */
  readonly key: string;
  readonly keySpan: Span;
  readonly operatorSpan: Span;
  /** The value Asterisk sees: comment cut, `\;` unescaped, trimmed. */
  readonly value: string;
  /** The raw stretch of the value; longer than `value` where characters were dropped inside. */
  readonly valueSpan: Span;
  /**
   * Raw place of each character of `value` and, last, of its end; absent when they follow each other without a gap
   * from `valueSpan.start`.
   */
  readonly valueMap?: Uint32Array;
  /** Everything after the `=`, blanks in front included, which `+=` glues on. */
  readonly appended: string;
  /** What is wrong: the first two skip the line, the last one refuses the file. */
  readonly problem?: 'missing-equals' | 'empty-name' | 'invalid-escape';
}

/** Raw place (from the start of the line) of the character at `offset` of the entry's `value`. */
export function rawOffset(entry: Pick<EntryLine, 'valueMap' | 'valueSpan'>, offset: number): number {
  return entry.valueMap?.[offset] ?? entry.valueSpan.start + offset;
}

/** Raw stretch of `span` of the entry's `value`. */
export function rawSpan(entry: Pick<EntryLine, 'valueMap' | 'valueSpan'>, part: Span): Span {
  const start = rawOffset(entry, part.start);
  if (part.end <= part.start) return { start, end: start };
  return { start, end: rawOffset(entry, part.end - 1) + 1 };
}
