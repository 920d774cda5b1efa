/** Register rules that compare lines with each other and with the sections of a configuration. */
import { describe, expect, it } from 'vitest';
import { fixesFor } from '../../server/src/rules/fixes.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyFix, FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

type Files = Readonly<Record<string, string>>;

/** `file:line level message` of the findings of `rule` in all files; lines count from 1. */
function reported(files: Files, rule: string, level?: 'hint'): readonly string[] {
  const rules: Readonly<Record<string, 'hint'>> = level === undefined ? {} : { [rule]: level };
  return Object.entries(files).flatMap(([name, text]) =>
    lintText(files, name, { rules })
      .filter((finding) => finding.rule === rule)
      .map(({ span, severity, message }) => {
        const line = text.slice(0, span.start).split('\n').length;
        return `${name}:${String(line)} ${severity} ${message}`;
      }),
  );
}

/** The text of the file after each fix of `rule`. */
function fixed(files: Files, rule: string, name = Object.keys(files)[0] ?? ''): readonly string[] {
  const text = files[name] ?? '';
  const whole = { start: 0, end: text.length };
  const fixes = fixesFor(workspaceOf(files), FOLDER + name, defaultLintSettings, whole, new Set([rule]));
  return fixes.map((fix) => applyFix(text, fix));
}

const general = (...lines: readonly string[]): string =>
  ['[general]', ...lines.map((line) => `register => ${line}`), ''].join('\n');

describe('register-duplicate', () => {
  const again =
    'warning Duplicate registration of this account, first on line 2: both renew it in turn, keep one';
  const once = 'information Duplicate register line, first on line 2: Asterisk keeps it once, remove one';
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['sip.conf', ['a:x@h.example/1', 'a:x@h.example/1'], [`sip.conf:3 ${once}`]],
    ['sip.conf', ['a:x@h.example/1', 'a:y@h.example/2'], [`sip.conf:3 ${again}`]],
    ['sip.conf', ['a:x@h.example/1', 'a:x@H.example:5060/1'], [`sip.conf:3 ${again}`]],
    ['sip.conf', ['a:x@h.example/1', 'udp://a:x@h.example/1~60'], [`sip.conf:3 ${again}`]],
    ['sip.conf', ['a:x@h.example/1', 'tcp://a:x@h.example/1'], []],
    ['sip.conf', ['a:x@h.example/1', 'a:x@h.example:5070/1'], []],
    ['sip.conf', ['a:x@h.example/1', 'A:x@h.example/1'], []],
    ['sip.conf', ['a@one.example:x@h.example/1', 'a@two.example:x@h.example/1'], []],
    ['sip.conf', ['a:x@h.example/1', 'b:x@h.example/1'], []],
    ['sip.conf', ['broken', 'broken'], []],
    ['sip.conf', ['${USER}:x@h.example/1', '${USER}:y@h.example/1'], []],
    ['iax.conf', ['a:x@h.example', 'a:x@h.example'], [`iax.conf:3 ${again}`]],
    ['iax.conf', ['a:x@h.example', 'a:y@h.example:4569'], [`iax.conf:3 ${again}`]],
    ['iax.conf', ['a:x@h.example', 'a:x@h.example:4570'], []],
  ];
  it.each(cases)('%s %j', (name, lines, expected) => {
    expect(reported({ [name]: general(...lines) }, 'register-duplicate')).toEqual(expected);
  });

  it('looks into included files', () => {
    const files = {
      'sip.conf': `${general('a:x@h.example/1')}#include more.conf\n`,
      'more.conf': 'register => a:y@h.example/2\n',
    };
    expect(reported(files, 'register-duplicate')).toEqual([
      'more.conf:1 warning Duplicate registration of this account, first on line 2 of sip.conf: both renew it in turn, keep one',
    ]);
  });

  it('leaves lines alone that Asterisk never reads', () => {
    const text = `${general('a:x@h.example/1')}[p]\ntype=peer\nregister => a:y@h.example/2\n`;
    expect(reported({ 'sip.conf': text }, 'register-duplicate')).toEqual([]);
  });

  it('removes the later line', () => {
    const text = `${general('a:x@h.example/1', 'a:x@h.example/1')}port=5060\n`;
    expect(fixed({ 'sip.conf': text }, 'register-duplicate')).toEqual([
      '[general]\nregister => a:x@h.example/1\nport=5060\n',
    ]);
    expect(fixed({ 'sip.conf': text.replace('\nport=5060\n', '') }, 'register-duplicate')).toEqual([]);
  });
});

describe('register-peer-missing', () => {
  const office = '[office]\ntype=peer\nhost=h.example\n';
  const line = 'ofice?a:x@h.example/1';

  it('offers the nearest name, or none', () => {
    const files = { 'sip.conf': general(line) + office };
    expect(reported(files, 'register-peer-missing')).toEqual([
      'sip.conf:2 warning Unknown peer "ofice" before "?", did you mean "office"?',
    ]);
    expect(fixed(files, 'register-peer-missing')).toEqual([
      general('office?a:x@h.example/1') + office,
      general('a:x@h.example/1') + office,
    ]);
    expect(
      reported({ 'sip.conf': general('other?a:x@h.example/1') + office }, 'register-peer-missing'),
    ).toEqual([
      'sip.conf:2 warning Unknown peer "other" before "?", add a section [other] or leave "other?" out',
    ]);
  });

  it.each([
    ['the peer is there', { 'sip.conf': general('office?a:x@h.example/1') + office }],
    ['its letter case differs', { 'sip.conf': general('Office?a:x@h.example/1') + office }],
    ['it is in another file', { 'sip.conf': `${general(line)}#include p.conf\n`, 'p.conf': '[ofice]\n' }],
    ['an include is missing', { 'sip.conf': `${general(line)}#include p.conf\n` }],
    ['nothing loads the file', { 'sip_custom.conf': general(line) }],
    [
      'a database may hold it',
      { 'sip.conf': general(line), 'extconfig.conf': '[settings]\nsippeers => odbc,a\n' },
    ],
    ['users may be peers', { 'sip.conf': general(line), 'users.conf': '[ofice]\n' }],
    ['the secret has a question mark', { 'sip.conf': general('a:x?y@h.example/1') }],
    ['a program fills it in', { 'sip.conf': general('${PEER}?a:x@h.example/1') }],
  ])('is silent where %s', (_, files) => {
    expect(reported(files, 'register-peer-missing')).toEqual([]);
  });

  it.each([
    ['a database holds other things', { 'extconfig.conf': '[settings]\nvoicemail => odbc,a\n' }],
    ['other users are there', { 'users.conf': '[office]\n' }],
  ])('is told where %s', (_, files) => {
    expect(reported({ 'sip.conf': general(line), ...files }, 'register-peer-missing')).toHaveLength(1);
  });

  it('does not take a template for a peer', () => {
    const text = `${general(line)}[ofice](!)\ntype=peer\n`;
    expect(reported({ 'sip.conf': text }, 'register-peer-missing')).toHaveLength(1);
  });
});

describe('register-port-unusual', () => {
  it.each([
    ['sip.conf', 'a:x@h.example:5006/1', 1],
    ['sip.conf', 'a:x@h.example:5060/1', 0],
    ['sip.conf', 'tls://a:x@h.example:5061/1', 0],
    ['sip.conf', 'a:x@h.example:506O/1', 0],
    ['sip.conf', 'a:x@127.0.0.1:5070/1', 0],
    ['iax.conf', 'a:x@h.example:4596', 1],
    ['iax.conf', 'a:x@h.example:70000', 0],
    ['iax.conf', 'a:x@127.0.0.1:40569', 0],
  ])('%s %s', (name, value, count) => {
    const files = { [name]: general(value) };
    expect(reported(files, 'register-port-unusual')).toEqual([]);
    expect(reported(files, 'register-port-unusual', 'hint')).toHaveLength(count);
  });
});

describe('register-section', () => {
  const bad = '[p]\ntype=peer\nregister => a:x@h.example/1\nhost=h.example\n';

  it('moves the line behind the last one of [general]', () => {
    expect(fixed({ 'sip.conf': `[general]\nport=5060\n\n; phones\n${bad}` }, 'register-section')).toEqual([
      '[general]\nport=5060\nregister => a:x@h.example/1\n\n; phones\n[p]\ntype=peer\nhost=h.example\n',
    ]);
    expect(fixed({ 'sip.conf': `[general]\r\n${bad.replaceAll('\n', '\r\n')}` }, 'register-section')).toEqual(
      ['[general]\r\nregister => a:x@h.example/1\r\n[p]\r\ntype=peer\r\nhost=h.example\r\n'],
    );
  });

  it('has no fix without a [general] of its own', () => {
    expect(fixed({ 'sip.conf': bad }, 'register-section')).toEqual([]);
    expect(fixed({ 'sip.conf': `[general](!)\nport=5060\n${bad}` }, 'register-section')).toEqual([]);
  });
});

describe('pjsip-reg-uri', () => {
  const registration = (line: string): Files => ({ 'pjsip.conf': `[r]\ntype=registration\n${line}\n` });
  const refuses = 'Asterisk refuses this section';
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['server_uri=sip:h.example', undefined],
    ['server_uri=SIPS:h.example', undefined],
    ['server_uri=<sip:h.example>', undefined],
    ['server_uri=sip:h.example ; the provider', undefined],
    ['server_uri=sip:h.example ;transport=tcp', undefined],
    ['server_uri=sip:h.example;the', undefined],
    ['server_uri=sip:h.example;the provider', undefined],
    ['server_uri=sip:h.example\\;transport=tcp', undefined],
    ['server_uri=sip:${HOST}', undefined],
    ['server_uri=<your provider>', undefined],
    ['server_uri=sip:___$ACCOUNT___@___$REGISTRAR___', undefined],
    ['server_uri=', undefined],
    ['server_uri=h.example\nserver_uri=sip:h.example', undefined],
    ['server_uri=h.example', `error Expected an address that begins with "sip:" or "sips:", ${refuses}`],
    ['client_uri=tel:4711', `error Expected an address that begins with "sip:" or "sips:", ${refuses}`],
    ['server_uri=sip:h.example:abc', `error Expected a port from 1 to 65535, ${refuses}`],
    ['client_uri=sip:a@b@c', `error Unexpected character in the address, ${refuses}`],
    ['server_uri=sip:h.example;transport=tcp', 'warning'],
    ['outbound_proxy=sip:h.example;lr', 'warning'],
    ['outbound_proxy=sip:h.example;lr;hide ; x', 'warning'],
  ];
  it.each(cases)('%j', (line, expected) => {
    const found = reported(registration(line), 'pjsip-reg-uri');
    if (expected === undefined) expect(found).toEqual([]);
    else {
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(`pjsip.conf:3 ${expected}`);
    }
  });

  it('looks at registrations only', () => {
    const text = '[p]\ntype=outbound-publish\nserver_uri=h.example\n';
    expect(reported({ 'pjsip.conf': text }, 'pjsip-reg-uri')).toEqual([]);
    expect(reported({ 'pjsip.conf': '[r](t)\nserver_uri=h.example\n' }, 'pjsip-reg-uri')).toHaveLength(1);
  });

  it('sees cut patterns of wizards', () => {
    const text = '[w]\ntype=wizard\nserver_uri_pattern=sip:${REMOTE_HOST};transport=tcp\n';
    expect(fixed({ 'pjsip_wizard.conf': text }, 'pjsip-reg-uri')).toEqual([
      text.replace(';transport', '\\;transport'),
    ]);
  });

  it.each([
    ['server_uri=h.example', 'server_uri=sip:h.example'],
    ['client_uri = 4711@h.example ; x', 'client_uri = sip:4711@h.example ; x'],
    ['outbound_proxy=sip:h.example;lr;hide=1', 'outbound_proxy=sip:h.example\\;lr\\;hide=1'],
  ])('writes %j as %j', (line, expected) => {
    expect(fixed(registration(line), 'pjsip-reg-uri')).toEqual(Object.values(registration(expected)));
  });
});

describe('register-peer-mismatch', () => {
  const line = general('4711:marker-a@h.example/1');
  const peer = (...options: readonly string[]): string =>
    ['[office]', 'type=peer', 'host=h.example', ...options, ''].join('\n');
  const says =
    'sip.conf:2 warning [office] has this host and this user too, but another secret: one of the two is wrong, unless the provider gave you two';

  const cases: readonly (readonly [string, string, boolean])[] = [
    ['another secret', peer('defaultuser=4711', 'secret=marker-b'), true],
    ['another remotesecret', peer('defaultuser=4711', 'remotesecret=marker-b'), true],
    ['another auth line', peer('defaultuser=4711', 'auth=4711:marker-b@h.example'), true],
    ['the old name of the user', peer('username=4711', 'secret=marker-b'), true],
    ['the user as fromuser', peer('fromuser=4711', 'secret=marker-b'), true],
    ['a friend', peer('defaultuser=4711', 'secret=marker-b', 'type=friend'), true],
    [
      'a secret from a template',
      `[t](!)\nsecret=marker-b\n[office](t)\ntype=peer\nhost=H.example\ndefaultuser=4711\n`,
      true,
    ],
    [
      'all but the user from a template',
      `[t](!)\ntype=peer\nhost=h.example\nsecret=marker-b\n[office](t)\ndefaultuser=4711\n`,
      true,
    ],
    ['the same secret', peer('defaultuser=4711', 'secret=marker-a'), false],
    ['the same remotesecret', peer('defaultuser=4711', 'secret=marker-b', 'remotesecret=marker-a'), false],
    [
      'the same secret in an auth line',
      peer('defaultuser=4711', 'secret=marker-b', 'auth=4711:marker-a@x'),
      false,
    ],
    ['no secret', peer('defaultuser=4711'), false],
    ['another user', peer('defaultuser=4712', 'secret=marker-b'), false],
    ['no user', peer('secret=marker-b'), false],
    ['another port', peer('defaultuser=4711', 'secret=marker-b', 'port=5070'), false],
    ['another host', peer('defaultuser=4711', 'secret=marker-b', 'host=i.example'), false],
    ['a device that registers here', peer('defaultuser=4711', 'secret=marker-b', 'host=dynamic'), false],
    ['a user', peer('defaultuser=4711', 'secret=marker-b', 'type=user'), false],
    ['a digest', peer('defaultuser=4711', 'secret=marker-b', 'md5secret=0123'), false],
    ['a place a program fills in', peer('defaultuser=4711', 'secret=${SECRET}'), false],
    [
      'a missing template',
      `[office](none)\ntype=peer\nhost=h.example\ndefaultuser=4711\nsecret=marker-b\n`,
      false,
    ],
  ];
  it.each(cases)('beside %s', (_, section, isReported) => {
    const found = reported({ 'sip.conf': line + section }, 'register-peer-mismatch');
    expect(found).toEqual(isReported ? [says] : []);
  });

  it('sees the login name, other files and iax.conf', () => {
    const section = peer('defaultuser=login', 'secret=marker-b');
    const files = {
      'sip.conf': `${general('4711:marker-a:login@h.example/1')}#include p.conf\n`,
      'p.conf': section,
    };
    expect(reported(files, 'register-peer-mismatch')).toEqual([says]);
    const iax = { 'iax.conf': general('4711:marker-a@h.example') + peer('username=4711', 'secret=marker-b') };
    expect(reported(iax, 'register-peer-mismatch')).toEqual([says.replace('sip', 'iax')]);
  });

  it.each([
    ['one of several', ['secret=marker-b\\;marker-a'], false],
    ['none of several', ['secret=marker-b\\;marker-c'], true],
    ['an earlier line of a peer', ['secret=marker-a', 'secret=marker-b'], true],
    ['an earlier line of a friend', ['type=friend', 'secret=marker-a', 'secret=marker-b'], false],
  ] as const)('counts the secrets of iax.conf as chan_iax2 does: %s', (_, options, isReported) => {
    const text = general('4711:marker-a@h.example') + peer('username=4711', ...options);
    const found = reported({ 'iax.conf': text }, 'register-peer-mismatch');
    expect(found).toEqual(isReported ? [says.replace('sip', 'iax')] : []);
  });

  it('never shows a secret, and takes the other one over where it can stand', () => {
    const files = { 'sip.conf': line + peer('defaultuser=4711', 'secret=marker-b') };
    expect(reported(files, 'register-peer-mismatch').join()).not.toContain('marker');
    expect(fixed(files, 'register-peer-mismatch')).toEqual([
      files['sip.conf'].replace('marker-a', 'marker-b'),
    ]);
    const odd = { 'sip.conf': line + peer('defaultuser=4711', 'secret=mark:er') };
    expect(fixed(odd, 'register-peer-mismatch')).toEqual([]);
  });
});

describe('register-not-needed and register-or-ip', () => {
  const bare = '[office]\ntype=peer\nhost=h.example\n';
  it.each([
    ['register-not-needed', general('a:x@h.example/1') + bare, 2],
    ['register-not-needed', `${general('a:x@h.example/1')}${bare}secret=y\n`, undefined],
    [
      'register-not-needed',
      `${general('a:x@h.example/1')}[t](!)\nsecret=y\n[office](t)\ntype=peer\nhost=h.example\n`,
      undefined,
    ],
    ['register-not-needed', general('a:x@i.example/1') + bare, undefined],
    ['register-or-ip', `[general]\n${bare}`, 4],
    ['register-or-ip', general('a:x@h.example/1') + bare, undefined],
    ['register-or-ip', general('a:x@office/1') + bare, undefined],
    ['register-or-ip', `[general]\n${bare}callbackextension=200\n`, undefined],
    ['register-or-ip', `[general]\n${bare.replace('h.example', 'dynamic')}`, undefined],
    ['register-or-ip', `[general]\n${bare.replace('h.example', '127.0.0.1')}`, undefined],
    ['register-or-ip', `[general]\n${bare.replace('peer', 'user')}`, undefined],
  ])('%s %j', (rule, text, line) => {
    expect(reported({ 'sip.conf': text }, rule)).toEqual([]);
    const found = reported({ 'sip.conf': text }, rule, 'hint').map((finding) => finding.split(' ')[0]);
    expect(found).toEqual(line === undefined ? [] : [`sip.conf:${String(line)}`]);
  });
});

const BASE = 'type=registration\nserver_uri=sip:h.example\nclient_uri=sip:4711@h.example\n';

describe('pjsip-registration-line', () => {
  const ends = 'Asterisk refuses this section';
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`[r]\n${BASE}`, []],
    [`[r]\n${BASE}line=yes\nendpoint=p\n`, []],
    [`[r]\n${BASE}line=no\n`, []],
    [`[r]\n${BASE}line=yes\n`, [`pjsip.conf:5 error Missing endpoint beside line=yes, ${ends}`]],
    [`[r]\n${BASE}endpoint=p\n`, [`pjsip.conf:5 error Missing line=yes beside endpoint, ${ends}`]],
    [`[r]\n${BASE}line=no\nendpoint=p\n`, [`pjsip.conf:6 error Missing line=yes beside endpoint, ${ends}`]],
    [`[t](!)\n${BASE}line=yes\n[r](t)\nendpoint=p\n`, []],
    [`[t](!)\n${BASE}line=yes\n[r](t)\n`, [`pjsip.conf:6 error Missing endpoint beside line=yes, ${ends}`]],
    [`[r](none)\n${BASE}line=yes\n`, []],
    [`[r]\n${BASE}line=yes\n[r](+)\nendpoint=p\n`, []],
    ['[p]\ntype=endpoint\nline=yes\n', []],
    [`[r]\n${BASE}endpoint=\${ENDPOINT}\n`, []],
  ];
  it.each(cases)('%j', (text, expected) => {
    expect(reported({ 'pjsip.conf': text }, 'pjsip-registration-line')).toEqual(expected);
  });

  it('adds what is missing', () => {
    const files = { 'pjsip.conf': `[r]\n${BASE}endpoint=p\n\n[p]\ntype=endpoint\n` };
    expect(fixed(files, 'pjsip-registration-line')).toEqual([
      `[r]\n${BASE}endpoint=p\nline=yes\n\n[p]\ntype=endpoint\n`,
    ]);
    const own = `[p]\ntype=endpoint\noutbound_auth=a\n`;
    expect(
      fixed({ 'pjsip.conf': `[r]\n${BASE}outbound_auth=a\nline=yes\n${own}` }, 'pjsip-registration-line'),
    ).toEqual([`[r]\n${BASE}outbound_auth=a\nline=yes\nendpoint=p\n${own}`]);
  });
});

describe('pjsip-registration-auth', () => {
  const auth = '[a]\ntype=auth\nusername=4711\npassword=x\n';
  const says =
    'warning Missing outbound_auth: Asterisk cannot answer when the provider asks for a password, although [a] has this user';
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`[r]\n${BASE}${auth}`, [`pjsip.conf:4 ${says}`]],
    [`[r]\n${BASE}outbound_auth=\n${auth}`, [`pjsip.conf:4 ${says}`]],
    [`[t](!)\ntype=auth\npassword=x\n[a](t)\nusername=4711\n[r]\n${BASE}`, [`pjsip.conf:9 ${says}`]],
    [`[t](!)\n${BASE}[r](t)\n${auth}`, [`pjsip.conf:5 ${says}`]],
    [`[r]\n${BASE}outbound_auth=a\n${auth}`, []],
    [`[r]\n${BASE}outbound_auth=other\n${auth}`, []],
    [`[t](!)\noutbound_auth=a\n[r](t)\n${BASE}${auth}`, []],
    [`[r]\n${BASE}${auth.replace('4711', '4712')}`, []],
    [`[r]\n${BASE}${auth.replace('[a]', '[a](!)')}`, []],
    [`[r]\n${BASE}${auth}#include none.conf\n`, []],
  ];
  it.each(cases)('%j', (text, expected) => {
    expect(reported({ 'pjsip.conf': text }, 'pjsip-registration-auth')).toEqual(expected);
  });

  it('adds the line', () => {
    const text = `[r]\n${BASE}; the login\n\n${auth}`;
    expect(fixed({ 'pjsip.conf': text }, 'pjsip-registration-auth')).toEqual([
      `[r]\n${BASE}outbound_auth=a\n; the login\n\n${auth}`,
    ]);
  });
});
