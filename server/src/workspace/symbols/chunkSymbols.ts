/** The names of one chunk of a file, by name. Kept as long as the chunk is unchanged. */
import type { FileModel, Section } from '../../model/fileModel.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import { keptBySection, readingAhead } from '../keptBySection.ts';
import type { FileFacts } from '../workspace.ts';
import type { RawDefinition, RawReference, SectionSymbols } from './records.ts';
import { sectionSymbols } from './sectionSymbols.ts';

/** A section with the names it holds. */
export interface SectionRecord {
  readonly symbols: SectionSymbols;
  /** The whole section, counted from the start of the chunk. */
  readonly span: Span;
}

/** A name with the section it stands in. */
export interface Held<T> {
  readonly raw: T;
  readonly section: SectionRecord;
}

/** All names of one chunk, for one reading of its file. */
export interface ChunkSymbols {
  readonly sections: readonly SectionRecord[];
  /** Names that the chunk defines, letter case folded. */
  readonly defined: ReadonlySet<string>;
  /** Names that it uses, letter case folded. */
  readonly used: ReadonlySet<string>;
}

const kept = new WeakMap<Chunk, { readonly key: string; readonly symbols: ChunkSymbols }>();

/** The names of every chunk of the file; those of an unchanged chunk are the same object as before. */
export function chunkSymbolsOf(
  model: FileModel,
  facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>,
): readonly ChunkSymbols[] {
  noteKind(facts.kind);
  return model.tree.chunks.map((chunk) => keptChunk(chunk, model, facts));
}

const noteKind = readingAhead((chunk, model, facts) => {
  keptChunk(chunk, model, facts);
});

function keptChunk(chunk: Chunk, model: FileModel, facts: Reading['facts']): ChunkSymbols {
  const key = readingKey(facts);
  const known = kept.get(chunk);
  if (known?.key === key) return known.symbols;
  const symbols = readChunk(chunk, model, facts);
  kept.set(chunk, { key, symbols });
  return symbols;
}

function readChunk(
  chunk: Chunk,
  model: FileModel,
  facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>,
): ChunkSymbols {
  const sections: SectionRecord[] = [];
  let start = 0;
  const values = symbolsOfSections(chunk, readingKey(facts), { model, facts });
  chunk.sections.forEach((section, i) => {
    const symbols = values[i];
    if (symbols !== undefined) sections.push({ symbols, span: { start, end: start + section.length } });
    start += section.length;
  });
  return {
    sections,
    defined: namesIn(sections, (symbols) => symbols.definitions),
    used: namesIn(sections, (symbols) => symbols.references),
  };
}

interface Reading {
  readonly model: FileModel;
  readonly facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>;
}

const symbolsOfSections = keptBySection<Reading, SectionSymbols>((section, { model, facts }) =>
  readSection(section, model, facts),
);

function readingKey({ kind, sectionAtStart }: Reading['facts']): string {
  return `${kind ?? ''}\n${sectionAtStart ?? ''}`;
}

function readSection(
  section: Section,
  { tree }: FileModel,
  { kind, sectionAtStart }: Reading['facts'],
): SectionSymbols | undefined {
  const name = section.header === undefined ? sectionAtStart : section.header.name;
  return sectionSymbols({ section, kind, name, encoding: tree.encoding });
}

const noNames: ReadonlySet<string> = new Set();

function namesIn(
  sections: readonly SectionRecord[],
  listOf: (symbols: SectionSymbols) => readonly { readonly name: string }[],
): ReadonlySet<string> {
  let names: Set<string> | undefined;
  for (const { symbols } of sections) {
    for (const { name } of listOf(symbols)) (names ??= new Set<string>()).add(foldCase(name));
  }
  return names ?? noNames;
}

const definitionsByChunk = new WeakMap<ChunkSymbols, ReadonlyMap<string, readonly Held<RawDefinition>[]>>();
const noDefinitions: readonly Held<RawDefinition>[] = [];

/** What the chunk defines under a name, letter case folded, in the order of the text. */
export function definitionsNamed(chunk: ChunkSymbols, key: string): readonly Held<RawDefinition>[] {
  if (!chunk.defined.has(key)) return noDefinitions;
  let names = definitionsByChunk.get(chunk);
  if (names === undefined) definitionsByChunk.set(chunk, (names = definitionsOf(chunk)));
  return names.get(key) ?? noDefinitions;
}

function definitionsOf({ sections }: ChunkSymbols): ReadonlyMap<string, readonly Held<RawDefinition>[]> {
  const names = new Map<string, Held<RawDefinition>[]>();
  for (const section of sections) {
    for (const raw of section.symbols.definitions) {
      const key = foldCase(raw.name);
      const same = names.get(key);
      if (same === undefined) names.set(key, [{ raw, section }]);
      else same.push({ raw, section });
    }
  }
  return names;
}

const noReferences: readonly Held<RawReference>[] = [];

const frequentByChunk = new WeakMap<ChunkSymbols, Map<string, readonly Held<RawReference>[]>>();
/** Uses in one chunk from which on they are remembered, and names remembered a chunk: templates of many phones. */
const FREQUENT = 4;
const MOST_FREQUENT = 8;

/** Where the chunk uses a name, letter case folded, in the order of the text. */
export function referencesNamed(chunk: ChunkSymbols, key: string): readonly Held<RawReference>[] {
  if (!chunk.used.has(key)) return noReferences;
  const known = frequentByChunk.get(chunk);
  const remembered = known?.get(key);
  if (remembered !== undefined) return remembered;
  const found: Held<RawReference>[] = [];
  for (const section of chunk.sections) {
    for (const raw of section.symbols.references) {
      const { name } = raw;
      if (name.length === key.length && (name === key || foldCase(name) === key)) {
        found.push({ raw, section });
      }
    }
  }
  if (found.length >= FREQUENT && (known?.size ?? 0) < MOST_FREQUENT) {
    frequentByChunk.set(chunk, (known ?? new Map<string, readonly Held<RawReference>[]>()).set(key, found));
  }
  return found;
}
