/** Finds a character or a group of characters that is written again and again. */
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const SHORTEST_RUN = 4;
const LONGEST_GROUP = 24;

/** A group found to repeat, and what one of it costs is for `strength.ts` to say. */
export interface Repetition {
  readonly start: number;
  readonly end: number;
  /** The group itself, two characters at least. */
  readonly group: string;
  readonly times: number;
}

/** Runs of one character, four at least. */
export const repeatMatches: PatternMatcher = (secret) => {
  const matches: PatternMatch[] = [];
  let start = 0;
  for (let at = 1; at <= secret.length; at++) {
    if (secret[at] === secret[start]) continue;
    if (at - start >= SHORTEST_RUN) {
      matches.push({
        kind: 'repeat',
        start,
        end: at,
        bits: characterBits(secret.charAt(start)) + Math.log2(at - start),
      });
    }
    start = at;
  }
  return matches;
};

/** Groups of two characters or more that follow themselves at least once; the group with the shortest text wins. */
export function repetitions(secret: string): readonly Repetition[] {
  const found: Repetition[] = [];
  let start = 0;
  while (start < secret.length) {
    const repetition = repetitionAt(secret, start);
    if (repetition === undefined) start++;
    else {
      found.push(repetition);
      start = repetition.end;
    }
  }
  return found;
}

function repetitionAt(secret: string, start: number): Repetition | undefined {
  const room = Math.min(LONGEST_GROUP, Math.floor((secret.length - start) / 2));
  for (let size = 2; size <= room; size++) {
    if (secret.charCodeAt(start) !== secret.charCodeAt(start + size)) continue;
    const group = secret.slice(start, start + size);
    let times = 1;
    while (secret.startsWith(group, start + times * size)) times++;
    if (times >= 3 || (times === 2 && size >= 3)) return { start, end: start + times * size, group, times };
  }
  return undefined;
}

/** The secret with each character once where all of them stand in equal runs of `times`, else `undefined`. */
export function unstuttered(secret: string): { readonly text: string; readonly times: number } | undefined {
  for (const times of [2, 3, 4]) {
    if (secret.length % times !== 0 || secret.length < 2 * times) continue;
    // A pair of surrogates is one character here, so only a text without any is told by its first two units.
    if (secret.charCodeAt(0) !== secret.charCodeAt(1) && !/[\ud800-\udfff]/.test(secret)) continue;
    let text = '';
    for (let at = 0; at < secret.length; at += times) text += secret.charAt(at);
    if (
      Array.from(text)
        .map((character) => character.repeat(times))
        .join('') === secret
    ) {
      return { text, times };
    }
  }
  return undefined;
}

function characterBits(character: string): number {
  return /\d/.test(character) ? 3.3 : /[a-z]/i.test(character) ? 4.7 : 5;
}
