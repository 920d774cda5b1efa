/** What rules about names that lead nowhere have in common. No rule itself. */
import type { ConfKind } from '../../catalogue/option.ts';
import { entriesNamed } from '../../model/entriesNamed.ts';
import { isTemplate, lineAtOffset, sectionAt } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import { resolveFrom } from '../../text/uri.ts';
import { referencesTo } from '../../workspace/symbols.ts';
import type { Unresolved } from '../../workspace/symbols/unresolved.ts';
import { absenceIn, factsOf, serverOf, type Workspace } from '../../workspace/workspace.ts';
import type { Fix } from '../rule.ts';

/** Whether the standard file of the server was read with everything it includes; `absent` where there is none. */
export function readingOf(
  workspace: Workspace,
  uri: string,
  kind: ConfKind,
): 'complete' | 'absent' | 'unknown' {
  const file = resolveFrom(serverOf(workspace, uri), kind);
  if (!workspace.files.has(file)) return absenceIn(workspace, file) === 'missing' ? 'absent' : 'unknown';
  const { role, isIncomplete } = factsOf(workspace, file);
  return role === 'root' && !isIncomplete ? 'complete' : 'unknown';
}

/** Whether the file of this name beside the roots is there and holds more than comments, or cannot be read. */
export function mayHoldMore(workspace: Workspace, uri: string, name: string): boolean {
  const file = resolveFrom(serverOf(workspace, uri), name);
  const model = workspace.files.get(file);
  if (model === undefined) return absenceIn(workspace, file) !== 'missing';
  return model.tree.chunks.some(({ table }) =>
    table.text.split('\n').some((line) => /^(?!\s*(?:--|\/\/|;))\s*\S/.test(line)),
  );
}

/** Sections that build on a template and are looked at; where all of these set the option, the rest will too. */
const MOST_HEIRS = 100;
/** Templates on templates that are followed. */
const MAX_DEPTH = 8;

/** Whether the name stands in a template and every section that builds on it sets the option itself. */
export function isReplacedByHeirs(
  workspace: Workspace,
  uri: string,
  { isInTemplate, span }: Pick<Unresolved, 'isInTemplate' | 'span'>,
): boolean {
  const model = isInTemplate ? workspace.files.get(uri) : undefined;
  const found = model && lineAtOffset(model, span.start);
  if (found?.placed.line.kind !== 'entry') return false;
  const { header } = found.section.section;
  if (header === undefined) return false;
  return allSet(workspace, uri, header.name, foldCase(found.placed.line.key), 0);
}

function allSet(workspace: Workspace, uri: string, template: string, key: string, depth: number): boolean {
  const heirs = referencesTo(workspace, { kind: 'section', name: template, uri }).filter(
    ({ role }) => role === 'parent',
  );
  return heirs.slice(0, MOST_HEIRS).every((heir) => {
    const model = workspace.files.get(heir.uri);
    const section = model && sectionAt(model, heir.span.start)?.section;
    if (section === undefined) return false;
    const own = entriesNamed(section, model?.tree.encoding ?? 'utf8', (name) => foldCase(name) === key);
    if (own.some(({ line }) => line.operator !== '+=')) return true;
    const name = section.header?.name ?? '';
    return isTemplate(section.header) && depth < MAX_DEPTH && allSet(workspace, uri, name, key, depth + 1);
  });
}

/** Replaces the name by the nearest one there is. */
export function changeTo(name: string, span: Span): Fix {
  return {
    title: `Change to "${name}"`,
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [{ span, newText: name }],
  };
}
