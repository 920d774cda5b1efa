/** The `register` lines of a section, read as the file's driver reads them, with places in the section. */
import type { PlacedLine } from '../model/fileModel.ts';
import { parseIaxRegister } from '../register/chanIax2.ts';
import { parseSipRegister } from '../register/chanSip.ts';
import type { RegisterString } from '../register/shape.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { rawOffset, rawSpan, type EntryLine } from '../syntax/line.ts';
import { sameIgnoringCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';

/** The two drivers that have register lines. */
export type RegisterDriver = 'sip' | 'iax';

/** One `register` line that stands as it is written, no `+=` taking part. */
export interface RegisterLine {
  readonly entry: PlacedLine<EntryLine>;
  readonly driver: RegisterDriver;
  /** What Asterisk reads. */
  readonly value: string;
  readonly parsed: RegisterString;
  /** Something like `${HOST}` or `<password>` is filled in before Asterisk sees the line, so it cannot be judged. */
  readonly isTemplate: boolean;
}

/** `defaultexpiry` of chan_sip where nobody sets it, in seconds. */
export const DEFAULT_EXPIRY = 120;

/** The driver that reads register lines of a kind of file; `undefined` for kinds that have none. */
export function registerDriver(kind: string | undefined): RegisterDriver | undefined {
  if (kind === 'sip.conf') return 'sip';
  return kind === 'iax.conf' ? 'iax' : undefined;
}

/** Whether the entry is a register line; Asterisk ignores the case of the word. */
export function isRegister(entry: PlacedLine<EntryLine>): boolean {
  return sameIgnoringCase(entry.line.key, 'register');
}

/** The register lines among `entries`, in order; empty for a kind of file that has none. */
export function registerLines(
  kind: string | undefined,
  entries: readonly PlacedLine<EntryLine>[],
): readonly RegisterLine[] {
  const driver = registerDriver(kind);
  if (driver === undefined) return [];
  const lines = entries.filter(isRegister);
  const result: RegisterLine[] = [];
  lines.forEach((entry, i) => {
    // `register += text` changes the line before it; what comes of both is judged nowhere.
    if (entry.line.operator === '+=' || lines[i + 1]?.line.operator === '+=') return;
    const { value } = entry.line;
    const parsed = parseRegister(driver, entry.line);
    result.push({ entry, driver, value, parsed, isTemplate: holdsExpression(value, parsed) });
  });
  return result;
}

const parsedByLine = new WeakMap<EntryLine, { driver: RegisterDriver; parsed: RegisterString }>();

function parseRegister(driver: RegisterDriver, line: EntryLine): RegisterString {
  const known = parsedByLine.get(line);
  if (known?.driver === driver) return known.parsed;
  const parse = driver === 'sip' ? parseSipRegister : parseIaxRegister;
  const parsed = parse(line.value, { defaultExpiry: DEFAULT_EXPIRY });
  parsedByLine.set(line, { driver, parsed });
  return parsed;
}

/** Marks that in a register line may stand beside other text of the same part. */
const EXPRESSION = /<[^<>\s]+>|@[A-Z_][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*?__|%[A-Z_][A-Z0-9_]*%/;

/** Whether something else fills in a place of the value before Asterisk reads it. */
export function holdsExpression(value: string, parsed: RegisterString): boolean {
  if (isTemplateExpression(value) || EXPRESSION.test(value)) return true;
  return parsed.parts.some((part) => isTemplateExpression(part.value));
}

/** Place in the section of a stretch of the line's value; an empty stretch takes in the mark before it. */
export function placeOf(line: RegisterLine, part: Span): Span {
  const { start, end } = part;
  const shown = start === end ? { start: Math.max(0, start - 1), end: Math.max(end, 1) } : part;
  return exactPlaceOf(line, shown);
}

/** Place in the section of a stretch of the line's value, empty ones too. */
export function exactPlaceOf(line: RegisterLine, part: Span): Span {
  const limit = line.value.length;
  const clipped = { start: Math.min(part.start, limit), end: Math.min(part.end, limit) };
  if (clipped.start >= limit) {
    const at = rawOffset(line.entry.line, limit);
    return shift({ start: at, end: at }, line.entry.start);
  }
  return shift(rawSpan(line.entry.line, clipped), line.entry.start);
}

/** Place in the section of the whole value; of the key where there is no value. */
export function wholePlaceOf(line: RegisterLine): Span {
  const { keySpan } = line.entry.line;
  if (line.value === '') return shift(keySpan, line.entry.start);
  return exactPlaceOf(line, { start: 0, end: line.value.length });
}

/**
 * Whether a `;` that looks like part of the secret cuts the value: it follows the value without a blank and is followed
 * by one unbroken word, or it begins a block comment.
 */
export function isCutByComment(line: RegisterLine): boolean {
  const { text, line: lexed } = line.entry;
  const [comment] = lexed.comments;
  if (comment?.start !== rawOffset(lexed, line.value.length)) return false;
  const words = text.slice(comment.start + 1, comment.end).trim();
  return words.startsWith('--') || (words !== '' && !/\s/.test(words));
}
