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
      if (line.kind !== 'header' || line.optionsClosed) continue;
      const list = line.options ?? [];
      const end = list.at(-1)?.span.end ?? line.tailSpan.end;
      yield {
        span: shift({ start: (list[0]?.span.start ?? end) - 1, end }, start),
        message: 'Missing ")": Asterisk refuses the whole file at this line',
      };
    }
  },
  *fix(_context, { span }) {
    const { end } = span;
    // An empty list would stand for the first section of all.
    const isEmpty = end - span.start <= 1;
    yield {
      title: isEmpty ? 'Remove the "("' : 'Add the missing ")"',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [isEmpty ? { span, newText: '' } : { span: { start: end, end }, newText: ')' }],
    };
  },
};
