import { closest } from '../text/closest.ts';
import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

const KNOWN = ['include', 'tryinclude', 'exec'];

/** `#word` that is no directive: main/config.c, `process_text_line`, warns and skips the line. `#` starts no comment. */
export const confUnknownDirective: SectionRule = {
  id: 'conf-unknown-directive',
  summary: 'Report lines that start with # but are no directive',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'directive' || line.directive !== 'unknown') continue;
      const near = closest(line.word, KNOWN);
      const hint = near === undefined ? 'a comment starts with ";"' : `did you mean "#${near}"?`;
      yield {
        span: shift(line.wordSpan, start),
        message: `Unknown directive "#${line.word.slice(0, 40)}": Asterisk skips this line, ${hint}`,
      };
    }
  },
  *fix({ lines }, finding) {
    for (const { line, start } of lines) {
      if (line.kind !== 'directive' || start + line.wordSpan.start !== finding.span.start) continue;
      const near = closest(line.word, KNOWN);
      if (near !== undefined)
        yield {
          title: `Change to "#${near}"`,
          safety: 'unsafe',
          edits: () => [{ span: finding.span, newText: `#${near}` }],
        };
      const { start: hash } = finding.span;
      yield {
        title: 'Turn the line into a comment',
        safety: 'safe',
        isPreferred: near === undefined,
        edits: () => [{ span: { start: hash, end: hash }, newText: ';' }],
      };
    }
  },
};
