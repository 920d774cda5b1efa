/** The `type` of device and object sections, own or inherited, as far as one file and its root tell. */
import {
  entriesOf,
  isReopened,
  isTemplate,
  linesOf,
  parentsOf,
  sectionsNamed,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
  type Section,
} from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import type { Encoding } from '../../syntax/lexLine.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import { rootIndex } from '../../workspace/rootIndex.ts';
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
  const inherited = fromAbove(search, section, depth + 1);
  // A line that continues a section nobody has read still says what it is about.
  const isOwn = inherited.kind === 'none' || (inherited.kind !== 'given' && isReopened(section.header));
  const own = isOwn ? ownType(section, search.model) : undefined;
  const type: SectionType = own === undefined ? inherited : { kind: 'given', value: own };
  search.known.set(section, type);
  return type;
}

/** The type that stands above the section's own lines: of the section it continues, else of its parents. */
function fromAbove(search: Search, section: Section, depth: number): SectionType {
  const parents = parentsOf(section.header);
  if (!isReopened(section.header)) return fromParents(search, parents, depth);
  const target = continuedBy(search, section, depth);
  if (target === undefined || depth > MOST_DEPTH) return UNKNOWN;
  const type = resolve(search, target, depth);
  return type.kind === 'none' ? fromParents(search, parents, depth) : type;
}

/**
 * The section that `[name](+)` or `[name](+type=word)` continues: the first above it that is no template and fits. Other
 * filters are rare, and nothing is said about them.
 */
function continuedBy(search: Search, section: Section, depth: number): Section | undefined {
  const { header } = section;
  const filter =
    header?.options
      ?.find(({ kind }) => kind === 'reopen')
      ?.text.slice(1)
      .trim() ?? '';
  const wanted = /^type\s*=\s*([a-z_]+)$/.exec(filter)?.[1];
  if (header === undefined || header.name === '' || (filter !== '' && wanted === undefined)) return undefined;
  for (const place of rootIndex(search.workspace, search.facts.uri).named(header.name)) {
    const { section: other } = place.section;
    if (other === section) return undefined;
    if (isReopened(other.header) || isTemplate(other.header)) continue;
    if (wanted === undefined) return other;
    const type = resolve(search, other, depth);
    if (type.kind === 'given' && type.value.includes(wanted)) return other;
  }
  return undefined;
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
  let continued: ReadonlyMap<string, SectionType> | undefined;
  return (section) => {
    if (section.header?.options === undefined) return NOTHING;
    const names = parentNames(section);
    if (names === '') return NOTHING;
    if (isReopened(section.header)) {
      continued ??= continuedTypes(search);
      return continued.get(names) ?? UNKNOWN;
    }
    const known = byParents.get(names);
    if (known !== undefined) return known;
    const found = shared(fromParents(search, parentsOf(section.header), 0));
    byParents.set(names, found);
    return found;
  };
}

/** More headers of one file that continue sections than this cost too much while somebody types, so they stay unknown. */
const MOST_CONTINUED = 50;

/**
 * What the sections give that headers of the file continue, by `parentNames`. Findings of a chunk are kept by the answer for
 * one header of each sort in it, so all answers are new objects as soon as one of them is another.
 */
function continuedTypes(search: Search): ReadonlyMap<string, SectionType> {
  const headers = search.model.tree.chunks.flatMap(continuingIn);
  if (headers.length > MOST_CONTINUED) return new Map();
  const types = new Map(headers.map((section) => [parentNames(section), fromAbove(search, section, 0)]));
  const key = JSON.stringify([...types]);
  const known = answers.get(key);
  if (known !== undefined) return known;
  if (answers.size >= MOST_ANSWERS) answers.clear();
  const fresh = new Map([...types].map(([names, type]) => [names, { ...type }]));
  answers.set(key, fresh);
  return fresh;
}

/** Cleared when it grows, since it only spares judging sections again. */
const answers = new Map<string, ReadonlyMap<string, SectionType>>();
const MOST_ANSWERS = 50;

const continuingByChunk = new WeakMap<Chunk, readonly Section[]>();

function continuingIn(chunk: Chunk): readonly Section[] {
  let sections = continuingByChunk.get(chunk);
  if (sections === undefined) {
    sections = chunk.sections.filter(({ header }) => isReopened(header));
    continuingByChunk.set(chunk, sections);
  }
  return sections;
}

const namesBySection = new WeakMap<Section, string>();

/** Names of the parents; where the header continues a section, its name and all options. */
function parentNames(section: Section): string {
  const known = namesBySection.get(section);
  if (known !== undefined) return known;
  const { header } = section;
  const names = isReopened(header)
    ? [foldCase(header?.name ?? ''), ...(header?.options ?? []).map(({ text }) => text)].join(']')
    : parentsOf(header).join(',');
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

/** What reading a `type` depends on besides the section; a model of the file is one. */
export interface TypeReading {
  readonly tree: { readonly encoding: Encoding };
}

/** The value of the section's first own `type` line. */
export function ownType(section: Section, { tree }: TypeReading): string | undefined {
  if (!mentionsType(section)) return undefined;
  const known = ownTypes.get(section);
  if (known !== undefined) return known.type;
  const entries = entriesOf(linesOf(section, tree.encoding));
  const type = entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value;
  ownTypes.set(section, { type });
  return type;
}

const ownTypes = new WeakMap<Section, { readonly type: string | undefined }>();

/** The same as `typeOf` for many sections of a file that continue no other. */
export function typeAfter(inherited: InheritedTypes, section: Section, reading: TypeReading): SectionType {
  const found = inherited(section);
  if (found.kind !== 'none') return found;
  const own = ownType(section, reading);
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
