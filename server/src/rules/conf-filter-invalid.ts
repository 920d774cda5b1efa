import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';

/** `(+name=value)` with a pattern that is no POSIX extended regular expression never matches (main/config.c, `category_get_sep`). */
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
        const filter = option.kind === 'reopen' ? option.text.slice(1) : '';
        if (filter === '' || !filter.split('&').some(isBroken)) continue;
        yield {
          span: shift(option.span, start),
          message:
            'Broken filter: it needs name=value with complete brackets, and as it stands it never matches',
        };
      }
    }
  },
};

/** Only what is surely wrong: no `=`, an open bracket expression, or parentheses without partner. */
function isBroken(part: string): boolean {
  if (!part.includes('=')) return true;
  let depth = 0;
  for (let i = 0; i < part.length; i++) {
    if (part[i] === '\\') i++;
    else if (part[i] === '[') {
      const from = part[i + 1] === '^' ? i + 3 : i + 2;
      const close = part.indexOf(']', from);
      if (close < 0) return true;
      i = close;
    } else if (part[i] === '(') depth++;
  }
  return depth > 0;
}
