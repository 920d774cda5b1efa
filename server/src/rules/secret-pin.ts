/** Finds PINs of mailboxes and conferences that anyone would try first. */
import { isPlaceholder, isTemplateExpression } from '../secrets/placeholder.ts';
import { pinProblem, type PinProblem } from '../secrets/pin.ts';
import { shownSpan } from './support/judgedSecrets.ts';
import type { SectionRule } from './rule.ts';

/** PINs are not judged by bits: a caller has a few tries, not billions a second. */
export const secretPin: SectionRule = {
  id: 'secret-pin',
  summary: 'Report PINs of mailboxes and conferences that are easy to guess',
  severity: 'warning',
  scope: 'section',
  files: ['voicemail.conf', 'meetme.conf', 'confbridge.conf', 'minivm.conf', 'users.conf'],
  *check(context) {
    for (const credential of context.credentials) {
      const { kind, value, owners, unread, place } = credential;
      if (kind !== 'pin' || unread === true || isTemplateExpression(value) || isPlaceholder(value)) continue;
      const problem = pinProblem(value, owners);
      // Without a PIN a conference is open on purpose.
      if (problem === undefined || (problem === 'empty' && place === 'option')) continue;
      yield { span: shownSpan(context, credential), message: sentences[problem] };
    }
  },
};

const sentences: Readonly<Record<PinProblem, string>> = {
  empty: 'Missing PIN: anyone who dials in can use this mailbox',
  'equals-number': 'The PIN equals the number it guards; callers try that first',
  short: 'The PIN is too short: expected at least 4 digits',
  listed: 'The PIN is one of those that callers try first',
  repeated: 'The PIN repeats itself; callers try such numbers first',
  running: 'The PIN counts up or down; callers try such numbers first',
};
