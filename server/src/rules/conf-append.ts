import { isReopened, parentsOf } from '../model/fileModel.ts';
import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** `+=` puts its text directly behind the value before it (main/config.c, `process_text_line`, `ast_variable_append`). */
export const confAppend: SectionRule = {
  id: 'conf-append',
  summary: 'Point out appended values that stick to the value before them',
  severity: 'information',
  scope: 'section',
  files: 'all',
  *check({ section: { header }, entries }) {
    // Where nothing is inherited, a name without an earlier value is simply set.
    const isAlone = header !== undefined && parentsOf(header).length === 0 && !isReopened(header);
    const values = new Map<string, string>();
    for (const { line, start } of entries) {
      const before = values.get(line.key);
      if (line.operator !== '+=') {
        values.set(line.key, line.value);
        continue;
      }
      values.set(line.key, (before ?? '') + line.appended.trimEnd());
      const isSet = before === undefined ? isAlone : before === '' || SEPARATOR_BEHIND.test(before);
      if (isSet || line.value === '' || SEPARATOR_BEFORE.test(line.appended)) continue;
      yield {
        span: shift(line.operatorSpan, start),
        message: '"+=" puts this text directly behind the earlier value, with nothing between them',
      };
    }
  },
};

const SEPARATOR_BEFORE = /^[\s,&|;]/;
const SEPARATOR_BEHIND = /[,&|;]$/;
