/** The fix for lines that Asterisk skips anyway: make them comments. */
import type { PlacedLine } from '../../model/fileModel.ts';
import type { Line } from '../../syntax/line.ts';
import type { Finding, Fix } from '../rule.ts';

/**
 * Turns the line the finding starts in into a comment; nothing where the line opens or closes a block comment, since
 * that would change which other lines count.
 */
export function* commentOut(
  lines: readonly PlacedLine[],
  finding: Finding,
  isPreferred = false,
): Generator<Fix> {
  const placed = lineAround(lines, finding.span.start);
  if (placed?.line.depthBefore !== 0 || placed.line.depthAfter !== 0) return;
  const { text } = placed;
  const first = contentStart(placed.line, text);
  const at = placed.start + first;
  // Behind a `;` of ours a `--` would open a block comment.
  const newText = text[first] === '#' ? ';' : '; ';
  yield {
    title: 'Turn the line into a comment',
    safety: 'safe',
    isPreferred,
    edits: () => [{ span: { start: at, end: at }, newText }],
  };
}

/** The line that holds the place, which counts as the lines' own places do. */
export function lineAround(lines: readonly PlacedLine[], offset: number): PlacedLine | undefined {
  return lines.find(({ start, text }) => start <= offset && offset <= start + text.length);
}

/** Where the first character stands that Asterisk reads, from the start of the line; 0 where it reads nothing. */
export function contentStart(line: Line, text: string): number {
  switch (line.kind) {
    case 'header':
      return line.nameSpan.start - 1;
    case 'directive':
      return line.wordSpan.start;
    case 'entry': {
      const { start } = line.keySpan;
      return start > 0 && text[start - 1] === '\\' ? start - 1 : start;
    }
    case 'blank':
    case 'long':
      return 0;
  }
}
