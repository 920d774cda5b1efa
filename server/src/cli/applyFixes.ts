/** Makes every safe change to a file of the snapshot, round after round until nothing is left to change. */
import { fileModel } from '../model/fileModel.ts';
import { safeFixes } from '../rules/fixAll.ts';
import type { LintSettings } from '../rules/rule.ts';
import { parse } from '../syntax/parse.ts';
import { textOf } from '../syntax/position.ts';
import { applyEdits } from '../text/span.ts';
import { withFile, type Workspace } from '../workspace/workspace.ts';

/** A file after the changes. */
export interface FixedFile {
  /** The snapshot with the changed text. */
  readonly workspace: Workspace;
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
  /** How many findings were mended. */
  readonly count: number;
}

/** One change can make room for the next; more rounds than this would be two rules at odds with each other. */
const mostRounds = 10;

/** `undefined` when there is nothing to mend. */
export function applyFixes(workspace: Workspace, uri: string, settings: LintSettings): FixedFile | undefined {
  let now = workspace;
  let count = 0;
  for (let round = 0; round < mostRounds; round++) {
    const tree = now.files.get(uri)?.tree;
    const fixes = tree === undefined ? [] : safeFixes(now, uri, settings);
    if (tree === undefined || fixes.length === 0) break;
    const text = applyEdits(
      textOf(tree),
      fixes.flatMap(({ edits }) => edits),
    );
    now = withFile(now, uri, fileModel(parse(text, tree.encoding)));
    count += fixes.length;
  }
  const tree = now.files.get(uri)?.tree;
  if (count === 0 || tree === undefined) return undefined;
  return { workspace: now, text: textOf(tree), encoding: tree.encoding, count };
}
