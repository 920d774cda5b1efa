/** Whether a change of the text leaves every section as its driver reads it. The guard of every refactoring. */
import type { ConfKind } from '../../catalogue/option.ts';
import { fileModel } from '../../model/fileModel.ts';
import { parse } from '../../syntax/parse.ts';
import { textOf } from '../../syntax/position.ts';
import { applyEdits, type TextEdit } from '../../text/span.ts';
import { load, type LoadedCategory, type LoadedVariable } from '../../workspace/load.ts';
import { directoryOfRoot, factsOf, withFile, type Workspace } from '../../workspace/workspace.ts';
import { familyOf } from './optionFamilies.ts';

/** A change in one file of a server; the place counts from the start of that file. */
export interface FileEdit extends TextEdit {
  readonly uri: string;
}

/** The snapshot after the edits. */
export function withEdits(workspace: Workspace, edits: readonly FileEdit[]): Workspace {
  let changed = workspace;
  for (const uri of new Set(edits.map((edit) => edit.uri))) {
    const tree = workspace.files.get(uri)?.tree;
    if (tree === undefined) continue;
    const text = applyEdits(
      textOf(tree),
      edits.filter((edit) => edit.uri === uri),
    );
    changed = withFile(changed, uri, fileModel(parse(text, tree.encoding)));
  }
  return changed;
}

/**
 * Whether every section but the template `name` (which is only there before or only after) holds the same values: those of
 * one family in the same order, whoever they are inherited from.
 */
export function isSameForDriver(
  workspace: Workspace,
  uri: string,
  kind: ConfKind,
  edits: readonly FileEdit[],
  name: string,
): boolean {
  const root = factsOf(workspace, uri).root ?? uri;
  const configDirectory = directoryOfRoot(workspace, root);
  const changed = withEdits(workspace, edits);
  return ([16, 22] as const).every((version) => {
    const before = load(workspace, root, { version, configDirectory });
    const after = load(changed, root, { version, configDirectory });
    if (!before.ok || !after.ok) return false;
    const isOther = (category: LoadedCategory): boolean => !(category.isTemplate && category.name === name);
    const olds = before.categories.filter(isOther);
    const news = after.categories.filter(isOther);
    if (before.categories.length + after.categories.length - olds.length - news.length !== 1) return false;
    return olds.length === news.length && olds.every((old, i) => isSameSection(kind, old, news[i]));
  });
}

function isSameSection(kind: ConfKind, old: LoadedCategory, fresh: LoadedCategory | undefined): boolean {
  if (fresh?.name !== old.name || fresh.isTemplate !== old.isTemplate) return false;
  return sortedByFamily(kind, old.variables) === sortedByFamily(kind, fresh.variables);
}

function sortedByFamily(kind: ConfKind, variables: readonly LoadedVariable[]): string {
  const groups = new Map<string, string[]>();
  for (const { name, value } of variables) {
    const family = familyOf(kind, name);
    const line = JSON.stringify([name, value]);
    const group = groups.get(family);
    if (group === undefined) groups.set(family, [line]);
    else group.push(line);
  }
  return JSON.stringify([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
