/** The lines of a stretch of text in columns, found when somebody asks for them. */
import { depthAfter, lexRaw, lineEnd, startsWithMark } from './rawLine.ts';
import type { Encoding } from './lexLine.ts';
import type { Line } from './line.ts';

interface Found {
  readonly starts: Uint32Array;
  readonly depths: Int16Array;
}

/**
 * The lines of one stretch of text, in columns so that a million lines stay small.
 *
 * `starts` has one entry more than there are lines; the last is the length of `text`. A line's raw text goes from its
 * start to the next start, line end included. `depths` are the comment depths before each line, and one after the last.
 */
export class LineTable {
  readonly text: string;
  readonly depthBefore: number;
  readonly encoding: Encoding;
  #found: Found | undefined;
  #isPlain: boolean | undefined;

  constructor(text: string, depthBefore: number, encoding: Encoding, found?: Found, isPlain?: boolean) {
    this.text = text;
    this.depthBefore = depthBefore;
    this.encoding = encoding;
    this.#found = found;
    this.#isPlain = isPlain;
  }

  get starts(): Uint32Array {
    return this.#columns().starts;
  }

  get depths(): Int16Array {
    return this.#columns().depths;
  }

  /** Whether surely each line ends with a line feed (or the text) and no block comment begins, goes on or ends. */
  get isPlain(): boolean {
    return (this.#isPlain ??= this.depthBefore === 0 && !hasMarks(this.text));
  }

  #columns(): Found {
    return (this.#found ??= this.isPlain ? plainLines(this.text) : lexedLines(this));
  }
}

/** Whether the text holds anything that can change the comment depth or cut a line. */
function hasMarks(text: string): boolean {
  return text.includes(';--') || text.includes('--;') || text.includes('\0');
}

function plainLines(text: string): Found {
  const columns = new Columns(text.length >> 4);
  let at = 0;
  while (at < text.length) {
    columns.push(at, 0);
    const feed = text.indexOf('\n', at);
    at = feed < 0 ? text.length : feed + 1;
  }
  columns.push(text.length, 0);
  return columns.found();
}

function lexedLines({ text, depthBefore, encoding }: LineTable): Found {
  const columns = new Columns(text.length >> 4);
  let depth = depthBefore;
  let at = 0;
  while (at < text.length) {
    columns.push(at, depth);
    const end = lineEnd(text, at, encoding);
    depth = depthAfter(text, at, withoutFeed(text, end), depth, encoding);
    at = end;
  }
  columns.push(text.length, depth);
  return columns.found();
}

/** `end` of a line, or one less where a line feed stands before it. */
export function withoutFeed(text: string, end: number): number {
  return text.charCodeAt(end - 1) === 10 ? end - 1 : end;
}

/** Starts and depths of lines while they are being found; typed from the first line on, so that a million stay small. */
export class Columns {
  count = 0;
  #starts: Uint32Array;
  #depths: Int16Array;

  constructor(expected: number) {
    this.#starts = new Uint32Array(expected + 64);
    this.#depths = new Int16Array(expected + 64);
  }

  push(start: number, depth: number): void {
    if (this.count === this.#starts.length) this.#grow(this.count * 2);
    this.#starts[this.count] = start;
    this.#depths[this.count++] = depth;
  }

  /** Takes over the entries `from`..`to` of `old`, moved by `shift`. */
  copy(old: LineTable, from: number, to: number, shift: number): void {
    const size = this.count + to - from;
    if (size > this.#starts.length) this.#grow(size + 64);
    const { starts, depths } = old;
    this.#depths.set(depths.subarray(from, to), this.count);
    for (let i = from; i < to; i++) this.#starts[this.count++] = (starts[i] ?? 0) + shift;
  }

  found(): Found {
    return { starts: this.#starts.slice(0, this.count), depths: this.#depths.slice(0, this.count) };
  }

  #grow(size: number): void {
    const starts = new Uint32Array(size);
    const depths = new Int16Array(size);
    starts.set(this.#starts);
    depths.set(this.#depths);
    this.#starts = starts;
    this.#depths = depths;
  }
}

/** The lines of texts that follow each other. */
export function joinTables(tables: readonly LineTable[]): LineTable {
  const [only] = tables;
  if (only === undefined) throw new RangeError('nothing to join');
  if (tables.length === 1) return only;
  const columns = new Columns(tables.reduce((sum, { starts }) => sum + starts.length, 0));
  let base = 0;
  tables.forEach((table, i) => {
    const isLast = i === tables.length - 1;
    columns.copy(table, 0, isLast ? table.starts.length : table.starts.length - 1, base);
    base += table.text.length;
  });
  const text = tables.map((table) => table.text).join('');
  return new LineTable(text, only.depthBefore, only.encoding, columns.found());
}

/** The lines `from`..`to` of `table` as a table over `text`, which is just theirs. */
export function sliceTable(table: LineTable, from: number, to: number, text: string): LineTable {
  const { starts, depths } = table;
  const base = starts[from] ?? 0;
  const found = {
    starts: starts.slice(from, to + 1).map((start) => start - base),
    depths: depths.slice(from, to + 1),
  };
  return new LineTable(text, depths[from] ?? 0, table.encoding, found);
}

/** Raw text of line `index` of `table`, without its line feed. */
export function lineText({ text, starts }: LineTable, index: number): string {
  const start = starts[index] ?? 0;
  const end = starts[index + 1] ?? start;
  return text.slice(start, end > start ? withoutFeed(text, end) : end);
}

/** Line `index` of `table`, lexed afresh. */
export function lineAt(table: LineTable, index: number, encoding: Encoding): Line {
  const isFileStart = index === 0 && startsWithMark(table.text);
  return lexRaw(lineText(table, index), table.depths[index] ?? 0, encoding, isFileStart);
}

/** Index of the last entry of `bases` (ascending, the last one a total) that is at most `value`. */
export function indexAtOrBefore(bases: Uint32Array, value: number): number {
  let low = 0;
  let high = Math.max(0, bases.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bases[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
