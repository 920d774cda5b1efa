/** Text to tree, and tree with a change to tree. Never throws; the text always equals the joined chunks. */
import type { TextChange } from '../text/span.ts';
import { chunksOfTable, Cutter, linesPerChunk, linkChunks, ownLengthOf, type Chunk } from './chunk.ts';
import type { Encoding } from './lexLine.ts';
import { Columns, indexAtOrBefore, joinTables, LineTable, withoutFeed } from './lineTable.ts';
import { depthAfter, isHeaderLine, lineEnd } from './rawLine.ts';
import { scan, type ParseCounters } from './scan.ts';
import type { SectionNode } from './section.ts';
import { makeTree, type SyntaxTree } from './tree.ts';

export type { ParseCounters } from './scan.ts';

/**
 * Parses a whole document: cuts it into chunks and finds the headers. Lines and sections are made when asked for.
 *
 * @param encoding how the text was decoded; lengths that Asterisk counts in bytes depend on it
 */
export function parse(text: string, encoding: Encoding = 'utf8', counters?: ParseCounters): SyntaxTree {
  const lines = linesPerChunk(text.length);
  return makeTree(linkChunks(scan(text, 0, encoding, true, lines, counters)), encoding);
}

/**
 * The tree after `change`; equals `parse` of the new text. Lexes only the lines the change touches, and on until the
 * comment depth agrees again; sections outside keep their identity.
 */
export function reparse(tree: SyntaxTree, change: TextChange, counters?: ParseCounters): SyntaxTree {
  const { chunks, encoding } = tree;
  if (chunks.length === 0) return parse(change.text, encoding, counters);
  let first = indexAtOrBefore(tree.offsetBases, change.start);
  let last = indexAtOrBefore(tree.offsetBases, Math.max(change.start, change.end));
  if (first > 0 && change.start === tree.offsetBases[first]) first--;
  // Where a NUL cut a line before its line end, the edit may join what stands on both sides of the cut.
  while (first > 0 && !endsWithFeed(chunks[first - 1])) first--;
  while (last < chunks.length - 1 && !endsWithFeed(chunks[last])) last++;
  const base = tree.offsetBases[first] ?? 0;
  const touched = chunks.slice(first, last + 1);
  const old = joinTables(touched.map((chunk) => chunk.table));
  const edit: Edit = {
    old,
    keepUntil: change.start - base,
    oldResume: change.end - base,
    shift: change.text.length - (change.end - change.start),
  };
  const text = detach(old.text.slice(0, edit.keepUntil) + change.text + old.text.slice(edit.oldResume));
  const lexed = lexChanged(text, edit, counters);
  const lines = linesPerChunk(tree.length + edit.shift);
  const middle = middleChunks(touched, lexed, first === 0, lines);
  const depth = middle.at(-1)?.depthAfter ?? chunks[first]?.depthBefore ?? 0;
  const tail = relexTail(chunks.slice(last + 1), depth, lines, counters);
  const linked = linkChunks([...chunks.slice(0, first), ...middle, ...tail]);
  adoptSections(linked.slice(first, first + middle.length), touched, edit, lexed);
  return makeTree(linked, encoding);
}

function endsWithFeed(chunk: Chunk | undefined): boolean {
  return chunk?.table.text.endsWith('\n') ?? true;
}

/** A slice keeps the whole text alive in V8; joining anew makes a flat copy of its own. */
function detach(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** A change, and the old lines that may serve again. Places count in the old joined text. */
interface Edit {
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
  /** The number that line `changedTo` had before; beyond the last line where nothing was taken over. */
  readonly oldChangedTo: number;
}

/** The lines of the changed `text`; those outside the change are taken over. */
function lexChanged(text: string, edit: Edit, counters: ParseCounters | undefined): Lexed {
  const { old, keepUntil, shift } = edit;
  const { encoding, depthBefore } = old;
  const columns = new Columns(old.starts.length);
  // The line the change begins in is lexed again; so is the one before, whose end may have been cut or joined.
  const changedFrom = Math.max(0, indexAtOrBefore(old.starts, keepUntil) - 1);
  columns.copy(old, 0, changedFrom, 0);
  let at = old.starts[changedFrom] ?? 0;
  let depth = old.depths[changedFrom] ?? depthBefore;
  while (at < text.length) {
    const same = sameLine(edit, at, depth);
    if (same >= 0) {
      const changedTo = columns.count;
      columns.copy(old, same, old.starts.length, shift);
      const table = new LineTable(text, depthBefore, encoding, columns.found());
      return { table, changedFrom, changedTo, oldChangedTo: same };
    }
    columns.push(at, depth);
    const end = lineEnd(text, at, encoding);
    if (counters !== undefined) counters.lexedLines++;
    depth = depthAfter(text, at, withoutFeed(text, end), depth, encoding);
    at = end;
  }
  columns.push(text.length, depth);
  const table = new LineTable(text, depthBefore, encoding, columns.found());
  return { table, changedFrom, changedTo: columns.count - 1, oldChangedTo: old.starts.length };
}

/** The old line that starts exactly at `at` behind the change, at the same depth; -1 when there is none. */
function sameLine({ old, oldResume, shift }: Edit, at: number, depth: number): number {
  const place = at - shift;
  if (place <= oldResume) return -1;
  const index = indexAtOrBefore(old.starts, place);
  return old.starts[index] === place && old.depths[index] === depth ? index : -1;
}

/** The chunks of the changed text; only lines lexed anew are asked whether they are headers. */
function middleChunks(touched: readonly Chunk[], lexed: Lexed, isFirst: boolean, lines: number): Chunk[] {
  const { table, changedFrom, changedTo, oldChangedTo } = lexed;
  const { starts, depths, text, encoding } = table;
  const lineCount = starts.length - 1;
  const isHead = new Uint8Array(lineCount);
  let firstLine = 0;
  for (const { heads, lineCount: count } of touched) {
    for (let i = 1; i < heads.length; i += 2) {
      const line = firstLine + (heads[i] ?? 0);
      if (line < changedFrom) isHead[line] = 1;
      else if (line >= oldChangedTo) isHead[line - oldChangedTo + changedTo] = 1;
    }
    firstLine += count;
  }
  const cutter = new Cutter(text, isFirst, lines);
  for (let line = 0; line < lineCount; line++) {
    const at = starts[line] ?? 0;
    const depth = depths[line] ?? 0;
    const isChanged = line >= changedFrom && line < changedTo;
    const isHeader = isChanged
      ? isHeaderLine(text, at, starts[line + 1] ?? at, depth, encoding)
      : isHead[line] === 1;
    if (isHeader) cutter.header(at, line, depth);
    else cutter.line(at, line, depth);
  }
  cutter.end(text.length, lineCount, depths[lineCount] ?? 0);
  return chunksOfTable(table, cutter, isFirst);
}

/** Gives the new chunks those sections of the old ones that lie wholly outside the lines lexed anew. */
function adoptSections(middle: readonly Chunk[], touched: readonly Chunk[], edit: Edit, lexed: Lexed): void {
  const { starts } = lexed.table;
  const changedStart = starts[lexed.changedFrom] ?? 0;
  const changedEnd = starts[lexed.changedTo] ?? lexed.table.text.length;
  const kept = new Map<number, SectionNode>();
  let base = 0;
  for (const chunk of touched) {
    let at = base;
    for (const section of chunk.sections) {
      const end = at + ownLengthOf(section);
      if (end <= changedStart) kept.set(at, section);
      else if (at + edit.shift >= changedEnd && at > edit.oldResume) kept.set(at + edit.shift, section);
      at = end;
    }
    base += chunk.length;
  }
  if (kept.size === 0) return;
  let start = 0;
  for (const chunk of middle) {
    const own = new Map<number, SectionNode>();
    for (const [at, section] of kept) {
      if (at >= start && at < start + chunk.length) own.set(at - start, section);
    }
    chunk.adopt(own);
    start += chunk.length;
  }
}

/** Behind the change chunks serve as they are, unless the comment depth they start with is another one now. */
function relexTail(
  tail: readonly Chunk[],
  depthBefore: number,
  lines: number,
  counters: ParseCounters | undefined,
): readonly Chunk[] {
  const relexed: Chunk[] = [];
  let depth = depthBefore;
  let same = 0;
  for (const chunk of tail) {
    if (chunk.depthBefore === depth) break;
    const { text, encoding } = chunk.table;
    const fresh = scan(text, depth, encoding, false, lines, counters);
    depth = fresh.at(-1)?.depthAfter ?? depth;
    relexed.push(...fresh);
    same++;
  }
  return relexed.length === 0 ? tail : [...relexed, ...tail.slice(same)];
}
