/** Finds the known word a typing slip most likely meant. Letter case of ASCII does not count; knows no word lists. */
import { foldCase } from './ascii.ts';

interface Match {
  readonly name: string;
  readonly folded: string;
  readonly slips: number;
}

/**
 * The candidate nearest to `word`, spelled as in `candidates`; `undefined` when none is near enough or one is equal.
 *
 * Near enough is two slips (a letter too many, too few, wrong, or two neighbours swapped), one for words of three or
 * four letters, none below: short words are all neighbours of each other. Of several equally near ones the first in
 * alphabetical order wins that starts with the same letter, so the answer does not depend on the order given.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = foldCase(word);
  let best: Match | undefined;
  for (const name of candidates) {
    const candidate = foldCase(name);
    const slips = slipsBetween(folded, candidate, best?.slips ?? allowedSlips(folded.length));
    if (slips === undefined) continue;
    if (slips === 0) return undefined;
    const found = { name, folded: candidate, slips };
    best = best === undefined ? found : better(folded, found, best);
  }
  return best?.name;
}

/**
 * How many slips (insert, delete, replace, swap neighbours) turn `a` into `b`; `undefined` when more than `limit`.
 * Letters are compared as they are. No letter is touched twice ("optimal string alignment").
 */
export function slipsBetween(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  const beyond = limit + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, beyond));
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(beyond);
    if (row <= limit) current[0] = row;
    let lowest = current[0] ?? beyond;
    // Cells further than `limit` from the diagonal cannot lead to an answer within it.
    for (let column = Math.max(1, row - limit); column <= Math.min(b.length, row + limit); column++) {
      const isSame = a[row - 1] === b[column - 1];
      let slips = (last[column - 1] ?? beyond) + (isSame ? 0 : 1);
      slips = Math.min(slips, (last[column] ?? beyond) + 1, (current[column - 1] ?? beyond) + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, (beforeLast[column - 2] ?? beyond) + 1);
      }
      current[column] = Math.min(slips, beyond);
      lowest = Math.min(lowest, slips);
    }
    // A swap reads two rows back, so one row out of reach does not yet end the search.
    if (lowest > limit && Math.min(...last) > limit) return undefined;
    beforeLast = last;
    last = current;
  }
  const slips = last[b.length] ?? beyond;
  return slips > limit ? undefined : slips;
}

function allowedSlips(length: number): number {
  if (length < 3) return 0;
  return length < 5 ? 1 : 2;
}

function better(word: string, a: Match, b: Match): Match {
  if (a.slips !== b.slips) return a.slips < b.slips ? a : b;
  const first = word.charAt(0);
  const startsAlike = a.folded.startsWith(first);
  if (startsAlike !== b.folded.startsWith(first)) return startsAlike ? a : b;
  return a.folded < b.folded ? a : b;
}
