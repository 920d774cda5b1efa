/** What is understood of a provider's text, and what is put where. */
import { describe, expect, it } from 'vitest';
import { insertRegistration } from '../../server/src/features/insertRegistration/insertRegistration.ts';
import { readProviderText } from '../../server/src/features/insertRegistration/providerText.ts';
import type { Account } from '../../server/src/register/write.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

const plain: Account = { user: '4711', secret: 'geheim', host: 'sip.example' };

const texts: readonly (readonly [text: string, account: Account])[] = [
  // Register lines
  ['register => 4711:geheim@sip.example', plain],
  ['4711:geheim@sip.example', plain],
  ['; register=4711:geheim@sip.example', plain],
  ['[general]\nregister => 4711:geheim@sip.example ; their line\n', plain],
  [
    'tls://4711@dom.example:geheim:login@sip.example:5070/200~60',
    {
      ...{ user: '4711', secret: 'geheim', authuser: 'login', domain: 'dom.example', host: 'sip.example' },
      ...{ port: 5070, transport: 'tls', extension: '200', expiry: 60 },
    },
  ],
  ['4711:ge:he/im@x@sip.example:5070', { ...plain, secret: 'ge:he/im@x', port: 5070 }],
  ['register => 4711:ge\\;heim@sip.example', { ...plain, secret: 'ge;heim' }],
  ['register => 4711:ge;heim@sip.example', { ...plain, secret: 'ge;heim' }],
  ['register => 4711:"ge:heim"@sip.example', { ...plain, secret: 'ge:heim' }],
  ['register => tcp://4711:geheim@sip.example', { ...plain, transport: 'tcp' }],
  ['register => 4711@sip.example', { user: '4711', host: 'sip.example' }],
  // Sheets
  ['Username: 4711\nPassword: geheim\nServer: sip.example', plain],
  ['user=4711\nsecret=geheim\nhost=sip.example', plain],
  ['User name\t4711\r\nPassword\tgeheim\r\nSIP server\tsip.example\r\n', plain],
  ['Username\n4711\n\nPassword\ngeheim\n\nDomain\nsip.example', plain],
  ['SIP-Benutzername: 4711\nKennwort: geheim\nRegistrar: sip.example\nPort: 5070', { ...plain, port: 5070 }],
  ['Nom d’utilisateur : 4711\nMot de passe : geheim\nServeur SIP : sip.example', plain],
  ['Usuario: 4711\nContraseña: geheim\nServidor SIP: sip.example', plain],
  ['Nome utente: 4711\nParola chiave: geheim\nServer SIP: sip.example', plain],
  ['Gebruikersnaam: 4711\nWachtwoord: geheim\nServer: sip.example', plain],
  ['Użytkownik: 4711\nHasło: geheim\nSerwer: sip.example', plain],
  ['Логин: 4711\nПароль: geheim\nСервер: sip.example', plain],
  ['Användarnamn: 4711\nLösenord: geheim\nServer: sip.example', plain],
  [
    'Server: sip:sip.example:5070;transport=tcp\nUser ID: 4711\nPassword: geheim',
    { ...plain, port: 5070, transport: 'tcp' },
  ],
  [
    'SIP username: sip:4711@dom.example\nPassword: geheim\nRegistrar: sip.example',
    { ...plain, domain: 'dom.example' },
  ],
  [
    'Username: 4711\nAuth ID: login\nPassword: geheim\nServer: sip.example\nProtocol: TLS',
    { ...plain, authuser: 'login', transport: 'tls' },
  ],
  ['Login: 4711\nPassword: geheim\nServer: sip.example\nExpires: 300 s', { ...plain, expiry: 300 }],
  ['Username: 4711\nPassword: a: b = "c" ;d\nServer: sip.example', { ...plain, secret: 'a: b = "c" ;d' }],
  [
    'Hello,\nyour account is ready.\n\nUsername (number): 4711\nPassword: geheim\nServer: sip.example\n\nThank you',
    plain,
  ],
  ['[trunk]\ntype=peer\nhost=sip.example\ndefaultuser=4711\nremotesecret=geheim\n', plain],
  // Sections of pjsip.conf
  [
    '[a]\ntype=registration\nserver_uri=sip:sip.example:5070\\;transport=tcp\nclient_uri=sip:4711@dom.example\noutbound_auth=b\ncontact_user=200\nexpiration=300\n[b]\ntype=auth\nusername=login\npassword=ge\\;heim\n',
    {
      ...{ user: '4711', secret: 'ge;heim', authuser: 'login', domain: 'dom.example', host: 'sip.example' },
      ...{ port: 5070, transport: 'tcp', extension: '200', expiry: 300 },
    },
  ],
  ['[a]\ntype=auth\nusername=4711\npassword=geheim\n[a]\ntype=aor\ncontact=sip:sip.example\n', plain],
];

describe('a provider text', () => {
  it.each(texts)('%# is understood', (text, account) => {
    const read = readProviderText(text, 'sip');
    expect(read.ok ? read.account : read).toEqual(account);
  });

  it('of iax is read as chan_iax2 does', () => {
    const read = readProviderText('register => 4711:ge/heim@iax.example:4569', 'iax');
    expect(read.ok && read.account).toEqual({ user: '4711', secret: 'ge/heim', host: 'iax.example' });
  });

  it.each([
    ['', 'There is no text'],
    ['hello world', 'neither a user nor a server'],
    ['Username: 4711\nPassword: geheim', 'no server'],
    ['Server: sip.example\nPassword: geheim', 'no user'],
    ['register => {{ user }}:{{ secret }}@host', 'Fill in the marked places'],
    ['x'.repeat(30_000), 'too long'],
    ['[a]\ntype=registration\nserver_uri=sip:h\n', 'no user or no server'],
  ])('%# is refused with a reason', (text, reason) => {
    const read = readProviderText(text, 'sip');
    expect(read.ok ? '' : read.reason).toContain(reason);
    expect(JSON.stringify(read)).not.toContain('geheim');
  });

  it('says what it leaves out', () => {
    const read = readProviderText(
      'Username: 1\nPassword: x\nServer: h.example\nOutbound proxy: p.example',
      'sip',
    );
    expect(read.ok && read.notes).toEqual([
      'The outbound proxy is left out; add it by hand where the provider needs it.',
    ]);
  });
});

const sheet = (secret: string): string => `Username: 4711\nPassword: ${secret}\nServer: sip.example.com`;

/** The file after the command. */
function inserted(name: string, before: string, text: string, others: Readonly<Record<string, string>> = {}) {
  const result = insertRegistration(workspaceOf({ [name]: before, ...others }), FOLDER + name, text);
  if (result?.kind !== 'registration') {
    return { message: result?.message, text: undefined, preview: undefined, notes: undefined };
  }
  const { preview, notes, edits } = result;
  return { message: undefined, text: applyEdits(before, edits), preview, notes };
}

describe('the registration goes', () => {
  it.each([
    [
      'behind the last register line',
      '[general]\nregister => 1:x@a.example\nallowguest=no\n\n[a]\n',
      '[general]\nregister => 1:x@a.example\nregister => 4711:geheim@sip.example.com\nallowguest=no\n\n[a]\n',
    ],
    [
      'behind options that have to stand before it',
      '[general]\nregister => 1:x@a.example\ndefaultexpiry=300\n',
      '[general]\nregister => 1:x@a.example\ndefaultexpiry=300\nregister => 4711:geheim@sip.example.com\n',
    ],
    [
      'to the end of [general], with the line ends of the file',
      '[general]\r\nallowguest=no\r\n\r\n[a]\r\n',
      '[general]\r\nallowguest=no\r\nregister => 4711:geheim@sip.example.com\r\n\r\n[a]\r\n',
    ],
    ['into a [general] of its own', '', '[general]\nregister => 4711:geheim@sip.example.com\n\n'],
    ['above other sections', '[a]\n', '[general]\nregister => 4711:geheim@sip.example.com\n\n[a]\n'],
  ])('%s', (_where, before, after) => {
    expect(inserted('sip.conf', before, sheet('geheim')).text).toBe(after);
  });

  it('into an included file that is read inside [general]', () => {
    const root = { 'sip.conf': '[general]\n#include "sip-registrations.conf"\n' };
    const here = inserted('sip-registrations.conf', 'register => 1:x@a\n', sheet('geheim'), root);
    expect(here.text).toBe('register => 1:x@a\nregister => 4711:geheim@sip.example.com\n');
    const outside = { 'sip.conf': '[general]\n[a]\n#include "sip-registrations.conf"\n' };
    expect(inserted('sip-registrations.conf', 'x=y\n', sheet('geheim'), outside).message).toContain(
      'open the file with [general]',
    );
  });

  it('into a peer section where no register line can carry the secret', () => {
    const { text } = inserted('sip.conf', '[general]\n\n[example]\ntype=peer\n', sheet('a":b'));
    expect(text).toBe(
      '[general]\nregister => example-2?4711@sip.example.com\n\n[example]\ntype=peer\n\n[example-2]\ntype=peer\nhost=sip.example.com\ndefaultuser=4711\nremotesecret=a":b\ncontext=from-trunk\n',
    );
  });

  it('nowhere where it would be lost', () => {
    const vicidial = '; WARNING- THIS FILE IS AUTO-GENERATED BY VICIDIAL, ANY EDITS YOU MAKE WILL BE LOST\n';
    expect(inserted('sip-vicidial.conf', vicidial, sheet('geheim')).message).toContain('Registration String');
    expect(inserted('extensions.conf', '', sheet('geheim')).message).toContain(
      'sip.conf, iax.conf or pjsip.conf',
    );
    expect(inserted('iax.conf', '[general]\n', sheet('a@b')).message).toContain('":" or "@"');
    expect(inserted('pjsip.conf', ';--\n', sheet('geheim')).message).toContain('block comment');
  });

  it('into pjsip.conf as sections that no rule finds fault with', () => {
    const before = '[udp]\ntype=transport\nprotocol=udp\nbind=0.0.0.0';
    const dialplan = { 'extensions.conf': '[incoming]\nexten => _X.,1,Answer()\n' };
    const { text = '', preview } = inserted('pjsip.conf', before, sheet('vK3;pQ8mWz5-tRb2XyNd'), dialplan);
    expect(text).toContain('\ncontext=incoming\n');
    expect(text).toContain('\npassword=vK3\\;pQ8mWz5-tRb2XyNd\n');
    expect(preview).toContain('\npassword=********\n');
    expect(preview).not.toContain('pQ8mWz5');
    const found = lintText({ 'pjsip.conf': text, ...dialplan }, 'pjsip.conf');
    expect(found.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });

  it('with a word about a line that is there already, and about TLS', () => {
    const before = '[general]\nregister => 4711:x@sip.example.com\n';
    const { notes } = inserted('sip.conf', before, `${sheet('geheim')}\nTransport: TLS`);
    expect(notes).toEqual([
      'tlsenable=yes has to stand in [general] as well.',
      'There is a register line for this user and host already; remove one of the two.',
    ]);
  });
});
