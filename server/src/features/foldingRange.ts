/** What can be folded away: sections, runs of comment lines, block comments. */
import { linesOf, sectionsOf } from '../model/fileModel.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** Lines as an editor counts them, from 0, both included. */
export interface FoldedLines {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: 'region' | 'comment';
}

/** Ordered by start; empty for a file the snapshot does not hold, or one whose line ends an editor counts otherwise. */
export function foldingRange(workspace: Workspace, uri: string): readonly FoldedLines[] {
  const model = workspace.files.get(factsOf(workspace, uri).uri);
  if (model === undefined || model.tree.isIrregular) return [];
  const folds: FoldedLines[] = [];
  let commentStart = -1;
  let lastComment = -1;
  const closeComment = (): void => {
    if (lastComment > commentStart && commentStart >= 0) {
      folds.push({ startLine: commentStart, endLine: lastComment, kind: 'comment' });
    }
    commentStart = -1;
  };
  for (const { section, line: first } of sectionsOf(model)) {
    let lastUsed = first;
    for (const { line, number, text } of linesOf(section, model.tree.encoding)) {
      const at = first + number;
      const isComment = line.kind === 'blank' && text.trim() !== '';
      if (isComment) {
        if (commentStart < 0) commentStart = at;
        lastComment = at;
      } else closeComment();
      // Comments at the end of a section usually speak of the next one.
      if (line.kind !== 'blank') lastUsed = at;
    }
    if (section.header !== undefined && lastUsed > first) {
      folds.push({ startLine: first, endLine: lastUsed, kind: 'region' });
    }
  }
  closeComment();
  return folds.sort((a, b) => a.startLine - b.startLine);
}
