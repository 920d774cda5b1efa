/** Finds words that were meant to be replaced by a secret and never were. */
import { holdsNoTime, replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import type { SectionRule } from './rule.ts';

/** Asterisk takes the word as the secret. What a template fills in beforehand is no such word. */
export const secretPlaceholder: SectionRule = {
  id: 'secret-placeholder',
  summary: 'Report placeholders that stand where a secret should',
  severity: 'warning',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { span } of secretsOfClass(context, 'placeholder')) {
      yield {
        span,
        message: `Placeholder instead of a secret: Asterisk takes it as it stands, ${holdsNoTime}`,
      };
    }
  },
  fix: replaceSecret,
};
