/** Finds long runs of digits; shorter ones stand in random text by chance. */
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const SHORTEST = 6;
const digitBits = Math.log2(10);

/** Runs of six digits and more, at ten tries a digit, whatever the rest of the secret is made of. */
export const digitMatches: PatternMatcher = (secret) => {
  const matches: PatternMatch[] = [];
  if (!/\d{6}/.test(secret)) return matches;
  for (const run of secret.matchAll(/\d+/g)) {
    const length = run[0].length;
    if (length >= SHORTEST) {
      matches.push({ kind: 'digits', start: run.index, end: run.index + length, bits: length * digitBits });
    }
  }
  return matches;
};
