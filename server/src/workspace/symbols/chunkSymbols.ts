/** The names of one chunk of a file, by name. Kept as long as the chunk is unchanged. */
import { entriesOf, linesOf, type FileModel, type Section } from '../../model/fileModel.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import { keptBySection } from '../keptBySection.ts';
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

/** What stands under one name, letter case folded. */
export interface NameRecord {
  readonly definitions: readonly Held<RawDefinition>[];
  readonly references: readonly Held<RawReference>[];
}

/** All names of one chunk, for one reading of its file. */
export interface ChunkSymbols {
  readonly sections: readonly SectionRecord[];
  readonly byName: ReadonlyMap<string, NameRecord>;
  /** Equal for two chunks that define the same names in the same way. */
  readonly signature: string;
}

const kept = new WeakMap<Chunk, { readonly key: string; readonly symbols: ChunkSymbols }>();

/** The names of every chunk of the file; those of an unchanged chunk are the same object as before. */
export function chunkSymbolsOf(
  model: FileModel,
  facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>,
): readonly ChunkSymbols[] {
  const key = readingKey(facts);
  return model.tree.chunks.map((chunk) => {
    const known = kept.get(chunk);
    if (known?.key === key) return known.symbols;
    const symbols = readChunk(chunk, model, facts);
    kept.set(chunk, { key, symbols });
    return symbols;
  });
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
  return { sections, byName: byName(sections), signature: signatureOf(sections) };
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
  facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>,
): SectionSymbols | undefined {
  const lines = linesOf(section, tree.encoding);
  const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
  return sectionSymbols({ section, kind: facts.kind, name, lines, entries: entriesOf(lines) });
}

/** Most names are only defined or only used, so the empty lists are shared. */
interface GrowingRecord {
  definitions: Held<RawDefinition>[];
  references: Held<RawReference>[];
}

const noDefinitions: Held<RawDefinition>[] = [];
const noReferences: Held<RawReference>[] = [];

function byName(sections: readonly SectionRecord[]): ReadonlyMap<string, NameRecord> {
  const names = new Map<string, GrowingRecord>();
  const recordOf = (name: string): GrowingRecord => {
    const key = foldCase(name);
    let record = names.get(key);
    if (record === undefined) {
      names.set(key, (record = { definitions: noDefinitions, references: noReferences }));
    }
    return record;
  };
  for (const section of sections) {
    for (const raw of section.symbols.definitions) {
      const record = recordOf(raw.name);
      if (record.definitions === noDefinitions) record.definitions = [];
      record.definitions.push({ raw, section });
    }
    for (const raw of section.symbols.references) {
      const record = recordOf(raw.name);
      if (record.references === noReferences) record.references = [];
      record.references.push({ raw, section });
    }
  }
  return names;
}

function signatureOf(sections: readonly SectionRecord[]): string {
  const parts: string[] = [];
  for (const { symbols } of sections) {
    const { header, type, definitions } = symbols;
    if (header !== undefined) {
      const { name, isTemplate, parents, reopens } = header;
      parts.push(`[${name}](${isTemplate ? '!' : ''}${parents.join(',')}${reopens ?? ''})${type ?? ''}`);
    }
    for (const { kind, name } of definitions) if (kind !== 'section') parts.push(`${kind} ${name}`);
  }
  return parts.join('\n');
}
