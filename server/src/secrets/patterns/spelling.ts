/** Tells letters that follow each other as they do in words from letters drawn at random, for words no list has. */
import { wordLists } from '../words.ts';
import { letterCaseBits } from './letterCase.ts';
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const SHORTEST = 5;
const LETTERS = 26;
/** Stands for the place before the first letter of a word. */
const START = LETTERS;
/** How often each pair of letters is taken as seen before any was: keeps unseen pairs possible. */
const UNSEEN = 0.3;
/** How many letters a run has costs a guesser this much to say. */
const LENGTH_BITS = 2;

const pairBits: Float64Array = countPairs();

/** Runs of letters in one case, a capital in front allowed, at what their pairs of letters cost. */
export const spellingMatches: PatternMatcher = (secret) => {
  const matches: PatternMatch[] = [];
  // A random secret hardly ever has so many letters of one case in a row.
  if (!/[a-z]{4}|[A-Z]{5}/.test(secret)) return matches;
  for (const run of secret.matchAll(/[A-Z]?[a-z]+|[A-Z]+/g)) {
    const text = run[0];
    if (text.length < SHORTEST) continue;
    const bits = LENGTH_BITS + spellingBits(text.toLowerCase()) + letterCaseBits(text);
    matches.push({ kind: 'word', start: run.index, end: run.index + text.length, bits });
  }
  return matches;
};

function spellingBits(word: string): number {
  let bits = 0;
  let before = START;
  for (let at = 0; at < word.length; at++) {
    const letter = word.charCodeAt(at) - 97;
    bits += pairBits[before * LETTERS + letter] ?? 0;
    before = letter;
  }
  return bits;
}

/** Bits of each letter after each other one, from the words of the lists. */
function countPairs(): Float64Array {
  const counts = new Float64Array((LETTERS + 1) * LETTERS).fill(UNSEEN);
  for (const { words } of wordLists) {
    for (const word of words.split(' ')) {
      let before = START;
      for (let at = 0; at < word.length; at++) {
        const letter = word.charCodeAt(at) - 97;
        const index = before * LETTERS + letter;
        counts[index] = (counts[index] ?? 0) + 1;
        before = letter;
      }
    }
  }
  for (let before = 0; before <= START; before++) {
    const row = counts.subarray(before * LETTERS, (before + 1) * LETTERS);
    const sum = row.reduce((total, count) => total + count, 0);
    row.forEach((count, letter) => (row[letter] = -Math.log2(count / sum)));
  }
  return counts;
}
