import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/**
 * Blanks where the header's options do not allow them: `[a] (!)` is a plain section, `(a, b)` looks for " b"
 * (main/config.c, `process_text_line`).
 */
export const confHeaderOptions: SectionRule = {
  id: 'conf-header-options',
  summary: 'Report blanks that make Asterisk misread the options of a section header',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start, text } of lines) {
      if (line.kind !== 'header' || !line.isClosed) continue;
      const tail = text.slice(line.tailSpan.start, line.tailSpan.end);
      const gap = line.options === undefined ? /^\s+(?=\([^)]*\))/.exec(tail)?.[0].length : undefined;
      if (gap !== undefined) {
        yield {
          span: shift({ start: line.tailSpan.start, end: line.tailSpan.end }, start),
          message: 'Unexpected blank before "(": Asterisk ignores the template and parents named here',
        };
      }
      for (const option of line.options ?? []) {
        if (option.text.trim() === option.text || option.kind === 'reopen') continue;
        yield {
          span: shift(option.span, start),
          message: 'Unexpected blank in the list: it counts as part of the name, so nothing is found',
        };
      }
    }
  },
  *fix({ lines }, finding) {
    for (const { start, text, number } of lines) {
      const from = finding.span.start - start;
      if (number < 0 || from < 0 || from >= text.length) continue;
      const marked = text.slice(from, finding.span.end - start);
      const trimmed = marked.replace(/^\s+/, '').replace(/\s+$/, '');
      yield {
        title: 'Remove the blank',
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span: finding.span, newText: trimmed }],
      };
      return;
    }
  },
};
