import type { DirectiveLine } from '../syntax/line.ts';
import { closest } from '../text/closest.ts';
import { shift } from '../text/span.ts';
import { commentOut } from './support/commentOut.ts';
import type { SectionRule } from './rule.ts';

const KNOWN = ['include', 'tryinclude', 'exec'];

/** `#word` that is no directive: main/config.c, `process_text_line`, warns and skips the line. `#` starts no comment. */
export const confUnknownDirective: SectionRule = {
  id: 'conf-unknown-directive',
  summary: 'Report lines that start with # but are no directive',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines, facts }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'directive' || line.directive !== 'unknown') continue;
      const span = shift(line.wordSpan, start);
      if (isMenuKey(facts.kind, line)) {
        yield {
          span,
          message: 'Menu key "#" read as a directive: Asterisk skips this line, write "\\#" instead',
        };
        continue;
      }
      const near = meantDirective(line.word);
      const hint = near === undefined ? 'a comment starts with ";"' : `did you mean "#${near}"?`;
      yield {
        span,
        message: `Unknown directive "#${nameOf(line.word)}": Asterisk skips this line, ${hint}`,
      };
    }
  },
  *fix({ lines, facts }, finding) {
    for (const { line, start } of lines) {
      if (line.kind !== 'directive' || start + line.wordSpan.start !== finding.span.start) continue;
      if (isMenuKey(facts.kind, line)) {
        const at = { start: finding.span.start, end: finding.span.start };
        yield {
          title: 'Write "\\#"',
          safety: 'unsafe',
          isPreferred: true,
          edits: () => [{ span: at, newText: '\\' }],
        };
        continue;
      }
      const near = meantDirective(line.word);
      if (near !== undefined) {
        yield {
          title: `Change to "#${near}"`,
          safety: 'unsafe',
          edits: () => [{ span: finding.span, newText: `#${near}` }],
        };
      }
      yield* commentOut(lines, finding, near === undefined);
    }
  },
};

/** `#=leave_conference` in a menu of confbridge.conf, whose keys may begin with any sign of a phone. */
function isMenuKey(kind: string | undefined, { word, argument = '' }: DirectiveLine): boolean {
  return kind === 'confbridge.conf' && /^[0-9A-D*#]*=/.test(`${word}${argument}`);
}

/** `#includeifexists` and the like are words of patched Asterisks; every Asterisk knows `#tryinclude`. */
function meantDirective(word: string): string | undefined {
  return closest(word, KNOWN) ?? (/^include[a-z]+$/i.test(word) ? 'tryinclude' : undefined);
}

/** The letters the word starts with: what follows may be the secret of a line like `#secret=…`. */
function nameOf(word: string): string {
  return /^[a-z_]{0,40}/i.exec(word)?.[0] ?? '';
}
