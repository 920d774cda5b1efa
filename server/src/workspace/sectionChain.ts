/**
 * What one section ends up with, found without loading the whole root: its own lines, the parents' before them, lines of
 * files included in it, and headers that continue it. Cheap enough for every keystroke; `effective.ts` is the reference,
 * and a test compares the two. Reads on where Asterisk would refuse a line, so that findings stay while somebody types.
 */
import {
  entriesOf,
  isReopened,
  isTemplate,
  linesOf,
  type PlacedLine,
  type PlacedSection,
  type Section,
} from '../model/fileModel.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { normalise } from '../text/uri.ts';
import { appendValue, type LoadedVariable } from './loaded.ts';
import { comparePlaces, rootIndex, type Piece, type Place, type RootIndex } from './rootIndex.ts';
import { matchesFilter } from './sectionFilter.ts';
import type { Workspace } from './workspace.ts';

/** Some lines that belong to a section, in the order in which Asterisk reads them. */
export interface ChainLink {
  readonly uri: string;
  /** The section of that file the lines stand in; it has no header at the start of an included file. */
  readonly placed: PlacedSection;
  /** Half-open range of lines, counted from the first line of `placed`. */
  readonly fromLine: number;
  readonly toLine: number;
  /** How the file's bytes were read. */
  readonly encoding: Encoding;
  /** Names of the sections the lines are inherited through, the nearest last; empty for the section's own. */
  readonly through: readonly string[];
}

/** A section with everything that goes into it. */
export interface SectionChain {
  /** Parents first, as their values come before the own ones. */
  readonly links: readonly ChainLink[];
  /**
   * Whether nothing is missing: false where a parent or the section to continue is not found, where a file included
   * in it is not there, and where the way is too long or twofold to follow.
   */
  readonly isComplete: boolean;
  /** Whether the section ends up as a template. */
  readonly isTemplate: boolean;
  readonly parts: readonly ChainPart[];
}

/** Lines, or everything copied from a parent: `+=` in a section never reaches into the one beside it. */
export type ChainPart =
  | { readonly kind: 'lines'; readonly link: ChainLink }
  | { readonly kind: 'inherited'; readonly parts: readonly ChainPart[] };

/** One value in force. */
export interface ChainValue extends LoadedVariable {
  /** Where the line that wrote it stands; its `through` tells whether it is the section's own. */
  readonly link: ChainLink;
}

/** Links followed for one section; more would take too long and mean nothing. */
const MOST_LINKS = 500;
/** Parents of parents followed. */
const MOST_DEPTH = 40;

/**
 * The chain of the section at `placed` of the file. A header that continues a section, and the part before the first header
 * of an included file, give the chain of the section they belong to. Never throws.
 */
export function chainOf(workspace: Workspace, uri: string, placed: PlacedSection): SectionChain {
  const index = rootIndex(workspace, uri);
  const file = normalise(uri);
  const place = index.placeOf(file, placed);
  const origin = place && originOf(index, place);
  if (origin === undefined) {
    return ownLines(file, placed, workspace.files.get(file)?.tree.encoding ?? 'utf8');
  }
  const walk: Walk = { index, isComplete: true, links: 0 };
  const parts = partsOf(walk, origin, undefined, [], 0);
  return {
    links: linksIn(parts),
    isComplete: walk.isComplete,
    isTemplate: isTemplateAt(index, origin, undefined),
    parts,
  };
}

/** Every value of the options in the chain, letter case ignored, in Asterisk's order; without names, all there are. */
export function valuesIn({ parts }: Pick<SectionChain, 'parts'>, ...names: string[]): readonly ChainValue[] {
  return evaluate(parts, names.length === 0 ? undefined : names.map(foldCase));
}

/** The last value, which is the one that counts for most options; `undefined` where nobody sets it. */
export function lastIn(chain: Pick<SectionChain, 'parts'>, ...names: string[]): ChainValue | undefined {
  return valuesIn(chain, ...names).at(-1);
}

/** What the option is in the section at `placed`; `undefined` where nobody sets it. */
export function effectiveOption(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  name: string,
): ChainValue | undefined {
  return lastIn(chainOf(workspace, uri, placed), name);
}

interface Walk {
  readonly index: RootIndex;
  isComplete: boolean;
  links: number;
}

/** A section of which nothing more can be said. */
function ownLines(uri: string, placed: PlacedSection, encoding: Encoding): SectionChain {
  const link = { uri, placed, fromLine: 0, toLine: placed.section.lineCount, encoding, through: [] };
  return {
    links: [link],
    isComplete: false,
    isTemplate: isTemplate(placed.section.header),
    parts: [{ kind: 'lines', link }],
  };
}

function linksIn(parts: readonly ChainPart[]): readonly ChainLink[] {
  return parts.flatMap((part) => (part.kind === 'lines' ? [part.link] : linksIn(part.parts)));
}

/** The place of the header that opened the section `place` belongs to. */
function originOf(index: RootIndex, place: Place): Place | undefined {
  const { header } = place.section.section;
  if (header === undefined) {
    const owner = index.ownerOfHead(place.section.section);
    return owner === undefined ? undefined : originOf(index, owner);
  }
  return isReopened(header) ? targetsOf(index, header.name).get(place.section.section) : place;
}

/** What goes into the section opened at `origin`, as far as it stands before `limit`. */
function partsOf(
  walk: Walk,
  origin: Place,
  limit: Place | undefined,
  through: readonly string[],
  depth: number,
): readonly ChainPart[] {
  const headers = [origin, ...reopenersOf(walk.index, origin, limit)];
  const placed = headers.flatMap((place) => partsOfHeader(walk, place, limit, through, depth));
  // A section may be continued in a file that is included in the middle of it.
  if (headers.length > 1) placed.sort((a, b) => comparePlaces(a.place, b.place));
  return placed.map(({ part }) => part);
}

interface PlacedPart {
  readonly place: Place;
  readonly part: ChainPart;
}

/** The headers before `limit` that continue the section opened at `origin`. */
function reopenersOf(index: RootIndex, origin: Place, limit: Place | undefined): readonly Place[] {
  const name = origin.section.section.header?.name ?? '';
  const reopeners = index.reopeners(name);
  if (reopeners.length === 0) return reopeners;
  const targets = targetsOf(index, name);
  return reopeners.filter(
    (place) =>
      targets.get(place.section.section)?.section.section === origin.section.section &&
      (limit === undefined || comparePlaces(place, limit) < 0),
  );
}

/** What one header and the lines below it bring. */
function partsOfHeader(
  walk: Walk,
  place: Place,
  limit: Place | undefined,
  through: readonly string[],
  depth: number,
): readonly PlacedPart[] {
  const { index } = walk;
  const parts: PlacedPart[] = [];
  for (const option of place.section.section.header?.options ?? []) {
    if (option.kind !== 'parent') continue;
    const parent = parentNamed(index, option.text, place);
    if (parent === undefined || depth >= MOST_DEPTH || walk.links >= MOST_LINKS) {
      walk.isComplete = false;
      continue;
    }
    const name = parent.section.section.header?.name ?? '';
    const inherited = partsOf(walk, parent, place, [name, ...through], depth + 1);
    parts.push({ place, part: { kind: 'inherited', parts: inherited } });
  }
  const { pieces, isComplete } = index.piecesOf(place);
  if (!isComplete || pieces.some((piece) => index.isTwofold(piece.place))) walk.isComplete = false;
  for (const piece of pieces) {
    if (limit !== undefined && comparePlaces(piece.place, limit) >= 0) break;
    walk.links++;
    parts.push({ place: piece.place, part: { kind: 'lines', link: linkOf(piece, through) } });
  }
  return parts;
}

function linkOf({ place, fromLine, toLine }: Piece, through: readonly string[]): ChainLink {
  const { uri, section: placed, encoding } = place;
  return { uri, placed, fromLine, toLine, encoding, through };
}

/** The first section of that name before `place`, as Asterisk looks it up. */
function parentNamed(index: RootIndex, name: string, place: Place): Place | undefined {
  // An empty name means the first section of all, which nobody means.
  if (name === '') return undefined;
  const first = index.named(name).find(({ section }) => !isReopened(section.section.header));
  return first !== undefined && comparePlaces(first, place) < 0 ? first : undefined;
}

/** For each header that continues a section of this name: where that section was opened. */
function targetsOf(index: RootIndex, name: string): ReadonlyMap<Section, Place> {
  const key = foldCase(name);
  const known = index.targets.get(key);
  if (known !== undefined) return known;
  const targets = new Map<Section, Place>();
  // A filter may ask for this very name again; what is known by then is what stands before it.
  index.targets.set(key, targets);
  const candidates = index.named(name).filter(({ section }) => !isReopened(section.section.header));
  for (const place of index.reopeners(name)) {
    const options = place.section.section.header?.options ?? [];
    const filter = options.find(({ kind }) => kind === 'reopen')?.text.slice(1) ?? '';
    const target = candidates.find(
      (candidate) => comparePlaces(candidate, place) < 0 && fitsFilter(index, filter, candidate, place),
    );
    if (target !== undefined) targets.set(place.section.section, target);
  }
  return targets;
}

function fitsFilter(index: RootIndex, filter: string, candidate: Place, at: Place): boolean {
  const isATemplate = isTemplateAt(index, candidate, at);
  if (filter === '') return !isATemplate;
  const walk: Walk = { index, isComplete: true, links: 0 };
  const variables = evaluate(partsOf(walk, candidate, at, [], 0), undefined);
  return matchesFilter(filter, { isTemplate: isATemplate, variables }, 22).isMatch;
}

/** Whether the section is a template before `limit`: by its own header or one that continued it. */
function isTemplateAt(index: RootIndex, origin: Place, limit: Place | undefined): boolean {
  return (
    isTemplate(origin.section.section.header) ||
    reopenersOf(index, origin, limit).some(({ section }) => isTemplate(section.section.header))
  );
}

function evaluate(parts: readonly ChainPart[], names: readonly string[] | undefined): ChainValue[] {
  const values: ChainValue[] = [];
  for (const part of parts) {
    if (part.kind === 'lines') addLines(values, part.link, names);
    else for (const value of evaluate(part.parts, names)) values.push(value);
  }
  return values;
}

function addLines(values: ChainValue[], link: ChainLink, names: readonly string[] | undefined): void {
  const { uri, placed, fromLine, toLine, encoding, through } = link;
  for (const { line, number } of entriesNamed(placed.section, encoding, names)) {
    if (number < fromLine || number >= toLine) continue;
    const value = {
      name: line.key,
      value: line.value,
      origin: { uri, line: placed.line + number },
      ...(through.length === 0 ? {} : { through }),
      link,
    };
    if (line.operator === '+=') appendValue(values, line, value);
    else values.push(value);
  }
}

interface SectionEntries {
  readonly all: readonly PlacedLine<EntryLine>[];
  readonly byName: ReadonlyMap<string, readonly PlacedLine<EntryLine>[]>;
}

/** A template is asked once for each heir, so what was read of it is kept. */
const entriesBySection = new WeakMap<Section, SectionEntries>();

function entriesNamed(
  section: Section,
  encoding: Encoding,
  names: readonly string[] | undefined,
): readonly PlacedLine<EntryLine>[] {
  let entries = entriesBySection.get(section);
  if (entries === undefined) {
    entries = readEntries(section, encoding);
    entriesBySection.set(section, entries);
  }
  if (names === undefined) return entries.all;
  const { byName } = entries;
  const [only, ...more] = names;
  if (only !== undefined && more.length === 0) return byName.get(only) ?? [];
  return names.flatMap((name) => byName.get(name) ?? []).sort((a, b) => a.number - b.number);
}

function readEntries(section: Section, encoding: Encoding): SectionEntries {
  const all = entriesOf(linesOf(section, encoding));
  const byName = new Map<string, PlacedLine<EntryLine>[]>();
  for (const entry of all) {
    const key = foldCase(entry.line.key);
    const same = byName.get(key);
    if (same === undefined) byName.set(key, [entry]);
    else same.push(entry);
  }
  return { all, byName };
}
