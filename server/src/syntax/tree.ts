/**
 * The lossless tree of one conf file: chunks of text that know where sections start and find their lines when asked.
 * Holds positions only; `lexLine` says what a line means.
 */
import type { Chunk } from './chunk.ts';
import type { Encoding } from './lexLine.ts';
import { indexAtOrBefore } from './lineTable.ts';

export type { Chunk } from './chunk.ts';
export { indexAtOrBefore, lineAt, lineText, type LineTable } from './lineTable.ts';
export { startsWithMark } from './rawLine.ts';
export type { SectionNode } from './section.ts';

/** One document. The joined chunk texts are exactly the document's text. */
export interface SyntaxTree {
  readonly chunks: readonly Chunk[];
  /**
   * First line, first character and first section of each chunk, and last the totals. No text is as long as these reach,
   * and V8 boxes every number it reads from an array of doubles.
   */
  readonly lineBases: Uint32Array;
  readonly offsetBases: Uint32Array;
  readonly sectionBases: Uint32Array;
  readonly length: number;
  readonly lineCount: number;
  readonly sectionCount: number;
  readonly encoding: Encoding;
  readonly isIrregular: boolean;
}

export function makeTree(chunks: readonly Chunk[], encoding: Encoding): SyntaxTree {
  const count = chunks.length;
  const lineBases = new Uint32Array(count + 1);
  const offsetBases = new Uint32Array(count + 1);
  const sectionBases = new Uint32Array(count + 1);
  let lines = 0;
  let length = 0;
  let sections = 0;
  let isIrregular = false;
  chunks.forEach((chunk, i) => {
    lineBases[i] = lines;
    offsetBases[i] = length;
    sectionBases[i] = sections;
    lines += chunk.lineCount;
    length += chunk.length;
    sections += chunk.sectionCount;
    isIrregular ||= chunk.isIrregular;
  });
  lineBases[count] = lines;
  offsetBases[count] = length;
  sectionBases[count] = sections;
  return {
    chunks,
    lineBases,
    offsetBases,
    sectionBases,
    length,
    lineCount: lines,
    sectionCount: sections,
    encoding,
    isIrregular,
  };
}

/** Index of the chunk where the section starts that holds `offset`; 0 in an empty file. */
export function chunkOfSectionAt(tree: SyntaxTree, offset: number): number {
  let index = indexAtOrBefore(tree.offsetBases, offset);
  while (index > 0 && tree.chunks[index]?.sectionCount === 0) index--;
  return index;
}
