/** Where the `=` of neighbouring lines have to stand to be below each other. */
import { gapsOf, type EqualsStyle, type RawLine } from './formatLine.ts';

/** A name longer than this is left out, or it would push every `=` of its neighbours away. */
const LONGEST_NAME = 40;

/**
 * How many blanks go in front of each `=`, by number of the line. Lines with a plain `=` that follow each other form a
 * group; comments and other entries between them do not part it, blank lines do.
 */
export function alignedGaps(
  lines: readonly (RawLine | undefined)[],
  equals: EqualsStyle,
  tabSize: number,
): ReadonlyMap<number, number> {
  const gaps = new Map<number, number>();
  const least = equals === 'tight' ? 0 : 1;
  let group: { readonly number: number; readonly width: number }[] = [];
  const close = (): void => {
    const widest = Math.max(0, ...group.map(({ width }) => width));
    for (const { number, width } of group) gaps.set(number, widest - width + least);
    group = [];
  };
  for (const [number, raw] of lines.entries()) {
    const width = raw === undefined ? undefined : widthOf(raw, tabSize);
    if (width !== undefined) group.push({ number, width });
    // In slices, since a group of a hundred thousand lines would be too many arguments above.
    if (group.length >= MOST_LINES || (raw !== undefined && isBreak(raw))) close();
  }
  close();
  return gaps;
}

const MOST_LINES = 10_000;

function isBreak({ line, text }: RawLine): boolean {
  return line.kind === 'header' || line.kind === 'directive' || text.trim() === '';
}

/** Columns up to the end of the name; `undefined` for lines that are not aligned. */
function widthOf(raw: RawLine, tabSize: number): number | undefined {
  const { line, text } = raw;
  if (line.kind !== 'entry' || line.operator !== '=' || gapsOf(raw) === undefined) return undefined;
  if (line.keySpan.end - line.keySpan.start > LONGEST_NAME) return undefined;
  let width = 0;
  for (let i = 0; i < line.keySpan.end; i++) {
    width += text.charCodeAt(i) === 9 ? tabSize - (width % tabSize) : 1;
  }
  return width;
}
