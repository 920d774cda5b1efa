/** Offsets, lines and the protocol's positions of one tree. */
import type { Span } from '../text/span.ts';
import { indexAtOrBefore, type Chunk, type SyntaxTree } from './tree.ts';

/** Zero-based line and UTF-16 character, as the Language Server Protocol counts: a lone CR ends a line too. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The document's text, or a stretch of it; out of range ends are clipped. */
export function textOf(tree: SyntaxTree, part?: Span): string {
  if (part === undefined) return tree.chunks.map((chunk) => chunk.table.text).join('');
  const start = Math.max(0, part.start);
  const end = Math.min(tree.length, part.end);
  let text = '';
  for (let i = indexAtOrBefore(tree.offsetBases, start); i < tree.chunks.length; i++) {
    const base = tree.offsetBases[i] ?? 0;
    if (base >= end) break;
    text += tree.chunks[i]?.table.text.slice(Math.max(0, start - base), end - base) ?? '';
  }
  return text;
}

/** Offset of the first character of line `line` as Asterisk counts lines, from 0; the end of the text beyond the last. */
export function lineStart(tree: SyntaxTree, line: number): number {
  if (line >= tree.lineCount) return tree.length;
  const index = indexAtOrBefore(tree.lineBases, Math.max(0, line));
  const table = tree.chunks[index]?.table;
  return (tree.offsetBases[index] ?? 0) + (table?.starts[line - (tree.lineBases[index] ?? 0)] ?? 0);
}

/** Number of the line, as Asterisk counts from 0, that holds `offset`. An offset behind a final line feed is on a line of its own. */
export function lineOf(tree: SyntaxTree, offset: number): number {
  if (tree.chunks.length === 0) return 0;
  const index = indexAtOrBefore(tree.offsetBases, offset);
  const chunk = tree.chunks[index];
  if (chunk === undefined) return 0;
  const local = offset - (tree.offsetBases[index] ?? 0);
  const line = indexAtOrBefore(chunk.table.starts, local);
  const isBehindEnd = offset >= tree.length && tree.length > 0 && chunk.table.text.endsWith('\n');
  return (tree.lineBases[index] ?? 0) + line + (isBehindEnd ? 1 : 0);
}

export function positionAt(tree: SyntaxTree, offset: number): Position {
  const clipped = Math.max(0, Math.min(offset, tree.length));
  if (tree.isIrregular) return irregularPositionAt(tree, clipped);
  const line = lineOf(tree, clipped);
  return { line, character: clipped - lineStart(tree, line) };
}

/** Offset of a position; a character behind the line's end means the line's end, as the protocol demands. */
export function offsetAt(tree: SyntaxTree, position: Position): number {
  if (tree.isIrregular) return irregularOffsetAt(tree, position);
  if (position.line >= tree.lineCount) return tree.length;
  const start = lineStart(tree, position.line);
  const next = lineStart(tree, position.line + 1);
  const text = textOf(tree, { start: Math.max(start, next - 2), end: next });
  const feed = text.endsWith('\r\n') ? 2 : text.endsWith('\n') ? 1 : 0;
  return Math.min(start + Math.max(0, position.character), next - feed);
}

/** Line ends as an editor sees them inside one chunk; chunks end with a line feed except the last. */
function editorLineStarts(chunk: Chunk): readonly number[] {
  const known = editorLines.get(chunk);
  if (known !== undefined) return known;
  const starts: number[] = [];
  const { text } = chunk.table;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (code === 13 || code === 10) starts.push(i + 1);
  }
  editorLines.set(chunk, starts);
  return starts;
}

const editorLines = new WeakMap<Chunk, readonly number[]>();

/** Every line start of a text whose lines an editor counts otherwise than Asterisk, the first one included. */
function editorStarts(tree: SyntaxTree): Uint32Array {
  const known = editorTrees.get(tree);
  if (known !== undefined) return known;
  const starts = [0];
  tree.chunks.forEach((chunk, i) => {
    const base = tree.offsetBases[i] ?? 0;
    for (const place of editorLineStarts(chunk)) starts.push(base + place);
  });
  // The search below takes the last entry for a total, as the bases of a tree have one.
  starts.push(BEYOND);
  const result = Uint32Array.from(starts);
  editorTrees.set(tree, result);
  return result;
}

const editorTrees = new WeakMap<SyntaxTree, Uint32Array>();

/** Behind the end of any text. */
const BEYOND = 2 ** 32 - 1;

function irregularPositionAt(tree: SyntaxTree, offset: number): Position {
  const starts = editorStarts(tree);
  const line = indexAtOrBefore(starts, offset);
  return { line, character: offset - (starts[line] ?? 0) };
}

function irregularOffsetAt(tree: SyntaxTree, position: Position): number {
  const starts = editorStarts(tree);
  const start = starts[position.line];
  if (start === undefined || start === BEYOND) return tree.length;
  const next = starts[position.line + 1] ?? BEYOND;
  if (next === BEYOND) return Math.min(start + Math.max(0, position.character), tree.length);
  return clip(tree, start, next, position.character);
}

function clip(tree: SyntaxTree, start: number, next: number, character: number): number {
  const text = textOf(tree, { start: Math.max(start, next - 2), end: next });
  const feed = text.endsWith('\r\n') ? 2 : 1;
  return Math.min(start + Math.max(0, character), next - feed);
}
