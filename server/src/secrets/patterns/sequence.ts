/** Finds runs of the alphabet and of counting, forwards, backwards and in steps of two. */
import { letterCaseBits } from './letterCase.ts';
import type { PatternMatch, PatternMatcher } from './pattern.ts';

const SHORTEST = 3;
/** Inside a secret, and in steps of two, so short a run is often chance. */
const SHORTEST_INSIDE = 4;

/** Runs such as counting up from one or the alphabet backwards; after nine may come zero. */
export const sequenceMatches: PatternMatcher = (secret) => {
  const text = secret.toLowerCase();
  const matches: PatternMatch[] = [];
  for (const step of [1, -1, 2, -2]) {
    let start = 0;
    for (let at = 1; at <= text.length; at++) {
      if (at < text.length && follows(text, at, step)) continue;
      const isAtEdge = start === 0 || at === text.length;
      const shortest = isAtEdge && Math.abs(step) === 1 ? SHORTEST : SHORTEST_INSIDE;
      if (at - start >= shortest) matches.push(runMatch(secret, start, at, step));
      start = at;
    }
  }
  return matches;
};

function runMatch(secret: string, start: number, end: number, step: number): PatternMatch {
  const first = secret.charAt(start);
  const startBits = '0123aAxXzZ9'.includes(first) ? 2 : /\d/.test(first) ? 3.3 : 4.7;
  const stepBits = step === 1 ? 0 : step === -1 ? 1 : 2;
  const bits = startBits + stepBits + Math.log2(end - start) + letterCaseBits(secret.slice(start, end));
  return { kind: 'sequence', start, end, bits };
}

/** Whether the character at `at` is `step` after the one before it, both letters or both digits. */
function follows(text: string, at: number, step: number): boolean {
  const before = text.charCodeAt(at - 1);
  const code = text.charCodeAt(at);
  if (isDigit(before) && isDigit(code)) {
    return code - before === step || (before - code) * Math.sign(step) === 10 - Math.abs(step);
  }
  return isLetter(before) && isLetter(code) && code - before === step;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}
