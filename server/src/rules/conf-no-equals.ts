import { isTemplateExpression } from '../secrets/placeholder.ts';
import { shift } from '../text/span.ts';
import { commentOut } from './support/commentOut.ts';
import type { SectionRule } from './rule.ts';

/** A line that is neither header nor directive and has no `=`: main/config.c, `process_text_line`, skips it. */
export const confNoEquals: SectionRule = {
  id: 'conf-no-equals',
  summary: 'Report lines that Asterisk skips because they have no equals sign',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines, section, facts }) {
    // Above the first section of a root such a line is no less fatal than others: `conf-no-section` tells.
    if (section.header === undefined && facts.role === 'root') return;
    for (const { line, start } of lines) {
      if (line.kind !== 'entry' || line.problem !== 'missing-equals') continue;
      // `{% for … %}` and its like are gone before Asterisk reads the file.
      if (isTemplateExpression(line.key)) continue;
      yield { span: shift(line.keySpan, start), message: 'Missing "=": Asterisk skips this line' };
    }
  },
  fix: ({ lines }, finding) => commentOut(lines, finding),
};
