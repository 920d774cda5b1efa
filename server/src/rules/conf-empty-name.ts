import { shift } from '../text/span.ts';
import { commentOut } from './support/commentOut.ts';
import type { SectionRule } from './rule.ts';

/** `= value`: main/config.c, `process_text_line`, skips a line with nothing before the equals sign. */
export const confEmptyName: SectionRule = {
  id: 'conf-empty-name',
  summary: 'Report lines that Asterisk skips because no name stands before the equals sign',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines, section, facts }) {
    // Above the first section of a root such a line is no less fatal than others: `conf-no-section` tells.
    if (section.header === undefined && facts.role === 'root') return;
    for (const { line, start } of lines) {
      if (line.kind !== 'entry' || line.problem !== 'empty-name') continue;
      yield {
        span: shift({ start: line.operatorSpan.start, end: line.valueSpan.end }, start),
        message: 'Missing name before "=": Asterisk skips this line',
      };
    }
  },
  fix: ({ lines }, finding) => commentOut(lines, finding),
};
