/** Where the name at a place is defined; for an include the files it names. */
import { lineAtOffset } from '../../model/fileModel.ts';
import { covers, shift, type Span } from '../../text/span.ts';
import { symbolAt } from '../../workspace/symbols.ts';
import { resolveInclude } from '../../workspace/includes.ts';
import { configDirectoryOf, type Workspace } from '../../workspace/workspace.ts';
import { isSamePlace, targetsOf } from './nameGroup.ts';

/** One answer; spans count in the file they lie in. */
export interface Target {
  /** What the reader points at. */
  readonly from: Span;
  readonly uri: string;
  /** What to show: a whole section, or the start of a file. */
  readonly whole: Span;
  /** What to select in it. */
  readonly name: Span;
}

/** Files listed for one include pattern. */
const MAX_FILES = 1000;

/** The definitions of the name at `offset`; a header leads to itself. */
export function definition(workspace: Workspace, uri: string, offset: number): readonly Target[] {
  const targets: Target[] = [];
  for (const here of symbolAt(workspace, uri, offset)) {
    for (const site of 'role' in here ? targetsOf(workspace, here) : [here]) {
      const target = { from: here.span, uri: site.uri, whole: site.section, name: site.span };
      const isKnown = targets.some((one) => isSamePlace({ ...one, span: one.name }, site));
      if (!isKnown) targets.push(target);
    }
  }
  return targets.length > 0 ? targets : includedFiles(workspace, uri, offset);
}

function includedFiles(workspace: Workspace, uri: string, offset: number): readonly Target[] {
  const model = workspace.files.get(uri);
  const found = model === undefined ? undefined : lineAtOffset(model, offset);
  if (found?.placed.line.kind !== 'directive') return [];
  const { start, line } = found.placed;
  const from = shift(line.argumentSpan, start);
  if (line.argument === undefined || !covers(from, offset)) return [];
  if (line.directive !== 'include' && line.directive !== 'tryinclude') return [];
  const { files } = resolveInclude(workspace, configDirectoryOf(workspace, uri), line.argument);
  const nothing = { start: 0, end: 0 };
  return files.slice(0, MAX_FILES).map((file) => ({ from, uri: file, whole: nothing, name: nothing }));
}
