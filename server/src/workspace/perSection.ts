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
import { indexAtOrBefore, type SyntaxTree } from '../syntax/tree.ts';
import type { Span } from '../text/span.ts';
import { keptBySection, readingAhead } from './keptBySection.ts';
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
 * With a part of the file, at least the sections that touch it are given, and the rest is not read.
 */
export function perSection<T extends object>(
  extract: (context: ExtractContext) => T | undefined,
): (
  model: FileModel,
  facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>,
  part?: Span,
) => readonly PlacedExtract<T>[] {
  const read = keptBySection<ExtractSource, T>((section, { facts, encoding }) =>
    extract(contextOf(section, facts, encoding)),
  );
  const noteKind = readingAhead((chunk, { tree }, facts) => {
    read(chunk, keyOf(facts), { facts, encoding: tree.encoding });
  });
  const byTree = new WeakMap<SyntaxTree, PlacedExtracts<T>>();
  return ({ tree }, facts, part) => {
    noteKind(facts.kind);
    const key = keyOf(facts);
    const known = byTree.get(tree);
    if (known?.key === key) return known.list;
    const source = { facts, encoding: tree.encoding };
    const list: PlacedExtract<T>[] = [];
    const { first, last } =
      part === undefined ? { first: 0, last: tree.chunks.length - 1 } : chunksOf(tree, part);
    for (let i = first; i <= last; i++) {
      const chunk = tree.chunks[i];
      const values = chunk === undefined ? [] : read(chunk, key, source);
      if (values.length === 0) continue;
      let at = 0;
      for (const placed of sectionsOfChunk(tree, i)) {
        const value = values[at++];
        if (value !== undefined) list.push({ placed, value });
      }
    }
    if (part === undefined) byTree.set(tree, { key, list });
    return list;
  };
}

/** The chunks that touch the part; a section that goes on in chunks without sections begins further up. */
function chunksOf(tree: SyntaxTree, { start, end }: Span): { readonly first: number; readonly last: number } {
  let first = Math.max(0, indexAtOrBefore(tree.offsetBases, start));
  while (first > 0 && tree.chunks[first]?.sections.length === 0) first--;
  return { first, last: Math.min(tree.chunks.length - 1, indexAtOrBefore(tree.offsetBases, end)) };
}

function keyOf({ kind, sectionAtStart }: Pick<FileFacts, 'kind' | 'sectionAtStart'>): string {
  return `${kind ?? ''}\n${sectionAtStart ?? ''}`;
}

interface ExtractSource {
  readonly facts: Pick<FileFacts, 'kind' | 'sectionAtStart'>;
  readonly encoding: Encoding;
}

interface PlacedExtracts<T> {
  readonly key: string;
  readonly list: readonly PlacedExtract<T>[];
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
