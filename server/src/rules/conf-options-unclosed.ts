import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** `[name](options` without `)`: main/config.c, `process_text_line`, gives the whole file up here. */
export const confOptionsUnclosed: SectionRule = {
  id: 'conf-options-unclosed',
  summary: 'Report section headers whose options lack their closing parenthesis',
  severity: 'error',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind === 'header' && !line.optionsClosed) {
        yield {
          span: shift(
            { start: line.nameSpan.end, end: line.options?.at(-1)?.span.end ?? line.tailSpan.end },
            start,
          ),
          message: 'Missing ")": Asterisk refuses the whole file at this line',
        };
      }
    }
  },
  *fix(_context, finding) {
    const { end } = finding.span;
    yield {
      title: 'Add the missing ")"',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: { start: end, end }, newText: ')' }],
    };
  },
};
