import { utf8Length, utf8Prefix } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** Section names are stored cut to 79 bytes (include/asterisk/config.h, `ast_category`; main/config.c, `ast_category_new`). */
export const confNameTooLong: SectionRule = {
  id: 'conf-name-too-long',
  summary: 'Report section names that Asterisk cuts',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'header' || !line.isClosed || utf8Length(line.name) <= MAX_NAME_BYTES) continue;
      const cut = Math.min(utf8Prefix(line.name, MAX_NAME_BYTES), line.nameSpan.end - line.nameSpan.start);
      yield {
        span: shift({ start: line.nameSpan.start + cut, end: line.nameSpan.end }, start),
        message: `Section name over ${String(MAX_NAME_BYTES)} bytes: Asterisk cuts it here, and references to the full name find nothing`,
      };
    }
  },
};

const MAX_NAME_BYTES = 79;
