/** Places in a file that several rules point at. */
import type { FileModel } from '../../model/fileModel.ts';
import { textOf } from '../../syntax/position.ts';
import type { Span } from '../../text/span.ts';

/** The first line without its line end, at most 200 characters. */
export function firstLineSpan(model: FileModel): Span {
  const head = textOf(model.tree, { start: 0, end: 200 });
  const end = /[\r\n]/.exec(head)?.index ?? head.length;
  return { start: 0, end };
}
