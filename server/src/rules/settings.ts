/** The values that settings of the rules may take, and what counts when nobody set any. */
import { defaultAlphabet, profiles } from '../secrets/alphabet.ts';
import type { LintSettings, Severity } from './rule.ts';

/** From the gravest to the lightest. */
export const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** What can stand behind a rule's name. */
export const levels = [...severities, 'off', 'default'] as const;

/** Versions of Asterisk that can be chosen; `auto` leaves it to the files. */
export const asteriskVersions = [
  'auto',
  16,
  18,
  20,
  22,
  23,
] as const satisfies readonly LintSettings['asteriskVersion'][];

/** Longest secret VICIdial's tables keep: 100 characters since its revision 3763 of October 2023, 20 before. */
export const vicidialSecretLengths = [100, 20] as const;

/** What counts without any setting. */
export const defaultLintSettings: LintSettings = {
  rules: {},
  minimumBits: 72,
  vicidialSecretLength: vicidialSecretLengths[0],
  asteriskVersion: 'auto',
  generator: { length: profiles.vicidial.length, alphabet: defaultAlphabet },
};
