/** Characters that cannot be seen, or that look like others, and so get into a secret by copying. Data and one search. */

/** A character nobody would type on purpose. Counts in UTF-16 code units of the value. */
export interface OddCharacter {
  readonly start: number;
  readonly end: number;
  readonly kind: 'invisible' | 'look-alike';
  /** What it was most likely meant to be; empty where nothing was. */
  readonly plain: string;
}

/** Cyrillic and Greek letters that look like Latin ones, and the Latin ones in the same order. */
const foreign = 'АВЕКМНОРСТХаеорсухіјѕԁΑΒΕΖΗΙΚΜΝΟΡΤΥΧο';
const latin = 'ABEKMHOPCTXaeopcyxijsdABEZHIKMNOPTYXo';

/** Typographic signs and the plain ones in the same order. */
const typographic = '‘’‚‛“”„‟‐‑‒–—―−′″';
const plainSigns = `''''""""-------'"`;

const plainOf: ReadonlyMap<string, string> = new Map([
  ...Array.from(foreign, (character, i) => [character, latin.charAt(i)] as const),
  ...Array.from(typographic, (character, i) => [character, plainSigns.charAt(i)] as const),
]);

/**
 * The odd characters of `value` in order. NUL and the byte order mark are left out, `conf-invisible-character` tells
 * them; letters of other scripts count only beside Latin ones.
 */
export function oddCharacters(value: string): readonly OddCharacter[] {
  const isMixed = /[A-Z]/i.test(value) || !/[\u0370-\u052f]/.test(value);
  const found: OddCharacter[] = [];
  for (const match of value.matchAll(/[^\x20-\x7e]/gu)) {
    const character = match[0];
    const odd = oddity(character, isMixed);
    if (odd !== undefined) found.push({ start: match.index, end: match.index + character.length, ...odd });
  }
  return found;
}

function oddity(character: string, isMixed: boolean): Pick<OddCharacter, 'kind' | 'plain'> | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0 || code === 0xfeff) return undefined;
  if (/\p{Zs}/u.test(character)) return { kind: 'invisible', plain: ' ' };
  if (code < 32 || (code >= 0x7f && code < 0xa0) || /[\p{Cf}\p{Zl}\p{Zp}]/u.test(character)) {
    return { kind: 'invisible', plain: '' };
  }
  // Full-width forms lie in the order of ASCII.
  if (code >= 0xff01 && code <= 0xff5e) {
    return { kind: 'look-alike', plain: String.fromCodePoint(code - 0xfee0) };
  }
  const plain = plainOf.get(character);
  if (plain === undefined || (!isMixed && foreign.includes(character))) return undefined;
  return { kind: 'look-alike', plain };
}
