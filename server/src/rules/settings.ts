/** The settings rules get where nobody chose others. */
import type { LintSettings } from './rule.ts';

export const defaultSettings: LintSettings = {
  rules: {},
  minimumBits: 72,
  vicidialSecretLength: 100,
  asteriskVersion: 'auto',
  generator: { length: 20, alphabet: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-' },
};
