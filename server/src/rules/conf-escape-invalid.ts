import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** A backslash at the start of a line must be followed by a printable ASCII character (main/config.c, `process_text_line`). */
export const confEscapeInvalid: SectionRule = {
  id: 'conf-escape-invalid',
  summary: 'Report lines that start with a backslash Asterisk cannot read',
  severity: 'error',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'entry' || line.problem !== 'invalid-escape') continue;
      yield {
        span: shift({ start: line.keySpan.start, end: line.keySpan.start + 1 }, start),
        message: 'Unexpected "\\" at the start of the line: Asterisk refuses the whole file here',
      };
    }
  },
  *fix(_context, finding) {
    yield {
      title: 'Remove the backslash',
      safety: 'unsafe',
      edits: () => [{ span: finding.span, newText: '' }],
    };
  },
};
