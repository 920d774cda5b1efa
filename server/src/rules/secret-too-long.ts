/** Finds secrets longer than what stores or uses them keeps. */
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { utf8Length } from '../text/ascii.ts';
import type { Credential } from '../workspace/credentials.ts';
import { judgedSecrets, replaceSecret } from './support/judgedSecrets.ts';
import { deviceType, isDynamic } from './support/devices.ts';
import type { SectionContext, SectionRule } from './rule.ts';

/** chan_sip hashes user, realm and secret out of a buffer of 256 bytes (channels/chan_sip.c, check_auth). */
const SIP_BYTES = 255;
/** The realm unless one is set: "asterisk", and two colons. */
const SIP_REALM_BYTES = 10;
/** struct iax2_peer and iax2_registry hold 80 bytes (channels/chan_iax2.c). */
const IAX_BYTES = 79;

/** Long register secrets are told by `register-secret-truncated`. */
export const secretTooLong: SectionRule = {
  id: 'secret-too-long',
  summary: 'Report secrets that are longer than Asterisk or VICIdial can use',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf', 'pjsip_wizard.conf'],
  *check(context) {
    for (const { credential, span } of judgedSecrets(context)) {
      if (credential.place !== 'option' || isTemplateExpression(credential.value)) continue;
      const message = problemOf(context, credential);
      if (message !== undefined) yield { span, message };
    }
  },
  fix: replaceSecret,
};

function problemOf(context: SectionContext, { value, owners, option }: Credential): string | undefined {
  const { facts, settings, section } = context;
  const bytesOf = (text: string): number =>
    section.table.encoding === 'latin1' ? text.length : utf8Length(text);
  const limit = settings.vicidialSecretLength;
  if (facts.generator === 'vicidial' && isRegistrationPassword(option) && Array.from(value).length > limit) {
    return `Secret of more than ${String(limit)} characters: VICIdial keeps no more of a Registration Password`;
  }
  const bytes = bytesOf(value);
  if (facts.kind === 'sip.conf') {
    const user = Math.min(...owners.map(bytesOf), SIP_BYTES);
    return owners.length > 0 && bytes + user + SIP_REALM_BYTES > SIP_BYTES
      ? 'Secret too long: user, realm and secret together may have 255 bytes, no phone can log in with this one'
      : undefined;
  }
  const isOutbound = facts.kind === 'iax.conf' && deviceType(context) === 'peer' && !isDynamic(context);
  return isOutbound && bytes > IAX_BYTES
    ? 'Secret too long: Asterisk sends the first 79 bytes of it to the other side'
    : undefined;
}

/** The two options VICIdial writes a phone's Registration Password to. */
function isRegistrationPassword(option: string): boolean {
  return option === 'secret' || option === 'inbound_auth/password';
}
