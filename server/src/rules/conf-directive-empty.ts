import { shift } from '../text/span.ts';
import { commentOut } from './support/commentOut.ts';
import type { SectionRule } from './rule.ts';

/** `#include` with nothing after it: main/config.c, `process_text_line`, warns and skips the line. */
export const confDirectiveEmpty: SectionRule = {
  id: 'conf-directive-empty',
  summary: 'Report includes that name no file',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'directive' || line.directive === 'unknown' || line.argument !== undefined) continue;
      const what = line.directive === 'exec' ? 'command' : 'file name';
      yield {
        span: shift(line.wordSpan, start),
        message: `Missing ${what} after "#${line.directive}": Asterisk skips this line`,
      };
    }
  },
  fix: ({ lines }, finding) => commentOut(lines, finding),
};
