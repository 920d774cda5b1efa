/**
 * Extensions and patterns: what they match and which of two is looked at first.
 * Source: main/pbx.c, `ext_cmp_pattern_pos`, `_extension_match_core`.
 */

/** One place of an extension: the characters it takes, or what ends a pattern. */
type Place =
  | { readonly kind: 'set'; readonly characters: string }
  | { readonly kind: 'rest' }
  | { readonly kind: 'any' };

/** An extension as it is matched. */
export interface Matcher {
  readonly isPattern: boolean;
  readonly places: readonly Place[];
}

const X = '0123456789';
const Z = '123456789';
const N = '23456789';

const kept = new Map<string, Matcher>();
/** Kept matchers; beyond that all are forgotten, which costs little. */
const MOST_KEPT = 20_000;

/** How `text` (`100`, `_1XX`, `s`) is matched; dashes outside of brackets count for nothing. Never throws. */
export function matcherOf(text: string): Matcher {
  let known = kept.get(text);
  if (known !== undefined) return known;
  known = text.startsWith('_') ? patternOf(text) : literal(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, known);
  return known;
}

function literal(text: string): Matcher {
  const places: Place[] = [];
  for (const character of text) if (character !== '-') places.push({ kind: 'set', characters: character });
  return { isPattern: false, places };
}

function patternOf(text: string): Matcher {
  const places: Place[] = [];
  for (let at = 1; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '-') continue;
    if (character === '.' || character === '!') {
      places.push({ kind: character === '.' ? 'rest' : 'any' });
      break;
    }
    if (character === '[') {
      const close = text.indexOf(']', at);
      if (close < 0) break;
      const characters = setOf(text.slice(at + 1, close));
      if (characters !== '') places.push({ kind: 'set', characters });
      at = close;
      continue;
    }
    places.push({ kind: 'set', characters: wildcard(character) });
  }
  return { isPattern: true, places };
}

function wildcard(character: string): string {
  switch (character) {
    case 'X':
    case 'x':
      return X;
    case 'Z':
    case 'z':
      return Z;
    case 'N':
    case 'n':
      return N;
    default:
      return character;
  }
}

/** The characters of `1-37`, each once and in order. */
export function setOf(inside: string): string {
  const codes = new Set<number>();
  for (let at = 0; at < inside.length; at++) {
    const from = inside.charCodeAt(at);
    const to = inside[at + 1] === '-' && at + 2 < inside.length ? inside.charCodeAt(at + 2) : from;
    if (to !== from) at += 2;
    // A range beyond one byte is nothing Asterisk knows.
    for (let code = from; code <= Math.min(to, from + 255); code++) codes.add(code);
  }
  return String.fromCharCode(...[...codes].sort((a, b) => a - b));
}

/** Whether the number or name matches; `number` is no pattern. */
export function matches({ places, isPattern }: Matcher, number: string): boolean {
  const characters = Array.from(number).filter((character) => character !== '-');
  if (isPattern && characters.length === 0) return false;
  for (const [at, place] of places.entries()) {
    if (place.kind === 'any') return true;
    const character = characters[at];
    if (character === undefined) return false;
    if (place.kind === 'rest') return true;
    if (!place.characters.includes(character)) return false;
  }
  return characters.length === places.length;
}

/** Whether some number or name matches both. */
export function overlap(a: Matcher, b: Matcher): boolean {
  for (let at = 0; ; at++) {
    const left = a.places[at];
    const right = b.places[at];
    if (left === undefined && right === undefined) return true;
    if (left?.kind === 'any' || right?.kind === 'any') return true;
    if (left === undefined || right === undefined) return false;
    if (left.kind === 'rest' || right.kind === 'rest') return true;
    if (left.characters !== right.characters && !shares(left.characters, right.characters)) return false;
  }
}

/** Whether every number or name that `b` matches matches `a` too. */
export function covers(a: Matcher, b: Matcher): boolean {
  for (let at = 0; ; at++) {
    const left = a.places[at];
    const right = b.places[at];
    if (left?.kind === 'any') return true;
    if (left?.kind === 'rest') return right !== undefined && right.kind !== 'any';
    if (left === undefined) return right === undefined;
    if (right?.kind !== 'set') return false;
    if (left.characters !== right.characters && !holds(left.characters, right.characters)) return false;
  }
}

function shares(a: string, b: string): boolean {
  for (const character of a) if (b.includes(character)) return true;
  return false;
}

function holds(all: string, some: string): boolean {
  for (const character of some) if (!all.includes(character)) return false;
  return true;
}

/** Two extensions with the same key are one to Asterisk: dashes, case of wildcards and order in brackets do not count. */
export function extensionKey(text: string): string {
  if (!text.startsWith('_')) return text.includes('-') ? text.replaceAll('-', '') : text;
  const places = matcherOf(text).places.map((place) => {
    if (place.kind !== 'set') return place.kind === 'rest' ? '.' : '!';
    return place.characters.length === 1 ? place.characters : `[${place.characters}]`;
  });
  return `_${places.join('')}`;
}
