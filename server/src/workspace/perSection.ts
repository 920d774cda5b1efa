/**
 * Extracts of single sections, kept while their text is unchanged, so that wide rules and indexes read only what an
 * edit touched.
 */
import type { ConfKind } from '../catalogue/option.ts';
import {
  entriesOf,
  linesOf,
  sectionsOfChunk,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
  type Section,
} from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import type { Chunk } from '../syntax/tree.ts';
import type { FileFacts } from './workspace.ts';

/**
 * What an extractor sees; places count from the section's first character. Lines and entries are lexed when asked for,
 * so an extractor that can tell by header or text that a section is none of its business spares that.
 */
export interface ExtractContext {
  readonly section: Section;
  readonly kind: ConfKind | undefined;
  /** As in the header; before the first header the section the file starts in, if any. */
  readonly name: string | undefined;
  readonly lines: readonly PlacedLine[];
  readonly entries: readonly PlacedLine<EntryLine>[];
}

/** An extract with the place of its section in the file. */
export interface PlacedExtract<T> {
  readonly placed: PlacedSection;
  readonly value: T;
}

/**
 * Makes a reader that runs `extract` once a section and keeps what it returned as long as the section's text is unchanged.
 * `extract` may depend on its context only; sections it answers with `undefined` are left out. Make one at module level.
 */
export function perSection<T extends object>(
  extract: (context: ExtractContext) => T | undefined,
): (model: FileModel, facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>) => readonly PlacedExtract<T>[] {
  const byChunk = new WeakMap<Chunk, { readonly key: string; readonly found: ReadonlyMap<Section, T> }>();
  return (model, facts) => {
    const key = `${facts.kind ?? ''}\n${facts.sectionAtStart ?? ''}`;
    const { encoding, chunks } = model.tree;
    const result: PlacedExtract<T>[] = [];
    chunks.forEach((chunk, i) => {
      const kept = byChunk.get(chunk);
      let found = kept?.key === key ? kept.found : undefined;
      if (found === undefined) {
        const fresh = new Map<Section, T>();
        for (const section of chunk.sections) {
          const value = extract(contextOf(section, facts, encoding));
          if (value !== undefined) fresh.set(section, value);
        }
        byChunk.set(chunk, { key, found: fresh });
        found = fresh;
      }
      if (found.size === 0) return;
      for (const placed of sectionsOfChunk(model.tree, i)) {
        const value = found.get(placed.section);
        if (value !== undefined) result.push({ placed, value });
      }
    });
    return result;
  };
}

function contextOf(
  section: Section,
  facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>,
  encoding: Encoding,
): ExtractContext {
  let lines: readonly PlacedLine[] | undefined;
  let entries: readonly PlacedLine<EntryLine>[] | undefined;
  return {
    section,
    kind: facts.kind,
    name: section.header === undefined ? facts.sectionAtStart : section.header.name,
    get lines() {
      return (lines ??= linesOf(section, encoding));
    },
    get entries() {
      return (entries ??= entriesOf(this.lines));
    },
  };
}

/** Whether the section's text holds `word`, letter case ignored; for extractors that look before they lex. */
export function mentions({ section: { table, first, length } }: ExtractContext, word: string): boolean {
  const start = table.starts[first] ?? 0;
  return table.text
    .slice(start, start + length)
    .toLowerCase()
    .includes(word);
}
