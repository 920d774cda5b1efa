/** Places in a section for wide rules: where one of its own options stands, and where a line can be added. */
import { entriesOf, linesOf } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import type { TypedSection } from '../../workspace/registrationSections.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { headerSpan } from './sectionTypes.ts';

/** The last own line of the option, key and value; the header where it is inherited. Counts from the start of the file. */
export function optionSpan(workspace: Workspace, section: TypedSection, option: string): Span {
  const { placed } = section;
  const own = ownEntries(workspace, section).findLast(({ line }) => foldCase(line.key) === option);
  if (own === undefined) return headerSpan(placed);
  const { keySpan, valueSpan } = own.line;
  return shift({ start: keySpan.start, end: Math.max(keySpan.end, valueSpan.end) }, placed.start + own.start);
}

/** Behind the section's last line that says something; `undefined` inside of a block comment. */
export function endOfSection(
  workspace: Workspace,
  { uri, placed }: Omit<TypedSection, 'name'>,
): { readonly offset: number; readonly lineEnd: string } | undefined {
  const lines = linesOf(placed.section, workspace.files.get(uri)?.tree.encoding ?? 'utf8');
  const last = lines.findLast(({ line }) => line.kind === 'entry' || line.kind === 'header');
  if (last?.line.depthBefore !== 0 || last.line.depthAfter !== 0) return undefined;
  const text = last.text.replace(/\r$/, '');
  return {
    offset: placed.start + last.start + text.length,
    lineEnd: last.text.endsWith('\r') ? '\r\n' : '\n',
  };
}

function ownEntries(workspace: Workspace, { uri, placed }: TypedSection) {
  return entriesOf(linesOf(placed.section, workspace.files.get(uri)?.tree.encoding ?? 'utf8'));
}
