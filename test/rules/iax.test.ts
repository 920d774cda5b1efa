/** The rules about iax.conf alone. */
import { expect, test } from 'vitest';
import { applyFix, fixesOf, lintText } from '../support/lintText.ts';

function iaxFindings(text: string, name = 'iax.conf'): readonly string[] {
  return lintText(text, name)
    .filter(({ rule }) => rule.startsWith('iax-'))
    .map(({ rule, severity, span }) => `${rule} ${severity} ${text.slice(span.start, span.end)}`);
}

test.each([
  ['alone', '[a]\nauth=plaintext\n', ['iax-auth-plaintext warning plaintext']],
  ['among others', '[a]\nauth=md5,plaintext,rsa\n', ['iax-auth-plaintext warning plaintext']],
  ['in [general]', '[general]\nauth = plaintext\n', ['iax-auth-plaintext warning plaintext']],
  ['in another letter case, which Asterisk does not find', '[a]\nauth=PlainText\n', []],
  ['other methods', '[a]\nauth=md5,rsa\n', []],
  ['another option', '[a]\nauthdebug=plaintext\n', []],
])('plain text: %s', (_title, text, expected) => {
  expect(iaxFindings(text)).toEqual(expected);
});

test.each([
  ['off for a device', '[a]\nrequirecalltoken=no\n', ['iax-calltoken warning no']],
  ['off by another word', '[t](!)\nrequirecalltoken = 0\n', ['iax-calltoken warning 0']],
  ['auto', '[a]\nrequirecalltoken=auto\n', []],
  ['in [general], where nobody reads it', '[general]\nrequirecalltoken=no\n', []],
  ['for everyone', '[general]\ncalltokenoptional=0.0.0.0/0\n', ['iax-calltoken warning 0.0.0.0/0']],
  ['for every IPv6 address', '[general]\ncalltokenoptional=::/0\n', ['iax-calltoken warning ::/0']],
  ['for one network', '[general]\ncalltokenoptional=10.0.0.0/255.0.0.0\n', []],
  ['for one address', '[general]\ncalltokenoptional=0.0.0.0\n', []],
])('call tokens: %s', (_title, text, expected) => {
  expect(iaxFindings(text)).toEqual(expected);
});

const SECRET = 'secret=vK3_pQ8mWz5-tRb2XyNd\n';

test.each([
  ['a user', '[guest]\ntype=user\n', ['iax-open-device warning guest']],
  ['a friend at an address', '[a]\ntype=friend\nhost=h\n', ['iax-open-device warning a']],
  ['a peer', '[a]\ntype=peer\nhost=h\n', []],
  ['the first type counts', '[t](!)\ntype=peer\n[a](t)\ntype=user\n', []],
  ['a secret', `[a]\ntype=user\n${SECRET}`, []],
  ['a secret of the template', `[t](!)\n${SECRET}[a](t)\ntype=user\n`, []],
  ['keys', '[a]\ntype=user\nauth=rsa\ninkeys=branch\n', []],
  ['a list of addresses', '[a]\ntype=user\ndeny=0.0.0.0/0\npermit=10.0.0.1\n', []],
  ['forced encryption', '[general]\nforceencryption=yes\n[a]\ntype=user\n', []],
  ['a parent nobody knows', '[a](t)\ntype=user\n', []],
])('open device: %s', (_title, text, expected) => {
  expect(iaxFindings(text)).toEqual(expected);
});

test.each([
  ['a device', `[a]\ntype=friend\nhost=dynamic\n${SECRET}`, ['iax-no-acl hint a']],
  ['one with a list', `[a]\ntype=friend\nhost=dynamic\ndeny=0.0.0.0/0\n${SECRET}`, []],
  ['one at an address', `[a]\ntype=friend\nhost=h\n${SECRET}`, []],
])('no list: %s', (_title, text, expected) => {
  expect(iaxFindings(text)).toEqual(expected);
});

test('the order of port and host means nothing to a device that registers', () => {
  const text = `[a]\ntype=friend\nport=4570\nhost=dynamic\n${SECRET}`;
  expect(lintText(text, 'iax.conf').filter(({ rule }) => rule === 'option-order')).toEqual([]);
});

test('the accounts VICIdial writes are left alone', () => {
  expect(iaxFindings('[a]\nauth=plaintext\nrequirecalltoken=no\n', 'iax-vicidial.conf')).toEqual([]);
});

test.each([
  ['iax-auth-plaintext', '[a]\nauth=plaintext\n', ['[a]\nauth=md5\n']],
  ['iax-auth-plaintext', '[a]\nauth=plaintext,rsa ; x\n', ['[a]\nauth=rsa ; x\n']],
  [
    'iax-calltoken',
    '[a]\nrequirecalltoken=no\n',
    ['[a]\nrequirecalltoken=auto\n', '[a]\nrequirecalltoken=yes\n'],
  ],
  ['iax-calltoken', '[general]\ncalltokenoptional=0.0.0.0/0.0.0.0\nx=1\n', ['[general]\nx=1\n']],
])('fixes of %s %#', (rule, text, expected) => {
  const fixes = fixesOf(text, rule, 'iax.conf');
  expect(fixes.map((fix) => applyFix(text, fix))).toEqual(expected);
  expect(fixes.every(({ safety }) => safety === 'unsafe')).toBe(true);
});
