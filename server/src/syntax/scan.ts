/** Reads a whole text once and cuts it into chunks; lines and sections are left for whoever asks. */
import { isBlank } from '../text/ascii.ts';
import { Chunk, Cutter, isIrregular } from './chunk.ts';
import type { Encoding } from './lexLine.ts';
import { LineTable, withoutFeed } from './lineTable.ts';
import { depthAfter, isHeaderLine, lineEnd, startsWithMark, SURELY_SHORT } from './rawLine.ts';

/** Counts work, so that tests can prove how little is done. */
export interface ParseCounters {
  /** Lines looked at one by one for comments, which costs a lexer. */
  lexedLines: number;
}

const LINE_FEED = 10;
const SPACE = 32;
const OPEN_BRACKET = 91;

/** The chunks of `text`, which starts at comment depth `depth`; `isFirst` where it begins the file. */
export function scan(
  text: string,
  depth: number,
  encoding: Encoding,
  isFirst: boolean,
  lines: number,
  counters?: ParseCounters,
): Chunk[] {
  const scanner = new Scanner(text, encoding, new Cutter(text, isFirst, lines), counters);
  return scanner.chunks(depth, isFirst);
}

class Scanner {
  readonly #text: string;
  readonly #encoding: Encoding;
  readonly #cutter: Cutter;
  readonly #counters: ParseCounters | undefined;
  readonly #marks: readonly Finder[];
  #line = 0;

  constructor(text: string, encoding: Encoding, cutter: Cutter, counters: ParseCounters | undefined) {
    this.#text = text;
    this.#encoding = encoding;
    this.#cutter = cutter;
    this.#counters = counters;
    this.#marks = [';--', '--;', '\0'].map((mark) => new Finder(text, mark));
  }

  chunks(depthBefore: number, isFirst: boolean): Chunk[] {
    const text = this.#text;
    let at = 0;
    let depth = depthBefore;
    while (at < text.length) {
      const plainEnd = depth === 0 && !(at === 0 && startsWithMark(text)) ? this.#plainEnd(at) : at;
      if (plainEnd > at) {
        this.#plainLines(at, plainEnd);
        at = plainEnd;
      } else {
        const end = lineEnd(text, at, this.#encoding);
        depth = this.#otherLine(at, end, depth);
        at = end;
      }
    }
    this.#cutter.end(text.length, this.#line, depth);
    return this.#made(depthBefore, isFirst);
  }

  /** Where the line starts that holds the next character that matters to comments or line ends. */
  #plainEnd(at: number): number {
    let next = Infinity;
    for (const mark of this.#marks) next = Math.min(next, mark.next(at));
    if (next === Infinity) return this.#text.length;
    return next === 0 ? 0 : this.#text.lastIndexOf('\n', next - 1) + 1;
  }

  /** Lines without block comments: only the first character that is not blank matters. */
  #plainLines(from: number, to: number): void {
    const text = this.#text;
    const cutter = this.#cutter;
    let line = this.#line;
    let at = from;
    while (at < to) {
      let first = at;
      let code = text.charCodeAt(at);
      while (code <= SPACE && code !== LINE_FEED && isBlank(code) && first + 1 < to) {
        code = text.charCodeAt(++first);
      }
      const feed = code === LINE_FEED ? first : text.indexOf('\n', first);
      const end = feed < 0 || feed >= to ? to : feed + 1;
      if (code === OPEN_BRACKET && (end - at < SURELY_SHORT || this.#isHeader(at, end, 0))) {
        cutter.header(at, line, 0);
      } else if (line >= cutter.fullLine || at >= cutter.fullAt) cutter.line(at, line, 0);
      line++;
      at = end;
    }
    this.#line = line;
  }

  #otherLine(at: number, end: number, depth: number): number {
    if (this.#counters !== undefined) this.#counters.lexedLines++;
    if (this.#isHeader(at, end, depth)) this.#cutter.header(at, this.#line, depth);
    else this.#cutter.line(at, this.#line, depth);
    this.#line++;
    return depthAfter(this.#text, at, withoutFeed(this.#text, end), depth, this.#encoding);
  }

  #isHeader(at: number, end: number, depth: number): boolean {
    return isHeaderLine(this.#text, at, end, depth, this.#encoding);
  }

  #made(depthBefore: number, isFirst: boolean): Chunk[] {
    const text = this.#text;
    const cutter = this.#cutter;
    const mayBeIrregular = text.includes('\r') || text.includes('\0');
    const isPlain = depthBefore === 0 && this.#marks.every((mark) => mark.hasNone) ? true : undefined;
    let at = 0;
    let line = 0;
    let depth = depthBefore;
    return cutter.cuts.map((cut, i) => {
      const table = new LineTable(text.slice(at, cut.at), depth, this.#encoding, undefined, isPlain);
      const parts = {
        table,
        lineCount: cut.line - line,
        depthAfter: cut.depth,
        isIrregular: mayBeIrregular && isIrregular(table),
        heads: cutter.headsOf(i),
        isFirst: isFirst && i === 0,
      };
      at = cut.at;
      line = cut.line;
      depth = cut.depth;
      return new Chunk(parts, []);
    });
  }
}

/** The places of one word, looked for from left to right. */
class Finder {
  readonly #text: string;
  readonly #word: string;
  /** Whether the text does not hold the word at all. */
  readonly hasNone: boolean;
  #at: number;

  constructor(text: string, word: string) {
    this.#text = text;
    this.#word = word;
    this.#at = this.#find(0);
    this.hasNone = this.#at === Infinity;
  }

  /** Its first place at or behind `from`, which never goes back; infinite when there is none. */
  next(from: number): number {
    if (this.#at < from) this.#at = this.#find(from);
    return this.#at;
  }

  #find(from: number): number {
    const at = this.#text.indexOf(this.#word, from);
    return at < 0 ? Infinity : at;
  }
}
