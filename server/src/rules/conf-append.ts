import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** `+=` puts its text directly behind the value before it (main/config.c, `process_text_line`, `ast_variable_append`). */
export const confAppend: SectionRule = {
  id: 'conf-append',
  summary: 'Point out appended values that stick to the value before them',
  severity: 'information',
  scope: 'line',
  files: 'all',
  *check({ entries }) {
    for (const { line, start } of entries) {
      if (line.operator === '+=' && line.value !== '' && !/^[\s,&|]/.test(line.appended)) {
        yield {
          span: shift(line.operatorSpan, start),
          message: '"+=" puts this text directly behind the earlier value, with nothing between them',
        };
      }
    }
  },
};
