/**
 * What can be folded away: sections, runs of comment lines, block comments, and in the dialplan the lines of one extension.
 * Found once a section and kept while its text is unchanged.
 */
import type { PlacedLine } from '../model/fileModel.ts';
import { contextLines, isContextName } from '../dialplan/sectionLines.ts';
import { perSection, type ExtractContext } from '../workspace/perSection.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** Lines as an editor counts them, from 0, both included. */
export interface FoldedLines {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'region' | 'comment';
}

/** Ordered by start; empty for a file the snapshot does not hold, or one whose line ends an editor counts otherwise. */
export function foldingRange(workspace: Workspace, uri: string): readonly FoldedLines[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined || model.tree.isIrregular) return [];
  return extractFolds(model, facts).flatMap(({ placed, value }) =>
    value.folds.map(({ startLine, endLine, kind }) => ({
      startLine: startLine + placed.line,
      endLine: endLine + placed.line,
      kind,
    })),
  );
}

/** Lines count from the section's first; a fold of one line is none. */
const extractFolds = perSection((context) => {
  const found = [...sectionFold(context), ...commentFolds(context), ...extensionFolds(context)];
  const folds = found
    .filter(({ startLine, endLine }) => endLine > startLine)
    .sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  return folds.length === 0 ? undefined : { folds };
});

/** Comments at the end of a section usually speak of the next one. */
function sectionFold({ section, lines }: ExtractContext): readonly FoldedLines[] {
  if (section.header === undefined) return [];
  const endLine = lines.findLastIndex(({ line }) => line.kind !== 'blank');
  return [{ startLine: 0, endLine, kind: 'region' }];
}

function commentFolds({ lines }: ExtractContext): readonly FoldedLines[] {
  const folds: FoldedLines[] = [];
  let start = -1;
  const closeBefore = (endLine: number): void => {
    if (start >= 0) folds.push({ startLine: start, endLine: endLine - 1, kind: 'comment' });
    start = -1;
  };
  for (const { line, number, text } of lines) {
    const { depthBefore, depthAfter, kind } = line;
    // A block comment is a fold of its own, the blank lines in it too.
    if (depthBefore <= 0 && depthAfter > 0) {
      closeBefore(number);
      start = number;
    } else if (depthBefore > 0) {
      if (depthAfter <= 0) closeBefore(number + 1);
    } else if (kind !== 'blank' || text.trim() === '') closeBefore(number);
    else if (start < 0) start = number;
  }
  closeBefore(lines.length);
  return folds;
}

/** `exten => 1,…` and the lines of the same extension behind it; `same` belongs to the one before. */
function extensionFolds(context: ExtractContext): readonly FoldedLines[] {
  const { section, kind, name, entries } = context;
  if (kind !== 'extensions.conf' || !isContextName(name)) return [];
  const folds: FoldedLines[] = [];
  let open: { readonly key: string; readonly first: number; last: number } | undefined;
  const close = (): void => {
    if (open !== undefined) folds.push({ startLine: open.first, endLine: open.last, kind: 'region' });
    open = undefined;
  };
  for (const { entry, line } of contextLines(section, entries)) {
    const { number }: PlacedLine = entry;
    if (line?.kind !== 'extension') {
      close();
      continue;
    }
    const { extension, callerId } = line;
    const key = extension === undefined ? open?.key : `${extension.text}/${callerId?.text ?? ''}`;
    if (open !== undefined && key === open.key) open.last = number;
    else {
      close();
      open = { key: key ?? '', first: number, last: number };
    }
  }
  close();
  return folds;
}
