/** The parts of a value that Asterisk splits at commas, and edits that take lines and parts away. No rule itself. */
import type { PlacedLine } from '../../model/fileModel.ts';
import { rawSpan, type EntryLine } from '../../syntax/line.ts';
import { shift, type Span, type TextEdit } from '../../text/span.ts';

/** One part between commas, blanks included. Its place counts as the entry's own does. */
export interface ValuePart {
  readonly text: string;
  readonly span: Span;
}

/** The parts of the value in order; an empty value has one empty part. */
export function partsOf({ line, start }: PlacedLine<EntryLine>): readonly ValuePart[] {
  const parts: ValuePart[] = [];
  let from = 0;
  for (const text of line.value.split(',')) {
    const to = from + text.length;
    parts.push({ text, span: shift(rawSpan(line, { start: from, end: to }), start) });
    from = to + 1;
  }
  return parts;
}

/** The value without the parts that `isDropped` names, commas tidied up. */
export function valueWithout(
  entry: PlacedLine<EntryLine>,
  isDropped: (part: ValuePart, index: number) => boolean,
): string {
  return partsOf(entry)
    .filter((part, index) => !isDropped(part, index))
    .map(({ text }) => text)
    .join(',');
}

/**
 * Takes a whole line away; `undefined` where a block comment begins or ends in it.
 *
 * @param lines all lines of the section
 * @param length of the section in characters
 */
export function withoutLine(
  lines: readonly PlacedLine[],
  { number, start, line }: PlacedLine,
  length: number,
): TextEdit | undefined {
  if (line.depthBefore !== 0 || line.depthAfter !== 0) return undefined;
  return { span: { start, end: lines[number + 1]?.start ?? length }, newText: '' };
}

/** Puts a line in front of `placed`, indented and ended as it is; `undefined` inside a block comment. */
export function lineBefore(placed: PlacedLine, newLine: string): TextEdit | undefined {
  if (placed.line.depthBefore !== 0) return undefined;
  const indent = /^[ \t]*/.exec(placed.text)?.[0] ?? '';
  return insertion(placed.start, indent + newLine + lineEnd(placed));
}

/** Puts a line behind `placed`; `undefined` where a block comment reaches over its end. */
export function lineAfter(placed: PlacedLine, newLine: string): TextEdit | undefined {
  if (placed.line.depthAfter !== 0) return undefined;
  return insertion(placed.start + placed.text.replace(/\r$/, '').length, lineEnd(placed) + newLine);
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function lineEnd({ text }: PlacedLine): string {
  return text.endsWith('\r') ? '\r\n' : '\n';
}
