/** Where comments go that silence a rule for a line, a section or a file. */
import { lineAtOffset, sectionAt, type FileModel, type PlacedLine } from '../model/fileModel.ts';
import { mayHoldSuppressions, type Reach } from '../rules/suppress.ts';
import { lineStart, positionAt } from '../syntax/position.ts';
import { startsWithMark } from '../syntax/tree.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** Start of the line silenced, and of the lines in front of which the wider comments go; absent where none can stand. */
export type SuppressionPlaces = Readonly<Partial<Record<Reach, number>>>;

/** The places for a finding at `offset`; none for a place that is not in the file. */
export function suppressionPlaces(workspace: Workspace, uri: string, offset: number): SuppressionPlaces {
  const model = workspace.files.get(factsOf(workspace, uri).uri);
  if (model === undefined || offset > model.tree.length) return {};
  const line = offset - positionAt(model.tree, offset).character;
  // Lines of an editor that Asterisk does not see leave only the line itself.
  if (model.tree.isIrregular) return { line };
  const section = inSection(model, offset);
  const file = inFile(model);
  return {
    line,
    ...(section === undefined ? {} : { section }),
    ...(file === undefined ? {} : { file }),
  };
}

/** Below the header and the comments there that silence something already. */
function inSection(model: FileModel, offset: number): number | undefined {
  const placed = sectionAt(model, offset);
  const header = placed?.section.header;
  if (placed === undefined || header?.depthAfter !== 0) return undefined;
  return lineStart(model.tree, placed.line + 1 + silencingLines(model, placed.line + 1));
}

/** Behind the comments at the top, of which a generator or an editor may look for the first. */
function inFile(model: FileModel): number | undefined {
  const { tree } = model;
  const first = sectionAt(model, 0);
  if (first === undefined) return 0;
  if (first.section.header !== undefined) {
    const isMarked = startsWithMark(tree.chunks[0]?.table.text ?? '');
    return isMarked ? undefined : 0;
  }
  let number = 0;
  for (; number < MOST_LINES; number++) {
    const text = commentAt(model, number);
    if (text === undefined || (mayHoldSuppressions(text) && !/ignore-file/i.test(text))) break;
  }
  return lineStart(tree, number);
}

/** How many lines from `number` on are comments that silence the section. */
function silencingLines(model: FileModel, number: number): number {
  let count = 0;
  while (count < MOST_LINES && /ignore-section/i.test(commentAt(model, number + count) ?? '')) count++;
  return count;
}

/** The text of a line that holds nothing but a comment. */
function commentAt(model: FileModel, number: number): string | undefined {
  if (number >= model.tree.lineCount) return undefined;
  const found = lineAtOffset(model, lineStart(model.tree, number));
  return found !== undefined && isPlainComment(found.placed) ? found.placed.text : undefined;
}

/** Lines looked through for a place. */
const MOST_LINES = 200;

function isPlainComment({ line }: PlacedLine): boolean {
  return line.kind === 'blank' && line.depthBefore === 0 && line.depthAfter === 0 && line.comments.length > 0;
}
