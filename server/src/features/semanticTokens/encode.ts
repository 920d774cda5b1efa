/** Tokens as the protocol sends them: each counted from the one before, and what changed from answer to answer. */
import type { TokenSheet } from './semanticTokens.ts';

/** A replacement within the numbers of an earlier answer. */
export interface TokenEdit {
  readonly start: number;
  readonly deleteCount: number;
  readonly data: readonly number[];
}

/** Five numbers a token, lines and characters counted from the token before; tokens of other lines are left out. */
export function encodeTokens(sheet: TokenSheet, from = 0, to = Infinity): number[] {
  return encodeChunks(sheet, { first: 0, end: sheet.chunks.length, line: 0, from, to });
}

/**
 * What turns the numbers of `before` into those of `after`: nothing or one replacement. Costs what was changed, as chunks
 * that are the same object need no look.
 */
export function tokenEdits(before: TokenSheet, after: TokenSheet): readonly TokenEdit[] {
  const old = before.chunks;
  const now = after.chunks;
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head] && before.lineBases[head] === after.lineBases[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  // The first token behind the change counts from the last one in it.
  while (tail > 0) {
    tail--;
    if ((now[now.length - 1 - tail]?.length ?? 0) > 0) break;
  }
  const start = { first: head, line: lastLine(before, head), from: 0, to: Infinity };
  const removed = encodeChunks(before, { ...start, end: old.length - tail });
  const added = encodeChunks(after, { ...start, end: now.length - tail });
  let same = 0;
  while (same < removed.length && same < added.length && removed[same] === added[same]) same++;
  same -= same % 5;
  let rest = 0;
  const limit = Math.min(removed.length, added.length) - same;
  while (rest < limit && removed[removed.length - 1 - rest] === added[added.length - 1 - rest]) rest++;
  rest -= rest % 5;
  const deleteCount = removed.length - same - rest;
  const data = added.slice(same, added.length - rest);
  if (deleteCount === 0 && data.length === 0) return [];
  const offset = old.slice(0, head).reduce((sum, { length }) => sum + length, 0);
  return [{ start: offset + same, deleteCount, data }];
}

/** Line of the last token before chunk `index`; 0 where there is none. */
function lastLine({ chunks, lineBases }: TokenSheet, index: number): number {
  for (let i = index - 1; i >= 0; i--) {
    const chunk = chunks[i];
    if (chunk !== undefined && chunk.length > 0) return (lineBases[i] ?? 0) + (chunk[chunk.length - 5] ?? 0);
  }
  return 0;
}

interface Part {
  readonly first: number;
  readonly end: number;
  /** Line that the first token counts from. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

function encodeChunks({ chunks, lineBases }: TokenSheet, part: Part): number[] {
  let most = 0;
  for (let i = part.first; i < part.end; i++) most += chunks[i]?.length ?? 0;
  // One list of the full length: growing one to a million numbers would copy it over and over.
  const numbers = new Array<number>(most);
  let count = 0;
  let { line } = part;
  let character = 0;
  for (let i = part.first; i < part.end; i++) {
    const chunk = chunks[i];
    if (chunk === undefined) continue;
    const base = lineBases[i] ?? 0;
    for (let at = 0; at < chunk.length; at += 5) {
      const own = base + (chunk[at] ?? 0);
      if (own < part.from || own > part.to) continue;
      const start = chunk[at + 1] ?? 0;
      numbers[count] = own - line;
      numbers[count + 1] = own === line ? start - character : start;
      numbers[count + 2] = chunk[at + 2] ?? 0;
      numbers[count + 3] = chunk[at + 3] ?? 0;
      numbers[count + 4] = chunk[at + 4] ?? 0;
      count += 5;
      line = own;
      character = start;
    }
  }
  numbers.length = count;
  return numbers;
}
