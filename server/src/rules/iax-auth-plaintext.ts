import type { EntryLine } from '../syntax/line.ts';
import { rawSpan } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { PlacedLine, SectionContext, SectionRule } from './rule.ts';
import { valueWithout } from './support/valueParts.ts';

const WORD = 'plaintext';

/**
 * The word is looked for anywhere in the value, in lower case only (channels/chan_iax2.c, `get_auth_methods`).
 * VICIdial writes it into every account of its own and offers no way to change that.
 */
export const iaxAuthPlaintext: SectionRule = {
  id: 'iax-auth-plaintext',
  summary: 'Report logins that may send their password in the clear',
  severity: 'warning',
  scope: 'section',
  files: ['iax.conf'],
  *check(context) {
    for (const { line, start } of plaintextLines(context)) {
      const at = line.value.indexOf(WORD);
      yield {
        span: shift(rawSpan(line, { start: at, end: at + WORD.length }), start),
        message:
          'Plain text login: the password crosses the network readable for anyone; expected md5 or rsa',
      };
    }
  },
  *fix(context, finding) {
    const entry = plaintextLines(context).find(
      ({ start, text }) => start <= finding.span.start && finding.span.start <= start + text.length,
    );
    if (entry === undefined) return;
    const rest = valueWithout(entry, ({ text }) => text.includes(WORD));
    const newText = /md5|rsa/.test(rest) ? rest.trim() : 'md5';
    yield {
      title: `Change to "${newText}" (the other side must be able to do it)`,
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: shift(entry.line.valueSpan, entry.start), newText }],
    };
  },
};

function plaintextLines({ facts, entries }: SectionContext): readonly PlacedLine<EntryLine>[] {
  if (facts.generator === 'vicidial') return [];
  return entries.filter(({ line }) => foldCase(line.key) === 'auth' && line.value.includes(WORD));
}
