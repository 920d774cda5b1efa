import type { SectionRule } from './rule.ts';

/** A NUL ends the text of its line and an inner byte order mark is an ordinary character (main/config.c). */
export const confInvisibleCharacter: SectionRule = {
  id: 'conf-invisible-character',
  summary: 'Report invisible characters that change what Asterisk reads',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { text, start, line } of lines) {
      if (line.kind === 'long') continue;
      const nul = text.indexOf('\0');
      if (nul >= 0) {
        yield {
          span: { start: start + nul, end: start + nul + 1 },
          message: 'Invisible NUL character: Asterisk ignores the rest of this line',
        };
      }
      // The mark is legal only as the very first character of a file, where the lexer counts it as a blank.
      const mark = text.indexOf(
        '\ufeff',
        line.kind === 'entry' || line.kind === 'header' ? firstCharacter(line) : 1,
      );
      if (mark >= 0 && line.kind !== 'blank') {
        yield {
          span: { start: start + mark, end: start + mark + 1 },
          message: 'Invisible byte order mark inside the file: Asterisk reads it as part of the text',
        };
      }
    }
  },
  *fix(_context, finding) {
    yield {
      title: 'Remove the invisible character',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: finding.span, newText: '' }],
    };
  },
};

function firstCharacter(
  line:
    | { readonly kind: 'entry'; readonly keySpan: { start: number } }
    | { readonly kind: 'header'; readonly nameSpan: { start: number } },
): number {
  return line.kind === 'entry' ? line.keySpan.start : Math.max(0, line.nameSpan.start - 1);
}
