/** Chunks of a file and where they are cut. */
import { sliceTable, type LineTable } from './lineTable.ts';
import { LongSection, ShortSection, type SectionNode } from './section.ts';

/**
 * A chunk is closed at the first header after this many lines. Each edit costs one chunk and one look at each of the
 * others, so long texts have longer ones.
 *
 * @param length of the whole text in characters
 */
export function linesPerChunk(length: number): number {
  if (length < 1_000_000) return 512;
  return length < 8_000_000 ? 1024 : 2048;
}

/** Without a header it is closed after so many times the lines; what follows goes on with its last section. */
const PATIENCE = 4;
/** Or after so many characters for each of the lines it should have. */
const CHARACTERS_PER_LINE = 256;

/** Pairs of numbers, one for each header: where its line starts and the number of that line. */
export type Heads = Uint32Array;

/**
 * Some lines in a row: whole sections, the last of which may go on in the chunks that follow. Those then have no sections.
 * Holds little more than its text until somebody asks for lines or sections, which it then keeps.
 */
export class Chunk {
  readonly table: LineTable;
  readonly lineCount: number;
  readonly length: number;
  readonly depthBefore: number;
  readonly depthAfter: number;
  /** Whether a line ends where an editor sees no line end, or an editor sees one inside a line (a lone CR). */
  readonly isIrregular: boolean;
  /** Counted from the chunk's start. */
  readonly heads: Heads;
  /** Whether it stands at the start of the file, where lines before the first header are a section too. */
  readonly isFirst: boolean;
  /** The chunks its last section goes on in. */
  readonly rest: readonly Chunk[];
  readonly sectionCount: number;
  #sections: readonly SectionNode[] | undefined;

  constructor(parts: ChunkParts, rest: readonly Chunk[]) {
    const { table, heads, isFirst } = parts;
    this.table = table;
    this.lineCount = parts.lineCount;
    this.length = table.text.length;
    this.depthBefore = table.depthBefore;
    this.depthAfter = parts.depthAfter;
    this.isIrregular = parts.isIrregular;
    this.heads = heads;
    this.isFirst = isFirst;
    this.rest = rest;
    this.sectionCount = (heads.length >> 1) + (isFirst && heads[0] !== 0 ? 1 : 0);
    this.#sections = undefined;
  }

  get sections(): readonly SectionNode[] {
    return (this.#sections ??= this.#read(undefined));
  }

  /** Takes sections of an older chunk over, by the place where they start here; only those that are still the same. */
  adopt(known: ReadonlyMap<number, SectionNode>): void {
    if (known.size > 0) this.#sections = this.#read(known);
  }

  #read(known: ReadonlyMap<number, SectionNode> | undefined): readonly SectionNode[] {
    const { heads } = this;
    const nodes: SectionNode[] = [];
    if (this.sectionCount > heads.length >> 1) nodes.push(this.#section(-2, known));
    for (let i = 0; i < heads.length; i += 2) nodes.push(this.#section(i, known));
    return nodes;
  }

  /** The section of the header at `index` of `heads`; -2 for the lines before the first one. */
  #section(index: number, known: ReadonlyMap<number, SectionNode> | undefined): SectionNode {
    const { heads, table, rest } = this;
    const isLast = index + 2 >= heads.length;
    const start = index < 0 ? 0 : (heads[index] ?? 0);
    const first = index < 0 ? 0 : (heads[index + 1] ?? 0);
    const length = (isLast ? this.length : (heads[index + 2] ?? 0)) - start;
    const lineCount = (isLast ? this.lineCount : (heads[index + 3] ?? 0)) - first;
    const headerStart = index < 0 ? -1 : start;
    const old = known?.get(start);
    if (!isLast || rest.length === 0) {
      const isSame = old instanceof ShortSection && old.length === length && old.lineCount === lineCount;
      return isSame ? old : new ShortSection(table, first, lineCount, length, headerStart);
    }
    if (old instanceof LongSection && old.ownLength === length && isSameList(old.rest, rest)) return old;
    const tables = rest.map((chunk) => chunk.table);
    const size = { lineCount, length, ownLength: length };
    for (const chunk of rest) {
      size.lineCount += chunk.lineCount;
      size.length += chunk.length;
    }
    return new LongSection({ table, first, headerStart }, tables, size);
  }
}

function isSameList(tables: readonly LineTable[], chunks: readonly Chunk[]): boolean {
  return tables.length === chunks.length && tables.every((table, i) => table === chunks[i]?.table);
}

/** What a chunk is made of. */
export interface ChunkParts {
  readonly table: LineTable;
  readonly lineCount: number;
  readonly depthAfter: number;
  readonly isIrregular: boolean;
  readonly heads: Heads;
  readonly isFirst: boolean;
}

/** How much of the section a chunk ends with lies in that chunk: all of it unless the chunk has a `rest`. */
export function ownLengthOf(section: SectionNode): number {
  return section instanceof LongSection ? section.ownLength : section.length;
}

/** Tells every chunk which chunks its last section goes on in. */
export function linkChunks(chunks: readonly Chunk[]): Chunk[] {
  const linked = [...chunks];
  let end = linked.length;
  for (let i = linked.length - 1; i >= 0; i--) {
    const chunk = linked[i];
    if (chunk === undefined || chunk.sectionCount === 0) continue;
    const isSame =
      chunk.rest.length === end - i - 1 && chunk.rest.every((part, k) => part === linked[i + 1 + k]);
    if (!isSame) linked[i] = withRest(chunk, linked.slice(i + 1, end));
    end = i;
  }
  return linked;
}

function withRest(chunk: Chunk, rest: readonly Chunk[]): Chunk {
  const result = new Chunk(chunk, rest);
  const known = new Map<number, SectionNode>();
  let start = 0;
  for (const section of chunk.sections) {
    known.set(start, section);
    start += ownLengthOf(section);
  }
  result.adopt(known);
  return result;
}

/** Where one chunk ends and the next begins. */
export interface Cut {
  readonly at: number;
  readonly line: number;
  /** Comment depth there. */
  readonly depth: number;
  /** Headers found so far. */
  readonly headers: number;
}

/** Told of headers and lines in order, decides where to cut. */
export class Cutter {
  readonly cuts: Cut[] = [];
  /** A line at or behind one of these should be offered to `line`. */
  fullLine: number;
  fullAt: number;
  readonly #text: string;
  readonly #lines: number;
  #heads = new Uint32Array(64);
  #headers = 0;
  #from = 0;
  #fromLine = 0;
  /** Whether the chunk goes on with the section of the one before, and so must not hold a header. */
  #isLoose: boolean;

  /** @param lines about how many a chunk is to have, see `linesPerChunk` */
  constructor(text: string, isFirst: boolean, lines: number) {
    this.#text = text;
    this.#lines = lines;
    this.#isLoose = !isFirst;
    this.fullLine = lines * PATIENCE;
    this.fullAt = lines * CHARACTERS_PER_LINE;
  }

  header(at: number, line: number, depth: number): void {
    if (at > this.#from && (this.#isLoose || line - this.#fromLine >= this.#lines)) {
      this.#cut(at, line, depth);
    }
    this.#isLoose = false;
    const place = this.#headers * 2;
    if (place === this.#heads.length) {
      const more = new Uint32Array(place * 2);
      more.set(this.#heads);
      this.#heads = more;
    }
    this.#heads[place] = at;
    this.#heads[place + 1] = line;
    this.#headers++;
  }

  /** A line that is no header; never cuts before what may be taken for a byte order mark. */
  line(at: number, line: number, depth: number): void {
    if ((line < this.fullLine && at < this.fullAt) || at === this.#from) return;
    const first = this.#text.charCodeAt(at);
    if (first === 0xfeff || first === 0xef || this.#text.charCodeAt(at - 1) !== 10) return;
    this.#cut(at, line, depth);
  }

  end(at: number, line: number, depth: number): void {
    if (at > this.#from) this.#cut(at, line, depth);
  }

  /** The headers of the chunk that ends with cut number `index`, counted from its start. */
  headsOf(index: number): Heads {
    const before = this.cuts[index - 1];
    const heads = this.#heads.slice((before?.headers ?? 0) * 2, (this.cuts[index]?.headers ?? 0) * 2);
    for (let i = 0; i < heads.length; i += 2) {
      heads[i] = (heads[i] ?? 0) - (before?.at ?? 0);
      heads[i + 1] = (heads[i + 1] ?? 0) - (before?.line ?? 0);
    }
    return heads;
  }

  #cut(at: number, line: number, depth: number): void {
    this.cuts.push({ at, line, depth, headers: this.#headers });
    this.#from = at;
    this.#fromLine = line;
    this.fullLine = line + this.#lines * PATIENCE;
    this.fullAt = at + this.#lines * CHARACTERS_PER_LINE;
    this.#isLoose = true;
  }
}

/** Whether an editor counts the lines of the table otherwise than Asterisk. */
export function isIrregular(table: LineTable): boolean {
  const { text } = table;
  for (let cr = text.indexOf('\r'); cr >= 0; cr = text.indexOf('\r', cr + 1)) {
    if (text.charCodeAt(cr + 1) !== 10) return true;
  }
  if (!text.includes('\0')) return false;
  const { starts } = table;
  for (let i = 1; i < starts.length - 1; i++) if (text.charCodeAt((starts[i] ?? 0) - 1) !== 10) return true;
  return false;
}

/** The chunks of a table whose lines are known, cut where `cutter` says. */
export function chunksOfTable(table: LineTable, cutter: Cutter, isFirst: boolean): Chunk[] {
  let from = 0;
  let at = 0;
  return cutter.cuts.map((cut, i) => {
    const isWhole = cutter.cuts.length === 1;
    const own = isWhole ? table : sliceTable(table, from, cut.line, table.text.slice(at, cut.at));
    const parts = {
      table: own,
      lineCount: cut.line - from,
      depthAfter: cut.depth,
      isIrregular: isIrregular(own),
      heads: cutter.headsOf(i),
      isFirst: isFirst && i === 0,
    };
    from = cut.line;
    at = cut.at;
    return new Chunk(parts, []);
  });
}
