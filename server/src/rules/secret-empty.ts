/** Finds empty secrets where nothing else keeps strangers out. */
import { isDynamic, deviceType, hasAcl, hasOtherProof, optionOf, standsAlone } from './support/devices.ts';
import { replaceSecret, secretsOfClass } from './support/judgedSecrets.ts';
import { foldCase } from '../text/ascii.ts';
import type { Credential } from '../workspace/credentials.ts';
import type { SectionContext, SectionRule } from './rule.ts';

/**
 * An empty secret turns the question for a password off. Silent where the section takes over options of a parent.
 * Source: Asterisk channels/chan_sip.c, check_auth; channels/chan_iax2.c, authenticate_verify;
 * res/res_pjsip/config_auth.c.
 */
export const secretEmpty: SectionRule = {
  id: 'secret-empty',
  summary: 'Report empty secrets where nothing else keeps strangers out',
  severity: 'error',
  scope: 'section',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf', 'pjsip_wizard.conf'],
  *check(context) {
    if (!standsAlone(context)) return;
    const name = context.section.header?.name ?? '';
    for (const { credential, span } of secretsOfClass(context, 'empty')) {
      if (isOnlyGuard(context, credential)) {
        yield { span, message: `Empty secret: anyone can use [${name}] without a password` };
      }
    }
  },
  fix: replaceSecret,
};

function isOnlyGuard(context: SectionContext, { place, option }: Credential): boolean {
  if (place !== 'option' || option === 'remotesecret') return false;
  const { kind } = context.facts;
  if (kind === 'pjsip.conf') return option === 'password' && isBareAuth(context);
  if (kind === 'pjsip_wizard.conf') {
    return option === 'inbound_auth/password' && optionOf(context, 'accepts_auth') === 'yes';
  }
  const type = deviceType(context);
  if (option !== 'secret' || type === undefined || hasAcl(context) || hasOtherProof(context)) return false;
  return type !== 'peer' || isDynamic(context);
}

/** An auth section that works by its password alone. */
function isBareAuth(context: SectionContext): boolean {
  if (optionOf(context, 'type') !== 'auth') return false;
  if (foldCase(optionOf(context, 'auth_type') ?? 'userpass') === 'google_oauth') return false;
  return (optionOf(context, 'md5_cred') ?? '') === '' && (optionOf(context, 'password_digest') ?? '') === '';
}
