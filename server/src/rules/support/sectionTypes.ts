/** The `type` of device and object sections, own or inherited, as far as one file and its root tell. */
import {
  entriesOf,
  isReopened,
  linesOf,
  parentsOf,
  sectionsNamed,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
  type Section,
} from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { filesOfRoot, type FileFacts, type Workspace } from '../../workspace/workspace.ts';

/** Kinds of files whose sections need a `type`. */
export const typedKinds = ['sip.conf', 'iax.conf', 'pjsip.conf'] as const;

/** What is known of a section's type. `unknown-parent`: it may come from a section nobody has read. */
export type SectionType =
  | { readonly kind: 'given'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown-parent' };

/**
 * The type the section ends up with. Values of parents come before its own, and the first one counts in pjsip.conf and
 * iax.conf; in sip.conf every value there is makes a device, so the first serves as well as the last.
 */
export function typeOf(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  section: Section,
): SectionType {
  return resolve({ workspace, facts, model, known: new Map() }, section, 0);
}

interface Search {
  readonly workspace: Workspace;
  readonly facts: FileFacts;
  readonly model: FileModel;
  /** Answers so far; a section that is being looked at has none of its own yet. */
  readonly known: Map<Section, SectionType>;
}

/** Parents of parents followed; nobody nests that deep, and nothing is said about what does. */
const MOST_DEPTH = 200;

function resolve(search: Search, section: Section, depth: number): SectionType {
  const known = search.known.get(section);
  if (known !== undefined) return known;
  search.known.set(section, NOTHING);
  const inherited = fromParents(search, parentsOf(section.header), depth + 1);
  const own = inherited.kind === 'none' ? ownType(section, search.model) : undefined;
  const type: SectionType = own === undefined ? inherited : { kind: 'given', value: own };
  search.known.set(section, type);
  return type;
}

function fromParents(search: Search, parents: readonly string[], depth: number): SectionType {
  if (depth > MOST_DEPTH) return UNKNOWN;
  for (const name of parents) {
    const parent = parentNamed(search, name);
    if (parent === undefined) return UNKNOWN;
    const inherited = resolve(search, parent, depth);
    if (inherited.kind !== 'none') return inherited;
  }
  return NOTHING;
}

/** What a section's parents make it, without its own lines; the same object for the same answer. */
export type InheritedTypes = (section: Section) => SectionType;

const NOTHING: SectionType = { kind: 'none' };
const UNKNOWN: SectionType = { kind: 'unknown-parent' };

/** Looks parents up once for all sections that name the same ones. */
export function inheritedTypes(workspace: Workspace, facts: FileFacts, model: FileModel): InheritedTypes {
  const byParents = new Map<string, SectionType>();
  const search = { workspace, facts, model, known: new Map<Section, SectionType>() };
  return (section) => {
    if (section.header?.options === undefined) return NOTHING;
    const names = parentNames(section);
    if (names === REOPENED) return UNKNOWN;
    if (names === '') return NOTHING;
    const known = byParents.get(names);
    if (known !== undefined) return known;
    const parents = parentsOf(section.header);
    const found = shared(fromParents(search, parents, 0));
    byParents.set(names, found);
    return found;
  };
}

/** No name of a section holds a bracket. */
const REOPENED = '](+)';
const namesBySection = new WeakMap<Section, string>();

function parentNames(section: Section): string {
  const known = namesBySection.get(section);
  if (known !== undefined) return known;
  const names = isReopened(section.header) ? REOPENED : parentsOf(section.header).join(',');
  namesBySection.set(section, names);
  return names;
}

const given = new Map<string, SectionType>();

/** One object for each answer, so that answers can be compared by identity. */
function shared(type: SectionType): SectionType {
  if (type.kind === 'none') return NOTHING;
  if (type.kind === 'unknown-parent') return UNKNOWN;
  const known = given.get(type.value);
  if (known !== undefined) return known;
  // Any text can stand behind `type`; only the usual few are worth keeping.
  if (given.size < 200) given.set(type.value, type);
  return type;
}

/** The type with the section's own lines; values of parents come first, and the first one counts. */
export function typeWith(
  inherited: SectionType,
  section: Section,
  entries: readonly PlacedLine<EntryLine>[],
): string | undefined {
  if (inherited.kind === 'given') return inherited.value;
  if (inherited.kind === 'unknown-parent' || !mentionsType(section)) return undefined;
  return entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value;
}

/** An empty name means the first section read, which is hardly ever meant; nothing is said about such sections. */
function parentNamed({ workspace, facts, model }: Search, name: string): Section | undefined {
  if (name === '') return undefined;
  const here = sectionsNamed(model, name)[0];
  if (here !== undefined) return here.section;
  if (facts.root === undefined) return undefined;
  for (const uri of filesOfRoot(workspace, facts.root)) {
    const other = workspace.files.get(uri);
    const found = other === undefined ? undefined : sectionsNamed(other, name)[0];
    if (found !== undefined) return found.section;
  }
  return undefined;
}

/** The value of the section's first own `type` line. */
export function ownType(section: Section, model: FileModel): string | undefined {
  if (!mentionsType(section)) return undefined;
  const known = ownTypes.get(section);
  if (known !== undefined) return known.type;
  const entries = entriesOf(linesOf(section, model.tree.encoding));
  const type = entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value;
  ownTypes.set(section, { type });
  return type;
}

const ownTypes = new WeakMap<Section, { readonly type: string | undefined }>();

/** The same as `typeOf` for many sections of a file that continue no other. */
export function typeAfter(inherited: InheritedTypes, section: Section, model: FileModel): SectionType {
  const found = inherited(section);
  if (found.kind !== 'none') return found;
  const own = ownType(section, model);
  return own === undefined ? NOTHING : { kind: 'given', value: own };
}

/** A quick look that spares lexing: every section with a `type` passes, some others do as well. */
export function mentionsType(section: Section): boolean {
  const known = mentions.get(section);
  if (known !== undefined) return known;
  const start = section.table.starts[section.first] ?? 0;
  const result = /type/i.test(section.table.text.slice(start, start + section.length));
  mentions.set(section, result);
  return result;
}

const mentions = new WeakMap<Section, boolean>();

/** Whether the name has a meaning of its own in files of this kind, so that no `type` is needed. */
export function isFixedSection(kind: string | undefined, name: string): boolean {
  const lower = foldCase(name);
  if (lower === 'general' || lower === 'authentication' || lower === 'callnumberlimits') return true;
  return kind === 'pjsip.conf' && (lower === 'global' || lower === 'system');
}

/** Where the header of the section stands, brackets included; counts from the start of the file. */
export function headerSpan({ section, start }: PlacedSection): {
  readonly start: number;
  readonly end: number;
} {
  const { header } = section;
  if (header === undefined) return { start, end: start };
  return { start: start + header.nameSpan.start - 1, end: start + header.nameSpan.end + 1 };
}
