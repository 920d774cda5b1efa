import { MAX_LINE_BYTES } from '../syntax/lexLine.ts';
import type { SectionRule } from './rule.ts';

/** More than 8190 bytes on a line: main/config.c, `config_text_file_load`, skips it, comment or not. */
export const confLineTooLong: SectionRule = {
  id: 'conf-line-too-long',
  summary: 'Report lines that are too long for Asterisk to read',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind === 'long') {
        yield {
          span: { start, end: start + SHOWN },
          message: `Line of ${String(line.bytes)} bytes: Asterisk skips lines of more than ${String(MAX_LINE_BYTES)}`,
        };
      }
    }
  },
};

/** Underlining thousands of characters helps nobody. */
const SHOWN = 80;
