/** Which sections others inherit from. No rule itself. */
import { chunkIndex } from '../../model/chunkIndex.ts';
import { parentsOf, type FileModel } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';

/** Whether a header of the file names a section of this name, letter case ignored, as a parent. */
export function isParent({ tree }: FileModel, name: string): boolean {
  return parentNames(tree).chunksWith(foldCase(name)).length > 0;
}

const parentNames = chunkIndex(({ sections }) => [
  ...new Set(sections.flatMap(({ header }) => parentsOf(header).map(foldCase))),
]);
