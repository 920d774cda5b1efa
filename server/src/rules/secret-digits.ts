/** Finds secrets of digits alone, which guessing programs work through before anything else. */
import { holdsFor, replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import type { SectionRule } from './rule.ts';

/** SIPVicious svcrack tries numbers unless told otherwise. */
export const secretDigits: SectionRule = {
  id: 'secret-digits',
  summary: 'Report secrets made of digits only',
  severity: 'warning',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { verdict, span } of secretsOfClass(context, 'digits')) {
      yield {
        span,
        message: `Secret of digits only: guessing programs try numbers first; ${holdsFor(verdict.strength)}`,
        severity: verdict.strength.level === 'error' ? 'error' : 'warning',
      };
    }
  },
  fix: replaceSecret,
};
