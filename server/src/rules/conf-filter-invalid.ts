import { shift } from '../text/span.ts';
import { isDeadFilter } from '../workspace/sectionFilter.ts';
import type { SectionRule } from './rule.ts';

/** `(+filter)` that fits nothing in any version (main/config.c, `category_get_sep`, `does_category_match`). */
export const confFilterInvalid: SectionRule = {
  id: 'conf-filter-invalid',
  summary: 'Report filters of reopened sections that can never match',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'header') continue;
      for (const option of line.options ?? []) {
        if (option.kind !== 'reopen' || !isDeadFilter(option.text.slice(1))) continue;
        yield {
          span: shift(option.span, start),
          message:
            'Broken filter: no section fits it, so Asterisk refuses the file; write name=value with complete brackets',
        };
      }
    }
  },
};
