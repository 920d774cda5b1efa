/** Draws new secrets. Where the random numbers come from is for the caller to say; nothing here knows a clock or a system. */
import { safeSigns, type GeneratorProfile } from './alphabet.ts';
import { strength, strongBits, warningBits } from './strength.ts';

/** Source of uniform random integers in `0 <= n < below`. */
export type RandomSource = (below: number) => number;

/** The platform's secure source: fills the array with random bits. `crypto.getRandomValues` fits. */
export type FillWithRandom = (target: Uint32Array<ArrayBuffer>) => unknown;

/** The longest secret every driver can use as a register secret (chan_iax2 keeps 79 bytes). */
export const longestSecret = 79;

const upper = /[A-Z]/;
const lower = /[a-z]/;
const digit = /\d/;
const alphanumeric = /[A-Z0-9]/i;
/** Far more draws than an honest source ever needs. */
const MOST_DRAWS = 1000;

/**
 * Draws a secret: the first character is a letter or digit, and there is an upper-case letter, a lower-case letter and
 * a digit wherever the alphabet has them, and it is as strong as the profile promises. A draw without all that is thrown
 * away whole, so all others stay equally likely.
 *
 * @throws RangeError for a profile that `profileProblem` objects to
 * @throws Error when the source repeats itself instead of giving random numbers
 */
export function generateSecret(random: RandomSource, profile: GeneratorProfile): string {
  const problem = profileProblem(profile);
  if (problem !== undefined) throw new RangeError(problem);
  const characters = [...new Set(profile.alphabet)];
  const first = characters.filter((character) => alphanumeric.test(character));
  const kinds = [upper, lower, digit].filter((kind) => kind.test(profile.alphabet));
  const wanted = profileBits(profile) >= strongBits ? strongBits : warningBits;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const secret = drawSecret(random, first, characters, profile.length);
    if (kinds.every((kind) => kind.test(secret)) && strength(secret, []).bits >= wanted) return secret;
  }
  throw new Error('the random source does not give random numbers');
}

function drawSecret(
  random: RandomSource,
  first: readonly string[],
  all: readonly string[],
  length: number,
): string {
  let secret = drawCharacter(random, first);
  while (secret.length < length) secret += drawCharacter(random, all);
  return secret;
}

/** How many bits the profile gives, before draws are thrown away. */
export function profileBits({ length, alphabet }: GeneratorProfile): number {
  return length * Math.log2(new Set(alphabet).size);
}

/** One character of `from`, each as likely as the others. */
export function drawCharacter(random: RandomSource, from: readonly string[]): string {
  const character = from[random(from.length)];
  if (character === undefined) throw new RangeError('the random source left its range');
  return character;
}

/**
 * What speaks against a profile, in one sentence for the user, or `undefined` when it is usable: it must give at least
 * 72 bits and only characters that survive wherever a secret can stand.
 */
export function profileProblem({ length, alphabet }: GeneratorProfile): string | undefined {
  const characters = [...new Set(alphabet)];
  if (!Number.isInteger(length) || length < 1 || length > longestSecret) {
    return `The length of generated secrets must be a whole number up to ${String(longestSecret)}`;
  }
  const unsafe = characters.filter(
    (character) => !alphanumeric.test(character) && !safeSigns.includes(character),
  );
  if (unsafe.length > 0) {
    return `The alphabet may hold letters, digits and ${safeSigns} only; other characters are lost in some places`;
  }
  if (!characters.some((character) => alphanumeric.test(character))) {
    return 'The alphabet needs letters or digits, since a secret begins with one';
  }
  if (length * Math.log2(characters.length) < warningBits) {
    return `Secrets of ${String(length)} out of ${String(characters.length)} characters have less than ${String(warningBits)} bits; make them longer or add characters`;
  }
  return undefined;
}

/**
 * Makes uniform integers of random bits. Takes as many bits as the range needs and throws away what lies outside, so
 * no number is likelier than another; nothing is divided, so there is no remainder to favour small numbers.
 */
export function secureRandom(fill: FillWithRandom): RandomSource {
  const word = new Uint32Array(1);
  return (below) => {
    if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
      throw new RangeError('the range must be 1 to 2^32');
    }
    const unused = Math.clz32(below - 1);
    for (;;) {
      fill(word);
      const value = unused === 32 ? 0 : (word[0] ?? 0) >>> unused;
      if (value < below) return value;
    }
  };
}
