/**
 * Finds the chunks of a file by the words they hold, such as names of sections. Follows from version to version of the
 * file: after an edit only the words of touched chunks are taken out and put in.
 */
import type { Chunk, SyntaxTree } from '../syntax/tree.ts';

/** The words of one version of a file. Valid until another version is asked about. */
export interface ChunkIndex {
  /** Chunks that hold the word, in the order of the text; one that holds it twice comes once. */
  readonly chunksWith: (word: string) => readonly number[];
  /** Words that stand more than once. */
  readonly repeated: ReadonlySet<string>;
}

/** Makes an index over the words of chunks; `wordsOf` may depend on its argument only. Make one at module level. */
export function chunkIndex(wordsOf: (chunk: Chunk) => readonly string[]): (tree: SyntaxTree) => ChunkIndex {
  const owners = new WeakMap<Chunk, Follower>();
  return (tree) => {
    const { chunks } = tree;
    // An edit replaces a few chunks in a row, so one of these three is nearly always an old one.
    const probes = [chunks[0], chunks[chunks.length - 1], chunks[chunks.length >> 1]];
    const follower =
      probes.map((chunk) => chunk && owners.get(chunk)).find((found) => found !== undefined) ??
      new Follower(wordsOf);
    follower.follow(tree);
    for (const chunk of probes) if (chunk !== undefined) owners.set(chunk, follower);
    return follower;
  };
}

/** A chunk, in whose place a new version of it comes when its words stay the same. */
interface Slot {
  chunk: Chunk;
  readonly words: readonly string[];
}

class Follower implements ChunkIndex {
  readonly repeated = new Set<string>();
  readonly #wordsOf: (chunk: Chunk) => readonly string[];
  readonly #slots = new Map<Chunk, Slot>();
  readonly #byWord = new Map<string, Slot | Map<Slot, number>>();
  #tree: SyntaxTree | undefined;
  #places: ReadonlyMap<Chunk, number> | undefined;

  constructor(wordsOf: (chunk: Chunk) => readonly string[]) {
    this.#wordsOf = wordsOf;
  }

  readonly chunksWith = (word: string): readonly number[] => {
    const held = this.#byWord.get(word);
    if (held === undefined) return none;
    this.#places ??= new Map(this.#tree?.chunks.map((chunk, i) => [chunk, i]));
    const places = this.#places;
    if (!(held instanceof Map)) return [places.get(held.chunk) ?? 0];
    return [...held.keys()].map(({ chunk }) => places.get(chunk) ?? 0).sort((a, b) => a - b);
  };

  follow(tree: SyntaxTree): void {
    if (this.#tree === tree) return;
    const old = this.#tree?.chunks ?? [];
    const now = tree.chunks;
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) start++;
    let tail = 0;
    const most = Math.min(old.length, now.length) - start;
    while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    const gone = old.slice(start, old.length - tail);
    const come = now.slice(start, now.length - tail);
    if (!this.#isReplaced(gone, come)) {
      for (const chunk of gone) this.#remove(chunk);
      for (const chunk of come) this.#add(chunk);
    }
    this.#tree = tree;
    this.#places = undefined;
  }

  /** Whether one chunk just took the place of another, with the same words, as most edits make it. */
  #isReplaced(gone: readonly Chunk[], come: readonly Chunk[]): boolean {
    const [before] = gone;
    const [after] = come;
    const slot = before && this.#slots.get(before);
    if (after === undefined || slot === undefined || gone.length > 1 || come.length > 1) return false;
    const words = this.#wordsOf(after);
    if (words.length !== slot.words.length || !words.every((word, i) => word === slot.words[i])) return false;
    this.#slots.delete(slot.chunk);
    this.#slots.set(after, slot);
    slot.chunk = after;
    return true;
  }

  #add(chunk: Chunk): void {
    const slot = { chunk, words: this.#wordsOf(chunk) };
    this.#slots.set(chunk, slot);
    for (const word of slot.words) {
      const held = this.#byWord.get(word);
      if (held === undefined) {
        this.#byWord.set(word, slot);
        continue;
      }
      const counts = held instanceof Map ? held : new Map([[held, 1]]);
      counts.set(slot, (counts.get(slot) ?? 0) + 1);
      this.#byWord.set(word, counts);
      this.repeated.add(word);
    }
  }

  #remove(chunk: Chunk): void {
    const slot = this.#slots.get(chunk);
    if (slot === undefined) return;
    this.#slots.delete(chunk);
    for (const word of slot.words) {
      const held = this.#byWord.get(word);
      if (!(held instanceof Map)) {
        this.#byWord.delete(word);
        continue;
      }
      const count = (held.get(slot) ?? 0) - 1;
      if (count > 0) held.set(slot, count);
      else held.delete(slot);
      const [first] = held;
      if (held.size === 1 && first?.[1] === 1) {
        this.#byWord.set(word, first[0]);
        this.repeated.delete(word);
      } else if (first === undefined) {
        this.#byWord.delete(word);
        this.repeated.delete(word);
      }
    }
  }
}

const none: readonly number[] = [];
