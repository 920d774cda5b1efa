/** Names of sections, kept per chunk of the tree, so that a keystroke in a large file reads few of them again. */
import { isReopened, isTemplate, type FileModel } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { indexAtOrBefore } from '../../syntax/tree.ts';
import { filesOfRoot, type FileFacts, type Workspace } from '../../workspace/workspace.ts';

interface ChunkNames {
  readonly templates: readonly string[];
  readonly others: readonly string[];
}

const namesByChunk = new WeakMap<Chunk, ChunkNames>();

function namesIn(chunk: Chunk): ChunkNames {
  const known = namesByChunk.get(chunk);
  if (known !== undefined) return known;
  const templates: string[] = [];
  const others: string[] = [];
  for (const { header } of chunk.sections) {
    if (header === undefined || !header.isClosed || header.name === '' || isReopened(header)) continue;
    if (isTemplate(header)) templates.push(header.name);
    else others.push(header.name);
  }
  const names = { templates, others };
  namesByChunk.set(chunk, names);
  return names;
}

/** Names by how they were written first, each once whatever its letter case. */
export interface SectionNames {
  readonly templates: readonly string[];
  readonly others: readonly string[];
}

/**
 * Sections a header at `before` (from the start of the file) can refer to: those above it, and those of the other files
 * that the same root reads. Of the ordinary ones only names that hold `typed`, and no more than `most`.
 */
export function namesAbove(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  before: number,
  typed: string,
  most: number,
): SectionNames {
  const templates = new Map<string, string>();
  const others = new Map<string, string>();
  const wanted = foldCase(typed);
  const add = (chunk: Chunk): void => {
    const names = namesIn(chunk);
    for (const name of names.templates) put(templates, name);
    if (others.size >= most) return;
    for (const name of names.others) if (foldCase(name).includes(wanted)) put(others, name);
  };
  const { chunks, offsetBases } = model.tree;
  const last = indexAtOrBefore(offsetBases, before);
  for (let i = 0; i < last; i++) {
    const chunk = chunks[i];
    if (chunk !== undefined) add(chunk);
  }
  const current = chunks[last];
  if (current !== undefined) addUpTo(current, before - (offsetBases[last] ?? 0), templates, others, wanted);
  for (const uri of facts.root === undefined ? [] : filesOfRoot(workspace, facts.root)) {
    if (uri !== facts.uri) workspace.files.get(uri)?.tree.chunks.forEach(add);
  }
  return { templates: [...templates.values()], others: [...others.values()].slice(0, most) };
}

function addUpTo(
  chunk: Chunk,
  end: number,
  templates: Map<string, string>,
  others: Map<string, string>,
  wanted: string,
): void {
  let start = 0;
  for (const { header, length } of chunk.sections) {
    if (start >= end) return;
    start += length;
    if (start > end && header !== undefined && start - length + header.nameSpan.start <= end) {
      // The header that is being typed.
      return;
    }
    if (header === undefined || !header.isClosed || header.name === '' || isReopened(header)) continue;
    if (isTemplate(header)) put(templates, header.name);
    else if (foldCase(header.name).includes(wanted)) put(others, header.name);
  }
}

function put(names: Map<string, string>, name: string): void {
  const key = foldCase(name);
  if (!names.has(key)) names.set(key, name);
}
