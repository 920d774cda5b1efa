/** Finds digests that are no digests, so that nobody can log in with them. */
import { isTemplateExpression } from '../secrets/placeholder.ts';
import type { Credential } from '../workspace/credentials.ts';
import type { SectionRule } from './rule.ts';

/**
 * Digits of the hash by algorithm name.
 * Source: Asterisk res/res_pjsip/config_auth.c (22), password_digest_handler.
 */
const hashLengths: Readonly<Record<string, number>> = { MD5: 32, 'SHA-256': 64, 'SHA-512-256': 64 };

/** `md5secret` is compared as text (chan_sip.c, check_auth), a wrong length in pjsip refuses the section. */
export const secretMd5Invalid: SectionRule = {
  id: 'secret-md5-invalid',
  summary: 'Report digests that Asterisk can never match',
  severity: 'warning',
  scope: 'section',
  files: ['sip.conf', 'pjsip.conf', 'pjsip_wizard.conf', 'users.conf'],
  *check({ credentials }) {
    for (const credential of credentials) {
      const message = isJudged(credential) ? problemOf(credential) : undefined;
      if (message !== undefined) yield { span: credential.span, message };
    }
  },
  *fix({ credentials }, finding) {
    const found = credentials.find(({ span }) => span.start === finding.span.start);
    if (found === undefined || !isJudged(found) || !/^[\dA-F]{32}$/i.test(found.value)) return;
    yield {
      title: 'Write the digest in lower case',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: found.span, newText: found.value.toLowerCase() }],
    };
  },
};

function isJudged({ kind, value, unread, place }: Credential): boolean {
  return (
    kind === 'digest' && place === 'option' && unread !== true && value !== '' && !isTemplateExpression(value)
  );
}

function problemOf({ option, value }: Credential): string | undefined {
  if (option.endsWith('password_digest')) return digestListProblem(value);
  if (!/^[\dA-F]{32}$/i.test(value)) {
    return 'Expected an MD5 digest of 32 digits from 0-9 and a-f; nobody can log in with this one';
  }
  return /[A-F]/.test(value)
    ? 'Expected a digest in lower case; nobody can log in with capitals in it'
    : undefined;
}

function digestListProblem(value: string): string | undefined {
  for (const item of value.split(',')) {
    const [name = '', hash = ''] = item.trim().split(':');
    const length = hashLengths[name.toUpperCase()];
    if (length === undefined) return 'Expected ALGORITHM:digest with MD5, SHA-256 or SHA-512-256';
    if (hash.length !== length || !/^[\dA-F]+$/i.test(hash)) {
      return `Expected ${String(length)} digits from 0-9 and a-f after the name of the algorithm`;
    }
  }
  return undefined;
}
