/** The sections, entries and directives of one file, read from its tree. Knows no other file and no meaning of names. */
import { foldCase } from '../text/ascii.ts';
import type { DirectiveLine, EntryLine, HeaderLine, Line } from '../syntax/line.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import {
  indexAtOrBefore,
  lineAt,
  lineText,
  type Chunk,
  type SectionNode,
  type SyntaxTree,
} from '../syntax/tree.ts';

/** A header with the lines up to the next one; the same object as long as its text is unchanged. */
export type Section = SectionNode;

/** One line with its place. */
export interface PlacedLine<L extends Line = Line> {
  readonly line: L;
  /** Where the line's raw text starts, counted from where its context counts. Add it to the line's own spans. */
  readonly start: number;
  /** Number of the line, from 0, counted from where its context counts. */
  readonly number: number;
  /** The raw text of the line without its line feed. */
  readonly text: string;
}

/** A section with its place in the file. */
export interface PlacedSection {
  readonly section: Section;
  /** Offset of its first character. */
  readonly start: number;
  /** Number of its first line, from 0. */
  readonly line: number;
  /** Which section of the file it is, from 0. */
  readonly index: number;
}

/** One file; a view of its tree that costs nothing to make. */
export interface FileModel {
  readonly tree: SyntaxTree;
}

export function fileModel(tree: SyntaxTree): FileModel {
  return { tree };
}

/** Every line of the section, its header first; places count from the section's start. */
export function linesOf(section: Section, encoding: Encoding): readonly PlacedLine[] {
  const { table, first, lineCount } = section;
  const base = table.starts[first] ?? 0;
  const lines: PlacedLine[] = [];
  for (let i = 0; i < lineCount; i++) {
    const index = first + i;
    lines.push({
      line: lineAt(table, index, encoding),
      start: (table.starts[index] ?? 0) - base,
      number: i,
      text: lineText(table, index),
    });
  }
  return lines;
}

/** Every section of the file in order, what stands before the first header too. */
export function* sectionsOf(model: FileModel): Generator<PlacedSection> {
  const { tree } = model;
  let start = 0;
  let line = 0;
  let index = 0;
  for (const chunk of tree.chunks) {
    for (const section of chunk.sections) {
      yield { section, start, line, index };
      start += section.length;
      line += section.lineCount;
      index++;
    }
  }
}

/** The section that holds `offset`; `undefined` in an empty file. */
export function sectionAt(model: FileModel, offset: number): PlacedSection | undefined {
  const { tree } = model;
  let last: PlacedSection | undefined;
  for (const placed of sectionsOfChunk(tree, indexAtOrBefore(tree.offsetBases, offset))) {
    if (offset < placed.start + placed.section.length) return placed;
    last = placed;
  }
  return last;
}

/** The line that holds `offset`, with places counted from the start of the file; `undefined` in an empty file. */
export function lineAtOffset(
  model: FileModel,
  offset: number,
): { readonly placed: PlacedLine; readonly section: PlacedSection } | undefined {
  const section = sectionAt(model, offset);
  if (section === undefined) return undefined;
  const { table, first, lineCount } = section.section;
  const base = table.starts[first] ?? 0;
  const index = Math.min(indexAtOrBefore(table.starts, offset - section.start + base), first + lineCount - 1);
  const placed = {
    line: lineAt(table, index, model.tree.encoding),
    start: section.start + (table.starts[index] ?? 0) - base,
    number: section.line + index - first,
    text: lineText(table, index),
  };
  return { placed, section };
}

/** Whether the header makes its section a template. */
export function isTemplate(header: HeaderLine | undefined): boolean {
  return header?.options?.some((option) => option.kind === 'template') ?? false;
}

/** Whether the header continues an earlier section (`[name](+)`). */
export function isReopened(header: HeaderLine | undefined): boolean {
  return header?.options?.some((option) => option.kind === 'reopen') ?? false;
}

/** Names of the sections the header inherits from, in order and as written. */
export function parentsOf(header: HeaderLine | undefined): readonly string[] {
  return header?.options?.filter((option) => option.kind === 'parent').map((option) => option.text) ?? [];
}

/** A directive with its place in the file. */
export interface PlacedDirective extends PlacedLine<DirectiveLine> {
  readonly section: PlacedSection;
}

/** All directives of the file in order; only sections that hold a `#` at all are lexed. */
export function directivesOf(model: FileModel): readonly PlacedDirective[] {
  const result: PlacedDirective[] = [];
  const { tree } = model;
  tree.chunks.forEach((chunk, i) => {
    const found = chunkDirectives(chunk, tree.encoding);
    if (found.length === 0) return;
    for (const placed of sectionsOfChunk(tree, i)) {
      for (const { section, placed: directive } of found) {
        if (section === placed.section) {
          result.push({
            line: directive.line,
            start: placed.start + directive.start,
            number: placed.line + directive.number,
            text: directive.text,
            section: placed,
          });
        }
      }
    }
  });
  return result;
}

/** The sections of one chunk, places counted from the start of the file. */
export function* sectionsOfChunk(tree: SyntaxTree, chunkIndex: number): Generator<PlacedSection> {
  let start = tree.offsetBases[chunkIndex] ?? 0;
  let line = tree.lineBases[chunkIndex] ?? 0;
  let index = tree.sectionBases[chunkIndex] ?? 0;
  for (const section of tree.chunks[chunkIndex]?.sections ?? []) {
    yield { section, start, line, index };
    start += section.length;
    line += section.lineCount;
    index++;
  }
}

interface ChunkDirective {
  readonly section: Section;
  readonly placed: PlacedLine<DirectiveLine>;
}

const directivesByChunk = new WeakMap<Chunk, readonly ChunkDirective[]>();

function chunkDirectives(chunk: Chunk, encoding: Encoding): readonly ChunkDirective[] {
  const known = directivesByChunk.get(chunk);
  if (known !== undefined) return known;
  const found: ChunkDirective[] = [];
  if (chunk.table.text.includes('#')) {
    for (const section of chunk.sections) {
      for (const placed of linesOf(section, encoding)) {
        const { line } = placed;
        if (line.kind === 'directive') found.push({ section, placed: { ...placed, line } });
      }
    }
  }
  directivesByChunk.set(chunk, found);
  return found;
}

/** The sections of the file with this name, letter case ignored, in order. */
export function sectionsNamed(model: FileModel, name: string): readonly PlacedSection[] {
  const { tree } = model;
  const key = foldCase(name);
  const result: PlacedSection[] = [];
  tree.chunks.forEach((chunk, i) => {
    if (!chunkNames(chunk).has(key)) return;
    for (const placed of sectionsOfChunk(tree, i)) {
      const { header } = placed.section;
      if (header !== undefined && foldCase(header.name) === key) result.push(placed);
    }
  });
  return result;
}

const namesByChunk = new WeakMap<Chunk, ReadonlySet<string>>();

function chunkNames(chunk: Chunk): ReadonlySet<string> {
  const known = namesByChunk.get(chunk);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const { header } of chunk.sections) if (header !== undefined) names.add(foldCase(header.name));
  namesByChunk.set(chunk, names);
  return names;
}

/** The lines of the list that are entries Asterisk reads, problems left out. */
export function entriesOf(lines: readonly PlacedLine[]): readonly PlacedLine<EntryLine>[] {
  const entries: PlacedLine<EntryLine>[] = [];
  for (const placed of lines) {
    const { line } = placed;
    if (line.kind === 'entry' && line.problem === undefined) entries.push({ ...placed, line });
  }
  return entries;
}
