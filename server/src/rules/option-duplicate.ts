import { shift } from '../text/span.ts';
import type { SectionContext, SectionRule } from './rule.ts';
import { duplicateLines, hasBranches, type DuplicateLine } from './support/duplicateLines.ts';
import { kindsWithOptions, optionSection } from './support/optionLines.ts';
import { withoutLine } from './support/valueParts.ts';

/** A line that another one of the same section makes void. Values that override a parent's are meant to. */
export const optionDuplicate: SectionRule = {
  id: 'option-duplicate',
  summary: 'Point out lines that a later line of the section replaces',
  severity: 'hint',
  scope: 'section',
  files: kindsWithOptions,
  *check(context) {
    for (const { loser, winner } of duplicates(context)) {
      const { line, start } = loser;
      const lines = winner.number - loser.number;
      const count = Math.abs(lines);
      const where = `${String(count)} ${count === 1 ? 'line' : 'lines'} ${lines < 0 ? 'above' : 'below'}`;
      yield {
        span: shift(
          { start: line.keySpan.start, end: Math.max(line.keySpan.end, line.valueSpan.end) },
          start,
        ),
        message: `Duplicate option: the line ${where} is the one that counts`,
        tags: ['unnecessary'],
      };
    }
  },
  *fix(context, finding) {
    const found = duplicates(context).find(
      ({ loser }) => loser.start + loser.line.keySpan.start === finding.span.start,
    );
    const edit =
      found === undefined ? undefined : withoutLine(context.lines, found.loser, context.section.length);
    if (edit !== undefined) {
      yield { title: 'Remove the line', safety: 'safe', isPreferred: true, edits: () => [edit] };
    }
  },
};

function duplicates(context: SectionContext): readonly DuplicateLine[] {
  const section = optionSection(context);
  if (section === undefined) return [];
  const found = duplicateLines(section, context.version.number);
  return found.length > 0 && hasBranches(context.lines) ? [] : found;
}
