/** Objects of pjsip.conf that stand twice under one name and type. No rule itself. */
import { chunkIndex, type ChunkIndex } from '../../model/chunkIndex.ts';
import { isReopened, isTemplate, parentsOf, type FileModel, type Section } from '../../model/fileModel.ts';
import type { Chunk, SyntaxTree } from '../../syntax/tree.ts';
import { typeAfter, type InheritedTypes, type SectionType, type TypeReading } from './sectionTypes.ts';

/** Whether the section makes an object of its own. */
export function makesObject({ header }: Section): boolean {
  return header?.isClosed === true && !isTemplate(header) && !isReopened(header);
}

/** Names, as written, that several objects of one type have. Costs what an edit changed, not what the file holds. */
export function repeatedObjects(model: FileModel, inherited: InheritedTypes): ReadonlySet<string> {
  const names = new Set<string>();
  for (const word of indexFor(model, inherited)(model.tree).repeated) {
    names.add(word.slice(word.lastIndexOf(']') + 1));
  }
  return names;
}

type Index = (tree: SyntaxTree) => ChunkIndex;

/** An index for each way in which lists of parents make types; templates change their types once in a blue moon. */
const indexes = new Map<string, Index>();
const MOST_INDEXES = 8;

function indexFor(model: FileModel, inherited: InheritedTypes): Index {
  const types = new Map<string, SectionType>();
  for (const chunk of model.tree.chunks) {
    for (const [parents, section] of parentsIn(chunk)) {
      if (!types.has(parents)) types.set(parents, inherited(section));
    }
  }
  const key = JSON.stringify([model.tree.encoding, ...types]);
  let index = indexes.get(key);
  if (index === undefined) {
    if (indexes.size >= MOST_INDEXES) indexes.clear();
    const typeOf: InheritedTypes = (section) => types.get(parentTexts(section)) ?? { kind: 'none' };
    // Only what the words depend on, or the whole text would stay.
    const reading = { tree: { encoding: model.tree.encoding } };
    index = chunkIndex((chunk) => wordsOf(chunk, typeOf, reading));
    indexes.set(key, index);
  }
  return index;
}

/** Type and name of each object; a name cannot hold the bracket between the two. */
function wordsOf(chunk: Chunk, typeOf: InheritedTypes, reading: TypeReading): readonly string[] {
  return chunk.sections.flatMap((section) => {
    const type = makesObject(section) ? typeAfter(typeOf, section, reading) : undefined;
    return type?.kind === 'given' ? `${type.value}]${section.header?.name ?? ''}` : [];
  });
}

const examples = new WeakMap<Chunk, ReadonlyMap<string, Section>>();

/** The lists of parents that occur in the chunk, each with one section that has it. */
function parentsIn(chunk: Chunk): ReadonlyMap<string, Section> {
  const known = examples.get(chunk);
  if (known !== undefined) return known;
  const found = new Map<string, Section>();
  for (const section of chunk.sections) {
    if (!makesObject(section)) continue;
    const parents = parentTexts(section);
    if (parents !== '' && !found.has(parents)) found.set(parents, section);
  }
  examples.set(chunk, found);
  return found;
}

function parentTexts({ header }: Section): string {
  return header?.options === undefined ? '' : parentsOf(header).join(',');
}
