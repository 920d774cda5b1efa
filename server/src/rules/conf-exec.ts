import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** `#exec command` runs a program while the file is read, if asterisk.conf allows it (main/config.c, `execincludes`). */
export const confExec: SectionRule = {
  id: 'conf-exec',
  summary: 'Point out lines that run a program while Asterisk reads the file',
  severity: 'information',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind === 'directive' && line.directive === 'exec' && line.argument !== undefined) {
        yield {
          span: shift(line.wordSpan, start),
          message:
            '"#exec" runs a program and reads its output; it needs execincludes=yes in asterisk.conf and is not followed here',
        };
      }
    }
  },
};
