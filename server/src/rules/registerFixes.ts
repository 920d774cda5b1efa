/** Fixes that several register rules offer. No rule itself. */
import { profileProblem, generateSecret } from '../secrets/generate.ts';
import { rewrittenSipRegister } from '../register/meantSip.ts';
import { entryText } from '../syntax/writeEntry.ts';
import type { Span, TextEdit } from '../text/span.ts';
import { exactPlaceOf, type RegisterLine } from '../workspace/registerLines.ts';
import type { Fix, LintSettings } from './rule.ts';

/**
 * Writes the line as *Insert Registration* would, with double quotes around the secret, so that chan_sip reads it whole. The
 * provider's secret stays the same. Nothing where that is not certain to help.
 */
export function* quoteFix(line: RegisterLine): Generator<Fix> {
  if (line.driver !== 'sip') return;
  const meant = rewrittenSipRegister(line.value);
  if (meant === undefined || entryText('register', '=', meant) === undefined) return;
  yield {
    title: 'Put the secret in double quotes',
    safety: 'unsafe',
    isPreferred: true,
    edits: () => {
      const { span, newText } = smallestEdit(line.value, meant);
      return [{ span: exactPlaceOf(line, span), newText: newText.replaceAll(';', '\\;') }];
    },
  };
}

/** Leaves alone what both have at their start and end. */
function smallestEdit(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const end = before.length - same;
  return { span: { start, end }, newText: after.slice(start, after.length - same) };
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
