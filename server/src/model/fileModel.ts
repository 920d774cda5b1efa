/** The sections, entries and directives of one file, read from its tree. Knows no other file and no meaning of names. */
import { foldCase } from '../text/ascii.ts';
import { chunkIndex } from './chunkIndex.ts';
import type { DirectiveLine, EntryLine, HeaderLine, Line } from '../syntax/line.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import {
  chunkOfSectionAt,
  indexAtOrBefore,
  lineAt,
  lineText,
  type Chunk,
  type LineTable,
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

/** How many lines were lexed for `linesOf`, so that tests can prove how little an edit costs. */
export const linesLexed = { count: 0 };

/** Lines of the sections asked for last, which many rules ask for one after the other. */
const keptLines = new Map<Section, readonly PlacedLine[]>();
/** For the lines in `keptLines` alone. A weak map of so many short-lived lists would cost more than it spares. */
const entriesByLines = new Map<readonly PlacedLine[], readonly PlacedLine<EntryLine>[] | undefined>();
/** Two long chunks; more would outlive the young generation and cost more than lexing again. */
const MOST_KEPT_LINES = 4096;
let keptCount = 0;

/** Every line of the section, its header first; places count from the section's start. */
export function linesOf(section: Section, encoding: Encoding): readonly PlacedLine[] {
  const known = keptLines.get(section);
  if (known !== undefined) return known;
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
  linesLexed.count += lineCount;
  keptLines.set(section, lines);
  entriesByLines.set(lines, undefined);
  keptCount += lineCount;
  for (const [oldest, old] of keptLines) {
    if (keptCount <= MOST_KEPT_LINES || oldest === section) break;
    keptLines.delete(oldest);
    entriesByLines.delete(old);
    keptCount -= old.length;
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
  for (const placed of sectionsOfChunk(tree, chunkOfSectionAt(tree, offset))) {
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
  const { tree } = model;
  const at = indexAtOrBefore(tree.offsetBases, offset);
  const chunk = tree.chunks[at];
  if (chunk === undefined) return undefined;
  const { table } = chunk;
  const base = tree.offsetBases[at] ?? 0;
  const index = indexAtOrBefore(table.starts, offset - base);
  const placed = {
    line: lineAt(table, index, tree.encoding),
    start: base + (table.starts[index] ?? 0),
    number: (tree.lineBases[at] ?? 0) + index,
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

/** All directives of the file in order; only lines that hold a `#` are lexed, and kept while their chunk is unchanged. */
export function directivesOf(model: FileModel): readonly PlacedDirective[] {
  const result: PlacedDirective[] = [];
  const { tree } = model;
  tree.chunks.forEach((chunk, i) => {
    const found = chunkDirectives(chunk, tree.encoding);
    if (found.length === 0) return;
    const start = tree.offsetBases[i] ?? 0;
    const number = tree.lineBases[i] ?? 0;
    const sections = [...sectionsOfChunk(tree, chunkOfSectionAt(tree, start))];
    let at = 0;
    for (const directive of found) {
      const place = start + directive.start;
      while (at + 1 < sections.length && (sections[at + 1]?.start ?? 0) <= place) at++;
      const section = sections[at];
      if (section === undefined) continue;
      const { line, text } = directive;
      result.push({ line, start: place, number: number + directive.number, text, section });
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

/** Places count from the chunk's start. */
const directivesByChunk = new WeakMap<LineTable, readonly PlacedLine<DirectiveLine>[]>();

function chunkDirectives({ table }: Chunk, encoding: Encoding): readonly PlacedLine<DirectiveLine>[] {
  const known = directivesByChunk.get(table);
  if (known !== undefined) return known;
  const found: PlacedLine<DirectiveLine>[] = [];
  const { text } = table;
  for (let at = text.indexOf('#'); at >= 0;) {
    const number = indexAtOrBefore(table.starts, at);
    const line = lineAt(table, number, encoding);
    if (line.kind === 'directive') {
      found.push({ line, start: table.starts[number] ?? 0, number, text: lineText(table, number) });
    }
    at = text.indexOf('#', table.starts[number + 1]);
  }
  directivesByChunk.set(table, found);
  return found;
}

/** The sections of the file with this name, letter case ignored, in order. */
export function sectionsNamed(model: FileModel, name: string): readonly PlacedSection[] {
  const { tree } = model;
  const key = foldCase(name);
  const result: PlacedSection[] = [];
  for (const i of sectionNames(tree).chunksWith(key)) {
    for (const placed of sectionsOfChunk(tree, i)) {
      const { header } = placed.section;
      if (header !== undefined && foldCase(header.name) === key) result.push(placed);
    }
  }
  return result;
}

/** Names that several sections of the file have, letter case folded. */
export function repeatedNames({ tree }: FileModel): ReadonlySet<string> {
  return sectionNames(tree).repeated;
}

const sectionNames = chunkIndex(({ sections }) =>
  sections.flatMap(({ header }) => (header === undefined ? [] : [foldCase(header.name)])),
);

/** The lines of the list that are entries Asterisk reads, problems left out. */
export function entriesOf(lines: readonly PlacedLine[]): readonly PlacedLine<EntryLine>[] {
  const known = entriesByLines.get(lines);
  if (known !== undefined) return known;
  const entries = lines.filter(isReadEntry);
  if (entriesByLines.has(lines)) entriesByLines.set(lines, entries);
  return entries;
}

function isReadEntry(placed: PlacedLine): placed is PlacedLine<EntryLine> {
  const { line } = placed;
  return line.kind === 'entry' && line.problem === undefined;
}
