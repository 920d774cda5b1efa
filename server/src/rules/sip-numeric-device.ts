import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';
import { judgedSecrets } from './support/judgedSecrets.ts';

/** Scanners try numbers as names first (README-SERIOUSLY.bestpractices of Asterisk). */
export const sipNumericDevice: SectionRule = {
  id: 'sip-numeric-device',
  summary: 'Suggest other names for devices that have a number for a name and a weak secret',
  severity: 'off',
  scope: 'section',
  files: ['sip.conf'],
  *check(context) {
    const { header } = context.section;
    if (header === undefined || !/^\d+$/.test(header.name)) return;
    const isGuessable = judgedSecrets(context).some(
      ({ credential, verdict }) => credential.place === 'option' && GUESSABLE.has(verdict.kind),
    );
    if (!isGuessable) return;
    yield {
      span: shift(header.nameSpan, context.lines[0]?.start ?? 0),
      message: 'A number for a name and a weak secret: scanners try both first; give the device another name',
    };
  },
};

const GUESSABLE: ReadonlySet<string> = new Set(['empty', 'default', 'equals-user', 'digits', 'weak']);
