/**
 * Where the sections of one root and the files it includes stand, in the order in which Asterisk reads them. Looks at
 * headers and directives only, and at few of them, so that a new one for every keystroke costs little.
 */
import {
  directivesOf,
  isReopened,
  sectionsNamed,
  sectionsOf,
  sectionsOfChunk,
  type FileModel,
  type PlacedSection,
  type Section,
} from '../model/fileModel.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import type { Chunk } from '../syntax/tree.ts';
import { foldCase } from '../text/ascii.ts';
import { normalise } from '../text/uri.ts';
import { includesOf } from './includes.ts';
import { configDirectoryOf, factsOf, MAX_INCLUDE_DEPTH, type Workspace } from './workspace.ts';

/** A line of a section, seen from the root. */
export interface Place {
  readonly uri: string;
  readonly encoding: Encoding;
  /** For each include on the way from the root: the line of its directive, and which of its files; see `comparePlaces`. */
  readonly path: readonly number[];
  /** Number of the line in its file. */
  readonly line: number;
  readonly section: PlacedSection;
}

/** Lines of one section between two includes; half-open, counted from the section's first line. */
export interface Piece {
  readonly place: Place;
  readonly fromLine: number;
  readonly toLine: number;
}

/** The lines that belong to one header, those at the start of included files too. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** False where a file that is included here is not there, or a program would write lines. */
  readonly isComplete: boolean;
}

/** One root of one snapshot. */
export interface RootIndex {
  /** `undefined` for a file the root does not read. */
  readonly placeOf: (uri: string, section: PlacedSection) => Place | undefined;
  /** All sections of this name, continued ones too, in Asterisk's order. */
  readonly named: (name: string) => readonly Place[];
  /** Headers that continue a section of this name. */
  readonly reopeners: (name: string) => readonly Place[];
  /** The section that was open where the file of this first part, which has no header, is included. */
  readonly ownerOfHead: (section: Section) => Place | undefined;
  readonly piecesOf: (header: Place) => Pieces;
  /** Whether its file, or one whose start belongs to it, is included more than once, so that lines are there twice. */
  readonly isTwofold: (place: Place) => boolean;
  /** Room for `sectionChain.ts` to remember which section each header continues, by name. */
  readonly targets: Map<string, ReadonlyMap<Section, Place>>;
}

/** Negative where `a` is read before `b`. */
export function comparePlaces(a: Place, b: Place): number {
  for (let i = 0; i <= a.path.length && i <= b.path.length; i++) {
    const difference = (a.path[i] ?? a.line) - (b.path[i] ?? b.line);
    if (difference !== 0) return difference;
  }
  return a.path.length - b.path.length;
}

const indexes = new WeakMap<Workspace, Map<string, RootIndex>>();

/** The index of the root that reads `uri`, or of the file itself where none does. */
export function rootIndex(workspace: Workspace, uri: string): RootIndex {
  const known = indexes.get(workspace) ?? new Map<string, RootIndex>();
  indexes.set(workspace, known);
  const root = factsOf(workspace, uri).root ?? normalise(uri);
  const index = known.get(root) ?? makeIndex(workspace, root);
  known.set(root, index);
  return index;
}

/** Names looked up one by one before it pays to list them all. */
const FEW_NAMES = 64;

function makeIndex(workspace: Workspace, root: string): RootIndex {
  const { visits, owners, heads, cuts, repeated, hasLoop } = walk(workspace, root);
  const reopenersByName = allReopeners([...visits.values()]);
  const few = new Map<string, readonly Place[]>();
  let all: ReadonlyMap<string, readonly Place[]> | undefined;
  const named = (name: string): readonly Place[] => {
    const key = foldCase(name);
    if (few.size >= FEW_NAMES) all ??= allNamed([...visits.values()]);
    if (all !== undefined) return all.get(key) ?? none;
    const found = few.get(key) ?? fewNamed([...visits.values()], name);
    few.set(key, found);
    return found;
  };
  /** A header read twice continues one section now and maybe another then. */
  const isContinuedTwice = (name: string): boolean =>
    reopenersByName.has(foldCase(name)) && named(name).some(({ uri }) => repeated.has(uri));
  return {
    placeOf: (uri, section) => {
      const visit = visits.get(uri);
      return visit && placeIn(visit, section);
    },
    named,
    reopeners: (name) => reopenersByName.get(foldCase(name)) ?? none,
    ownerOfHead: (section) => owners.get(section),
    piecesOf: (header) => piecesOf(header, heads, cuts),
    isTwofold: ({ uri, section: { section } }) =>
      hasLoop ||
      (repeated.size > 0 &&
        (repeated.has(uri) || repeated.has(section) || isContinuedTwice(section.header?.name ?? ''))),
    targets: new Map(),
  };
}

const none: readonly Place[] = [];

/** The first time a file is read. */
interface Visit {
  readonly uri: string;
  readonly model: FileModel;
  readonly path: readonly number[];
  readonly includes: string[];
  /** The section open at its end; absent while it is being read. */
  end?: { readonly current: Place | undefined };
}

function placeIn({ uri, model, path, includes: [] }: Visit, section: PlacedSection): Place {
  return { uri, encoding: model.tree.encoding, path, line: section.line, section };
}

/** An include or a program in a section; lines count from the section's first. */
interface Cut {
  readonly line: number;
  readonly isOpen: boolean;
}

interface Walked {
  /** In the order in which they are first read. */
  readonly visits: ReadonlyMap<string, Visit>;
  /** For the first part of a file: the section it belongs to. */
  readonly owners: ReadonlyMap<Section, Place>;
  /** First parts of files by the section they belong to. */
  readonly heads: ReadonlyMap<Section, readonly Place[]>;
  readonly cuts: ReadonlyMap<Section, readonly Cut[]>;
  /** Files read more than once, and sections that get lines of such a file. */
  readonly repeated: ReadonlySet<string | Section>;
  /** Whether a file includes itself, over others or directly. */
  readonly hasLoop: boolean;
}

/** Follows the includes as the reader does; `current` is the section opened last anywhere. */
function walk(workspace: Workspace, root: string): Walked {
  const directory = configDirectoryOf(workspace, root);
  const visits = new Map<string, Visit>();
  const owners = new Map<Section, Place>();
  const heads = new Map<Section, Place[]>();
  const cuts = new Map<Section, Cut[]>();
  const repeated = new Set<string | Section>();
  let hasLoop = false;
  let current: Place | undefined;

  const visit = (uri: string, path: readonly number[], start: Place | undefined): void => {
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const known = visits.get(uri);
    if (known !== undefined) {
      repeat(uri);
      if (start !== undefined) repeated.add(start.section.section);
      if (known.end === undefined) hasLoop = true;
      else current = known.end.current ?? current;
      return;
    }
    const here: Visit = { uri, model, path, includes: [] };
    visits.set(uri, here);
    noteHead(here, start);
    let lastIndex = -1;
    noteCuts(here);
    for (const { directive, files } of includesOf(workspace, uri, directory)) {
      const { section, number } = directive;
      if (section.index !== lastIndex && section.section.header !== undefined) {
        current = placeIn(here, section);
      }
      lastIndex = section.index;
      if (path.length / 2 >= MAX_INCLUDE_DEPTH) continue;
      // The files of one pattern are read as one: the second goes on in the last section of the first.
      let open = current;
      here.includes.push(...files);
      files.forEach((file, i) => {
        visit(file, [...path, number, i], open);
        const last = lastHeader(workspace.files.get(file), visits.get(file));
        if (last !== undefined) open = last;
      });
    }
    const last = lastHeader(model, here);
    if (last !== undefined && last.section.index !== lastIndex) current = last;
    here.end = { current };
  };

  const repeat = (uri: string): void => {
    if (repeated.has(uri)) return;
    repeated.add(uri);
    for (const file of visits.get(uri)?.includes ?? []) repeat(file);
  };

  const noteHead = (here: Visit, owner: Place | undefined): void => {
    const first = [...sectionsOfChunk(here.model.tree, 0)][0];
    if (first === undefined || first.section.header !== undefined || owner === undefined) return;
    owners.set(first.section, owner);
    const list = heads.get(owner.section.section) ?? [];
    list.push(placeIn(here, first));
    heads.set(owner.section.section, list);
  };

  const noteCuts = ({ uri, model }: Visit): void => {
    const open = new Set<number>();
    for (const { directive, state } of includesOf(workspace, uri, directory)) {
      if (state !== 'found' && directive.line.directive === 'include') open.add(directive.number);
    }
    for (const { line, number, section } of directivesOf(model)) {
      if (line.directive === 'unknown') continue;
      const isOpen = line.directive === 'exec' || open.has(number);
      const list = cuts.get(section.section) ?? [];
      list.push({ line: number - section.line, isOpen });
      cuts.set(section.section, list);
    }
  };

  visit(root, [], undefined);
  return { visits, owners, heads, cuts, repeated, hasLoop };
}

function lastHeader(model: FileModel | undefined, visit: Visit | undefined): Place | undefined {
  if (model === undefined || visit === undefined) return undefined;
  for (let i = model.tree.chunks.length - 1; i >= 0; i--) {
    const last = [...sectionsOfChunk(model.tree, i)].at(-1);
    if (last?.section.header !== undefined) return placeIn(visit, last);
  }
  return undefined;
}

function piecesOf(header: Place, heads: Walked['heads'], cuts: Walked['cuts']): Pieces {
  const ownHeads = heads.get(header.section.section) ?? none;
  const places = [header, ...ownHeads];
  const pieces = places.flatMap((place) => cutPieces(place, cuts));
  if (ownHeads.length > 0) pieces.sort((a, b) => comparePlaces(a.place, b.place));
  const isOpen = places.some(({ section }) => cuts.get(section.section)?.some((cut) => cut.isOpen) ?? false);
  return { pieces, isComplete: !isOpen };
}

function cutPieces(place: Place, cuts: Walked['cuts']): Piece[] {
  const { section, line } = place.section;
  const pieces: Piece[] = [];
  let fromLine = 0;
  for (const cut of cuts.get(section) ?? []) {
    pieces.push({ place: { ...place, line: line + fromLine }, fromLine, toLine: cut.line + 1 });
    fromLine = cut.line + 1;
  }
  pieces.push({ place: { ...place, line: line + fromLine }, fromLine, toLine: section.lineCount });
  return pieces;
}

function fewNamed(visits: readonly Visit[], name: string): readonly Place[] {
  const places = visits.flatMap((visit) =>
    sectionsNamed(visit.model, name)
      .filter(isWhole)
      .map((section) => placeIn(visit, section)),
  );
  return places.sort(comparePlaces);
}

function allNamed(visits: readonly Visit[]): ReadonlyMap<string, readonly Place[]> {
  const byName = new Map<string, Place[]>();
  for (const visit of visits) {
    for (const section of sectionsOf(visit.model)) addByName(byName, visit, section);
  }
  for (const places of byName.values()) if (places.length > 1) places.sort(comparePlaces);
  return byName;
}

function allReopeners(visits: readonly Visit[]): ReadonlyMap<string, readonly Place[]> {
  const byName = new Map<string, Place[]>();
  for (const visit of visits) {
    const { tree } = visit.model;
    tree.chunks.forEach((chunk, i) => {
      const reopeners = chunkReopeners(chunk);
      if (reopeners.size === 0) return;
      for (const section of sectionsOfChunk(tree, i)) {
        if (reopeners.has(section.section)) addByName(byName, visit, section);
      }
    });
  }
  for (const places of byName.values()) places.sort(comparePlaces);
  return byName;
}

function addByName(byName: Map<string, Place[]>, visit: Visit, section: PlacedSection): void {
  const { header } = section.section;
  if (header === undefined || !isWhole(section)) return;
  const key = foldCase(header.name);
  const places = byName.get(key);
  if (places === undefined) byName.set(key, [placeIn(visit, section)]);
  else places.push(placeIn(visit, section));
}

/** Asterisk reads no section whose header is not closed. */
function isWhole({ section: { header } }: PlacedSection): boolean {
  return header?.isClosed === true && header.optionsClosed;
}

const reopenersByChunk = new WeakMap<Chunk, ReadonlySet<Section>>();

function chunkReopeners(chunk: Chunk): ReadonlySet<Section> {
  const known = reopenersByChunk.get(chunk);
  if (known !== undefined) return known;
  const found = new Set(chunk.sections.filter(({ header }) => isReopened(header)));
  reopenersByChunk.set(chunk, found);
  return found;
}
