/** Text as the C code of Asterisk handles it: split in place by NULs, and numbers read with `strtol`. Knows no driver. */
import type { Span } from '../text/span.ts';

const QUOTE = 0x22;
const PAREN_OPEN = 0x28;
const PAREN_CLOSE = 0x29;
const BRACKET_OPEN = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_CLOSE = 0x5d;

/**
 * A buffer that is divided by writing NULs over the marks between pieces, as Asterisk does.
 *
 * Pieces are named by where they start; a piece ends at the next NUL. Keeping the buffer instead of substrings matters:
 * a backslash right before such a NUL makes a later split run over it into the next piece, and Asterisk really does that.
 */
export class SplitBuffer {
  readonly #codes: Uint16Array;

  constructor(text: string) {
    this.#codes = new Uint16Array(text.length + 2);
    for (let i = 0; i < text.length; i++) this.#codes[i] = text.charCodeAt(i);
  }

  /** Writes a NUL over the character at `offset`, so that the piece before it ends there. */
  cut(offset: number): void {
    this.#codes[offset] = 0;
  }

  /** Whether there is no piece, or nothing in it. */
  isEmpty(start: number | undefined): boolean {
    return start === undefined || this.#at(start) === 0;
  }

  /** The stretch of the piece that starts at `start`; `undefined` for no piece. */
  piece(start: number | undefined): Span | undefined {
    if (start === undefined) return undefined;
    let end = start;
    while (this.#at(end) !== 0) end++;
    return { start, end };
  }

  /**
   * Splits the piece at `start` at `mark` into at most `limit` pieces, the last one keeping further marks.
   *
   * Marks inside `(…)`, `[…]` or `"…"` or behind a backslash do not count, and these characters stay. Gives the starts
   * of the pieces in order; none for an empty piece.
   * Source: Asterisk main/app.c, `__ast_app_separate_args` without removal of characters.
   */
  split(start: number | undefined, mark: string, limit: number): readonly number[] {
    const starts: number[] = [];
    if (start === undefined) return starts;
    const code = mark.charCodeAt(0);
    let parens = 0;
    let brackets = 0;
    let isQuoted = false;
    let scan = start;
    let lastMark = -1;
    while (this.#at(scan) !== 0 && starts.length < limit - 1) {
      starts.push(scan);
      for (; this.#at(scan) !== 0; scan++) {
        const current = this.#at(scan);
        if (current === PAREN_OPEN) parens++;
        else if (current === PAREN_CLOSE) parens = Math.max(0, parens - 1);
        else if (current === BRACKET_OPEN) brackets++;
        else if (current === BRACKET_CLOSE) brackets = Math.max(0, brackets - 1);
        else if (current === QUOTE) isQuoted = !isQuoted;
        else if (current === BACKSLASH) scan++;
        else if (current === code && parens === 0 && brackets === 0 && !isQuoted) {
          lastMark = scan;
          this.cut(scan);
          scan++;
          break;
        }
      }
    }
    if (this.#at(scan) !== 0 || (scan > start && scan - 1 === lastMark)) starts.push(scan);
    return starts;
  }

  #at(offset: number): number {
    return this.#codes[offset] ?? 0;
  }
}

/** A number found at the start of a text. */
export interface ReadNumber {
  /** After the wrap to 32 bits that C does. */
  readonly value: number;
  /** Whether `value` differs from what is written because of that wrap. */
  readonly isWrapped: boolean;
  /** What stands behind the digits. */
  readonly rest: string;
}

/**
 * Reads the number at the start of `text` as `atoi` and `sscanf("%d")` do on 64-bit Linux: leading white space and a
 * sign are allowed, text behind the digits is ignored, what is too large wraps. `undefined` when there are no digits.
 */
export function readNumber(text: string): ReadNumber | undefined {
  const match = /^[\t\n\v\f\r ]*([+-]?\d+)/.exec(text);
  const digits = match?.[1];
  if (match === null || digits === undefined) return undefined;
  const exact = BigInt(digits.replace('+', ''));
  const clamped = exact > MAX_LONG ? MAX_LONG : exact < MIN_LONG ? MIN_LONG : exact;
  const value = Number(BigInt.asIntN(32, clamped));
  return { value, isWrapped: BigInt(value) !== exact, rest: text.slice(match[0].length) };
}

const MAX_LONG = 2n ** 63n - 1n;
const MIN_LONG = -(2n ** 63n);
