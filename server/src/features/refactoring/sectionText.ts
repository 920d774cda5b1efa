/** Lines and headers of sections as refactorings move them. */
import { linesOf, sectionAt, type PlacedLine, type PlacedSection } from '../../model/fileModel.ts';
import type { EntryLine, HeaderLine } from '../../syntax/line.ts';
import { lineStart, textOf } from '../../syntax/position.ts';
import { lineText } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/span.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A section whose every line may be moved: no block comments, no includes, a whole header. */
export interface PlainSection {
  readonly uri: string;
  readonly placed: PlacedSection;
  readonly header: HeaderLine;
  /** Header first; places count from the section's start. */
  readonly lines: readonly PlacedLine[];
  readonly entries: readonly PlacedLine<EntryLine>[];
  /** `\r\n` where its header or the first line of its file ends so. */
  readonly eol: string;
}

/** `undefined` where something stands in the section that is better not moved. */
export function plainSection(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
): PlainSection | undefined {
  const tree = workspace.files.get(uri)?.tree;
  const { header } = placed.section;
  if (tree === undefined || tree.isIrregular || header === undefined) return undefined;
  const lines = linesOf(placed.section, tree.encoding);
  const headerText = lines[0]?.text ?? '';
  if (!isPlainHeader(header, headerText)) return undefined;
  const entries: PlacedLine<EntryLine>[] = [];
  for (const at of lines) {
    const { line, text } = at;
    if (line.depthBefore !== 0 || line.depthAfter !== 0 || line.kind === 'directive') return undefined;
    if (text.includes(';--') || text.includes('--;') || text.includes('\0')) return undefined;
    if (line.kind === 'entry') entries.push({ ...at, line });
  }
  // The last line of a file may have no end; the first one then tells.
  const firstLine = lineText(tree.chunks[0]?.table ?? placed.section.table, 0);
  const eol = [headerText, firstLine].some((text) => text.endsWith('\r')) ? '\r\n' : '\n';
  return { uri, placed, header, lines, entries, eol };
}

function isPlainHeader(
  { isClosed, optionsClosed, nameSpan, options = [] }: HeaderLine,
  text: string,
): boolean {
  if (!isClosed || !optionsClosed || text[nameSpan.end] !== ']') return false;
  const last = options.at(-1);
  if (last !== undefined && text[last.span.end] !== ')') return false;
  return options.every((option) => option.text.trim() !== '' && option.kind !== 'reopen');
}

/** Puts `options` in place of those of the header; none takes the parentheses away. */
export function headerEdit({ header, placed }: PlainSection, options: readonly string[]): TextEdit {
  const close = placed.start + header.nameSpan.end + 1;
  const last = header.options?.at(-1);
  const end = last === undefined ? close : placed.start + last.span.end + 1;
  return { span: { start: close, end }, newText: options.length === 0 ? '' : `(${options.join(',')})` };
}

/** Takes one line of the section away; a comment behind it stays. */
export function removal(workspace: Workspace, section: PlainSection, { line, number }: PlacedLine): TextEdit {
  const tree = workspace.files.get(section.uri)?.tree;
  const first = section.placed.line + number;
  const start = tree === undefined ? 0 : lineStart(tree, first);
  const comment = line.comments[0];
  const end = comment === undefined ? lineStartOr(tree, first + 1) : start + comment.start;
  return { span: { start, end }, newText: '' };
}

function lineStartOr(tree: Parameters<typeof lineStart>[0] | undefined, number: number): number {
  return tree === undefined ? 0 : lineStart(tree, number);
}

/**
 * Where something goes that is to stand in front of the section: above the comments that touch its header, unless they
 * touch what stands above them too.
 */
export function placeBefore(workspace: Workspace, { uri, placed }: PlainSection): number {
  const model = workspace.files.get(uri);
  const previous = placed.start === 0 || model === undefined ? undefined : sectionAt(model, placed.start - 1);
  if (model === undefined || previous === undefined) return placed.start;
  const lines = linesOf(previous.section, model.tree.encoding);
  let at = lines.length;
  while (at > 0 && isCommentLine(lines[at - 1])) at--;
  const above = lines[at - 1];
  const isParted = above === undefined ? previous.section.header === undefined : above.text.trim() === '';
  return isParted && at < lines.length ? previous.start + (lines[at]?.start ?? 0) : placed.start;
}

function isCommentLine(placed: PlacedLine | undefined): boolean {
  if (placed === undefined) return false;
  const { line } = placed;
  const isOutside = line.depthBefore === 0 && line.depthAfter === 0;
  return line.kind === 'blank' && isOutside && line.comments.length > 0;
}

/** Number of the last line that is more than blank or comment; 0, the header, at least. */
export function lastUsedLine({ lines }: PlainSection): number {
  return Math.max(
    0,
    lines.findLastIndex(({ line }) => line.kind !== 'blank'),
  );
}

/** Raw text of lines `from`..`to` of the section (half-open), each ended by `eol`. */
export function linesText({ lines }: PlainSection, from: number, to: number, eol: string): string {
  return lines
    .slice(from, to)
    .map(({ text }) => (text.endsWith('\r') ? text.slice(0, -1) : text) + eol)
    .join('');
}

/** Whether the text of the file before `offset` ends a line. */
export function isLineStart(workspace: Workspace, uri: string, offset: number): boolean {
  const tree = workspace.files.get(uri)?.tree;
  return offset === 0 || tree === undefined || textOf(tree, { start: offset - 1, end: offset }) === '\n';
}
