/**
 * Names across all files of a server: where each is defined and used. A server is the files of one configuration
 * directory; names of different servers never meet.
 */
import { foldCase } from '../text/ascii.ts';
import { covers, shift, type Span } from '../text/span.ts';
import { normalise } from '../text/uri.ts';
import { chunkOfSectionAt } from '../syntax/tree.ts';
import {
  definitionsNamed as chunkDefinitionsNamed,
  referencesNamed,
  type ChunkSymbols,
  type Held,
} from './symbols/chunkSymbols.ts';
import { isSameName, type SymbolKind } from './symbols/kinds.ts';
import { objectKind } from './symbols/objectKind.ts';
import type { RawDefinition, RawReference, ReferenceRole } from './symbols/records.ts';
import { firstSection, sectionType } from './symbols/sectionType.ts';
import { serverIndexes, serverIndexOf, type ServerIndex } from './symbols/serverIndex.ts';
import type { Workspace } from './workspace.ts';

export type { SymbolKind } from './symbols/kinds.ts';
export type { ReferenceRole } from './symbols/records.ts';

/** A name of one kind on one server, as somebody at `uri` knows it. */
export interface Name {
  readonly kind: SymbolKind;
  readonly name: string;
  /** A file of the server; for `section` names a file of the root. */
  readonly uri: string;
}

/** A place that defines a name. Spans count from the start of the file. */
export interface Definition extends Name {
  /** The name in the text. */
  readonly span: Span;
  /** The section it stands in or makes. */
  readonly section: Span;
  readonly isTemplate: boolean;
  /** The end of the name that Asterisk adds itself and the text does not have. */
  readonly suffix?: string;
  /** Made by an option such as `regcontext`; there is no section of that name. */
  readonly isImplied: boolean;
}

/** A place that uses a name. Spans count from the start of the file. */
export interface Reference extends Name {
  readonly span: Span;
  readonly role: ReferenceRole;
  /** The start of the name that Asterisk adds itself and the text does not have. */
  readonly prefix?: string;
  /** For a header that continues a section: what follows its `+`. */
  readonly filter?: string;
  /** May be a host or something of another place as well. */
  readonly isSoft: boolean;
}

/** The places that define `name` as one of `kinds`, in the order of files and text. */
export function definitionsOf(
  workspace: Workspace,
  uri: string,
  name: string,
  kinds: readonly SymbolKind[],
): readonly Definition[] {
  const index = serverIndexOf(workspace, normalise(uri));
  const root = index.files.get(normalise(uri))?.facts.root ?? normalise(uri);
  const found: Definition[] = [];
  for (const { chunk, held } of definitionsNamed(index, name)) {
    const definition = toDefinition(index, chunk, held);
    if (definition === undefined || !kinds.includes(definition.kind)) continue;
    if (!isSameName(definition.kind, name, definition.name)) continue;
    if (definition.kind === 'section' && rootOf(index, definition.uri) !== root) continue;
    found.push(definition);
  }
  return found;
}

/** The names used or defined at `offset`; several where a header defines more than one kind. */
export function symbolAt(
  workspace: Workspace,
  uri: string,
  offset: number,
): readonly (Definition | Reference)[] {
  const file = normalise(uri);
  const index = serverIndexOf(workspace, file);
  const indexed = index.files.get(file);
  if (indexed === undefined) return [];
  const at = chunkOfSectionAt(indexed.model.tree, offset);
  const found: (Definition | Reference)[] = [];
  // A name at the very end of a chunk touches the next one's first character.
  for (const i of [at - 1, at]) {
    const chunk = indexed.chunks[i];
    const start = indexed.model.tree.offsetBases[i] ?? 0;
    if (chunk === undefined) continue;
    for (const section of chunk.sections) {
      if (!covers(shift(section.span, start), offset)) continue;
      const base = start + section.span.start;
      for (const raw of section.symbols.definitions) {
        if (!covers(shift(raw.span, base), offset)) continue;
        const definition = toDefinition(index, chunk, { raw, section });
        if (definition !== undefined) found.push(definition);
      }
      for (const raw of section.symbols.references) {
        if (covers(shift(raw.span, base), offset)) found.push(toReference(file, base, raw));
      }
    }
  }
  return found;
}

/** Every place that uses the name, in the order of files and text. */
export function referencesTo(workspace: Workspace, { kind, name, uri }: Name): readonly Reference[] {
  const file = normalise(uri);
  const index = serverIndexOf(workspace, file);
  const root = rootOf(index, file);
  const key = foldCase(name);
  const found: Reference[] = [];
  for (const chunk of inOrder(index, index.chunksUsing(key))) {
    const place = index.placeOf(chunk);
    if (place === undefined) continue;
    if (kind === 'section' && rootOf(index, place.file.uri) !== root) continue;
    for (const { raw, section } of referencesNamed(chunk, key)) {
      if (raw.kind !== kind || !isSameName(kind, raw.name, name)) continue;
      found.push(toReference(place.file.uri, place.start + section.span.start, raw));
    }
  }
  return found;
}

/** The section a parent's name or a header with `(+)` leads to: the first of that name in the root. */
export function sectionMeant(
  workspace: Workspace,
  { uri, name, role, filter = '' }: Pick<Reference, 'uri' | 'name' | 'role' | 'filter'>,
): Definition | undefined {
  const index = serverIndexOf(workspace, normalise(uri));
  const root = rootOf(index, normalise(uri));
  const type = /^type=(\w+)$/.exec(filter)?.[1];
  const first = firstSection(index, root, name, (section, chunk) => {
    if (role !== 'reopen') return true;
    if (section.symbols.header?.isTemplate === true && !filter.includes('TEMPLATES')) return false;
    return type === undefined || sectionType(index, chunk, section) === type;
  });
  const raw = first?.section.symbols.definitions.find(({ kind }) => kind === 'section');
  return first === undefined || raw === undefined
    ? undefined
    : toDefinition(index, first.chunk, { raw, section: first.section });
}

/** Definitions of every server whose name is wanted; headers that define several kinds come once a kind. */
export function* allDefinitions(
  workspace: Workspace,
  isWanted: (name: string) => boolean,
): Generator<Definition> {
  for (const index of serverIndexes(workspace)) yield* definitionsIn(index, isWanted);
}

/** Every reference of the file, in the order of the text. */
export function referencesIn(workspace: Workspace, uri: string): readonly Reference[] {
  const file = normalise(uri);
  const indexed = serverIndexOf(workspace, file).files.get(file);
  if (indexed === undefined) return [];
  return indexed.chunks.flatMap((chunk, i) => {
    const start = indexed.model.tree.offsetBases[i] ?? 0;
    return chunk.sections.flatMap(({ symbols, span }) =>
      symbols.references.map((raw) => toReference(file, start + span.start, raw)),
    );
  });
}

function* definitionsIn(
  index: ServerIndex,
  isWanted: (name: string) => boolean = () => true,
): Generator<Definition> {
  for (const { chunks } of index.files.values()) {
    for (const chunk of chunks) {
      for (const section of chunk.sections) {
        for (const raw of section.symbols.definitions) {
          if (!isWanted(raw.name)) continue;
          const definition = toDefinition(index, chunk, { raw, section });
          if (definition !== undefined) yield definition;
        }
      }
    }
  }
}

function* definitionsNamed(
  index: ServerIndex,
  name: string,
): Generator<{ readonly chunk: ChunkSymbols; readonly held: Held<RawDefinition> }> {
  const key = foldCase(name);
  for (const chunk of inOrder(index, index.chunksDefining(key))) {
    for (const held of chunkDefinitionsNamed(chunk, key)) yield { chunk, held };
  }
}

/** The chunks in the order of files and text. */
function inOrder(index: ServerIndex, chunks: Iterable<ChunkSymbols>): readonly ChunkSymbols[] {
  const orderOf = (chunk: ChunkSymbols): number => index.placeOf(chunk)?.order ?? 0;
  return [...chunks].sort((a, b) => orderOf(a) - orderOf(b));
}

function rootOf(index: ServerIndex, uri: string): string {
  return index.files.get(uri)?.facts.root ?? uri;
}

/** The definition with its kind; an object whose type nobody knows is left out. */
function toDefinition(
  index: ServerIndex,
  chunk: ChunkSymbols,
  { raw, section }: Held<RawDefinition>,
): Definition | undefined {
  const place = index.placeOf(chunk);
  if (place === undefined) return undefined;
  const kind = raw.kind === 'object' ? objectKind(index, chunk, section) : raw.kind;
  if (kind === undefined) return undefined;
  const base = place.start + section.span.start;
  return {
    kind,
    name: raw.name,
    uri: place.file.uri,
    span: shift(raw.span, base),
    section: shift(section.span, place.start),
    isTemplate: section.symbols.header?.isTemplate === true,
    isImplied: raw.isImplied === true,
    ...(raw.suffix === undefined ? {} : { suffix: raw.suffix }),
  };
}

function toReference(uri: string, base: number, raw: RawReference): Reference {
  return {
    kind: raw.kind,
    name: raw.name,
    uri,
    span: shift(raw.span, base),
    role: raw.role,
    isSoft: raw.isSoft === true,
    ...(raw.prefix === undefined ? {} : { prefix: raw.prefix }),
    ...(raw.filter === undefined ? {} : { filter: raw.filter }),
  };
}
