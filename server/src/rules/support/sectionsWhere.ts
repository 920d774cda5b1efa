/**
 * Finds the devices and objects of a file by what they end up with, for the few options that rules about open doors ask
 * for. No rule itself. Sections with the same parents share what they inherit, and what a test said of a chunk is kept until
 * its text or that changes.
 */
import {
  sectionAt,
  sectionsOfChunk,
  type FileModel,
  type PlacedSection,
  type Section,
} from '../../model/fileModel.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import { earlierOf } from '../../workspace/keptBySection.ts';
import { chainOf, valuesIn, type ChainValue } from '../../workspace/sectionChain.ts';
import { factsOf, filesOfRoot, type Workspace } from '../../workspace/workspace.ts';
import { intern, NOTHING, type Inherited } from './inherited.ts';
import {
  continuedIn,
  keptText,
  keysIn,
  knownOwnChunk,
  noteKind,
  ownChunk,
  ownSection,
  type KeptValue,
  type OwnChunk,
  type OwnSection,
} from './ownValues.ts';
import type { ValuedSection, Values } from './sectionValues.ts';

/** Made once, since what it said is kept by it; depends on nothing but its argument. */
export type SectionTest = (values: Values) => boolean;

/** The own values of a section, and the texts of its parents. */
export type OwnValues = Pick<OwnSection, 'values' | 'parents'>;

/** The group a section belongs to, if any. Made once; depends on nothing but its argument. */
export type Grouping = (own: OwnValues) => string | undefined;

/** Which sections of a chunk passed a test, and what they inherited then. */
interface Passed {
  readonly inherited: readonly Inherited[];
  /** Numbers of sections. */
  readonly numbers: readonly number[];
  /** The first of each group, and all that are in none; worked out for one way of grouping. */
  leaders?: { readonly groupOf: Grouping; readonly numbers: readonly number[] };
}

/** What is remembered of a chunk from one version of the file to the next. */
interface ChunkState {
  /** What each list of parents gave last; the same list as long as all of them give the same. */
  inherited: readonly Inherited[];
  readonly passed: Map<SectionTest, Passed>;
}

/** One chunk of one version of a file; only those with devices or objects. */
interface PlacedChunk {
  readonly index: number;
  readonly own: OwnChunk;
  readonly state: ChunkState;
  /** Numbers of the sections of which only the whole chain tells. */
  readonly tangled: ReadonlySet<number>;
  /** The chunk as it was before the last edit in it, where its sections inherited the same. */
  readonly earlier: Pick<PlacedChunk, 'own' | 'state'> | undefined;
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
  /** Made when first asked for. */
  chunks?: readonly PlacedChunk[];
}

const bySnapshot = new WeakMap<Workspace, Map<string, FileValues>>();

function fileValues(workspace: Workspace, uri: string): FileValues | undefined {
  const known = bySnapshot.get(workspace) ?? new Map<string, FileValues>();
  bySnapshot.set(workspace, known);
  const found = known.get(uri);
  if (found !== undefined) return found;
  const model = workspace.files.get(uri);
  const { kind, root } = factsOf(workspace, uri);
  if (model === undefined || kind === undefined || keysIn(kind).length === 0) return undefined;
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

const states = new WeakMap<OwnChunk, ChunkState>();

function placedChunks(file: FileValues): readonly PlacedChunk[] {
  const chunks: PlacedChunk[] = [];
  file.model.tree.chunks.forEach((chunk, index) => {
    const own = ownChunk(chunk, file.kind, file.model);
    if (own.parents.size === 0) return;
    const known = states.get(own);
    const state: ChunkState = known ?? { inherited: [], passed: new Map() };
    if (known === undefined) states.set(own, state);
    followInherited(file, index, own, state);
    const earlier = known === undefined ? earlierState(chunk, own, state) : undefined;
    chunks.push({ index, own, state, tangled: tangledIn(file, own), earlier });
  });
  return chunks;
}

function earlierState(chunk: Chunk, now: OwnChunk, { inherited }: ChunkState): PlacedChunk['earlier'] {
  const before = earlierOf(chunk);
  const own = before && knownOwnChunk(before);
  const state = own && states.get(own);
  if (own?.kind !== now.kind || state === undefined) return undefined;
  const old = new Map([...own.parents.keys()].map((parents, i) => [parents, state.inherited[i]]));
  const isSame = [...now.parents.keys()].every((parents, i) => old.get(parents) === inherited[i]);
  return isSame ? { own, state } : undefined;
}

/** Keeps the list of the version before where the parents give the same. */
function followInherited(file: FileValues, chunkIndex: number, own: OwnChunk, state: ChunkState): void {
  let i = 0;
  for (const [parents, number] of own.parents) {
    if (state.inherited[i] !== inheritedIn(file, chunkIndex, parents, number)) break;
    i++;
  }
  if (i === own.parents.size) return;
  state.inherited = [...own.parents].map(([parents, number]) =>
    inheritedIn(file, chunkIndex, parents, number),
  );
}

function inheritedIn(file: FileValues, chunkIndex: number, parents: string, number: number): Inherited {
  const known = file.byParents.get(parents);
  if (known !== undefined) return known;
  const [placed] = placedSections(file.model, chunkIndex, [number]);
  return placed === undefined ? NOTHING : inheritedBy(file, parents, placed);
}

const none: ReadonlySet<number> = new Set();

function tangledIn({ continued }: FileValues, own: OwnChunk): ReadonlySet<number> {
  if (own.tangled.length === 0 && continued.size === 0) return none;
  const found = new Set(own.tangled);
  if (continued.size > 0) {
    own.sections.forEach((one, number) => {
      if (one !== undefined && continued.has(foldCase(one.name))) found.add(number);
    });
  }
  return found;
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
  file.chunks ??= placedChunks(file);
  const groups = new Set<string>();
  for (const chunk of file.chunks) {
    const found = passedIn(file, chunk, test);
    const passed = groupOf === undefined ? found.numbers : leadersOf(chunk.own, found, groupOf);
    if (passed.length + chunk.tangled.size === 0) continue;
    const wanted = wantedOf(chunk, passed, groups, groupOf);
    if (wanted.length > 0) yield* valued(file, chunk, wanted, test);
  }
}

function wantedOf(
  { own, tangled }: PlacedChunk,
  passed: readonly number[],
  groups: Set<string>,
  groupOf: Grouping | undefined,
): readonly number[] {
  if (groupOf === undefined && tangled.size === 0) return passed;
  const all = tangled.size === 0 ? passed : [...new Set([...passed, ...tangled])].sort((a, b) => a - b);
  const wanted: number[] = [];
  for (const number of all) {
    const one = own.sections[number];
    if (one === undefined) continue;
    if (tangled.has(number) || isFirst(groups, groupOf?.(one))) wanted.push(number);
  }
  return wanted;
}

function isFirst(groups: Set<string>, group: string | undefined): boolean {
  if (group === undefined) return true;
  const isNew = !groups.has(group);
  groups.add(group);
  return isNew;
}

function* valued(
  file: FileValues,
  { index, own, tangled }: PlacedChunk,
  wanted: readonly number[],
  test: SectionTest,
): Generator<ValuedSection> {
  const placed = placedSections(file.model, index, wanted);
  for (const [i, number] of wanted.entries()) {
    const [one, at] = [own.sections[number], placed[i]];
    if (one === undefined || at === undefined) continue;
    if (!tangled.has(number)) {
      yield untangled(file, one, at);
      continue;
    }
    const section = wholeChain(file, at);
    if (test(section)) yield section;
  }
}

/** The sections of these numbers, which must rise. */
function placedSections(
  { tree }: FileModel,
  chunkIndex: number,
  numbers: readonly number[],
): readonly PlacedSection[] {
  const found: PlacedSection[] = [];
  let number = 0;
  for (const placed of sectionsOfChunk(tree, chunkIndex)) {
    if (number++ !== numbers[found.length]) continue;
    found.push(placed);
    if (found.length === numbers.length) break;
  }
  return found;
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

function passedIn(file: FileValues, chunk: PlacedChunk, test: SectionTest): Passed {
  const { state } = chunk;
  const known = state.passed.get(test);
  if (known?.inherited === state.inherited) return known;
  const passed = { inherited: state.inherited, numbers: passing(file, chunk, test) };
  state.passed.set(test, passed);
  return passed;
}

/** Tests the sections an edit made; what an earlier version of the chunk held too was tested then. */
function passing(file: FileValues, { own, earlier }: PlacedChunk, test: SectionTest): readonly number[] {
  const { sections } = own;
  const before = earlier?.own.sections ?? [];
  const tested = earlier?.state.passed.get(test);
  const isUsable = tested !== undefined && tested.inherited === earlier?.state.inherited;
  const old = isUsable ? new Set(tested.numbers) : undefined;
  const shift = before.length - sections.length;
  const numbers: number[] = [];
  for (const [number, one] of sections.entries()) {
    if (one === undefined) continue;
    const at = before[number] === one ? number : before[number + shift] === one ? number + shift : -1;
    const hasPassed = old === undefined || at < 0 ? passes(file, one, test) : old.has(at);
    if (hasPassed) numbers.push(number);
  }
  return numbers.length === 0 ? nobody : numbers;
}

function passes(file: FileValues, { name, values: own, parents }: OwnSection, test: SectionTest): boolean {
  const { values: inherited, isComplete } = file.byParents.get(parents) ?? NOTHING;
  return test({ name, own, inherited, isComplete });
}

const nobody: readonly number[] = [];

function leadersOf({ sections }: OwnChunk, passed: Passed, groupOf: Grouping): readonly number[] {
  if (passed.leaders?.groupOf !== groupOf) {
    const groups = new Set<string>();
    const numbers = passed.numbers.filter((number) => {
      const one = sections[number];
      return one !== undefined && isFirst(groups, groupOf(one));
    });
    passed.leaders = { groupOf, numbers };
  }
  return passed.leaders.numbers;
}

function inheritedBy(file: FileValues, parents: string, placed: PlacedSection): Inherited {
  const known = file.byParents.get(parents);
  if (known !== undefined) return known;
  const chain = chainOf(file.workspace, file.uri, placed);
  const copied = valuesIn(chain, ...keysIn(file.kind)).filter(({ link }) => link.through.length > 0);
  const fresh = intern({ values: copied.map((one) => keptOf(one, placed)), isComplete: chain.isComplete });
  file.byParents.set(parents, fresh);
  return fresh;
}

function untangled(
  file: FileValues,
  { name, values, parents }: OwnSection,
  placed: PlacedSection,
): ValuedSection {
  const { values: inherited, isComplete } = inheritedBy(file, parents, placed);
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

function keptOf({ name, value, origin, link }: ChainValue, placed: PlacedSection): KeptValue {
  const key = foldCase(name);
  const isOwn = link.placed.section === placed.section && link.through.length === 0;
  return { key, value: keptText(key, value), ...(isOwn ? { number: origin.line - placed.line } : {}) };
}
