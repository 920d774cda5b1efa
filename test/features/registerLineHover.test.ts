/** Hovers of whole register lines, typed by hand, and of what belongs to them: where calls land, and how a provider is known. */
import { describe, expect, it } from 'vitest';
import { hover } from '../../server/src/features/hover.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

type Files = Readonly<Record<string, string>>;

/** The hover where `at` stands first in the file; empty where there is none. */
function hoverAt(files: Files, at: string, name = Object.keys(files)[0] ?? ''): string {
  const offset = (files[name] ?? '').indexOf(at);
  expect(offset).toBeGreaterThanOrEqual(0);
  return hover(workspaceOf(files), FOLDER + name, offset)?.markdown ?? '';
}

/** Everything that hovers say anywhere in the file. */
function everyHover(name: string, text: string): string {
  const workspace = workspaceOf({ [name]: text });
  const texts = new Set<string>();
  for (let at = 0; at <= text.length; at++) texts.add(hover(workspace, FOLDER + name, at)?.markdown ?? '');
  return [...texts].join('\n');
}

const SKIPS = 'Asterisk skips this line.';
const FILLED = 'Another program has to fill in';

/** Line of sip.conf: user[@domain], host, port, transport, seconds, extension, login; or what is said instead. */
const sip: readonly (readonly [string, string])[] = [
  ['4711:marker@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['4711@sip.example', '4711 sip.example 5060 UDP 120 s none'],
  ['4711:@sip.example', '4711 sip.example 5060 UDP 120 s none'],
  ['4711:marker@sip.example:5070', '4711 sip.example 5070 UDP 120 s'],
  ['4711:marker@sip.example: 5070', '4711 sip.example 5070 UDP 120 s'],
  ['4711:marker@sip.example:506O', '4711 sip.example 506 UDP 120 s'],
  ['4711:marker@sip.example:0', '4711 sip.example 5060 UDP 120 s'],
  ['4711:marker@sip.example:65536', '4711 sip.example 5060 UDP 120 s'],
  ['4711:marker@sip.example:', '4711 sip.example 5060 UDP 120 s'],
  ['4711:marker@sip.example/200', '4711 sip.example 5060 UDP 120 200'],
  ['4711:marker@sip.example/', '4711 sip.example 5060 UDP 120 s'],
  ['4711:marker@sip.example/200~60', '4711 sip.example 5060 UDP 60 200'],
  ['4711:marker@sip.example~60/200', '4711 sip.example 5060 UDP 60 s'],
  ['4711:marker@sip.example~10m', '4711 sip.example 5060 UDP 10 s'],
  ['4711:marker@sip.example/+4930123', '4711 sip.example 5060 UDP 120 +4930123'],
  ['4711:marker@192.0.2.1', '4711 192.0.2.1 5060 UDP 120 s'],
  ['4711:marker@[2001:db8::1]', '4711 [2001:db8::1] 5060 UDP 120 s'],
  ['4711:marker@[2001:db8::1]:5070', '4711 [2001:db8::1] 5070 UDP 120 s'],
  ['udp://4711:marker@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['tcp://4711:marker@sip.example', '4711 sip.example 5060 TCP 120 s'],
  ['TLS://4711:marker@sip.example', '4711 sip.example 5061 TLS 120 s'],
  ['tls://4711:marker@sip.example:0', '4711 sip.example 5061 TLS 120 s'],
  ['ws://4711:marker@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['4711:marker:login@sip.example', '4711 sip.example 5060 UDP 120 s login'],
  ['4711:marker:4711@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['4711@dom.example:marker@sip.example', '4711@dom.example sip.example 5060 UDP 120 s'],
  [
    '4711@dom.example:marker:login@sip.example:5070/200~90',
    '4711@dom.example sip.example 5070 UDP 90 200 login',
  ],
  ['4711@dom.example:5080:marker:login@sip.example', '4711@dom.example sip.example 5060 UDP 120 s login'],
  ['  4711 : marker @ sip.example ', '4711 sip.example 5060 UDP 120 s'],
  ['"4711":"marker"@"sip.example"', '4711 sip.example 5060 UDP 120 s'],
  ['4711:"mar:ker"@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['4711:"mar/ker"@sip.example/200', '4711 sip.example 5060 UDP 120 200'],
  ['4711:mar@ker@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['4711:mar~ker@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['4711:mar\\;ker@sip.example', '4711 sip.example 5060 UDP 120 s'],
  ['+4930123:marker@sip.example', '+4930123 sip.example 5060 UDP 120 s'],
  ['4711:marker@sip.example ; my provider', '4711 sip.example 5060 UDP 120 s'],
  ['4711:marker', SKIPS],
  ['4711:mar/ker@sip.example', SKIPS],
  ['4711:marker@sip.example/200@office', SKIPS],
  ['@sip.example', SKIPS],
  ['4711:marker@', SKIPS],
  ['4711:marker;x@sip.example', SKIPS],
  ['4711:${SECRET}@sip.example', FILLED],
  ['<user>:<password>@<host>', FILLED],
];

/** Line of iax.conf: user, host, port, login. */
const iax: readonly (readonly [string, string])[] = [
  ['4711:marker@iax.example', '4711 iax.example 4569'],
  ['4711@iax.example', '4711 iax.example 4569 none'],
  ['4711:@iax.example', '4711 iax.example 4569 none'],
  ['4711:marker@iax.example:4570', '4711 iax.example 4570'],
  ['4711:marker@iax.example: 4570', '4711 iax.example 4570'],
  ['4711:marker@iax.example:456O', '4711 iax.example 456'],
  ['4711:marker@iax.example:70000', '4711 iax.example 4464'],
  ['4711:marker@192.0.2.1:4569', '4711 192.0.2.1 4569'],
  ['ASTloop:marker@127.0.0.1:40569', 'ASTloop 127.0.0.1 40569'],
  ['4711:[trunkkey]@iax.example', '4711 iax.example 4569 key:trunkkey'],
  ['4711:mar:ker@iax.example', '******** iax.example 4569'],
  ['4711:mar/ker@iax.example', '4711 iax.example 4569'],
  ['4711:mar?ker@iax.example', '4711 iax.example 4569'],
  ['4711:"marker"@iax.example', '4711 iax.example 4569'],
  [' 4711:marker@iax.example', '4711 iax.example 4569'],
  ['4711:marker', SKIPS],
  ['4711:marker@iax.example:0', SKIPS],
  ['4711:marker@iax.example:', SKIPS],
  ['4711:marker@', SKIPS],
  ['4711:marker@[::1]', SKIPS],
  ['4711:{{ secret }}@iax.example', FILLED],
];

function loginSentence(login: string | undefined, rest: string): string {
  if (login === 'none') return 'It has no secret to log in with';
  if (login?.startsWith('key:') === true) return `the private key \`${login.slice(4)}\``;
  return login === undefined
    ? `When asked, it logs in with the secret of this line.${rest}`
    : `When asked, it logs in as \`${login}\` with the secret of this line.${rest}`;
}

function sipSentences(expected: string): readonly string[] {
  const [account = '', host = '', port = '', transport = '', seconds = '', extension = '', login] =
    expected.split(' ');
  const [user = '', domain] = account.split('@');
  const inDomain = domain === undefined ? '' : ` in the domain \`${domain}\``;
  return [
    `Asterisk registers as \`${user}\`${inDomain} with \`${host}\`, port ${port}, over ${transport}, asking for ${seconds} seconds and renewing in time.`,
    loginSentence(login, ''),
    `at extension \`${extension}\` in the context \`default\``,
    '`sip show registry` shows',
  ];
}

function iaxSentences(expected: string): readonly string[] {
  const [user = '', host = '', port = '', login] = expected.split(' ');
  return [
    `Asterisk registers as \`${user}\` with \`${host}\`, port ${port}, over UDP, and renews that about every minute.`,
    loginSentence(login, ''),
    '`iax2 show registry` shows',
  ];
}

function expectedSentences(kind: 'sip' | 'iax', expected: string): readonly string[] {
  if (expected === SKIPS || expected === FILLED) return [expected];
  return kind === 'sip' ? sipSentences(expected) : iaxSentences(expected);
}

describe('register lines typed by hand', () => {
  it('are many', () => {
    expect(sip.length + iax.length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ...sip.map(([value, expected]) => ['sip', value, expected] as const),
    ...iax.map(([value, expected]) => ['iax', value, expected] as const),
  ])('%s: %j', (kind, value, expected) => {
    const text = `[general]\nregister => ${value}\n`;
    const told = hoverAt({ [`${kind}.conf`]: text }, 'register');
    for (const sentence of expectedSentences(kind, expected)) expect(told).toContain(sentence);
    const said = everyHover(`${kind}.conf`, text);
    expect(said).not.toContain('marker');
    expect(/mar.?ker|:mar|\bker\b/.exec(said)).toBe(null);
  });
});

const LINE = 'register => 4711:marker@sip.example/200\n';
const general = (options = ''): string => `[general]\n${options}${LINE}`;
const peer = (...options: readonly string[]): string =>
  ['[office]', 'type=peer', 'host=sip.example', ...options, ''].join('\n');

describe('the time', () => {
  it.each([
    [{ 'sip.conf': general('defaultexpiry=600\n') }, 'asking for 600 seconds'],
    [{ 'sip.conf': `${general()}defaultexpiry=600\n` }, 'asking for 120 seconds'],
    [{ 'sip.conf': general('defaultexpiry=0\n') }, 'asking for 120 seconds'],
    [{ 'sip.conf': general('defaultexpirey=60\n') }, 'asking for 60 seconds'],
    [
      { 'sip.conf': `[t](!)\ndefaultexpiry=60\n${general().replace('[general]', '[general](t)')}` },
      'asking for 60 seconds',
    ],
  ])('of %j counts', (files, expected) => {
    expect(hoverAt(files, 'register')).toContain(expected);
  });

  it('of the file that includes the line counts', () => {
    const files = { 'sip.conf': '[general]\ndefaultexpiry=600\n#include more.conf\n', 'more.conf': LINE };
    expect(hoverAt(files, 'register', 'more.conf')).toContain('asking for 600 seconds');
  });
});

describe('calls land', () => {
  const cases: readonly (readonly [string, Files, string])[] = [
    [
      'in the context of the peer with this host',
      { 'sip.conf': general() + peer('context=inbound') },
      'Calls from there arrive at extension `200` in the context `inbound`, through the peer `[office]`.',
    ],
    [
      'in a context from a template',
      { 'sip.conf': `${general()}[t](!)\ncontext=inbound\n[office](t)\ntype=peer\nhost=SIP.example\n` },
      'in the context `inbound`, through the peer `[office]`.',
    ],
    [
      'in the context of [general] where the peer has none',
      { 'sip.conf': general('context=incoming\n') + peer() },
      'in the context `incoming`, through the peer `[office]`.',
    ],
    [
      'through the peer whose callbackextension is called',
      {
        'sip.conf': `${general()}${peer('context=a')}[other]\ntype=peer\nhost=sip.example\ncontext=b\ncallbackextension=200\n`,
      },
      'in the context `b`, through the peer `[other]`.',
    ],
    [
      'through the peer the line names',
      {
        'sip.conf': `${general().replace('4711:', 'other?4711:')}${peer('context=a')}[other]\ntype=peer\nhost=sip.example\ncontext=b\n`,
      },
      'in the context `b`, through the peer `[other]`.',
    ],
    [
      'in a peer of another file',
      { 'sip.conf': `${general()}#include p.conf\n`, 'p.conf': peer('context=inbound') },
      'in the context `inbound`, through the peer `[office]`.',
    ],
    [
      'nobody knows where, when two peers differ',
      { 'sip.conf': `${general()}${peer('context=a')}[other]\ntype=peer\nhost=sip.example\ncontext=b\n` },
      'in the context of the peer that matches the provider, or else the one of `[general]`.',
    ],
    [
      'with a stranger where no peer has the host',
      { 'sip.conf': general('context=public\n') },
      "No peer here has this host; if none has its address either, calls from there are a stranger's, and they arrive at extension `200` in the context `public`.",
    ],
    [
      'nowhere where strangers are refused',
      { 'sip.conf': general('allowguest=no\n') },
      "calls from there are a stranger's, and `allowguest=no` refuses them.",
    ],
    [
      'nobody knows where in a file that nothing loads',
      { 'sip_custom.conf': general() },
      'in the context of the peer that matches the provider',
    ],
    [
      'in the first context of an iax friend',
      {
        'iax.conf':
          '[general]\nregister => 4711:marker@iax.example\n[office]\ntype=friend\nhost=iax.example\ncontext=a\ncontext=b\n',
      },
      'Calls from there arrive in the context `a`, through `[office]`, at the number the other side dials.',
    ],
  ];
  it.each(cases)('%s', (_, files, expected) => {
    const told = hoverAt(files, 'register');
    expect(told).toContain(expected);
    expect(told).not.toContain('marker');
  });
});

describe('registered or known by address', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['sip.conf', general(), 'register', 'needs none; it says which of the two it wants.'],
    [
      'sip.conf',
      general() + peer(),
      'register',
      '`[office]` has this host and no `secret`, so they come in without a password.',
    ],
    ['sip.conf', general() + peer('remotesecret=marker'), 'register', 'so they come in without a password'],
    [
      'sip.conf',
      general() + peer('secret=marker'),
      'register',
      'Most providers do not answer that: write `remotesecret` in its place',
    ],
    [
      'sip.conf',
      general() + peer('secret=marker', 'insecure=port,invite'),
      'register',
      '`insecure=invite` takes them without asking',
    ],
    [
      'sip.conf',
      general() + peer(),
      'host',
      'This server registers there, so the other side knows where to send calls.',
    ],
    ['sip.conf', `[general]\n${peer()}`, 'host', 'This server does not register there'],
    ['sip.conf', `[general]\n${peer('callbackextension=200')}`, 'host', 'This server registers there'],
    ['sip.conf', `[general]\n${peer('secret=marker')}`, 'host', 'have to prove who they are with its secret'],
    ['sip.conf', '[phone]\ntype=friend\nhost=dynamic\n', 'host', 'the device registers at this server'],
    ['iax.conf', '[other]\ntype=peer\nhost=iax.example\n', 'host', 'This server does not register there'],
    ['sip.conf', peer('insecure=invite'), 'insecure', 'Here it makes no difference to passwords'],
    [
      'sip.conf',
      peer('insecure=invite', 'secret=marker'),
      'insecure',
      'Here it lets calls from `sip.example` in by their address alone',
    ],
    [
      'sip.conf',
      peer('insecure=port', 'secret=marker'),
      'insecure',
      'have to prove who they are with the secret of the section',
    ],
    [
      'sip.conf',
      '[phone]\ntype=friend\nhost=dynamic\ninsecure=invite\nsecret=marker\n',
      'insecure',
      '`invite` lets anyone in',
    ],
  ];
  it.each(cases)('%s: %j at %s', (name, text, at, expected) => {
    const told = hoverAt({ [name]: text }, at);
    expect(told).toContain(expected);
    expect(told).not.toContain('marker');
  });

  const identify = '[office-identify]\ntype=identify\nmatch=192.0.2.1,sip.example\nendpoint=office\n';
  it.each([
    ['[office]\ntype=endpoint\n', 'belong to `[office]` and are taken without a password'],
    ['[office]\ntype=endpoint\nauth=a\n', 'have to prove who they are, since it has `auth`'],
    ['', 'Calls from these addresses belong to `[office]`.'],
    ['', 'has to have the fixed address of this server on file'],
    [
      '[r]\ntype=registration\nserver_uri=sip:sip.example\nclient_uri=sip:4711@sip.example\n',
      'This server registers there',
    ],
  ])('identify beside %j', (rest, expected) => {
    expect(hoverAt({ 'pjsip.conf': identify + rest }, 'match')).toContain(expected);
  });
});

const PJSIP = `[provider]
type=registration
server_uri=sip:sip.example
client_uri=sip:4711@dom.example
outbound_auth=login
contact_user=200
[login]
type=auth
username=user9
password=marker
`;

describe('registrations of pjsip', () => {
  const registers =
    'Asterisk registers as `4711` in the domain `dom.example` with `sip.example`, port 5060, over UDP, asking for 3600 seconds and renewing in time. When asked, it logs in as `user9` with the password of its auth section.';

  it.each(['[provider]', 'type', 'server_uri', 'client_uri'])('are told at %s', (at) => {
    const told = hoverAt({ 'pjsip.conf': PJSIP }, at);
    expect(told).toContain(registers);
    expect(told).toContain('at extension `200` in the context of the endpoint that matches the provider.');
    expect(told).toContain('`pjsip show registrations` shows');
    expect(everyHover('pjsip.conf', PJSIP)).not.toContain('marker');
  });

  const office = '[office]\ntype=endpoint\ncontext=inbound\n';
  const lands = 'at extension `200` in the context `inbound` of the endpoint `[office]`.';
  it.each([
    [
      'an identify section',
      `${PJSIP}${office}[i]\ntype=identify\nmatch=sip.example\nendpoint=office\n`,
      lands,
    ],
    ['a line', PJSIP.replace('contact', 'line=yes\nendpoint=office\ncontact') + office, lands],
    ['no login', PJSIP.replace('outbound_auth=login\n', ''), 'It has no login to answer with'],
    ['a refusal', PJSIP.replace('sip:sip', 'sip'), 'Asterisk refuses this section'],
    [
      'other retries',
      PJSIP.replace('contact', 'max_retries=0\nforbidden_retry_interval=600\ncontact'),
      'After a failure it does not try again; after "forbidden" after 600 seconds, after another final refusal never.',
    ],
  ])('with %s', (_, text, expected) => {
    expect(hoverAt({ 'pjsip.conf': text }, '[provider]')).toContain(expected);
  });

  it('say nothing of templates and of places a program fills in', () => {
    const template = PJSIP.replace('[provider]', '[provider](!)');
    expect(hoverAt({ 'pjsip.conf': template }, '[provider]')).not.toContain('registers as');
    const filled = PJSIP.replace('sip:sip.example', 'sip:${HOST}');
    expect(hoverAt({ 'pjsip.conf': filled }, '[provider]')).not.toContain('registers as');
  });

  it('are listed for a wizard', () => {
    const text = `[trunk]\ntype=wizard\nsends_registrations=yes\nsends_auth=yes\nremote_hosts=a.example,b.example\noutbound_auth/username=4711\noutbound_auth/password=marker\nendpoint/context=inbound\n`;
    const told = hoverAt({ 'pjsip_wizard.conf': text }, 'sends_registrations');
    expect(told).toContain('`[trunk-reg-0]`: Asterisk registers as `4711` with `a.example`');
    expect(told).toContain('`[trunk-reg-1]`: Asterisk registers as `4711` with `b.example`');
    expect(told).toContain('in the context `inbound` of the endpoint `[trunk]`.');
    expect(everyHover('pjsip_wizard.conf', text)).not.toContain('marker');
  });
});
