import type { SectionRule } from './rule.ts';
import { shift } from '../text/span.ts';

/** A line that is neither header nor directive and has no `=`: main/config.c, `process_text_line`, skips it. */
export const confNoEquals: SectionRule = {
  id: 'conf-no-equals',
  summary: 'Report lines that Asterisk skips because they have no equals sign',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind === 'entry' && line.problem === 'missing-equals') {
        yield {
          span: shift(line.keySpan, start),
          message: 'Missing "=": Asterisk skips this line',
        };
      }
    }
  },
  *fix({ lines }, finding) {
    for (const { line, start } of lines) {
      if (line.kind !== 'entry' || line.problem !== 'missing-equals') continue;
      const placed = shift(line.keySpan, start);
      if (placed.start !== finding.span.start) continue;
      yield {
        title: 'Turn the line into a comment',
        safety: 'safe',
        edits: () => [{ span: { start: placed.start, end: placed.start }, newText: '; ' }],
      };
    }
  },
};
