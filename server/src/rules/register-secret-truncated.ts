/** Finds register lines that are longer than the driver reads, so that the secret or what follows it is cut off. */
import { placeOf, registerLines } from '../workspace/registerLines.ts';
import { generateFix } from './registerFixes.ts';
import type { SectionRule } from './rule.ts';

/** The buffer of 256 bytes in both drivers; the fields of 80 bytes in channels/chan_iax2.c, struct iax2_registry. */
export const registerSecretTruncated: SectionRule = {
  id: 'register-secret-truncated',
  summary: 'Report register lines that are too long, so that Asterisk cuts off their end or the secret',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check({ facts, entries }) {
    for (const line of registerLines(facts.kind, entries)) {
      if (line.isTemplate) continue;
      for (const { code, span, message } of line.parsed.problems) {
        if (code === 'truncated' && span !== undefined) yield { span: placeOf(line, span), message };
      }
    }
  },
  *fix({ facts, entries, settings }, finding) {
    for (const line of registerLines(facts.kind, entries)) {
      for (const { code, part, span } of line.parsed.problems) {
        if (code !== 'truncated' || part !== 'secret' || span === undefined) continue;
        if (placeOf(line, span).start !== finding.span.start) continue;
        const secret = line.parsed.parts.find(({ name }) => name === 'secret');
        if (secret !== undefined) yield* generateFix(line, secret.span, settings);
      }
    }
  },
};
