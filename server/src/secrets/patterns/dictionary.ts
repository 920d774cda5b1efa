/** Finds words of the own lists and of the known secrets, also in other letter case, with stand-in digits, or backwards. */
import { knownSecrets } from '../known.ts';
import { wordLists } from '../words.ts';
import { letterCaseBits } from './letterCase.ts';
import { leetLetters } from './leet.ts';
import type { PatternMatch, PatternMatcher } from './pattern.ts';

/** Words shorter than this are found everywhere by chance, so they count only at the start or the end. */
const COMMON_LENGTH = 5;
const SHORTEST = 3;

/** One letter of the tree of all words. */
interface Node {
  readonly next: Map<string, Node>;
  /** Set where a word ends: its place in the lists, from 1. */
  rank?: number;
  isName?: boolean;
}

const root: Node = buildTree();

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
    walk({ secret, start, extraBits, matches }, root, start, 0);
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
function walk(from: Walk, node: Node, at: number, replaced: number): void {
  if (node.rank !== undefined && counts(from, at, replaced)) {
    from.matches.push(wordMatch(from, node, at, replaced));
  }
  const character = from.secret[at];
  if (character === undefined) return;
  const plain = node.next.get(character.toLowerCase());
  if (plain !== undefined) walk(from, plain, at + 1, replaced);
  for (const letter of leetLetters(character)) {
    const next = node.next.get(letter);
    if (next !== undefined) walk(from, next, at + 1, replaced + 1);
  }
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

function wordMatch(from: Walk, node: Node, end: number, replaced: number): PatternMatch {
  const { secret, start, extraBits } = from;
  const bits = Math.log2((node.rank ?? 0) + 1) + letterCaseBits(secret.slice(start, end)) + extraBits;
  return {
    kind: node.isName === true ? 'name' : 'word',
    start,
    end,
    bits: bits + (replaced > 0 ? 1 + replaced / 2 : 0),
  };
}

function buildTree(): Node {
  const tree: Node = { next: new Map() };
  let rank = 0;
  for (const { topic, words } of wordLists) {
    for (const word of words.split(' ')) addWord(tree, word, ++rank, topic === 'name');
  }
  for (const { values } of knownSecrets) {
    for (const value of values) addWord(tree, value.toLowerCase(), ++rank, false);
  }
  return tree;
}

function addWord(tree: Node, word: string, rank: number, isName: boolean): void {
  if (word.length < SHORTEST) return;
  let node = tree;
  for (const letter of word) {
    let next = node.next.get(letter);
    if (next === undefined) {
      next = { next: new Map() };
      node.next.set(letter, next);
    }
    node = next;
  }
  if (node.rank !== undefined) return;
  node.rank = rank;
  node.isName = isName;
}
