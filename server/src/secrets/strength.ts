/**
 * How many tries a secret withstands, as a number of bits. Knows characters and patterns, not files and not rules.
 *
 * The scale: a secret drawn at random has length × log2(pool) bits, where the pool sums the sizes of the kinds of
 * characters that occur. A secret people made up has fewer, by the patterns it is built from.
 */
import { dateMatches } from './patterns/date.ts';
import { dictionaryMatches } from './patterns/dictionary.ts';
import { digitMatches } from './patterns/digits.ts';
import { keyboardMatches } from './patterns/keyboard.ts';
import { ownerMatches } from './patterns/owner.ts';
import type { PatternKind, PatternMatch, PatternMatcher } from './patterns/pattern.ts';
import { repeatMatches, repetitions, unstuttered } from './patterns/repeat.ts';
import { sequenceMatches } from './patterns/sequence.ts';
import { spellingMatches } from './patterns/spelling.ts';

export type StrengthLevel = 'error' | 'warning' | 'ok' | 'strong';

/** Why a secret has the bits it has: the pattern that explains most of it, or what is too small without a pattern. */
export type StrengthReason = PatternKind | 'only-digits' | 'short' | 'random';

/** What `strength` says about one secret. */
export interface Strength {
  /** Binary logarithm of the tries it withstands; 0 for an empty secret. */
  readonly bits: number;
  readonly level: StrengthLevel;
  readonly reason: StrengthReason;
  /** Mean time in seconds until one graphics card has it, see `triesPerSecond`. */
  readonly seconds: number;
}

/** Below it a secret is as good as none. */
export const errorBits = 40;
/** Below it a secret is weak unless a setting says otherwise. */
export const warningBits = 72;
/** From it on a secret is strong. */
export const strongBits = 80;

/**
 * SIP digest answers one graphics card tries in a second.
 * Source: published hashcat benchmarks, mode 11400: 9.7 × 10^9 on an RTX 3090.
 */
export const triesPerSecond = 1e10;

/** Signs of joining one more piece: which pattern, and where the last one ended. */
const PIECE_BITS = 1.5;
/** Savings below this share of the full bits also occur in random text, by chance, and do not count. */
const CHANCE_SHARE = 0.15;
/** Only so much of a long secret is searched for patterns; the rest counts as more of the same. */
const SEARCHED = 64;
const DEEPEST_GROUP = 3;

const matchers: readonly PatternMatcher[] = [
  ownerMatches,
  dictionaryMatches,
  spellingMatches,
  keyboardMatches,
  sequenceMatches,
  repeatMatches,
  dateMatches,
  digitMatches,
];

/**
 * Estimates `secret`, the value the driver reads. Never throws.
 *
 * @param owners names a guesser tries with it: section, user, number
 * @param minimumBits where the level `ok` begins; secrets under 40 bits are errors whatever it says
 */
export function strength(secret: string, owners: readonly string[], minimumBits = warningBits): Strength {
  const full = randomBits(secret);
  const guessed = patternBits(secret, owners, 0);
  const counts = guessed.bits < full * (1 - CHANCE_SHARE);
  const bits = counts ? guessed.bits : full;
  return {
    bits,
    level: levelOf(bits, minimumBits),
    reason: /^\d+$/.test(secret)
      ? 'only-digits'
      : counts
        ? guessed.reason
        : bits < minimumBits
          ? 'short'
          : 'random',
    seconds: 2 ** (bits - 1) / triesPerSecond,
  };
}

/** Bits of `text` had it been drawn at random from the kinds of characters in it. */
export function randomBits(text: string): number {
  return characterCount(text) * Math.log2(poolSize(text));
}

/** Characters of `text`; a whole surrogate pair is one, half a pair too. */
function characterCount(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) at++;
    count++;
  }
  return count;
}

function poolSize(text: string): number {
  let seen = 0;
  for (let at = 0; at < text.length; at++) seen |= 1 << kindOf(text.charCodeAt(at));
  let size = 0;
  for (let kind = 0; kind < kindSizes.length; kind++) if (seen & (1 << kind)) size += kindSizes[kind] ?? 0;
  return Math.max(size, 1);
}

/** How many characters of each kind a guesser has to try: small letters, capitals, digits, `-_`, signs, all others. */
const kindSizes: readonly number[] = [26, 26, 10, 2, 31, 100];

/** The place of the character's kind in `kindSizes`. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  if (code >= 48 && code <= 57) return 2;
  if (code === 45 || code === 95) return 3;
  return code < 128 ? 4 : 5;
}

function levelOf(bits: number, minimumBits: number): StrengthLevel {
  if (bits < errorBits) return 'error';
  if (bits < minimumBits) return 'warning';
  return bits < strongBits ? 'ok' : 'strong';
}

interface Guess {
  readonly bits: number;
  readonly reason: StrengthReason;
}

/** The cheapest way to spell `secret` with patterns and single characters. */
function patternBits(secret: string, owners: readonly string[], depth: number): Guess {
  const searched = secret.slice(0, SEARCHED);
  const guess = cheapestSpelling(searched, owners, depth);
  if (secret.length <= SEARCHED) return guess;
  return { ...guess, bits: (guess.bits * secret.length) / SEARCHED };
}

function cheapestSpelling(text: string, owners: readonly string[], depth: number): Guess {
  const stuttered = depth < DEEPEST_GROUP ? unstuttered(text) : undefined;
  if (stuttered !== undefined) {
    const once = cheapestSpelling(stuttered.text, owners, depth + 1);
    return { bits: once.bits + stuttered.times, reason: 'repeat' };
  }
  const matches: PatternMatch[] = [];
  for (const matcher of matchers) for (const match of matcher(text, owners)) matches.push(match);
  if (depth < DEEPEST_GROUP) for (const match of groupMatches(text, owners, depth)) matches.push(match);
  return cheapestPath(text, matches);
}

/** Repeated groups cost what the group costs, and a little for how often. */
function groupMatches(text: string, owners: readonly string[], depth: number): PatternMatch[] {
  const found = repetitions(text);
  if (found.length === 0) return [];
  return found.map(({ start, end, group, times }) => ({
    kind: 'repeat',
    start,
    end,
    bits: cheapestSpelling(group, owners, depth + 1).bits + Math.log2(times),
  }));
}

/** Shortest path from the first to the last character, over single characters and matches. */
function cheapestPath(text: string, matches: readonly PatternMatch[]): Guess {
  const characterBits = Math.log2(poolSize(text));
  if (matches.length === 0) return { bits: randomBits(text), reason: 'short' };
  const endingAt: PatternMatch[][] = [];
  for (const match of matches) (endingAt[match.end] ??= []).push(match);
  const bits = [0];
  const last: (PatternMatch | undefined)[] = [undefined];
  for (let end = 1; end <= text.length; end++) {
    bits[end] = (bits[end - 1] ?? 0) + (isSecondHalf(text.charCodeAt(end - 1)) ? 0 : characterBits);
    for (const match of endingAt[end] ?? []) {
      const joined = (bits[match.start] ?? 0) + match.bits + (match.start === 0 ? 0 : PIECE_BITS);
      if (joined >= (bits[end] ?? 0)) continue;
      bits[end] = joined;
      last[end] = match;
    }
  }
  return { bits: bits[text.length] ?? 0, reason: mainPattern(last, text.length, characterBits) };
}

/** The pattern on the cheapest path that saved most. */
function mainPattern(
  last: readonly (PatternMatch | undefined)[],
  length: number,
  characterBits: number,
): StrengthReason {
  let reason: StrengthReason = 'short';
  let most = 0;
  for (let end = length; end > 0;) {
    const match = last[end];
    const saved = match === undefined ? 0 : (match.end - match.start) * characterBits - match.bits;
    if (match !== undefined && saved > most) {
      most = saved;
      reason = match.kind;
    }
    end = match?.start ?? end - 1;
  }
  return reason;
}

/** Whether the code unit is the second of a pair that makes one character. */
function isSecondHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
