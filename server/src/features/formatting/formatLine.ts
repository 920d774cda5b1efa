/**
 * What can be tidied on one line without changing how Asterisk reads it. Every change is read again before it is
 * offered, so a line that would come out otherwise stays as it is.
 */
import type { EntryLine, Line } from '../../syntax/line.ts';
import { lexRaw } from '../../syntax/rawLine.ts';
import type { Encoding } from '../../syntax/lexLine.ts';
import { applyEdits, type Span, type TextEdit } from '../../text/span.ts';

/** How `=` is written: left alone, with one blank on each side, or with none. */
export type EqualsStyle = 'keep' | 'spaced' | 'tight';

/** One line of a file as the formatter sees it. */
export interface RawLine {
  /** Without its line feed; may end with a carriage return. */
  readonly text: string;
  readonly line: Line;
  readonly encoding: Encoding;
  /** Whether a byte order mark may stand in front. */
  readonly isFileStart: boolean;
}

/** Where the text of the line ends, a carriage return not counted. */
export function endOfText(text: string): number {
  return text.endsWith('\r') ? text.length - 1 : text.length;
}

/** Blanks before `end` that nobody reads; an empty stretch where there are none. */
export function trailingBlanks(text: string): Span {
  const end = endOfText(text);
  let start = end;
  while (start > 0 && isGap(text.charCodeAt(start - 1))) start--;
  return { start, end };
}

/** Space and tab; other blanks of Asterisk are somebody's mistake and stay visible. */
function isGap(code: number): boolean {
  return code === 32 || code === 9;
}

/** The blanks around the `=` of an entry; places count from the start of the line. */
export interface Gaps {
  readonly before: Span;
  readonly after: Span;
}

/** `undefined` for lines without an `=`, and for those where something else than blanks stands around it. */
export function gapsOf({ text, line, isFileStart }: RawLine): Gaps | undefined {
  if (line.kind !== 'entry' || line.problem !== undefined || isFileStart) return undefined;
  if (line.operator !== '=' && line.operator !== '=>') return undefined;
  if (line.depthBefore !== 0 || hasBlockMark(text)) return undefined;
  const before = { start: line.keySpan.end, end: line.operatorSpan.start };
  const after = { start: line.operatorSpan.end, end: afterEnd(line, text) };
  return isOnlyGap(text, before) && isOnlyGap(text, after) ? { before, after } : undefined;
}

/** Behind an `=` without a value the blanks are the line's end, or stand in front of a comment. */
function afterEnd({ value, valueSpan, operatorSpan }: EntryLine, text: string): number {
  if (value !== '') return valueSpan.start;
  let end = operatorSpan.end;
  while (end < text.length && isGap(text.charCodeAt(end))) end++;
  return end;
}

function isOnlyGap(text: string, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (!isGap(text.charCodeAt(i))) return false;
  return start <= end;
}

function hasBlockMark(text: string): boolean {
  return text.includes(';--') || text.includes('--;') || text.includes('\0');
}

/**
 * The changes to one line; places count from its start. None where any of them would change what Asterisk reads.
 *
 * @param gap how many blanks go in front of the `=`; absent to leave them
 */
export function lineEdits(raw: RawLine, equals: EqualsStyle, gap: number | undefined): readonly TextEdit[] {
  const { text, line } = raw;
  if (line.kind === 'long' || line.depthBefore !== 0 || line.depthAfter !== 0) return [];
  const trailing = trailingBlanks(text);
  const edits: TextEdit[] = trailing.end > trailing.start ? [{ span: trailing, newText: '' }] : [];
  const around = aroundEquals(raw, equals, gap).filter(({ span }) => span.end <= trailing.start);
  const all = [...around, ...edits];
  if (isSameLine(raw, all)) return all;
  return isSameLine(raw, edits) ? edits : [];
}

function aroundEquals(raw: RawLine, equals: EqualsStyle, gap: number | undefined): readonly TextEdit[] {
  const { text, line } = raw;
  const gaps = gapsOf(raw);
  if (gaps === undefined || line.kind !== 'entry') return [];
  // An arrow without blanks is hard to read, so "tight" is for the plain sign only.
  const style = line.operator === '=>' && equals === 'tight' ? 'keep' : equals;
  const before = gap ?? (style === 'keep' ? undefined : style === 'spaced' ? 1 : 0);
  const after = style === 'keep' || line.value === '' ? undefined : style === 'spaced' ? 1 : 0;
  return [change(text, gaps.before, before), change(text, gaps.after, after)].filter(
    (edit) => edit !== undefined,
  );
}

function change(text: string, span: Span, blanks: number | undefined): TextEdit | undefined {
  if (blanks === undefined) return undefined;
  const newText = ' '.repeat(blanks);
  return text.slice(span.start, span.end) === newText ? undefined : { span, newText };
}

/** Whether Asterisk reads the changed line as it reads the line. */
function isSameLine({ text, line, encoding, isFileStart }: RawLine, edits: readonly TextEdit[]): boolean {
  if (edits.length === 0) return true;
  const changed = lexRaw(applyEdits(text, edits), line.depthBefore, encoding, isFileStart);
  return meaningOf(changed) === meaningOf(line);
}

function meaningOf(line: Line): string {
  return JSON.stringify([line.kind, line.depthAfter, ...partsOf(line)]);
}

function partsOf(line: Line): readonly unknown[] {
  switch (line.kind) {
    case 'blank':
      return [];
    case 'long':
      return [line.bytes];
    case 'header':
      return [
        line.name,
        line.isClosed,
        line.optionsClosed,
        line.options?.map(({ kind, text }) => [kind, text]),
      ];
    case 'directive':
      return [line.directive, line.word, line.argument];
    case 'entry':
      return [line.key, line.operator, line.value, line.problem, line.operator === '+=' ? line.appended : ''];
  }
}
