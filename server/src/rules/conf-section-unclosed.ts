import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** `[name` without `]`: main/config.c, `process_text_line`, gives the whole file up here. */
export const confSectionUnclosed: SectionRule = {
  id: 'conf-section-unclosed',
  summary: 'Report section headers without their closing bracket',
  severity: 'error',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind === 'header' && !line.isClosed) {
        yield {
          span: shift({ start: line.nameSpan.start - 1, end: line.nameSpan.end }, start),
          message: 'Missing "]": Asterisk refuses the whole file at this line',
        };
      }
    }
  },
  *fix(_context, finding) {
    const { end } = finding.span;
    yield {
      title: 'Add the missing "]"',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: { start: end, end }, newText: ']' }],
    };
  },
};
