/** Text to tree, and tree with a change to tree. Never throws; the text always equals the joined chunks. */
import { isBlank } from '../text/ascii.ts';
import type { TextChange } from '../text/span.ts';
import type { Encoding } from './lexLine.ts';
import {
  CHUNK_LINES,
  indexAtOrBefore,
  lexRaw,
  lineAt,
  lineEnd,
  makeTree,
  startsWithMark,
  type Chunk,
  type LineTable,
  type SectionNode,
  type SyntaxTree,
} from './tree.ts';

/** Counts work, so that tests can prove how little an edit costs. */
export interface ParseCounters {
  lexedLines: number;
}

/**
 * Parses a whole document.
 *
 * @param encoding how the text was decoded; lengths that Asterisk counts in bytes depend on it
 */
export function parse(text: string, encoding: Encoding = 'utf8'): SyntaxTree {
  return makeTree(buildChunks(lexAll(text, 0, encoding, undefined, undefined), encoding), encoding);
}

/**
 * The tree after `change`; equals `parse` of the new text. Lexes only the lines the change touches, and on until the
 * comment depth agrees again; sections outside keep their identity.
 */
export function reparse(tree: SyntaxTree, change: TextChange, counters?: ParseCounters): SyntaxTree {
  const { chunks, encoding } = tree;
  if (chunks.length === 0) return parse(change.text, encoding);
  let first = indexAtOrBefore(tree.offsetBases, change.start);
  let last = indexAtOrBefore(tree.offsetBases, Math.max(change.start, change.end));
  if (first > 0 && change.start === tree.offsetBases[first]) first--;
  // Where a NUL cut a line before its line end, the edit may join what stands on both sides of the cut.
  while (first > 0 && !endsWithFeed(chunks[first - 1])) first--;
  while (last < chunks.length - 1 && !endsWithFeed(chunks[last])) last++;
  const base = tree.offsetBases[first] ?? 0;
  const before = joinTables(chunks.slice(first, last + 1).map((chunk) => chunk.table));
  const text = before.text.slice(0, change.start - base) + change.text + before.text.slice(change.end - base);
  const reuse: Reuse = {
    old: before,
    keepUntil: change.start - base,
    oldResume: change.end - base,
    shift: change.text.length - (change.end - change.start),
  };
  const depthBefore = chunks[first]?.depthBefore ?? 0;
  const lexed = lexAll(text, depthBefore, encoding, reuse, counters);
  const kept = { sections: chunks.slice(first, last + 1).flatMap((chunk) => chunk.sections), reuse };
  const middle = buildChunks(lexed, encoding, kept);
  const merged = mergeLoose(chunks.slice(0, first), middle, encoding);
  const tail = relexTail(chunks.slice(last + 1), merged, encoding, counters);
  return makeTree([...merged, ...tail], encoding);
}

function endsWithFeed(chunk: Chunk | undefined): boolean {
  return chunk?.table.text.endsWith('\n') ?? true;
}

/** What of the old lines may serve again. Places count in the old joined text. */
interface Reuse {
  readonly old: LineTable;
  readonly keepUntil: number;
  readonly oldResume: number;
  readonly shift: number;
}

interface Lexed {
  readonly table: LineTable;
  /** Lines `changedFrom`..`changedTo` were lexed anew. */
  readonly changedFrom: number;
  readonly changedTo: number;
}

/** Lexes `text`; lines outside the change are taken over from `reuse`. */
function lexAll(
  text: string,
  depthBefore: number,
  encoding: Encoding,
  reuse: Reuse | undefined,
  counters: ParseCounters | undefined,
): Lexed {
  const columns = new Columns(reuse?.old.starts.length ?? 0);
  let depth = depthBefore;
  let at = 0;
  let changedFrom = 0;
  if (reuse !== undefined) {
    // The line the change begins in is lexed again; so is the one before, whose end may have been cut or joined.
    changedFrom = Math.max(0, indexAtOrBefore(reuse.old.starts, reuse.keepUntil) - 1);
    columns.copy(reuse.old, 0, changedFrom, 0);
    at = reuse.old.starts[changedFrom] ?? 0;
    depth = reuse.old.depths[changedFrom] ?? depthBefore;
  }
  while (at < text.length) {
    if (reuse !== undefined && canResume(reuse, at, depth)) {
      const changedTo = columns.count;
      const { old, shift } = reuse;
      columns.copy(old, indexAtOrBefore(old.starts, at - shift), old.starts.length, shift);
      return { table: columns.table(text), changedFrom, changedTo };
    }
    columns.push(at, depth);
    const end = lineEnd(text, at, encoding);
    const rawEnd = text.charCodeAt(end - 1) === 10 ? end - 1 : end;
    if (counters !== undefined) counters.lexedLines++;
    depth = depthAfter(text, at, rawEnd, depth, encoding);
    at = end;
  }
  columns.push(text.length, depth);
  return { table: columns.table(text), changedFrom, changedTo: columns.count - 1 };
}

/** Starts and depths of lines while they are being found; typed from the first line on, so that a million stay small. */
class Columns {
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
    this.#depths.set(old.depths.subarray(from, to), this.count);
    for (let i = from; i < to; i++) this.#starts[this.count++] = (old.starts[i] ?? 0) + shift;
  }

  table(text: string): LineTable {
    return { text, starts: this.#starts.slice(0, this.count), depths: this.#depths.slice(0, this.count) };
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

/**
 * Most lines have no semicolon or only a plain comment and change nothing; only the others need the whole lexer.
 * Looking no further than the line's end keeps the work linear where semicolons are rare.
 */
function depthAfter(text: string, start: number, end: number, depth: number, encoding: Encoding): number {
  const semicolon = semicolonIn(text, start, end);
  if (semicolon < 0 || (depth === 0 && isPlainComment(text, start, semicolon, end))) return depth;
  return lexRaw(text.slice(start, end), depth, encoding, start === 0).depthAfter;
}

/** Where the first semicolon of the stretch stands; -1 where there is none. */
function semicolonIn(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === SEMICOLON) return i;
  return -1;
}

/** Whether the semicolon is surely neither escaped nor part of a `;--` or `--;`; the rest of its line is then comment. */
function isPlainComment(text: string, start: number, at: number, end: number): boolean {
  if (at + 1 < end && text.charCodeAt(at + 1) === HYPHEN) return false;
  const before = at > start ? text.charCodeAt(at - 1) : 0;
  return before !== HYPHEN && before !== BACKSLASH;
}

/** Whether an old line starts exactly at `at` behind the change, at the same depth. */
function canResume(reuse: Reuse, at: number, depth: number): boolean {
  const old = at - reuse.shift;
  if (old <= reuse.oldResume) return false;
  const index = indexAtOrBefore(reuse.old.starts, old);
  return reuse.old.starts[index] === old && reuse.old.depths[index] === depth;
}

function joinTables(tables: readonly LineTable[]): LineTable {
  const [only] = tables;
  if (tables.length === 1 && only !== undefined) return only;
  const columns = new Columns(tables.reduce((sum, { starts }) => sum + starts.length, 0));
  let base = 0;
  tables.forEach((table, i) => {
    const isLast = i === tables.length - 1;
    columns.copy(table, 0, isLast ? table.starts.length : table.starts.length - 1, base);
    base += table.text.length;
  });
  return columns.table(tables.map((table) => table.text).join(''));
}

/** Sections of the old chunks that may be taken over by identity. */
interface KeptSections {
  readonly sections: readonly SectionNode[];
  readonly reuse: Reuse;
}

function buildChunks(lexed: Lexed, encoding: Encoding, kept?: KeptSections): Chunk[] {
  const { table } = lexed;
  const lineCount = table.starts.length - 1;
  if (lineCount === 0) return [];
  const headerLines: number[] = [];
  for (let i = 0; i < lineCount; i++) if (isHeaderLine(table, i, encoding)) headerLines.push(i);
  const chunks: Chunk[] = [];
  const oldByStart = kept === undefined ? undefined : sectionsByStart(kept, lexed);
  let from = 0;
  let sections: [number, number][] = [];
  let start = 0;
  const closeChunk = (to: number): void => {
    chunks.push(makeChunk(table, from, to, sections, encoding, oldByStart));
    from = to;
    sections = [];
  };
  for (const line of [...headerLines, lineCount]) {
    if (line > start) sections.push([start, line]);
    start = line;
    if (line === lineCount || line - from >= CHUNK_LINES) if (line > from) closeChunk(line);
  }
  return chunks;
}

function isHeaderLine(table: LineTable, index: number, encoding: Encoding): boolean {
  const start = table.starts[index] ?? 0;
  const end = table.starts[index + 1] ?? start;
  const { text } = table;
  const isMarked = start === 0 && startsWithMark(text);
  if (table.depths[index] === 0 && !isMarked) {
    let at = start;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    const first = at < end ? text.charCodeAt(at) : 0;
    if (first === OPEN_BRACKET) {
      return end - start < SURELY_SHORT || lineAt(table, index, encoding).kind === 'header';
    }
    // Only a block comment in front of it can hide a header behind another first character.
    if (first !== SEMICOLON) return false;
  }
  if (!isMarked && semicolonIn(text, start, end) < 0) return false;
  return lineAt(table, index, encoding).kind === 'header';
}

const OPEN_BRACKET = 91;
const SEMICOLON = 59;
const HYPHEN = 45;
const BACKSLASH = 92;
/** Characters; a line of fewer cannot exceed Asterisk's limit in any encoding. */
const SURELY_SHORT = 2000;

/** Old sections that lie wholly outside the lines lexed anew, by the place where they start in the new text. */
function sectionsByStart(kept: KeptSections, lexed: Lexed): ReadonlyMap<number, SectionNode> {
  const result = new Map<number, SectionNode>();
  const changedStart = lexed.table.starts[lexed.changedFrom] ?? 0;
  const changedEnd = lexed.table.starts[lexed.changedTo] ?? lexed.table.text.length;
  let at = 0;
  for (const section of kept.sections) {
    const end = at + section.length;
    if (end <= changedStart) result.set(at, section);
    else if (at + kept.reuse.shift >= changedEnd && at > kept.reuse.oldResume) {
      result.set(at + kept.reuse.shift, section);
    }
    at = end;
  }
  return result;
}

function makeChunk(
  whole: LineTable,
  from: number,
  to: number,
  sections: readonly (readonly [number, number])[],
  encoding: Encoding,
  old: ReadonlyMap<number, SectionNode> | undefined,
): Chunk {
  const base = whole.starts[from] ?? 0;
  const end = whole.starts[to] ?? base;
  const isWhole = from === 0 && to === whole.starts.length - 1;
  const table: LineTable = isWhole
    ? whole
    : {
        text: detach(whole.text.slice(base, end)),
        starts: whole.starts.slice(from, to + 1).map((start) => start - base),
        depths: whole.depths.slice(from, to + 1),
      };
  const nodes = sections.map(([first, last]): SectionNode => {
    const start = whole.starts[first] ?? 0;
    const length = (whole.starts[last] ?? start) - start;
    const known = old?.get(start);
    if (known?.length === length && known.lineCount === last - first) return known;
    const place = { table, first: first - from, lineCount: last - first, length };
    // Every section but the first begins with a line that was found to be a header.
    const line = lineAt(whole, first, encoding);
    return line.kind === 'header' ? { ...place, header: line } : place;
  });
  return {
    table,
    sections: nodes,
    lineCount: to - from,
    length: end - base,
    depthBefore: whole.depths[from] ?? 0,
    depthAfter: whole.depths[to] ?? 0,
    isIrregular: isIrregular(table),
  };
}

/** A slice keeps the whole text alive in V8; joining anew makes a flat copy of its own. */
function detach(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

function isIrregular(table: LineTable): boolean {
  const { text, starts } = table;
  for (let cr = text.indexOf('\r'); cr >= 0; cr = text.indexOf('\r', cr + 1)) {
    if (text.charCodeAt(cr + 1) !== 10) return true;
  }
  if (!text.includes('\0')) return false;
  for (let i = 1; i < starts.length - 1; i++) if (text.charCodeAt((starts[i] ?? 0) - 1) !== 10) return true;
  return false;
}

/** A chunk that no longer starts with a header belongs to the section before it. */
function mergeLoose(head: readonly Chunk[], middle: readonly Chunk[], encoding: Encoding): Chunk[] {
  const next = middle[0];
  const previous = head[head.length - 1];
  if (next === undefined || previous === undefined || next.sections[0]?.header !== undefined) {
    return [...head, ...middle];
  }
  const joined = buildChunks(lexedOf(joinTables([previous.table, next.table])), encoding);
  return [...head.slice(0, -1), ...joined, ...middle.slice(1)];
}

/** Behind the change chunks serve as they are, unless the comment depth they start with is another one now. */
function relexTail(
  tail: readonly Chunk[],
  done: Chunk[],
  encoding: Encoding,
  counters: ParseCounters | undefined,
): readonly Chunk[] {
  const relexed: LineTable[] = [];
  let depth = done[done.length - 1]?.depthAfter ?? 0;
  for (const chunk of tail) {
    if (chunk.depthBefore === depth) break;
    const { table } = lexAll(chunk.table.text, depth, encoding, undefined, counters);
    depth = table.depths[table.depths.length - 1] ?? depth;
    relexed.push(table);
  }
  if (relexed.length === 0) return tail;
  // All at once: joining one by one would copy everything again for each chunk that lost its headers.
  const previous = done.pop();
  const joined = joinTables([...(previous === undefined ? [] : [previous.table]), ...relexed]);
  return [...buildChunks(lexedOf(joined), encoding), ...tail.slice(relexed.length)];
}

function lexedOf(table: LineTable): Lexed {
  return { table, changedFrom: 0, changedTo: table.starts.length - 1 };
}
