/** One section of a file: a header and the lines up to the next one. */
import { joinTables, lineAt, sliceTable, type LineTable } from './lineTable.ts';
import { lexRaw } from './rawLine.ts';
import type { HeaderLine } from './line.ts';

/**
 * A header and the lines up to the next one; the part before the first header has no header line.
 * It knows nothing of where it stands, so the same object serves as long as its text is unchanged.
 */
export interface SectionNode {
  /** Holds at least the section's lines; found when asked for. */
  readonly table: LineTable;
  /** Index in `table` of its first line. */
  readonly first: number;
  readonly lineCount: number;
  /** In UTF-16 code units, line ends included. */
  readonly length: number;
  /** Absent for what stands before the first header of a file; lexed when first asked for. */
  readonly header: HeaderLine | undefined;
}

/** A section that lies in one chunk. */
export class ShortSection implements SectionNode {
  readonly table: LineTable;
  readonly first: number;
  readonly lineCount: number;
  readonly length: number;
  /** Where it starts in the table's text; -1 for what stands before the first header. */
  readonly #headerStart: number;
  #header: HeaderLine | undefined;

  constructor(table: LineTable, first: number, lineCount: number, length: number, headerStart: number) {
    this.table = table;
    this.first = first;
    this.lineCount = lineCount;
    this.length = length;
    this.#headerStart = headerStart;
    this.#header = undefined;
  }

  get header(): HeaderLine | undefined {
    if (this.#headerStart < 0) return undefined;
    return (this.#header ??= headerOf(this.table, this.first, this.#headerStart));
  }
}

/** A section whose end lies in other chunks than its start. */
export class LongSection implements SectionNode {
  readonly first = 0;
  readonly lineCount: number;
  readonly length: number;
  /** What lies in the chunk it starts in. */
  readonly ownLength: number;
  readonly rest: readonly LineTable[];
  readonly #start: LineTable;
  readonly #from: number;
  readonly #headerStart: number;
  #table: LineTable | undefined;
  #header: HeaderLine | undefined;

  constructor(
    start: { readonly table: LineTable; readonly first: number; readonly headerStart: number },
    rest: readonly LineTable[],
    size: { readonly lineCount: number; readonly length: number; readonly ownLength: number },
  ) {
    this.#start = start.table;
    this.#from = start.first;
    this.#headerStart = start.headerStart;
    this.rest = rest;
    this.lineCount = size.lineCount;
    this.length = size.length;
    this.ownLength = size.ownLength;
  }

  get table(): LineTable {
    if (this.#table !== undefined) return this.#table;
    const table = this.#start;
    const from = table.starts[this.#from] ?? 0;
    const own = sliceTable(table, this.#from, table.starts.length - 1, table.text.slice(from));
    return (this.#table = joinTables([own, ...this.rest]));
  }

  get header(): HeaderLine | undefined {
    if (this.#headerStart < 0) return undefined;
    return (this.#header ??= headerOf(this.#start, this.#from, this.#headerStart));
  }
}

/** The line is known to be a header. In a plain table its end and depth are known without looking at other lines. */
function headerOf(table: LineTable, index: number, start: number): HeaderLine | undefined {
  const { text, encoding } = table;
  if (!table.isPlain) {
    const line = lineAt(table, index, encoding);
    return line.kind === 'header' ? line : undefined;
  }
  const feed = text.indexOf('\n', start);
  const line = lexRaw(text.slice(start, feed < 0 ? text.length : feed), 0, encoding, start === 0);
  return line.kind === 'header' ? line : undefined;
}
