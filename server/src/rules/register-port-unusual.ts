/** Finds ports of register lines that differ from the standard ones. Off unless asked for. */
import { placeOf, registerLines, type RegisterLine } from '../workspace/registerLines.ts';
import type { SectionRule } from './rule.ts';

/** RFC 3261 and RFC 5456 name the standard ports. */
export const registerPortUnusual: SectionRule = {
  id: 'register-port-unusual',
  summary: 'Suggest a look at ports of register lines that are not the standard ones',
  severity: 'off',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check({ facts, entries }) {
    for (const line of registerLines(facts.kind, entries)) {
      const part = line.parsed.parts.find(({ name }) => name === 'port');
      if (part === undefined || !isUnusual(line)) continue;
      const usual = USUAL[line.driver].join(' or ');
      const message = `Expected port ${usual} here as a rule, compare ${String(line.parsed.fields.port)} with what the provider gave you`;
      yield { span: placeOf(line, part.span), message };
    }
  },
};

const USUAL = { sip: [5060, 5061], iax: [4569] } as const;

function isUnusual({ driver, parsed, isTemplate }: RegisterLine): boolean {
  const { ok, fields, problems } = parsed;
  if (!ok || isTemplate || fields.port === undefined) return false;
  // Another rule tells when the number is not what the text says, and several Asterisks of one machine need several ports.
  if (problems.some(({ part }) => part === 'port' || part === 'host')) return false;
  if (/^(?:127\.|localhost$)/i.test(fields.host ?? '')) return false;
  return !USUAL[driver].some((port) => port === fields.port);
}
