/** From the protocol's shapes to ours. */
import type * as lsp from 'vscode-languageserver-protocol';
import type { Span, TextChange } from '../text/span.ts';
import { offsetAt } from '../syntax/position.ts';
import type { SyntaxTree } from '../syntax/tree.ts';

/** The stretch a range covers in `tree`. Places outside the text are clipped, and a reversed range is turned. */
export function fromLspRange(tree: SyntaxTree, range: lsp.Range): Span {
  const a = offsetAt(tree, clipped(range.start));
  const b = offsetAt(tree, clipped(range.end));
  return a <= b ? { start: a, end: b } : { start: b, end: a };
}

/** The place of a position in `tree`, clipped to the text. */
export function fromLspPosition(tree: SyntaxTree, position: lsp.Position): number {
  return offsetAt(tree, clipped(position));
}

/** One reported edit; `undefined` when the client sent the whole new text. */
export function fromLspChange(
  tree: SyntaxTree,
  change: lsp.TextDocumentContentChangeEvent,
): TextChange | undefined {
  return 'range' in change ? { ...fromLspRange(tree, change.range), text: change.text } : undefined;
}

/** A client may send anything as a number; what is no count becomes 0. */
function clipped({ line, character }: lsp.Position): lsp.Position {
  return { line: count(line), character: count(character) };
}

function count(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}
