/** The rules about objects of pjsip.conf that stand open, cannot be reached or are set up by halves. */
import { expect, test } from 'vitest';
import { applyFix, fixesOf, lintText } from '../support/lintText.ts';

type Files = string | Readonly<Record<string, string>>;

function findings(rule: string, files: Files, name = 'pjsip.conf'): readonly string[] {
  const text = typeof files === 'string' ? files : (files[name] ?? '');
  return lintText(files, name)
    .filter((one) => one.rule === rule)
    .map(({ severity, span }) => `${severity} ${text.slice(span.start, span.end)}`);
}

const ENDPOINT = '[a]\ntype=endpoint\naors=a\n';

test.each<[string, Files, readonly string[]]>([
  ['nothing keeps strangers out', ENDPOINT, ['warning a']],
  ['a login', `${ENDPOINT}auth=a\n`, []],
  ['a login of the template', '[t](!)\nauth=x\n[a](t)\ntype=endpoint\n', []],
  ['a login of a parent nobody knows', '[a](t)\ntype=endpoint\n', []],
  ['a login that is empty', `${ENDPOINT}auth=\n`, ['warning a']],
  ['a login out only', `${ENDPOINT}outbound_auth=a\n`, ['warning a']],
  ['known by its address', `${ENDPOINT}[x]\ntype=identify\nendpoint=a\nmatch=10.0.0.1\n`, []],
  [
    'another one known by its address',
    `${ENDPOINT}[x]\ntype=identify\nendpoint=A\nmatch=10.0.0.1\n`,
    ['warning a'],
  ],
  [
    'known by its address in another file',
    {
      'pjsip.conf': `${ENDPOINT}#include i.conf\n`,
      'i.conf': '[x]\ntype=identify\nendpoint=a\nmatch=10.0.0.1\n',
    },
    [],
  ],
  ['an included file that is missing', `${ENDPOINT}#include i.conf\n`, []],
  ['a list of its own', `${ENDPOINT}deny=0.0.0.0/0\npermit=10.0.0.0/8\n`, []],
  ['a list that refuses nobody', `${ENDPOINT}permit=10.0.0.0/8\n`, ['warning a']],
  ['a list for all', `[x]\ntype=acl\ndeny=0.0.0.0/0\npermit=10.0.0.0/8\n${ENDPOINT}`, []],
  ['never found by its name', `${ENDPOINT}identify_by=ip\n`, []],
  ['found by its login name', `${ENDPOINT}identify_by=auth_username,ip\n`, ['warning a']],
  ['this machine alone', `[u]\ntype=transport\nbind=127.0.0.1:5060\n${ENDPOINT}`, []],
  ['no endpoint', '[a]\ntype=aor\nmax_contacts=1\n', []],
])('open endpoint: %s', (_title, files, expected) => {
  expect(findings('pjsip-open-endpoint', files)).toEqual(expected);
});

test('open endpoint: a file nobody loads is left alone', () => {
  expect(findings('pjsip-open-endpoint', ENDPOINT, 'pjsip-own.conf')).toEqual([]);
});

test.each<[string, string, readonly string[]]>([
  ['neither', '[a]\ntype=aor\nqualify_frequency=60\n', ['warning a']],
  ['max_contacts', '[a]\ntype=aor\nmax_contacts=1\n', []],
  ['max_contacts 0 on purpose', '[a]\ntype=aor\nmax_contacts=0\n', []],
  ['contact', '[a]\ntype=aor\ncontact=sip:h\n', []],
  ['max_contacts of the template', '[t](!)\ntype=aor\nmax_contacts=2\n[a](t)\n[b](t)\n', []],
  ['neither in the template', '[t](!)\ntype=aor\n[a](t)\n[b](t)\ncontact=sip:h\n', ['warning a']],
  ['max_contacts in a continued section', '[a]\ntype=aor\n[a](+type=aor)\nmax_contacts=1\n', []],
  ['a parent nobody knows', '[a](t)\ntype=aor\n', []],
  ['a template', '[a](!)\ntype=aor\n', []],
  ['another object', '[a]\ntype=endpoint\n', []],
])('aor: %s', (_title, text, expected) => {
  expect(findings('pjsip-aor-no-contact', text)).toEqual(expected);
});

const TLS = '[t]\ntype=transport\nprotocol=tls\n';

test.each<[string, string, readonly string[]]>([
  ['not set', TLS, ['information tls']],
  ['off', `${TLS}verify_server=no\n`, ['information no']],
  ['on', `${TLS}verify_server=yes\n`, []],
  ['another protocol', '[t]\ntype=transport\nprotocol=tcp\n', []],
  ['of the template', `[x](!)\nverify_server=yes\n${TLS.replace('[t]', '[t](x)')}`, []],
])('certificates: %s', (_title, text, expected) => {
  expect(findings('pjsip-tls-unverified', text)).toEqual(expected);
});

const UDP = '[u]\ntype=transport\nprotocol=udp\n';

test.each<[string, string, readonly string[]]>([
  ['nothing', UDP, []],
  ['no networks inside', `${UDP}external_media_address=203.0.113.7\n`, ['hint external_media_address']],
  ['networks inside alone', `${UDP}local_net=10.0.0.0/8\n`, ['hint local_net']],
  ['sound alone', `${UDP}local_net=10.0.0.0/8\nexternal_media_address=h\n`, ['hint external_media_address']],
  [
    'messages alone',
    `${UDP}local_net=10.0.0.0/8\nexternal_signaling_address=h\n`,
    ['hint external_signaling_address'],
  ],
  ['all three', `${UDP}local_net=10.0.0.0/8\nexternal_media_address=h\nexternal_signaling_address=h\n`, []],
  ['messages of a phone alone', `${ENDPOINT}rewrite_contact=yes\n`, ['hint rewrite_contact']],
  ['both of a phone', `${ENDPOINT}rewrite_contact=yes\nrtp_symmetric=yes\n`, []],
  ['a browser', `${ENDPOINT}rewrite_contact=yes\nwebrtc=yes\n`, []],
  ['a parent nobody knows', '[a](t)\ntype=endpoint\nrewrite_contact=yes\n', []],
])('address translation: %s', (_title, text, expected) => {
  expect(findings('pjsip-nat-incomplete', text)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  [
    'pjsip-open-endpoint',
    `${ENDPOINT}[a]\ntype=auth\nusername=a\n`,
    ['[a]\ntype=endpoint\nauth=a\naors=a\n[a]\ntype=auth\nusername=a\n'],
  ],
  ['pjsip-open-endpoint', ENDPOINT, []],
  ['pjsip-aor-no-contact', '[a]\ntype=aor\n', ['[a]\ntype=aor\nmax_contacts=1\n']],
  ['pjsip-aor-no-contact', '[t](!)\ntype=aor\n[a](t)\n', ['[t](!)\ntype=aor\n[a](t)\nmax_contacts=1\n']],
  ['pjsip-tls-unverified', TLS, [`${TLS}verify_server=yes\n`]],
  ['pjsip-tls-unverified', `${TLS}verify_server=0\n`, [`${TLS}verify_server=yes\n`]],
  [
    'pjsip-nat-incomplete',
    `${UDP}local_net=10.0.0.0/8\nexternal_media_address=h\n`,
    [`${UDP}local_net=10.0.0.0/8\nexternal_media_address=h\nexternal_signaling_address=h\n`],
  ],
  [
    'pjsip-nat-incomplete',
    `${ENDPOINT}rewrite_contact=yes\n`,
    [`${ENDPOINT}rewrite_contact=yes\nrtp_symmetric=yes\n`],
  ],
])('fixes of %s %#', (rule, text, expected) => {
  const fixes = fixesOf(text, rule, 'pjsip.conf');
  expect(fixes.map((fix) => applyFix(text, fix))).toEqual(expected);
  for (const after of expected) expect(findings(rule, after)).toEqual([]);
});
