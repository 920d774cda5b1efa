/** Finds register lines that stand where the driver never looks for them. */
import { isReopened, isTemplate, sectionsNamed, type FileModel, type Section } from '../model/fileModel.ts';
import { sameIgnoringCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import { shownName } from '../text/printable.ts';
import { mentions, perSection, type PlacedExtract } from '../workspace/perSection.ts';
import { isRegister } from '../workspace/registerLines.ts';
import { endOfSection } from './support/ownLines.ts';
import type { FileContext, FileRule, PlacedLine } from './rule.ts';
import type { EntryLine } from '../syntax/line.ts';

/** The drivers read `register` in `[general]` only (channels/chan_sip.c, reload_config; channels/chan_iax2.c, set_config). */
export const registerSection: FileRule = {
  id: 'register-section',
  summary: 'Report register lines outside of [general], which Asterisk never reads',
  severity: 'error',
  scope: 'file',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    for (const { placed, value } of misplacedLines(context)) {
      for (const { line, start } of value.entries) {
        yield { span: shift(shift(line.keySpan, start), placed.start), message: value.message };
      }
    }
  },
  *fix(context, finding) {
    const model = context.workspace.files.get(context.uri);
    for (const { placed, value } of misplacedLines(context)) {
      for (const entry of value.entries) {
        const start = placed.start + entry.start;
        if (model === undefined || start + entry.line.keySpan.start !== finding.span.start) continue;
        if (entry.line.depthBefore !== 0 || entry.line.depthAfter !== 0) continue;
        const target = endOfGeneral(context, model);
        if (target === undefined) continue;
        const text = entry.text.replace(/\r$/, '');
        const end = Math.min(start + entry.text.length + 1, model.tree.length);
        yield {
          title: 'Move this line into [general]',
          safety: 'unsafe',
          isPreferred: true,
          edits: () => [
            { span: { start: target.offset, end: target.offset }, newText: target.lineEnd + text },
            { span: { start, end }, newText: '' },
          ],
        };
      }
    }
  },
};

interface Misplaced {
  readonly message: string;
  readonly entries: readonly PlacedLine<EntryLine>[];
}

const extractMisplaced = perSection<Misplaced>((context) => {
  const message = misplaced(context.section, context.name);
  if (message === undefined || !mentions(context, 'register')) return undefined;
  const entries = context.entries.filter(isRegister);
  return entries.length === 0 ? undefined : { message, entries };
});

function misplacedLines({ facts, workspace, uri }: FileContext): readonly PlacedExtract<Misplaced>[] {
  const model = workspace.files.get(uri);
  return model === undefined || facts.role === 'loose' ? [] : extractMisplaced(model, facts);
}

/** What is wrong with register lines of this section; `undefined` when nothing is, or nobody can know. */
function misplaced({ header }: Section, name: string | undefined): string | undefined {
  if (header === undefined) {
    if (name === undefined || sameIgnoringCase(name, 'general')) return undefined;
    return `Asterisk reads register lines only in [general], but this file is included below [${name}]; move the #include line up into [general]`;
  }
  if (isTemplate(header)) {
    // [general] may inherit from any other template.
    if (!sameIgnoringCase(header.name, 'general')) return undefined;
    return 'Asterisk does not read a [general] that is marked as a template; remove the (!)';
  }
  if (sameIgnoringCase(header.name, 'general')) return undefined;
  return `Asterisk reads register lines only in [general], not in [${shownName(header.name)}]; move this line there`;
}

/** Behind the last line of the first `[general]` that says something; `undefined` where the file has none. */
function endOfGeneral(
  { workspace, uri }: FileContext,
  model: FileModel,
): { readonly offset: number; readonly lineEnd: string } | undefined {
  const general = sectionsNamed(model, 'general').find(
    ({ section }) => !isTemplate(section.header) && !isReopened(section.header),
  );
  if (general === undefined) return undefined;
  return endOfSection(workspace, { uri, placed: general });
}
