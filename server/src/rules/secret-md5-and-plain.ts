/** Finds sections that hold a secret both as text and as digest, of which only one counts. */
import type { Credential } from '../workspace/credentials.ts';
import type { SectionContext, SectionRule } from './rule.ts';

/**
 * The digest wins in chan_sip; in pjsip versions differ on which one they use.
 * Source: Asterisk channels/chan_sip.c, check_auth; res/res_pjsip/config_auth.c.
 */
export const secretMd5AndPlain: SectionRule = {
  id: 'secret-md5-and-plain',
  summary: 'Report sections with both a plain secret and its digest',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'pjsip.conf', 'pjsip_wizard.conf'],
  *check(context) {
    for (const { plain, isSip } of pairs(context)) {
      yield {
        span: plain.span,
        message: isSip
          ? 'Asterisk ignores this secret for incoming requests, because the section also has a digest (md5secret)'
          : 'The section has a password and a digest; which one counts depends on the version of Asterisk, keep one',
      };
    }
  },
};

interface Pair {
  readonly plain: Credential;
  readonly isSip: boolean;
}

/** Plain option, digest option. */
const optionPairs: readonly (readonly [string, string])[] = [
  ['secret', 'md5secret'],
  ['password', 'md5_cred'],
  ['inbound_auth/password', 'inbound_auth/md5_cred'],
  ['outbound_auth/password', 'outbound_auth/md5_cred'],
];

function* pairs({ credentials }: SectionContext): Generator<Pair> {
  const used = credentials.filter(
    ({ value, unread, place }) => value !== '' && unread !== true && place === 'option',
  );
  for (const [plainOption, digestOption] of optionPairs) {
    const plain = used.find(({ option }) => option === plainOption);
    if (plain !== undefined && used.some(({ option }) => option === digestOption)) {
      yield { plain, isSip: plainOption === 'secret' };
    }
  }
}
