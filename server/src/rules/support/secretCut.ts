/** Finds secrets that an unescaped semicolon cuts in two, because Asterisk takes it for the start of a comment. */
import { rawOffset, rawSpan, type EntryLine } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import { parseIaxRegister } from '../../register/chanIax2.ts';
import { parseSipRegister } from '../../register/chanSip.ts';
import {
  DEFAULT_EXPIRY,
  isCutByComment,
  registerLines,
  type RegisterLine,
} from '../../workspace/registerLines.ts';
import { holdsPassword } from '../../workspace/secretOptions.ts';
import type { PlacedLine, SectionContext } from '../rule.ts';
import { forLast } from './forLast.ts';

/** Every character up to this one is a blank to Asterisk. */
const BLANK = 32;

/** A secret and the comment that begins inside it. Places count from the section's start. */
export interface SecretCut {
  /** From the semicolon to the end of what Asterisk drops. */
  readonly comment: Span;
  /** The secret as it was meant, from its first character; absent where nobody can tell where it begins. */
  readonly meant?: Span;
  /** Whether `;--` opens a block comment, which may swallow the next lines as well. */
  readonly isBlock: boolean;
  /** Whether an escaped semicolon would stay part of the secret: chan_iax2 takes it for the start of another secret. */
  readonly canEscape: boolean;
  readonly lineNumber: number;
}

/** Every cut secret of the section. */
export const secretCuts = forLast((context: SectionContext): readonly SecretCut[] => [
  ...optionCuts(context),
  ...registerCuts(context),
]);

function* optionCuts({ facts, entries }: SectionContext): Generator<SecretCut> {
  for (const entry of entries) {
    const option = foldCase(entry.line.key);
    if (!holdsPassword(facts.kind, option)) continue;
    const comment = cutIn(entry);
    if (comment === undefined) continue;
    const { valueSpan } = entry.line;
    const isAuth = option === 'auth';
    yield {
      comment: shift(comment, entry.start),
      ...(isAuth
        ? {}
        : {
            meant: shift({ start: valueSpan.start, end: Math.max(comment.end, valueSpan.end) }, entry.start),
          }),
      isBlock: isBlockStart(entry, comment),
      canEscape: !(facts.kind === 'iax.conf' && option === 'secret'),
      lineNumber: entry.number,
    };
  }
}

function* registerCuts({ facts, entries }: SectionContext): Generator<SecretCut> {
  for (const line of registerLines(facts.kind, entries)) {
    if (line.isTemplate || !isCutByComment(line)) continue;
    const [whole] = line.entry.line.comments;
    if (whole === undefined) continue;
    const comment = trimmed(line.entry.text, whole);
    const secret = secretWithout(line, comment);
    if (line.parsed.ok && secret === undefined) continue;
    yield {
      comment: shift(comment, line.entry.start),
      ...(secret === undefined ? {} : { meant: shift(secret, line.entry.start) }),
      isBlock: isBlockStart(line.entry, comment),
      canEscape: true,
      lineNumber: line.entry.number,
    };
  }
}

/**
 * The comment that follows the value, or lies inside it, without a blank between; counts from the start of the line. Silent
 * for remarks of several words.
 */
export function cutIn({ line, text }: PlacedLine<EntryLine>): Span | undefined {
  const valueEnd = rawOffset(line, line.value.length);
  for (const comment of line.comments) {
    if (comment.start < line.valueSpan.start || comment.start > valueEnd) continue;
    if (text.charCodeAt(comment.start - 1) <= BLANK) continue;
    const word = text.slice(comment.start + 1, comment.end).trim();
    if (word.startsWith('--') ? !word.startsWith('---') : isOneWord(word)) return trimmed(text, comment);
  }
  return undefined;
}

/** Without the blanks at its end, which the carriage return of a line is one of. */
function trimmed(text: string, comment: Span): Span {
  let { end } = comment;
  while (end > comment.start + 1 && text.charCodeAt(end - 1) <= BLANK) end--;
  return { start: comment.start, end };
}

/** One unbroken word; a line of dashes or the like is a remark. */
function isOneWord(text: string): boolean {
  return /^\S+$/.test(text) && /[\p{L}\p{N}]/u.test(text);
}

function isBlockStart({ text }: PlacedLine<EntryLine>, comment: Span): boolean {
  return text.startsWith(';--', comment.start) && !text.startsWith(';---', comment.start);
}

/** The secret of a register line had the semicolon not cut it, in the line's raw text; `undefined` where it cuts another part. */
function secretWithout({ entry, driver, value }: RegisterLine, comment: Span): Span | undefined {
  const dropped = entry.text.slice(comment.start, comment.end);
  const parse = driver === 'sip' ? parseSipRegister : parseIaxRegister;
  const { parts } = parse(value + dropped, { defaultExpiry: DEFAULT_EXPIRY });
  const secret = parts.find(
    ({ name, span }) => name === 'secret' && span.start <= value.length && span.end > value.length,
  );
  if (secret === undefined) return undefined;
  const start = rawSpan(entry.line, { start: secret.span.start, end: value.length }).start;
  return { start, end: comment.start + secret.span.end - value.length };
}
