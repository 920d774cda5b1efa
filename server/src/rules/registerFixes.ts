/** Fixes that several register rules offer. No rule itself. */
import { profileProblem, generateSecret } from '../secrets/generate.ts';
import type { Quotable } from '../register/sipQuote.ts';
import type { Span } from '../text/span.ts';
import { exactPlaceOf, type RegisterLine } from '../workspace/registerLines.ts';
import type { Fix, LintSettings } from './rule.ts';

/** Puts double quotes around the secret, so that chan_sip reads it whole. The provider's secret stays the same. */
export function quoteFix(line: RegisterLine, { secret }: Quotable): Fix {
  return {
    title: 'Put the secret in double quotes',
    safety: 'unsafe',
    isPreferred: true,
    edits: () => {
      const { start, end } = exactPlaceOf(line, secret);
      return [
        { span: { start, end: start }, newText: '"' },
        { span: { start: end, end }, newText: '"' },
      ];
    },
  };
}

/** Replaces a stretch of the line by a generated secret; nothing when the settings allow none. */
export function* generateFix(line: RegisterLine, secret: Span, settings: LintSettings): Generator<Fix> {
  if (profileProblem(settings.generator) !== undefined) return;
  yield {
    title: 'Replace the secret by a generated one (the other side must get it too)',
    safety: 'unsafe',
    edits: (random) => [
      { span: exactPlaceOf(line, secret), newText: generateSecret(random, settings.generator) },
    ],
  };
}
