/**
 * Values of single sections, kept from one version of a file to the next: after an edit only the sections whose text
 * changed are read again.
 */
import type { FileModel, Section } from '../model/fileModel.ts';
import type { Chunk } from '../syntax/tree.ts';
import type { FileFacts } from './workspace.ts';

/** How many sections were read by any reader, so that tests can prove how little an edit costs. */
export const sectionsRead = { count: 0 };

interface Kept<T> {
  readonly key: string;
  /** One for each section of the chunk; empty where none of them has a value. */
  readonly values: readonly (T | undefined)[];
}

/**
 * Makes a reader of chunks. `read` may depend on the section's text, on the key and on what the key stands for; `undefined`
 * is nothing. The answer has one value for each section of the chunk, or none at all. Make one at module level.
 */
export function keptBySection<C, T extends object>(
  read: (section: Section, context: C) => T | undefined,
): (chunk: Chunk, key: string, context: C) => readonly (T | undefined)[] {
  const byChunk = new WeakMap<Chunk, Kept<T>>();
  return (chunk, key, context) => {
    const known = byChunk.get(chunk);
    if (known?.key === key) return known.values;
    const earlier = earlierOf(chunk);
    const old = earlier && byChunk.get(earlier);
    const values =
      earlier === undefined || old?.key !== key
        ? chunk.sections.map((section) => readCounted(read, section, context))
        : chunk.sections.map((section, i) => {
            const at = sameSection(chunk, earlier, i);
            return at < 0 ? readCounted(read, section, context) : old.values[at];
          });
    const kept = { key, values: values.every((value) => value === undefined) ? nothing : values };
    byChunk.set(chunk, kept);
    return kept.values;
  };
}

const nothing: readonly undefined[] = [];

function readCounted<C, T>(
  read: (section: Section, context: C) => T | undefined,
  section: Section,
  context: C,
): T | undefined {
  sectionsRead.count++;
  return read(section, context);
}

/** Reads one chunk of a file ahead of being asked. */
type ReadAhead = (chunk: Chunk, model: FileModel, facts: FileFacts) => void;

const readers: { readonly kinds: Set<string>; readonly read: ReadAhead }[] = [];

/**
 * Lets a reader run ahead, together with all others, while the lines of a chunk are at hand. Returns what the reader has to
 * call when it is asked about a file of a kind: only then it is worth while for files of that kind.
 */
export function readingAhead(read: ReadAhead): (kind: string | undefined) => void {
  const kinds = new Set<string>();
  readers.push({ kinds, read });
  return (kind = '') => {
    kinds.add(kind);
  };
}

/** Runs every reader that files of this kind have needed so far. */
export function readAhead(chunk: Chunk, model: FileModel, facts: FileFacts): void {
  for (const { kinds, read } of readers) if (kinds.has(facts.kind ?? '')) read(chunk, model, facts);
}

/** Which section of `earlier` is section `i` of `chunk`; -1 for none. An edit changes a few in a row, so both ends fit. */
export function sameSection(chunk: Chunk, earlier: Chunk, i: number): number {
  const { sections } = chunk;
  const section = sections[i];
  if (earlier.sections[i] === section) return i;
  const fromEnd = i - sections.length + earlier.sections.length;
  return earlier.sections[fromEnd] === section ? fromEnd : -1;
}

/** The newest chunk that begins or ends with a section. */
const newest = new WeakMap<Section, Chunk>();
const before = new WeakMap<Chunk, Chunk>();

/** The chunk as it was before the last edit in it, found by its first or last section; `undefined` where nobody knows. */
export function earlierOf(chunk: Chunk): Chunk | undefined {
  const { sections } = chunk;
  const first = sections[0];
  const last = sections[sections.length - 1];
  if (first === undefined || last === undefined) return undefined;
  if (newest.get(first) === chunk || newest.get(last) === chunk) return before.get(chunk);
  const old = newest.get(first) ?? newest.get(last);
  newest.set(first, chunk);
  newest.set(last, chunk);
  if (old !== undefined) {
    before.set(chunk, old);
    // Only one step back, or every version of a chunk would be kept.
    before.delete(old);
  }
  return old;
}
