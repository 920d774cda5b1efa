/**
 * What each device and object of a file ends up with, for the few options that rules about open doors ask for. No rule
 * itself. The own lines of a section are kept while its text is unchanged, sections with the same parents share what they
 * inherit, and what a test said of a chunk is kept until one of the two changes.
 */
import {
  entriesOf,
  isReopened,
  isTemplate,
  linesOf,
  sectionAt,
  sectionsOfChunk,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
  type Section,
} from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import { keptBySection, readingAhead } from '../../workspace/keptBySection.ts';
import { rootIndex } from '../../workspace/rootIndex.ts';
import { chainOf, valuesIn, type ChainValue } from '../../workspace/sectionChain.ts';
import { factsOf, filesOfRoot, type Workspace } from '../../workspace/workspace.ts';
import { isFixedSection } from './sectionTypes.ts';

/** One value of an option; of a secret only whether it is there. */
export interface KeptValue {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
  /** Line of the section it stands on, from 0; absent where it stands elsewhere. */
  readonly number?: number;
}

/** A section that is no template, with what it inherits. */
export interface ValuedSection {
  readonly model: FileModel;
  readonly placed: PlacedSection;
  readonly name: string;
  readonly inherited: readonly KeptValue[];
  /** Come after the inherited ones. */
  readonly own: readonly KeptValue[];
  /** False where a parent or an included file is not known, so that absent options prove nothing. */
  readonly isComplete: boolean;
}

const secretKeys: ReadonlySet<string> = new Set(['secret', 'md5secret', 'dbsecret', 'inkeys']);

const keysOf: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'sip.conf',
    new Set([
      ...secretKeys,
      ...['type', 'host', 'permit', 'deny', 'acl', 'insecure', 'qualify', 'allow', 'disallow', 'nat'],
      ...['icesupport', 'avpf'],
    ]),
  ],
  ['iax.conf', new Set([...secretKeys, 'type', 'host', 'permit', 'deny', 'acl', 'forceencryption'])],
  [
    'pjsip.conf',
    new Set(
      'type auth permit deny acl identify_by endpoint contact max_contacts protocol bind verify_server local_net external_media_address external_signaling_address rewrite_contact rtp_symmetric ice_support webrtc'.split(
        ' ',
      ),
    ),
  ],
]);

/** Values without their place; all that a test of `sectionsWhere` may look at. */
export type Values = Pick<ValuedSection, 'name' | 'inherited' | 'own' | 'isComplete'>;

/** Made once, since what it said is kept by it; depends on nothing but its argument. */
export type SectionTest = (values: Values) => boolean;

/** The own values of a section, and the texts of its parents. */
export type OwnValues = Pick<OwnSection, 'values' | 'parents'>;

/** What one section of a chunk says itself. */
interface OwnSection {
  readonly index: number;
  readonly name: string;
  readonly values: readonly KeptValue[];
  /** Texts of the parents; empty where there are none. */
  readonly parents: string;
  /** Whether only the whole chain tells: an include stands in it, or `+=`. */
  readonly isTangled: boolean;
}

interface Inherited {
  readonly values: readonly KeptValue[];
  readonly isComplete: boolean;
}

const NOTHING: Inherited = { values: [], isComplete: true };

/** What a chunk holds, kept while its text is unchanged and read as the same kind of file. */
interface OwnChunk {
  readonly kind: string;
  readonly sections: readonly OwnSection[];
  /** The lists of parents that occur, each with one section that has it. */
  readonly parents: ReadonlyMap<string, OwnSection>;
  readonly byName: ReadonlyMap<string, readonly OwnSection[]>;
  readonly tangled: readonly OwnSection[];
  /** What each list of parents gave last; the same list as long as all of them give the same. */
  inherited: readonly Inherited[];
  readonly passed: Map<SectionTest, Passed>;
}

/** Which sections of a chunk passed a test, and what they inherited then. */
interface Passed {
  readonly inherited: readonly Inherited[];
  readonly sections: readonly OwnSection[];
  /** The first of each group, and all that are in none; worked out for one way of grouping. */
  leaders?: { readonly groupOf: Grouping; readonly sections: readonly OwnSection[] };
}

/** The group a section belongs to, if any. Made once; depends on nothing but its argument. */
export type Grouping = (own: OwnValues) => string | undefined;

const noteKind = readingAhead((chunk, model, { kind }) => {
  if (kind !== undefined) ownChunk(chunk, kind, model);
});

const ownByChunk = new WeakMap<Chunk, OwnChunk>();

function ownChunk(chunk: Chunk, kind: string, model: FileModel): OwnChunk {
  const known = ownByChunk.get(chunk);
  if (known?.kind === kind) return known;
  const sections = ownValues(chunk, kind, { kind, model }).flatMap((one, index) =>
    one === undefined ? [] : { ...one, index },
  );
  const parents = new Map<string, OwnSection>();
  const byName = new Map<string, OwnSection[]>();
  for (const one of sections) {
    if (!parents.has(one.parents)) parents.set(one.parents, one);
    const name = foldCase(one.name);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [one]);
    else same.push(one);
  }
  const tangled = sections.filter(({ isTangled }) => isTangled);
  const passed = new Map<SectionTest, Passed>();
  const fresh = { kind, sections, parents, byName, tangled, inherited: [], passed };
  ownByChunk.set(chunk, fresh);
  return fresh;
}

interface Reading {
  readonly kind: string;
  readonly model: FileModel;
}

const ownValues = keptBySection<Reading, Omit<OwnSection, 'index'>>((section, { kind, model }) =>
  ownSection(section, kind, model),
);

function ownSection(section: Section, kind: string, model: FileModel): Omit<OwnSection, 'index'> | undefined {
  const { header } = section;
  const keys = keysOf.get(kind);
  if (keys === undefined || header?.isClosed !== true) return undefined;
  if (isTemplate(header) || isReopened(header) || isFixedSection(kind, header.name)) return undefined;
  const lines = linesOf(section, model.tree.encoding);
  const values: KeptValue[] = [];
  let isTangled = lines.some(({ line }) => line.kind === 'directive');
  for (const { line, number } of entriesOf(lines)) {
    const key = foldCase(line.key);
    if (!keys.has(key)) continue;
    if (line.operator === '+=') isTangled = true;
    values.push({ key, value: kept(key, line.value), number });
  }
  const parents = (header.options ?? []).map(({ text }) => text).join(',');
  return { name: header.name, values, parents, isTangled };
}

function kept(key: string, value: string): string {
  return secretKeys.has(key) && value !== '' ? 'set' : value;
}

/** What holds for all sections of one file of one snapshot. */
interface FileValues {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly kind: string;
  readonly model: FileModel;
  /** Names, in lower case, that a header somewhere in the root continues. */
  readonly continued: ReadonlySet<string>;
  readonly byParents: Map<string, Inherited>;
  readonly tangled: Map<Section, ValuedSection>;
}

const bySnapshot = new WeakMap<Workspace, Map<string, FileValues>>();

function fileValues(workspace: Workspace, uri: string): FileValues | undefined {
  const known = bySnapshot.get(workspace) ?? new Map<string, FileValues>();
  bySnapshot.set(workspace, known);
  const found = known.get(uri);
  if (found !== undefined) return found;
  const model = workspace.files.get(uri);
  const { kind, root } = factsOf(workspace, uri);
  if (model === undefined || kind === undefined || !keysOf.has(kind)) return undefined;
  noteKind(kind);
  const continued = new Set<string>();
  for (const file of root === undefined ? [uri] : filesOfRoot(workspace, root)) {
    for (const chunk of workspace.files.get(file)?.tree.chunks ?? []) {
      for (const name of continuedIn(chunk)) continued.add(name);
    }
  }
  const byParents = new Map<string, Inherited>([['', NOTHING]]);
  const tangled = new Map<Section, ValuedSection>();
  const fresh = { workspace, uri, kind, model, continued, byParents, tangled };
  known.set(uri, fresh);
  return fresh;
}

const continuedByChunk = new WeakMap<Chunk, readonly string[]>();

function continuedIn(chunk: Chunk): readonly string[] {
  let names = continuedByChunk.get(chunk);
  if (names === undefined) {
    names = chunk.sections.flatMap(({ header }) =>
      header !== undefined && isReopened(header) ? [foldCase(header.name)] : [],
    );
    continuedByChunk.set(chunk, names);
  }
  return names;
}

/**
 * The devices of sip.conf and iax.conf, or objects of pjsip.conf, that pass the test, in the order of the file. Templates
 * are none. A chunk is tested again only when its text or what its sections inherit has changed. With `groupOf` only the first
 * of each group comes.
 */
export function* sectionsWhere(
  workspace: Workspace,
  uri: string,
  test: SectionTest,
  groupOf?: Grouping,
): Generator<ValuedSection> {
  const file = fileValues(workspace, uri);
  if (file === undefined) return;
  const { tree } = file.model;
  const groups = new Set<string>();
  const isFirst = (one: OwnSection): boolean => {
    const group = groupOf?.(one);
    if (group === undefined) return true;
    const isNew = !groups.has(group);
    groups.add(group);
    return isNew;
  };
  for (const [i, chunk] of tree.chunks.entries()) {
    const own = ownChunk(chunk, file.kind, file.model);
    if (own.sections.length === 0) continue;
    const tangled = tangledIn(file, own);
    const found = passedIn(file, i, own, test);
    const passed = groupOf === undefined ? found.sections : leadersOf(found, groupOf);
    if (passed.length + tangled.size === 0) continue;
    const all =
      tangled.size === 0 ? passed : own.sections.filter((one) => tangled.has(one) || passed.includes(one));
    const wanted = all.filter((one) => tangled.has(one) || isFirst(one));
    if (wanted.length === 0) continue;
    const placed = [...sectionsOfChunk(tree, i)];
    for (const one of wanted) {
      const at = placed[one.index];
      if (at === undefined) continue;
      if (!tangled.has(one)) {
        yield untangled(file, one, at);
        continue;
      }
      const section = wholeChain(file, at);
      if (test(section)) yield section;
    }
  }
}

/** The device or object that holds the place, whatever its values. */
export function sectionAtOffset(
  workspace: Workspace,
  uri: string,
  offset: number,
): ValuedSection | undefined {
  const file = fileValues(workspace, uri);
  if (file === undefined) return undefined;
  const at = sectionAt(file.model, offset);
  const own = at && ownSection(at.section, file.kind, file.model);
  if (at === undefined || own === undefined) return undefined;
  const isWhole = own.isTangled || file.continued.has(foldCase(own.name));
  return isWhole ? wholeChain(file, at) : untangled(file, own, at);
}

const nobody: ReadonlySet<OwnSection> = new Set();

function tangledIn({ continued }: FileValues, own: OwnChunk): ReadonlySet<OwnSection> {
  if (own.tangled.length === 0 && continued.size === 0) return nobody;
  const found = new Set(own.tangled);
  for (const name of continued) for (const one of own.byName.get(name) ?? []) found.add(one);
  return found;
}

function passedIn(file: FileValues, chunkIndex: number, own: OwnChunk, test: SectionTest): Passed {
  const inherited = inheritedIn(file, chunkIndex, own);
  const known = own.passed.get(test);
  if (known?.inherited === inherited) return known;
  const sections = own.sections.filter(({ name, values, parents }) => {
    const { values: copied, isComplete } = file.byParents.get(parents) ?? NOTHING;
    return test({ name, own: values, inherited: copied, isComplete });
  });
  const passed = { inherited, sections };
  own.passed.set(test, passed);
  return passed;
}

function leadersOf(passed: Passed, groupOf: Grouping): readonly OwnSection[] {
  if (passed.leaders?.groupOf !== groupOf) {
    const groups = new Set<string | undefined>();
    const sections = passed.sections.filter((one) => {
      const group = groupOf(one);
      if (group === undefined) return true;
      const isNew = !groups.has(group);
      groups.add(group);
      return isNew;
    });
    passed.leaders = { groupOf, sections };
  }
  return passed.leaders.sections;
}

/** What the parents in the chunk give its sections: the list of the version before where nothing changed. */
function inheritedIn(file: FileValues, chunkIndex: number, own: OwnChunk): readonly Inherited[] {
  let i = 0;
  for (const [parents, { index }] of own.parents) {
    const now = inheritedBy(file, parents, () => placedAt(file.model, chunkIndex, index));
    if (own.inherited[i] !== now) break;
    i++;
  }
  if (i < own.parents.size) {
    own.inherited = [...own.parents].map(([parents, { index }]) =>
      inheritedBy(file, parents, () => placedAt(file.model, chunkIndex, index)),
    );
  }
  return own.inherited;
}

/** What was inherited by anyone, by its text; cleared when it grows, since it only spares comparing. */
const interned = new Map<string, Inherited>();
const MOST_INTERNED = 1000;

/** The same object for the same values, so that versions of a file can be compared by it. */
function intern(inherited: Inherited): Inherited {
  const key = JSON.stringify(inherited);
  const known = interned.get(key);
  if (known !== undefined) return known;
  if (interned.size >= MOST_INTERNED) interned.clear();
  interned.set(key, inherited);
  return inherited;
}

function placedAt(model: FileModel, chunkIndex: number, index: number): PlacedSection | undefined {
  let i = 0;
  for (const placed of sectionsOfChunk(model.tree, chunkIndex)) if (i++ === index) return placed;
  return undefined;
}

function inheritedBy(file: FileValues, parents: string, example: () => PlacedSection | undefined): Inherited {
  const known = file.byParents.get(parents);
  if (known !== undefined) return known;
  const placed = example();
  if (placed === undefined) return NOTHING;
  const chain = chainOf(file.workspace, file.uri, placed);
  const copied = valuesIn(chain, ...keysIn(file.kind)).filter(({ link }) => link.through.length > 0);
  const fresh = intern({ values: copied.map((one) => keptOf(one, placed)), isComplete: chain.isComplete });
  file.byParents.set(parents, fresh);
  return fresh;
}

function untangled(
  file: FileValues,
  { name, values, parents }: Omit<OwnSection, 'index'>,
  placed: PlacedSection,
): ValuedSection {
  const { values: inherited, isComplete } = inheritedBy(file, parents, () => placed);
  return { model: file.model, placed, name, inherited, own: values, isComplete };
}

function wholeChain(file: FileValues, placed: PlacedSection): ValuedSection {
  const known = file.tangled.get(placed.section);
  if (known !== undefined) return known;
  const chain = chainOf(file.workspace, file.uri, placed);
  const own = valuesIn(chain, ...keysIn(file.kind)).map((one) => keptOf(one, placed));
  const name = placed.section.header?.name ?? '';
  const fresh = { model: file.model, placed, name, inherited: [], own, isComplete: chain.isComplete };
  file.tangled.set(placed.section, fresh);
  return fresh;
}

function keysIn(kind: string): readonly string[] {
  return [...(keysOf.get(kind) ?? [])];
}

function keptOf({ name, value, origin, link }: ChainValue, placed: PlacedSection): KeptValue {
  const key = foldCase(name);
  const isOwn = link.placed.section === placed.section && link.through.length === 0;
  return { key, value: kept(key, value), ...(isOwn ? { number: origin.line - placed.line } : {}) };
}

/** Whether another section has this name, in any letter case: in sip.conf and iax.conf the two may merge. */
export function isShared(workspace: Workspace, uri: string, { name }: Values): boolean {
  return rootIndex(workspace, uri).named(name).length > 1;
}

/** The last value of the option, the one that counts for most; `undefined` where nobody sets it. */
export function lastValue({ own, inherited }: Values, key: string): KeptValue | undefined {
  return own.findLast((one) => one.key === key) ?? inherited.findLast((one) => one.key === key);
}

/** All values of the options in Asterisk's order. */
export function allValues({ own, inherited }: Values, ...keys: string[]): readonly KeptValue[] {
  const fits = ({ key }: KeptValue): boolean => keys.includes(key);
  const mine = own.filter(fits);
  return inherited.length === 0 ? mine : [...inherited.filter(fits), ...mine];
}

/** Whether the option has a value that is not empty. */
export function hasValue(section: Values, key: string): boolean {
  return (lastValue(section, key)?.value ?? '') !== '';
}

/** The type of an object of pjsip.conf: the first counts, so that of a parent. */
export function objectType(section: Values): string | undefined {
  return allValues(section, 'type')[0]?.value;
}

/** The name in the header; counts from the start of the file. */
export function nameSpan({ placed }: ValuedSection): Span {
  const { header } = placed.section;
  return header === undefined
    ? { start: placed.start, end: placed.start }
    : shift(header.nameSpan, placed.start);
}

/** The lines of the section, places counted from the start of the file; numbers still from the section's first line. */
export function placedLines({
  model,
  placed,
}: Pick<ValuedSection, 'model' | 'placed'>): readonly PlacedLine[] {
  return linesOf(placed.section, model.tree.encoding).map((one) => ({
    ...one,
    start: one.start + placed.start,
  }));
}

/** The line a value stands on, places counted from the start of the file; `undefined` where it is not the section's own. */
export function entryOf(
  section: Pick<ValuedSection, 'model' | 'placed'>,
  value: KeptValue | undefined,
): PlacedLine<EntryLine> | undefined {
  if (value?.number === undefined) return undefined;
  const placed = placedLines(section)[value.number];
  return placed?.line.kind === 'entry' ? { ...placed, line: placed.line } : undefined;
}
