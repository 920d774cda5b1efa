/** Writes the lines of a template into every section that builds on it, and takes the template away. */
import type { ConfKind } from '../../catalogue/option.ts';
import { isTemplate, sectionAt, type Section } from '../../model/fileModel.ts';
import { lineStart } from '../../syntax/position.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { factsOf } from '../../workspace/workspace.ts';
import { nameGroup } from '../navigation/nameGroup.ts';
import { hasFamilies } from './optionFamilies.ts';
import { isSameForDriver, type FileEdit } from './sameForDriver.ts';
import {
  headerEdit,
  isLineStart,
  lastUsedLine,
  linesText,
  plainSection,
  type PlainSection,
} from './sectionText.ts';

/** A template and the sections that build on it directly. */
export interface UsedTemplate {
  readonly kind: ConfKind;
  readonly template: PlainSection;
  readonly users: readonly PlainSection[];
}

/** More users or lines than this are nobody's wish. */
const MOST_USERS = 1000;
const MOST_LINES = 20_000;

/**
 * The template whose header or name as a parent stands at `offset`; `undefined` for other places, for templates that
 * nobody uses or that are continued elsewhere, and where a file must not be changed.
 */
export function usedTemplate(
  workspace: Workspace,
  uri: string,
  offset: number,
  isEditable: (uri: string) => boolean,
): UsedTemplate | undefined {
  const { kind, isCertain } = factsOf(workspace, uri);
  if (!hasFamilies(kind) || !isCertain) return undefined;
  const group = nameGroup(workspace, uri, offset);
  const [site] = group?.definitions ?? [];
  if (group === undefined || site?.isTemplate !== true || group.definitions.length > 1) return undefined;
  if (group.references.length === 0 || group.references.some(({ role }) => role !== 'parent')) {
    return undefined;
  }
  const template = sectionHolding(workspace, site.uri, site.span.start);
  if (template === undefined || !isTemplate(template.header)) return undefined;
  if (template.entries.some(({ line }) => line.operator === '+=' || line.problem !== undefined)) {
    return undefined;
  }
  if (group.references.length > MOST_USERS) return undefined;
  const users: PlainSection[] = [];
  const seen = new Set<Section>();
  for (const { uri: file, span } of group.references) {
    const user = sectionHolding(workspace, file, span.start);
    // Whoever names the template twice has its lines twice.
    if (user === undefined || seen.has(user.placed.section)) return undefined;
    seen.add(user.placed.section);
    users.push(user);
  }
  const isFree = ({ uri: file }: PlainSection): boolean =>
    isEditable(file) && factsOf(workspace, file).generator === undefined;
  if (![template, ...users].every(isFree)) return undefined;
  return lastUsedLine(template) * users.length > MOST_LINES ? undefined : { kind, template, users };
}

function sectionHolding(workspace: Workspace, uri: string, offset: number): PlainSection | undefined {
  const model = workspace.files.get(uri);
  const placed = model === undefined ? undefined : sectionAt(model, offset);
  return placed === undefined ? undefined : plainSection(workspace, uri, placed);
}

/** The edits; `undefined` where a section would not be for its driver what it was. */
export function inlineTemplate(
  workspace: Workspace,
  uri: string,
  offset: number,
  isEditable: (uri: string) => boolean,
): readonly FileEdit[] | undefined {
  const used = usedTemplate(workspace, uri, offset, isEditable);
  if (used === undefined) return undefined;
  const { kind, template, users } = used;
  const { name, options = [] } = template.header;
  const parents = options.filter((option) => option.kind === 'parent').map(({ text }) => text);
  const last = lastUsedLine(template) + 1;
  const edits: FileEdit[] = [];
  for (const user of users) {
    const mine = user.header.options ?? [];
    const kept = mine.flatMap(({ kind: role, text }) =>
      role === 'parent' && text.toLowerCase() === name.toLowerCase() ? parents : [text],
    );
    edits.push({ uri: user.uri, ...headerEdit(user, kept) });
    const body = linesText(template, 1, last, user.eol);
    if (body !== '') edits.push({ uri: user.uri, ...bodyEdit(workspace, user, body) });
  }
  edits.push({ uri: template.uri, ...templateRemoval(workspace, template, last) });
  return isSameForDriver(workspace, template.uri, kind, edits, name) ? edits : undefined;
}

function bodyEdit(workspace: Workspace, user: PlainSection, body: string): Omit<FileEdit, 'uri'> {
  const tree = workspace.files.get(user.uri)?.tree;
  const at = tree === undefined ? 0 : lineStart(tree, user.placed.line + 1);
  const newText = isLineStart(workspace, user.uri, at) ? body : user.eol + body;
  return { span: { start: at, end: at }, newText };
}

/** With the blank line behind it, so that no gap is left. */
function templateRemoval(
  workspace: Workspace,
  { uri, placed, lines }: PlainSection,
  last: number,
): Omit<FileEdit, 'uri'> {
  const tree = workspace.files.get(uri)?.tree;
  const end = lines[last]?.text.trim() === '' ? last + 1 : last;
  const to = tree === undefined ? placed.start : lineStart(tree, placed.line + end);
  return { span: { start: placed.start, end: to }, newText: '' };
}
