/** The rules about sip.conf alone: open doors, lists of addresses, codecs and address translation. */
import { expect, test } from 'vitest';
import type { LintSettings } from '../../server/src/rules/rule.ts';
import { applyFix, fixesOf, lintText } from '../support/lintText.ts';

type Files = string | Readonly<Record<string, string>>;

/** `level text` of each finding of one rule in sip.conf, or in the file `name`. */
function findings(
  rule: string,
  files: Files,
  name = 'sip.conf',
  rules: LintSettings['rules'] = {},
): readonly string[] {
  const text = typeof files === 'string' ? files : (files[name] ?? '');
  return lintText(files, name, { rules })
    .filter((one) => one.rule === rule)
    .map(({ severity, span }) => `${severity} ${text.slice(span.start, span.end)}`);
}

test.each<[string, Files, readonly string[]]>([
  ['not set', '[general]\nx=1\n', ['warning general']],
  ['set', '[general]\nallowguest = yes\n', ['warning yes']],
  ['off', '[general]\nallowguest=no\n', []],
  ['a word that counts as no', '[general]\nallowguest=maybe\n', []],
  ['to be filled in', '[general]\nallowguest={{ guests }}\n', []],
  ['the last one counts', '[general]\nallowguest=yes\nallowguest=no\n', []],
  ['off in a continued section', '[general]\nx=1\n[general](+)\nallowguest=no\n', []],
  [
    'a second [general], which is not read',
    '[general]\nx=1\n[general]\nallowguest=no\n',
    ['warning general'],
  ],
  ['from a template', '[t](!)\nallowguest=no\n[general](t)\nx=1\n', []],
  [
    'off in an included file',
    { 'sip.conf': '[general]\n#include g.conf\n', 'g.conf': 'allowguest=no\n' },
    [],
  ],
  ['an included file that is missing', '[general]\n#include g.conf\n', []],
  ['no [general]', '; mine\n[alice]\ntype=peer\n', ['warning alice']],
  ['a template is no [general]', '[general](!)\nallowguest=no\n[alice]\ntype=peer\n', ['warning general']],
  [
    'no [general] in any file',
    { 'sip.conf': '#include p.conf\n', 'p.conf': '[a]\n' },
    ['warning #include p.conf'],
  ],
  [
    '[general] in an included file',
    { 'sip.conf': '#include g.conf\n[a]\n', 'g.conf': '[general]\nallowguest=no\n' },
    [],
  ],
  ['no [general], and a file that is missing', '#include p.conf\n[a]\n', []],
  ['no section', '; empty\n', []],
  ['this machine alone', '[general]\nudpbindaddr=127.0.0.1:5060\n', []],
  [
    'this machine alone, but for TCP',
    '[general]\nbindaddr=127.0.0.1\ntcpenable=yes\ntcpbindaddr=0.0.0.0\n',
    ['warning general'],
  ],
])('guests: %s', (_title, files, expected) => {
  expect(findings('sip-allowguest', files)).toEqual(expected);
});

test('guests: a file nobody loads is left alone, an included one is told where the line stands', () => {
  expect(findings('sip-allowguest', '[general]\nallowguest=yes\n', 'sip-own.conf')).toEqual([]);
  const files = { 'sip.conf': '[general]\n#include g.conf\n', 'g.conf': 'allowguest=yes\n' };
  expect(findings('sip-allowguest', files)).toEqual([]);
  expect(findings('sip-allowguest', files, 'g.conf')).toEqual(['warning yes']);
});

test.each<[string, Files, readonly string[]]>([
  ['not set', '[general]\nx=1\n', ['warning general']],
  ['set', '[general]\ncontext=default\n', ['warning default']],
  ['another one', '[general]\ncontext=public\n', []],
  ['without guests', '[general]\nallowguest=no\ncontext=default\n[a]\ntype=peer\n', ['information default']],
  [
    'without guests, each device with a context',
    '[general]\nallowguest=no\n[t](!)\ntype=peer\n[u](!,t)\ncontext=x\n[a](u)\n[b](t)\ncontext=y\n',
    [],
  ],
  [
    'without guests, a device of another file',
    { 'sip.conf': '[general]\nallowguest=no\n#include d.conf\n', 'd.conf': '[a]\ntype=peer\n' },
    ['information general'],
  ],
  ['without guests and devices', '[general]\nallowguest=no\n', []],
  ['no [general]', '[a]\ntype=peer\n', ['warning a']],
  ['not set, without guests', '[general]\nallowguest=no\n[a]\ntype=friend\n', ['information general']],
  ['an included file that is missing', '[general]\n#include g.conf\n', []],
])('default context: %s', (_title, files, expected) => {
  expect(findings('sip-default-context', files)).toEqual(expected);
});

const SECRET = 'secret=vK3_pQ8mWz5-tRb2XyNd\n';

test.each<[string, string, readonly string[]]>([
  ['a friend at an address', '[a]\ntype=friend\nhost=h\n', ['warning a']],
  ['a user', '[a]\ntype=user\n', ['warning a']],
  ['a peer', '[a]\ntype=peer\nhost=h\n', []],
  ['peer and user make a friend', '[t](!)\ntype=peer\n[a](t)\ntype=user\nhost=h\n', ['warning a']],
  ['a secret', `[a]\ntype=friend\nhost=h\n${SECRET}`, []],
  ['a secret of the template', `[t](!)\n${SECRET}[a](t)\ntype=friend\nhost=h\n`, []],
  ['a parent nobody knows', '[a](t)\ntype=friend\nhost=h\n', []],
  ['a digest', '[a]\ntype=friend\nhost=h\nmd5secret=0123456789abcdef0123456789abcdef\n', []],
  ['a list of addresses', '[a]\ntype=friend\nhost=h\ndeny=0.0.0.0/0\npermit=10.0.0.1\n', []],
  [
    'a list that refuses nobody',
    '[a]\ntype=friend\nhost=h\ndeny=0.0.0.0/0\npermit=0.0.0.0/0\n',
    ['warning a'],
  ],
  ['a named list', '[a]\ntype=friend\nhost=h\nacl=office\n', []],
  ['one that registers', '[a]\ntype=friend\nhost=dynamic\n', []],
  ['two sections that merge', `[a]\ntype=friend\nhost=h\n[A]\ntype=friend\n${SECRET}`, []],
  ['a secret in a continued section', `[a]\ntype=friend\nhost=h\n[a](+)\n${SECRET}`, []],
  ['this machine alone', '[general]\nbindaddr=127.0.0.1\n[a]\ntype=friend\nhost=h\n', []],
])('open device: %s', (_title, text, expected) => {
  expect(findings('sip-open-device', text)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['dead words', '[a]\ntype=peer\ninsecure=very\n[b](!)\ninsecure=Yes\n', ['warning very', 'warning Yes']],
  ['a dead word beside a living one', '[a]\ntype=peer\nhost=h\ninsecure=port,very\n', ['warning very']],
  ['invite for everyone', '[general]\ninsecure=port,invite\n', ['warning invite']],
  ['invite of a provider', '[a]\ntype=peer\nhost=h\ninsecure=port,invite\n', []],
  ['invite of a friend', `[a]\ntype=friend\nhost=h\n${SECRET}insecure=port,invite\n`, ['warning invite']],
  ['invite of a friend without any secret', '[a]\ntype=friend\nhost=h\ninsecure=invite\n', []],
  ['invite of a phone', `[a]\ntype=peer\nhost=dynamic\n${SECRET}insecure=invite\n`, ['warning invite']],
  ['invite of a template', `[t](!)\ninsecure=invite\n[a](t)\ntype=friend\nhost=h\n${SECRET}`, ['warning a']],
  [
    'invite within a list',
    `[a]\ntype=friend\nhost=dynamic\n${SECRET}deny=0/0\npermit=10.1.1.1\ninsecure=invite\n`,
    [],
  ],
  ['port', `[a]\ntype=friend\nhost=dynamic\n${SECRET}insecure=port\n`, []],
])('insecure: %s', (_title, text, expected) => {
  expect(findings('sip-insecure', text)).toEqual(expected);
});

const PERMIT = 'permit=10.0.0.0/8\n';

test.each<[string, string, string, readonly string[]]>([
  ['permit alone', `[a]\ntype=peer\n${PERMIT}`, 'sip.conf', ['warning permit']],
  ['permit alone in iax.conf', `[a]\ntype=user\n${PERMIT}`, 'iax.conf', ['warning permit']],
  ['permit alone in an acl of pjsip.conf', `[a]\ntype=acl\n${PERMIT}`, 'pjsip.conf', ['warning permit']],
  ['permit alone for an endpoint', `[a]\ntype=endpoint\n${PERMIT}`, 'pjsip.conf', ['warning permit']],
  ['deny first', `[a]\ntype=peer\ndeny=0.0.0.0/0.0.0.0\n${PERMIT}`, 'sip.conf', []],
  ['deny last', `[a]\ntype=peer\n${PERMIT}deny=0.0.0.0/0.0.0.0\n`, 'sip.conf', ['warning deny']],
  ['deny last, of the other family', `[a]\ntype=peer\n${PERMIT}deny=::/0\n`, 'sip.conf', []],
  ['an exception last', `[a]\ntype=peer\n${PERMIT}deny=10.0.0.9\n`, 'sip.conf', []],
  ['deny in the template', `[t](!)\ndeny=0.0.0.0/0\n[a](t)\ntype=peer\n${PERMIT}`, 'sip.conf', []],
  ['a template alone', `[t](!)\n${PERMIT}`, 'sip.conf', []],
  ['all of it in the template', `[t](!)\n${PERMIT}[a](t)\ntype=peer\n`, 'sip.conf', ['warning a']],
  ['turned around', '[a]\ntype=peer\npermit=!0.0.0.0/0,10.0.0.0/8\n', 'sip.conf', []],
  ['everyone on purpose', '[a]\ntype=peer\npermit=0.0.0.0/0.0.0.0\n', 'sip.conf', []],
  ['beside a named list', `[a]\ntype=peer\nacl=office\n${PERMIT}`, 'sip.conf', []],
  ['a parent nobody knows', `[a](t)\ntype=peer\n${PERMIT}`, 'sip.conf', []],
  ['[general], where it is not read', `[general]\n${PERMIT}`, 'sip.conf', []],
])('addresses: %s', (_title, text, name, expected) => {
  expect(findings('sip-acl-permit-only', text, name)).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['a phone', `[a]\ntype=friend\nhost=dynamic\n${SECRET}`, ['hint a']],
  ['a phone of a template', `[t](!)\ntype=friend\nhost=dynamic\n[a](t)\n${SECRET}`, ['hint a']],
  [
    'phones of one template',
    `[t](!)\ntype=friend\nhost=dynamic\n[a](t)\n${SECRET}[b](t)\n${SECRET}`,
    ['hint a'],
  ],
  ['a list in the template', `[t](!)\nhost=dynamic\ndeny=0.0.0.0/0\n[a](t)\ntype=friend\n${SECRET}`, []],
  ['a fixed address', `[a]\ntype=friend\nhost=h\n${SECRET}`, []],
  ['a plain user', `[a]\ntype=user\nhost=dynamic\n${SECRET}`, []],
])('no list: %s', (_title, text, expected) => {
  expect(findings('sip-no-acl', text)).toEqual(expected);
});

test('no list: generated files are left alone', () => {
  expect(findings('sip-no-acl', `[a]\ntype=friend\nhost=dynamic\n${SECRET}`, 'sip-vicidial.conf')).toEqual(
    [],
  );
});

test.each<[string, string, readonly string[]]>([
  ['in [general]', '[general]\nallow=alaw\nallow=ulaw\n', ['hint allow']],
  ['in a device', '[a]\ntype=peer\nallow=alaw\n', ['hint allow']],
  ['behind disallow', '[a]\ntype=peer\ndisallow=all\nallow=alaw\n', []],
  ['behind disallow of the template', '[t](!)\ndisallow=all\n[a](t)\ntype=peer\nallow=alaw\n', []],
  [
    'in front of disallow, which is told elsewhere',
    '[a]\ntype=peer\nallow=alaw\ndisallow=all\n',
    ['hint allow'],
  ],
  ['everything', '[a]\ntype=peer\nallow=all\n', []],
  ['with its own sign', '[a]\ntype=peer\nallow=!all,alaw\n', []],
  ['pictures beside the usual sound', '[a]\ntype=peer\nallow=h264\nallow=vp8\n', []],
])('codecs: %s', (_title, text, expected) => {
  expect(findings('sip-allow-without-disallow', text)).toEqual(expected);
});

test.each<[string, Files, readonly string[]]>([
  ['a public address alone', '[general]\nexternip=203.0.113.7\n', ['hint externip']],
  ['networks inside alone', '[general]\nlocalnet=10.0.0.0/8\n', ['hint localnet']],
  ['both', '[general]\nlocalnet=10.0.0.0/8\nexternhost=pbx.example\n', []],
  [
    'both, one in another file',
    { 'sip.conf': '[general]\nexternaddr=203.0.113.7\n#include n\n', n: 'localnet=10.0.0.0/8\n' },
    [],
  ],
  ['messages alone', '[a]\ntype=peer\nnat=force_rport\n', ['hint force_rport']],
  ['messages and sound', '[a]\ntype=peer\nnat=force_rport,comedia\n', []],
  ['sound for all', '[general]\nnat=comedia\n[a]\ntype=peer\nnat=force_rport\n', []],
  ['a browser', '[a]\ntype=peer\nnat=force_rport\nicesupport=yes\n', []],
])('address translation: %s', (_title, files, expected) => {
  expect(findings('sip-nat-incomplete', files)).toEqual(expected);
});

test.each<[string, string, string, readonly string[]]>([
  ['sip-no-qualify', 'a device', `[a]\ntype=peer\nhost=h\n`, ['hint a']],
  ['sip-no-qualify', 'a watched device', `[a]\ntype=peer\nhost=h\nqualify=yes\n`, []],
  ['sip-no-qualify', 'all devices watched', `[general]\nqualify=yes\n[a]\ntype=peer\nhost=h\n`, []],
  ['sip-numeric-device', 'a weak secret', '[100]\ntype=peer\nsecret=blue7sky\n', ['hint 100']],
  ['sip-numeric-device', 'a strong secret', `[100]\ntype=peer\n${SECRET}`, []],
  ['sip-numeric-device', 'another name', '[desk]\ntype=peer\nsecret=blue7sky\n', []],
])('%s: %s', (rule, _title, text, expected) => {
  expect(findings(rule, text)).toEqual([]);
  expect(findings(rule, text, 'sip.conf', { [rule]: 'hint' })).toEqual(expected);
});

test.each<[string, string, readonly string[]]>([
  ['sip-allowguest', '[general]\nallowguest=yes\n', ['[general]\nallowguest=no\n']],
  ['sip-allowguest', '[general] ; x\r\nx=1\r\n', ['[general] ; x\r\nallowguest=no\r\nx=1\r\n']],
  [
    'sip-allowguest',
    '\ufeff; x\r\n[a]\r\ntype=peer\r\n',
    ['\ufeff[general]\r\nallowguest=no\r\n\r\n; x\r\n[a]\r\ntype=peer\r\n'],
  ],
  ['sip-default-context', '[a]\ntype=peer\n', ['[general]\ncontext=public\n\n[a]\ntype=peer\n']],
  ['sip-default-context', '[general]\n', ['[general]\ncontext=public\n']],
  ['sip-open-device', '[a]\ntype=friend\nhost=h\n', ['[a]\ntype=peer\nhost=h\n', '']],
  ['sip-insecure', '[a]\ninsecure=very\nx=1\n', ['[a]\nx=1\n', '[a]\ninsecure=port,invite\nx=1\n']],
  [
    'sip-insecure',
    '[general]\ninsecure=port\n[a]\ninsecure=yes\n',
    ['[general]\ninsecure=port\n[a]\ninsecure=no\n', '[general]\ninsecure=port\n[a]\ninsecure=port\n'],
  ],
  ['sip-insecure', '[general]\ninsecure=port,invite\n', ['[general]\ninsecure=port\n']],
  ['sip-insecure', '[a]\ninsecure=port,very\n', ['[a]\ninsecure=port\n', '[a]\ninsecure=port,invite\n']],
  [
    'sip-acl-permit-only',
    '[a]\ntype=peer\n  permit=10.0.0.0/8\n',
    ['[a]\ntype=peer\n  deny=0.0.0.0/0.0.0.0\n  permit=10.0.0.0/8\n'],
  ],
  [
    'sip-acl-permit-only',
    '[a]\ntype=peer\npermit=10.0.0.0/8\nx=1\ndeny=0.0.0.0/0\ny=1\n',
    ['[a]\ntype=peer\ndeny=0.0.0.0/0\npermit=10.0.0.0/8\nx=1\ny=1\n'],
  ],
  [
    'sip-allow-without-disallow',
    '[a]\ntype=peer\nallow=alaw\n',
    ['[a]\ntype=peer\ndisallow=all\nallow=alaw\n'],
  ],
  ['sip-nat-incomplete', '[a]\ntype=peer\nnat=force_rport\n', ['[a]\ntype=peer\nnat=force_rport,comedia\n']],
])('fixes of %s %#', (rule, text, expected) => {
  const fixes = fixesOf(text, rule);
  const after = fixes.map((fix) => applyFix(text, fix));
  // What is generated is not compared.
  expect(after.map((one) => (one.includes('secret=') ? '' : one))).toEqual(expected);
  for (const one of after.slice(0, 1)) expect(findings(rule, one)).toEqual([]);
});

test('only removing a dead word is safe', () => {
  const safeties = fixesOf('[a]\ninsecure=very\n', 'sip-insecure').map(({ safety, isPreferred }) => [
    safety,
    isPreferred,
  ]);
  expect(safeties).toEqual([
    ['safe', true],
    ['unsafe', false],
  ]);
});
