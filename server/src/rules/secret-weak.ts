/** Finds secrets that can be guessed, by their length or by the words and patterns they are made of. */
import { holdsFor, replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import type { StrengthReason } from '../secrets/strength.ts';
import type { SectionRule } from './rule.ts';

/** The estimate is `secrets/strength.ts`. */
export const secretWeak: SectionRule = {
  id: 'secret-weak',
  summary: 'Report secrets that are easy to guess',
  severity: 'warning',
  scope: 'section',
  files: 'all',
  *check(context) {
    for (const { verdict, span } of secretsOfClass(context, 'weak')) {
      yield {
        span,
        message: `Weak secret: ${advice[verdict.strength.reason]}; ${holdsFor(verdict.strength)}`,
        severity: verdict.strength.level === 'error' ? 'error' : 'warning',
      };
    }
  },
  fix: replaceSecret,
};

/** Why it is weak, to follow "Weak secret:". */
const advice: Readonly<Record<StrengthReason, string>> = {
  word: 'it is made of words',
  name: 'it is made of names',
  owner: 'it contains the name it protects',
  keyboard: 'it follows keys that lie side by side',
  sequence: 'it counts or follows the alphabet',
  repeat: 'it repeats itself',
  date: 'it contains a date or a year',
  digits: 'most of it is a number',
  'only-digits': 'it is only digits',
  short: 'it is too short',
  random: 'it is too short',
};
