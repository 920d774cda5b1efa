/** The `type` a section ends up with. Its parents' come first, and the first `type` counts (main/sorcery.c). */
import { foldCase } from '../../text/ascii.ts';
import { definitionsNamed, type ChunkSymbols, type SectionRecord } from './chunkSymbols.ts';
import type { ServerIndex } from './serverIndex.ts';

/** Templates on templates that are followed; a chain that long is an accident. */
const MAX_DEPTH = 32;

const known = new WeakMap<object, Map<string, string | undefined>>();

/** The type of the section, from its parents or its own line; `undefined` when neither has one. */
export function sectionType(
  index: ServerIndex,
  chunk: ChunkSymbols,
  section: SectionRecord,
  depth = 0,
): string | undefined {
  const { header, type } = section.symbols;
  if (header === undefined || header.parents.length === 0) return type;
  const root = rootOf(index, chunk);
  for (const parent of header.parents) {
    const inherited = typeOfParent(index, root, parent, section, depth);
    if (inherited !== undefined) return inherited;
  }
  return type;
}

function typeOfParent(
  index: ServerIndex,
  root: string,
  name: string,
  heir: SectionRecord,
  depth: number,
): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  let types = known.get(index.definitions);
  if (types === undefined) known.set(index.definitions, (types = new Map<string, string | undefined>()));
  const key = `${root}\n${foldCase(name)}`;
  if (types.has(key)) return types.get(key);
  const first = firstSection(index, root, name);
  if (first?.section === heir) return undefined;
  const type = first === undefined ? undefined : sectionType(index, first.chunk, first.section, depth + 1);
  // Deeper down a loop may have cut the search short.
  if (depth === 0) types.set(key, type);
  return type;
}

/** The first section of this name in the root, template or not, letter case ignored: what a parent's name finds. */
export function firstSection(
  index: ServerIndex,
  root: string,
  name: string,
  isWanted: (section: SectionRecord, chunk: ChunkSymbols) => boolean = () => true,
): { readonly chunk: ChunkSymbols; readonly section: SectionRecord } | undefined {
  const key = foldCase(name);
  let best:
    { readonly chunk: ChunkSymbols; readonly section: SectionRecord; readonly order: number } | undefined;
  for (const chunk of index.chunksDefining(key)) {
    if (rootOf(index, chunk) !== root) continue;
    const order = index.placeOf(chunk)?.order ?? 0;
    if (best !== undefined && best.order <= order) continue;
    const held = definitionsNamed(chunk, key).find(
      ({ raw, section }) => raw.kind === 'section' && isWanted(section, chunk),
    );
    if (held !== undefined) best = { chunk, section: held.section, order };
  }
  return best;
}

function rootOf(index: ServerIndex, chunk: ChunkSymbols): string {
  const file = index.placeOf(chunk)?.file;
  return file?.facts.root ?? file?.uri ?? '';
}
