/**
 * The lossless tree of one conf file: chunks of whole sections, each with its text and one small record per line.
 * Holds positions only; `lexLine` says what a line means.
 */
import { lexLine, MAX_LINE_BYTES, type Encoding } from './lexLine.ts';
import { utf8Length, utf8Prefix } from '../text/ascii.ts';
import type { HeaderLine, Line } from './line.ts';

/**
 * The lines of one stretch of text, in columns so that a million lines stay small.
 *
 * `starts` has one entry more than there are lines; the last is the length of `text`. A line's raw text goes from its
 * start to the next start, line end included. `depths` are the comment depths before each line, and one after the last.
 */
export interface LineTable {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly depths: Int16Array;
}

/**
 * A header and the lines up to the next one; the part before the first header has no header line.
 * It knows nothing of where it stands, so the same object serves as long as its text is unchanged.
 */
export interface SectionNode {
  readonly table: LineTable;
  /** Index in `table` of its first line. */
  readonly first: number;
  readonly lineCount: number;
  /** In UTF-16 code units, line ends included. */
  readonly length: number;
  /** Absent for what stands before the first header of a file. */
  readonly header?: HeaderLine;
}

/** Some whole sections in a row. */
export interface Chunk {
  readonly table: LineTable;
  readonly sections: readonly SectionNode[];
  readonly lineCount: number;
  readonly length: number;
  readonly depthBefore: number;
  readonly depthAfter: number;
  /** Whether a line ends where an editor sees no line end, or an editor sees one inside a line (a lone CR). */
  readonly isIrregular: boolean;
}

/** One document. The joined chunk texts are exactly the document's text. */
export interface SyntaxTree {
  readonly chunks: readonly Chunk[];
  /** First line, first character and first section of each chunk, and last the totals. */
  readonly lineBases: Uint32Array;
  readonly offsetBases: Float64Array;
  readonly sectionBases: Uint32Array;
  readonly length: number;
  readonly lineCount: number;
  readonly sectionCount: number;
  readonly encoding: Encoding;
  readonly isIrregular: boolean;
}

/** A chunk is closed at the first header after this many lines. */
export const CHUNK_LINES = 512;

export function makeTree(chunks: readonly Chunk[], encoding: Encoding): SyntaxTree {
  const count = chunks.length;
  const lineBases = new Uint32Array(count + 1);
  const offsetBases = new Float64Array(count + 1);
  const sectionBases = new Uint32Array(count + 1);
  let lines = 0;
  let length = 0;
  let sections = 0;
  let isIrregular = false;
  chunks.forEach((chunk, i) => {
    lineBases[i] = lines;
    offsetBases[i] = length;
    sectionBases[i] = sections;
    lines += chunk.lineCount;
    length += chunk.length;
    sections += chunk.sections.length;
    isIrregular ||= chunk.isIrregular;
  });
  lineBases[count] = lines;
  offsetBases[count] = length;
  sectionBases[count] = sections;
  return {
    chunks,
    lineBases,
    offsetBases,
    sectionBases,
    length,
    lineCount: lines,
    sectionCount: sections,
    encoding,
    isIrregular,
  };
}

/** Raw text of line `index` of `table`, without its line feed. */
export function lineText(table: LineTable, index: number): string {
  const start = table.starts[index] ?? 0;
  let end = table.starts[index + 1] ?? start;
  if (end > start && table.text.charCodeAt(end - 1) === 10) end--;
  return table.text.slice(start, end);
}

/** Line `index` of `table`, lexed afresh. */
export function lineAt(table: LineTable, index: number, encoding: Encoding): Line {
  const isFileStart = index === 0 && startsWithMark(table.text);
  return lexRaw(lineText(table, index), table.depths[index] ?? 0, encoding, isFileStart);
}

/** Lexes a line; a byte order mark at the start of the file counts as blanks. */
export function lexRaw(text: string, depth: number, encoding: Encoding, isFileStart: boolean): Line {
  if (!isFileStart || !startsWithMark(text)) return lexLine(text, depth, encoding);
  return lexLine(text.startsWith(MARK) ? ` ${text.slice(1)}` : `   ${text.slice(3)}`, depth, encoding);
}

const MARK = '\ufeff';
const MARK_AS_LATIN1 = '\u00ef\u00bb\u00bf';

/**
 * Whether a file's text begins with the UTF-8 byte order mark, decoded or byte by byte. Only a chunk at the start of
 * its file can, since every other one begins with a header.
 */
export function startsWithMark(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0xfeff || (first === 0xef && text.startsWith(MARK_AS_LATIN1));
}

/** Where the line that starts at `start` ends, its line feed included: what one `fgets` of Asterisk returns. */
export function lineEnd(text: string, start: number, encoding: Encoding): number {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? text.length : feed + 1;
  if (end - start <= MAX_LINE_BYTES / 3) return end;
  return cutByNul(text, start, end, encoding);
}

/**
 * A line with a NUL in its first 8191 bytes does not look long to Asterisk: the buffer ends after 8191 bytes and the
 * remainder is read as the next line (main/config.c, `config_text_file_load`).
 */
function cutByNul(text: string, start: number, end: number, encoding: Encoding): number {
  const limit = MAX_LINE_BYTES + 1;
  // Cut first: a search in the whole text would run on to its end for each long line.
  const line = text.slice(start, Math.min(end, start + limit + 1));
  const nul = line.indexOf('\0');
  if (nul < 0 || nul >= limit) return end;
  if (encoding === 'latin1') return line.length > limit ? start + limit : end;
  if (end - start <= limit && utf8Length(line) <= limit) return end;
  const cut = utf8Prefix(line, limit);
  const nulBytes = utf8Length(line.slice(0, nul));
  return nulBytes < limit && cut < end - start ? start + Math.max(cut, 1) : end;
}

/** Index of the last entry of `bases` (ascending, the last one a total) that is at most `value`. */
export function indexAtOrBefore(bases: Uint32Array | Float64Array, value: number): number {
  let low = 0;
  let high = Math.max(0, bases.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bases[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
