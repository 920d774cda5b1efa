/** Finds devices that may register from anywhere without a password. */
import { deviceType, hasAcl, hasOtherProof, isDynamic, optionOf, standsAlone } from './support/devices.ts';
import { foldCase } from '../text/ascii.ts';
import type { PlacedLine, SectionRule } from './rule.ts';
import { shift } from '../text/span.ts';
import { generateSecret } from '../secrets/generate.ts';
import { usableProfile } from './support/judgedSecrets.ts';

/**
 * Without `secret` chan_sip and chan_iax2 ask nobody for a password. `remotesecret` only serves calls out.
 * Source: Asterisk channels/chan_sip.c, check_auth; channels/chan_iax2.c, register_verify.
 */
export const secretMissing: SectionRule = {
  id: 'secret-missing',
  summary: 'Report devices that can register from anywhere without a password',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    const { header } = context.section;
    if (header === undefined || !standsAlone(context) || !isDynamic(context)) return;
    if (deviceType(context) === undefined || hasAcl(context) || hasOtherProof(context)) return;
    if (optionOf(context, 'secret') !== undefined) return;
    const start = context.lines[0]?.start ?? 0;
    yield {
      span: shift(header.nameSpan, start),
      message: `Missing secret: anyone can register as [${header.name}] from any address`,
    };
  },
  *fix(context) {
    const host = context.entries.findLast(({ line }) => foldCase(line.key) === 'host');
    if (host === undefined) return;
    const at = lineEnd(host);
    yield {
      title: 'Add a generated secret (the phone must get it too)',
      safety: 'unsafe',
      isPreferred: true,
      edits: (random) => [
        {
          span: { start: at, end: at },
          newText: `${lineBreak(host)}secret=${generateSecret(random, usableProfile(context.settings))}`,
        },
      ],
    };
  },
};

function lineEnd({ start, text }: PlacedLine): number {
  return start + text.replace(/\r$/, '').length;
}

function lineBreak({ text }: PlacedLine): string {
  return text.endsWith('\r') ? '\r\n' : '\n';
}
