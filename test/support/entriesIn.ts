/** Lines of a section for tests of what reads entries. */
import {
  entriesOf,
  linesOf,
  sectionsOf,
  fileModel,
  type PlacedLine,
} from '../../server/src/model/fileModel.ts';
import type { EntryLine } from '../../server/src/syntax/line.ts';
import { parse } from '../../server/src/syntax/parse.ts';

/** The entries of `text`, which holds no header; places count from its start. */
export function entriesIn(text: string): readonly PlacedLine<EntryLine>[] {
  const model = fileModel(parse(text));
  const [first] = sectionsOf(model);
  return first === undefined ? [] : entriesOf(linesOf(first.section, model.tree.encoding));
}
