import { linesOf, sectionsNamed, sectionsOf, type FileModel, type PlacedLine } from '../model/fileModel.ts';
import { isTemplateStatement } from '../secrets/placeholder.ts';
import { textOf } from '../syntax/position.ts';
import { shift, type TextEdit } from '../text/span.ts';
import { contentStart } from './support/commentOut.ts';
import type { FileRule } from './rule.ts';

/** A value before any section: main/config.c, `process_text_line`, refuses a file that Asterisk loads by itself. */
export const confNoSection: FileRule = {
  id: 'conf-no-section',
  summary: 'Report values that stand before the first section',
  severity: 'error',
  scope: 'file',
  files: 'all',
  *check({ workspace, uri, facts }) {
    const model = workspace.files.get(uri);
    const first = model === undefined || facts.role !== 'root' ? undefined : firstLoose(model);
    if (first?.line.kind !== 'entry') return;
    yield {
      span: shift(first.line.keySpan, first.start),
      message: `Missing section: Asterisk refuses the whole ${facts.kind ?? 'file'}, since this line stands before the first "[section]"`,
    };
  },
  *fix({ workspace, uri, facts }) {
    const model = workspace.files.get(uri);
    const first = model === undefined ? undefined : firstLoose(model);
    if (model === undefined || first === undefined || WITHOUT_GENERAL.has(facts.kind ?? '')) return;
    const move = headerMove(model, first);
    if (move === undefined && sectionsNamed(model, 'general').length > 0) return;
    yield {
      title: move === undefined ? 'Insert "[general]" above' : 'Move "[general]" above this line',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => move ?? [insertion(model, first, '[general]')],
    };
  },
};

/** Files in which a section of this name means nothing. */
const WITHOUT_GENERAL: ReadonlySet<string> = new Set(['pjsip.conf', 'pjsip_wizard.conf', 'musiconhold.conf']);

/** The first value before the first header that no template language takes away; places count from the start of the file, where that part begins. */
function firstLoose(model: FileModel): PlacedLine | undefined {
  const [top] = sectionsOf(model);
  if (top === undefined || top.section.header !== undefined) return undefined;
  return linesOf(top.section, model.tree.encoding).find(
    ({ line }) => line.kind === 'entry' && !isTemplateStatement(line.key),
  );
}

/** Moves the first header up where it opens `[general]`: a second section of that name would not be read. */
function headerMove(model: FileModel, first: PlacedLine): readonly TextEdit[] | undefined {
  const [, second] = sectionsOf(model);
  const header = second === undefined ? undefined : linesOf(second.section, model.tree.encoding)[0];
  if (second === undefined || header?.line.kind !== 'header') return undefined;
  const { line, text } = header;
  if (line.name.toLowerCase() !== 'general' || line.depthBefore !== 0 || line.depthAfter !== 0) {
    return undefined;
  }
  const start = second.start + header.start;
  const end = Math.min(start + text.length + 1, model.tree.length);
  return [insertion(model, first, text.replace(/\r$/, '')), { span: { start, end }, newText: '' }];
}

/** Puts a header on a line of its own above; behind a byte order mark or the end of a block comment. */
function insertion(model: FileModel, { line, text, start }: PlacedLine, header: string): TextEdit {
  const isPlain = line.depthBefore === 0 && !text.startsWith('\ufeff');
  const at = start + (isPlain ? 0 : contentStart(line, text));
  const eol =
    textOf(model.tree, { start: 0, end: start + text.length }).includes('\r\n') || text.endsWith('\r');
  return { span: { start: at, end: at }, newText: `${header}${eol ? '\r\n' : '\n'}` };
}
