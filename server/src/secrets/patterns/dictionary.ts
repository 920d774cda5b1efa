/** Finds words of the own lists and of the known secrets, also in other letter case, with stand-in digits, or backwards. */
import { knownSecrets } from '../known.ts';
import { wordLists } from '../words.ts';
import { letterCaseBits } from './letterCase.ts';
import { leetLetters } from './leet.ts';
import type { PatternMatch, PatternMatcher } from './pattern.ts';

/** Words shorter than this are found everywhere by chance, so they count only at the start or the end. */
const COMMON_LENGTH = 5;
const SHORTEST = 3;

/**
 * The tree of all words in one table: a row a node, a column a letter; 0 is no node, since none leads back to the root.
 * A secret is looked up at each of its characters, and a file holds many thousand.
 */
interface Tree {
  readonly next: Uint16Array;
  /** For nodes where a word ends: its place in the lists, from 1. */
  readonly ranks: Uint16Array;
  /** 1 for nodes where a name ends. */
  readonly names: Uint8Array;
}

const ASCII = 128;
/** The column of each character in either letter case; 0 for characters no word has. */
const columns = new Uint8Array(ASCII);
/** The columns of the letters a character may stand for. */
const leetColumns: (readonly number[])[] = [];
let width = 1;

const tree: Tree = buildTree();

/** Words in `secret`, read forwards and backwards. */
export const dictionaryMatches: PatternMatcher = (secret) => {
  const forwards = wordsIn(secret, 0);
  const length = secret.length;
  const backwards = wordsIn(Array.from(secret).reverse().join(''), 1)
    .filter((match) => match.end - match.start >= COMMON_LENGTH - 1)
    .map((match) => ({ ...match, start: length - match.end, end: length - match.start }));
  return [...forwards, ...backwards];
};

function wordsIn(secret: string, extraBits: number): PatternMatch[] {
  const matches: PatternMatch[] = [];
  for (let start = 0; start < secret.length; start++) {
    walk({ secret, start, extraBits, matches }, 0, start, 0);
  }
  return matches;
}

interface Walk {
  readonly secret: string;
  readonly start: number;
  readonly extraBits: number;
  readonly matches: PatternMatch[];
}

/** Follows the tree from `node` with the character at `at`; `replaced` counts the stand-ins read as letters so far. */
function walk(from: Walk, node: number, at: number, replaced: number): void {
  if (tree.ranks[node] !== 0 && counts(from, at, replaced)) {
    from.matches.push(wordMatch(from, node, at, replaced));
  }
  if (at >= from.secret.length) return;
  const code = from.secret.charCodeAt(at);
  const plain = follow(node, columns[code] ?? columnOf(from.secret.charAt(at)));
  if (plain !== 0) walk(from, plain, at + 1, replaced);
  const others = leetColumns[code];
  if (others === undefined) return;
  for (const column of others) {
    const next = follow(node, column);
    if (next !== 0) walk(from, next, at + 1, replaced + 1);
  }
}

function follow(node: number, column: number): number {
  return column === 0 ? 0 : (tree.next[node * width + column] ?? 0);
}

/** Some characters beyond ASCII have a small letter of ASCII. */
function columnOf(character: string): number {
  const lower = character.toLowerCase();
  return lower.length === 1 ? (columns[lower.charCodeAt(0)] ?? 0) : 0;
}

/** Whether a word this short may count here: random text holds many by chance. */
function counts(from: Walk, end: number, replaced: number): boolean {
  const length = end - from.start;
  if (length >= COMMON_LENGTH) return replaced < length;
  const isAtEdge = from.start === 0 || end === from.secret.length;
  if (!isAtEdge && (length === SHORTEST || replaced > 0)) return false;
  const text = from.secret.slice(from.start, end);
  return replaced < length - 1 && (length > SHORTEST || replaced === 0) && letterCaseBits(text) <= 1;
}

function wordMatch(from: Walk, node: number, end: number, replaced: number): PatternMatch {
  const { secret, start, extraBits } = from;
  const bits = Math.log2((tree.ranks[node] ?? 0) + 1) + letterCaseBits(secret.slice(start, end)) + extraBits;
  return {
    kind: tree.names[node] === 1 ? 'name' : 'word',
    start,
    end,
    bits: bits + (replaced > 0 ? 1 + replaced / 2 : 0),
  };
}

function buildTree(): Tree {
  const words: { readonly word: string; readonly isName: boolean }[] = [];
  for (const { topic, words: list } of wordLists) {
    for (const word of list.split(' ')) words.push({ word, isName: topic === 'name' });
  }
  for (const { values } of knownSecrets) {
    for (const value of values) words.push({ word: value.toLowerCase(), isName: false });
  }
  let letters = 1;
  for (const { word } of words) {
    letters += word.length;
    for (let at = 0; at < word.length; at++) addColumn(word.charCodeAt(at));
  }
  for (let code = 0; code < ASCII; code++) {
    const character = String.fromCharCode(code);
    columns[code] = columns[character.toLowerCase().charCodeAt(0)] ?? 0;
    const stands = Array.from(leetLetters(character), columnOf);
    if (stands.length > 0) leetColumns[code] = stands;
  }
  const next = new Uint16Array(letters * width);
  const ranks = new Uint16Array(letters);
  const names = new Uint8Array(letters);
  let nodes = 1;
  words.forEach(({ word, isName }, place) => {
    if (word.length < SHORTEST) return;
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      const cell = node * width + (columns[word.charCodeAt(at)] ?? 0);
      if (next[cell] === 0) next[cell] = nodes++;
      node = next[cell] ?? 0;
    }
    if (ranks[node] !== 0) return;
    ranks[node] = place + 1;
    names[node] = isName ? 1 : 0;
  });
  return { next: next.slice(0, nodes * width), ranks: ranks.slice(0, nodes), names: names.slice(0, nodes) };
}

/** All words are ASCII, in small letters. */
function addColumn(code: number): void {
  if (code < ASCII && columns[code] === 0) columns[code] = width++;
}
