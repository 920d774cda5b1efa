/** Finds secrets that are the name of their owner, which an attacker knows already. */
import { holdsNoTime, replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import type { SectionRule } from './rule.ts';

/** Compared with section, user, defaultuser and register user: in any letter case, backwards, or with digits added. */
export const secretEqualsUser: SectionRule = {
  id: 'secret-equals-user',
  summary: 'Report secrets that equal the name of the section or user',
  severity: 'error',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { span } of secretsOfClass(context, 'equals-user')) {
      yield {
        span,
        message: `Secret equals the name it protects, or the name with little added; attackers try that first, ${holdsNoTime}`,
      };
    }
  },
  fix: replaceSecret,
};
