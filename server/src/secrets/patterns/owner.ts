/** Finds the names of the secret's owner in it: whole or by word, in any letter case, with stand-in digits, or backwards. */
import { readsAs } from './leet.ts';
import { letterCaseBits } from './letterCase.ts';
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const SHORTEST = 3;
/** A guesser tries the owner's name among his first words. */
const nameBits = 2;

/** Each place where a name of the owner, or a word of it, stands in `secret`. */
export const ownerMatches: PatternMatcher = (secret, owners) => {
  const matches: PatternMatch[] = [];
  for (const name of namesOf(owners)) {
    if (name.length > secret.length) continue;
    const backwards = Array.from(name).reverse().join('');
    for (let start = 0; start + name.length <= secret.length; start++) {
      const isForwards = readsAt(secret, start, name);
      if (!isForwards && !readsAt(secret, start, backwards)) continue;
      const end = start + name.length;
      const bits = nameBits + letterCaseBits(secret.slice(start, end)) + (isForwards ? 0 : 1);
      matches.push({ kind: 'owner', start, end, bits });
    }
  }
  return matches;
};

function namesOf(owners: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const owner of owners) {
    const whole = owner.toLowerCase();
    const words = /^[a-z0-9]*$/.test(whole) ? [] : whole.split(/[^\p{L}\p{N}]+/u);
    for (const name of [whole, ...words]) {
      if (name.length >= SHORTEST) names.add(name);
    }
  }
  return names;
}

function readsAt(secret: string, start: number, name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    if (!readsAs(secret.charAt(start + at), name.charAt(at))) return false;
  }
  return true;
}
