/** Uses of names that nothing on the server defines. Kept chunk by chunk until the chunk or a definition changes. */
import { foldCase } from '../../text/ascii.ts';
import { closest } from '../../text/closest.ts';
import { shift, type Span } from '../../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { definitionsNamed, type ChunkSymbols, type SectionRecord } from './chunkSymbols.ts';
import { isSameName, type SymbolKind } from './kinds.ts';
import { objectKind } from './objectKind.ts';
import type { RawDefinition, RawReference, ReferenceRole } from './records.ts';
import { isParent, serverIndexOf, type ServerIndex } from './serverIndex.ts';
import { sectionType } from './sectionType.ts';

/** A use that leads nowhere. */
export interface Unresolved {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly role: ReferenceRole;
  /** Counts from the start of the file. */
  readonly span: Span;
  /** Name of the section it stands in; absent before the first header. */
  readonly section?: string;
  /** The type the section ends up with. */
  readonly type?: string;
  readonly isInTemplate: boolean;
}

interface Found {
  readonly raw: RawReference;
  readonly section: SectionRecord;
}

interface Kept {
  readonly index: ServerIndex;
  readonly version: number;
  readonly found: readonly Found[];
}

/**
 * Makes a reader of the uses of these kinds and roles in one file that nothing defines, in the order of the text. What
 * may be something else, and what stands in templates nobody builds on, is left out. Make one at module level.
 */
export function unresolvedUses(
  kinds: ReadonlySet<SymbolKind>,
  roles: ReadonlySet<ReferenceRole>,
): (workspace: Workspace, uri: string) => readonly Unresolved[] {
  const kept = new WeakMap<ChunkSymbols, Kept>();
  return (workspace, uri) => {
    const index = serverIndexOf(workspace, uri);
    const file = index.files.get(uri);
    const result: Unresolved[] = [];
    const changes = new Map<number, ReadonlySet<string> | undefined>();
    const changesSince = (version: number): ReadonlySet<string> | undefined => {
      if (!changes.has(version)) changes.set(version, index.changedSince(version));
      return changes.get(version);
    };
    for (const [i, chunk] of file?.chunks.entries() ?? []) {
      const before = kept.get(chunk);
      let found = before?.index === index ? before.found : undefined;
      if (before?.version !== index.version || found === undefined) {
        if (before === undefined || concerns(chunk, changesSince(before.version))) found = undefined;
        found ??= missingIn(index, chunk, kinds, roles);
        kept.set(chunk, { index, version: index.version, found });
      }
      if (found.length === 0) continue;
      const start = file?.model.tree.offsetBases[i] ?? 0;
      for (const { raw, section } of found) {
        if (isUnusedTemplate(index, section)) continue;
        const name = section.symbols.header?.name;
        const type = sectionType(index, chunk, section);
        result.push({
          kind: raw.kind,
          name: raw.name,
          role: raw.role,
          span: shift(raw.span, start + section.span.start),
          isInTemplate: section.symbols.header?.isTemplate === true,
          ...(name === undefined ? {} : { section: name }),
          ...(type === undefined ? {} : { type }),
        });
      }
    }
    return result;
  };
}

/** Whether one of the names occurs in the chunk. */
export function concerns(chunk: ChunkSymbols, names: ReadonlySet<string> | undefined): boolean {
  if (names === undefined) return true;
  for (const name of names) if (chunk.used.has(name) || chunk.defined.has(name)) return true;
  return false;
}

function missingIn(
  index: ServerIndex,
  chunk: ChunkSymbols,
  kinds: ReadonlySet<SymbolKind>,
  roles: ReadonlySet<ReferenceRole>,
): readonly Found[] {
  const found: Found[] = [];
  for (const section of chunk.sections) {
    for (const raw of section.symbols.references) {
      if (raw.isSoft === true || !kinds.has(raw.kind) || !roles.has(raw.role)) continue;
      if (!hasDefinition(index, raw.kind, raw.name)) found.push({ raw, section });
    }
  }
  return found;
}

/** Whether anything on the server defines a name of this kind. */
export function hasDefinition(index: ServerIndex, kind: SymbolKind, name: string): boolean {
  const key = foldCase(name);
  for (const chunk of index.chunksDefining(key)) {
    for (const { raw, section } of definitionsNamed(chunk, key)) {
      if (!isSameName(kind, raw.name, name)) continue;
      if ((raw.kind === 'object' ? objectKind(index, chunk, section) : raw.kind) === kind) return true;
    }
  }
  return false;
}

/** Whether any section of the server defines a name of this kind; what options alone make does not count. */
export function definesAny(workspace: Workspace, uri: string, kind: SymbolKind): boolean {
  const { definitions, files } = serverIndexOf(workspace, uri);
  const known = definedKinds.get(definitions) ?? new Map<SymbolKind, boolean>();
  definedKinds.set(definitions, known);
  let isDefined = known.get(kind);
  if (isDefined === undefined) {
    isDefined = [...files.values()].some(({ chunks }) => chunks.some((chunk) => kindsIn(chunk).has(kind)));
    known.set(kind, isDefined);
  }
  return isDefined;
}

const definedKinds = new WeakMap<object, Map<SymbolKind, boolean>>();

const kindsByChunk = new WeakMap<ChunkSymbols, ReadonlySet<RawDefinition['kind']>>();

/** The kinds that sections of the chunk define. */
function kindsIn(chunk: ChunkSymbols): ReadonlySet<RawDefinition['kind']> {
  let kinds = kindsByChunk.get(chunk);
  if (kinds === undefined) {
    const definitions = chunk.sections.flatMap(({ symbols }) => symbols.definitions);
    kinds = new Set(definitions.filter(({ isImplied }) => isImplied !== true).map(({ kind }) => kind));
    kindsByChunk.set(chunk, kinds);
  }
  return kinds;
}

/** A template that no section names as its parent. */
function isUnusedTemplate(index: ServerIndex, { symbols }: SectionRecord): boolean {
  if (symbols.header?.isTemplate !== true) return false;
  return !isParent(index, foldCase(symbols.header.name));
}

/** Names compared; more are no help to anybody and take time at every keystroke. */
const MAX_NAMES = 5000;

interface KnownNames {
  readonly names: readonly string[];
  /** By the name that leads nowhere, which often stands in thousands of sections. */
  readonly nearest: Map<string, string | undefined>;
}

const namesByKind = new WeakMap<object, Map<SymbolKind, KnownNames>>();

/** The defined name of this kind that a typing slip most likely meant; one in another letter case comes first. */
export function nearestName(
  workspace: Workspace,
  uri: string,
  kind: SymbolKind,
  name: string,
): string | undefined {
  const index = serverIndexOf(workspace, uri);
  const byKind = namesByKind.get(index.definitions) ?? new Map<SymbolKind, KnownNames>();
  namesByKind.set(index.definitions, byKind);
  const known = byKind.get(kind) ?? {
    names: namesOf(index, kind),
    nearest: new Map<string, string | undefined>(),
  };
  byKind.set(kind, known);
  const { names, nearest } = known;
  if (nearest.has(name)) return nearest.get(name);
  const folded = foldCase(name);
  const found = names.find((candidate) => foldCase(candidate) === folded) ?? closest(name, names);
  nearest.set(name, found);
  return found;
}

function namesOf(index: ServerIndex, kind: SymbolKind): readonly string[] {
  const names = new Set<string>();
  for (const { chunks } of index.files.values()) {
    for (const chunk of chunks) {
      for (const section of chunk.sections) {
        for (const raw of section.symbols.definitions) {
          if (raw.suffix !== undefined) continue;
          if ((raw.kind === 'object' ? objectKind(index, chunk, section) : raw.kind) !== kind) continue;
          names.add(raw.name);
          if (names.size >= MAX_NAMES) return [...names];
        }
      }
    }
  }
  return [...names];
}
