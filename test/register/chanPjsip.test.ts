/** Addresses, registrations and auth sections of pjsip.conf. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseSipUri,
  pjsipAuthOf,
  registrationOf,
  type PjsipAuth,
  type SipUri,
} from '../../server/src/register/chanPjsip.ts';

/** The text with its parts in braces. */
function marked(text: string, uri: SipUri): string {
  const parts = [
    ['user', uri.userSpan],
    ['password', uri.passwordSpan],
    ['host', uri.hostSpan],
    ['port', uri.portSpan],
    ...uri.parameters.map(({ name, span }) => [`parameter ${name}`, span] as const),
  ] as const;
  let result = '';
  let last = 0;
  for (const [name, span] of parts) {
    if (span !== undefined) {
      result += `${text.slice(last, span.start)}{${name}|${text.slice(span.start, span.end)}}`;
      last = span.end;
    }
  }
  return result + text.slice(last);
}

const addresses: readonly (readonly [string, string, string])[] = [
  ['sip:sip.example', 'sip:{host|sip.example}', ''],
  ['sips:sip.example', 'sips:{host|sip.example}', ''],
  ['SIP:4711@sip.example', 'SIP:{user|4711}@{host|sip.example}', ''],
  ['sip:4711@sip.example:5070', 'sip:{user|4711}@{host|sip.example}:{port|5070}', ''],
  ['sip:4711:pw@sip.example', 'sip:{user|4711}:{password|pw}@{host|sip.example}', ''],
  ['sip:+49-30.1_2@sip.example', 'sip:{user|+49-30.1_2}@{host|sip.example}', ''],
  ['<sip:4711@sip.example>', '<sip:{user|4711}@{host|sip.example}>', ''],
  [
    'sip:sip.example;transport=tcp;lr',
    'sip:{host|sip.example};{parameter transport|transport=tcp};{parameter lr|lr}',
    '',
  ],
  ['sip:[2001:db8::1]:5070', 'sip:{host|[2001:db8::1]}:{port|5070}', ''],
  ['sip:sip.example:0', 'sip:{host|sip.example}:{port|0}', ''],
  ['sip:sip.example:65536', 'sip:{host|sip.example}:65536', 'invalid@6'],
  ['sip:sip.example:abc', 'sip:{host|sip.example}:abc', 'invalid@a'],
  ['sip:sip.example:', 'sip:{host|sip.example}:', 'invalid@'],
  ['sip:2001:db8::1', 'sip:{host|2001}:db8::1', 'invalid@d'],
  ['sip://sip.example', 'sip://sip.example', 'invalid@/'],
  ['sip:', 'sip:', 'invalid@'],
  ['sip:47 11@sip.example', 'sip:{user|47} 11@sip.example', 'invalid@ '],
  ['sip:4711@a@b', 'sip:{user|4711}@{host|a}@b', 'invalid@@'],
  ['sip:@sip.example', 'sip:@sip.example', 'invalid@@'],
  ['<sip:sip.example', '<sip:{host|sip.example}', 'invalid@'],
  ['sip.example', 'sip.example', 'not-sip@sip.example'],
  ['"sip:sip.example"', '"sip:sip.example"', 'not-sip@"sip:sip.example"'],
  ['Me <sip:sip.example>', 'Me <sip:sip.example>', 'not-sip@Me <sip:sip.example>'],
  ['', '', 'not-sip@'],
];

describe('an address', () => {
  it.each(addresses)('%j', (text, expected, problems) => {
    const uri = parseSipUri(text);
    expect(marked(text, uri)).toBe(expected);
    const found = uri.problems.map(({ code, span }) => `${code}@${text.slice(span.start, span.end)}`);
    expect(found.join(' ')).toBe(problems);
    expect(uri.ok).toBe(problems === '');
  });

  it('of any text gives stretches inside it', () => {
    const unit = fc.constantFrom(
      ...['sip:', 'sips:', '@', ':', ';', '=', '[', ']', '<', '>', ' ', 'a', '5', '?', 'ä'],
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const { problems, parameters, hostSpan } = parseSipUri(text);
        for (const span of [...problems, ...parameters].map((item) => item.span)) {
          expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
        }
        expect((hostSpan?.end ?? 0) <= text.length).toBe(true);
      }),
      { numRuns: 2000, seed: 5060 },
    );
  });
});

const GOOD: PjsipAuth = { ok: true, username: 'login', password: 'geheim', problems: [] };
const BASE = { server_uri: 'sip:sip.example', client_uri: 'sip:4711@dom.example', outbound_auth: 'au' };

function registration(options: Readonly<Record<string, string>>, auths: readonly PjsipAuth[] = [GOOD]) {
  return registrationOf(new Map(Object.entries({ ...BASE, ...options })), auths);
}

describe('a registration', () => {
  it('gives the same fields as a register line', () => {
    expect(registration({}).fields).toEqual({
      server_uri: 'sip:sip.example',
      client_uri: 'sip:4711@dom.example',
      requestUri: 'sip:sip.example',
      transport: 'udp',
      host: 'sip.example',
      port: 5060,
      user: '4711',
      domain: 'dom.example',
      callback: 's',
      expiry: 3600,
      authuser: 'login',
      secret: 'geheim',
    });
  });

  it.each([
    [{ server_uri: 'sip:h:5070;transport=TCP' }, { port: 5070, transport: 'tcp' }],
    [{ server_uri: 'sips:h' }, { port: 5061, transport: 'tls' }],
    [{ server_uri: 'sip:h;transport=tls' }, { port: 5061, transport: 'tls' }],
    [{ server_uri: '<sip:h:0>' }, { port: 5060, requestUri: 'sip:h' }],
    [{ client_uri: 'sip:dom.example' }, { user: '', domain: 'dom.example' }],
    [{ contact_user: '200' }, { callback: '200' }],
    [{ contact_user: '' }, { callback: 's' }],
    [{ expiration: '60' }, { expiry: 60 }],
  ])('%j', (options, fields) => {
    expect(registration(options).fields).toMatchObject(fields);
  });

  it.each([
    [{ server_uri: '' }, 'missing-server-uri'],
    [{ client_uri: '' }, 'missing-client-uri'],
    [{ server_uri: 'h' }, 'server-uri-not-sip'],
    [{ client_uri: '4711@h' }, 'client-uri-not-sip'],
    [{ server_uri: 'sip://h' }, 'invalid-server-uri'],
    [{ client_uri: 'sip:a@b@c' }, 'invalid-client-uri'],
    [{ expiration: '0' }, 'invalid-value'],
    [{ expiration: '60s' }, 'invalid-value'],
    [{ expiration: '4294967296' }, 'invalid-value'],
    [{ contact_user: '2 00' }, 'invalid-value'],
    [{ retry_interval: '1m' }, 'invalid-value'],
    [{ max_retries: '-1' }, 'invalid-value'],
    [{ forbidden_retry_interval: '' }, 'invalid-value'],
    [{ security_negotiation: 'yes' }, 'invalid-value'],
    [{ line: 'yes' }, 'line-without-endpoint'],
    [{ endpoint: 'provider' }, 'endpoint-without-line'],
    [{ endpoint: 'provider', line: 'ja' }, 'endpoint-without-line'],
  ])('is refused for %j', (options, code) => {
    const { ok, fields, problems } = registration(options);
    expect({ ok, fields, codes: problems.map((problem) => problem.code) }).toEqual({
      ok: false,
      fields: {},
      codes: [code],
    });
  });

  it.each([
    [{}, { retryInterval: 60, maxRetries: 10, authRejectionPermanent: true }],
    [{ line: 'yes', endpoint: 'provider' }, { lineEndpoint: 'provider' }],
    [
      { transport: 'udp', max_retries: '0' },
      { transport: 'udp', maxRetries: 0 },
    ],
    [{ forbidden_retry_interval: '600' }, { forbiddenRetryInterval: 600, fatalRetryInterval: 0 }],
    [{ auth_rejection_permanent: 'no' }, { authRejectionPermanent: false }],
  ])('behaves by %j', (options, settings) => {
    expect(registration(options).settings).toMatchObject(settings);
  });

  it('says when nobody answers the question for a password', () => {
    expect(registration({ outbound_auth: '' }, []).problems.map(({ code }) => code)).toEqual(['no-auth']);
    const refused: PjsipAuth = { ok: false, problems: [] };
    expect(registration({}, [refused]).problems.map(({ code }) => code)).toEqual(['auth-not-found']);
    expect(registration({}, [refused, GOOD]).problems).toEqual([]);
  });
});

const DIGEST = '0123456789abcdef0123456789abcdef';

describe('an auth section', () => {
  const cases: readonly (readonly [Readonly<Record<string, string>>, string, string])[] = [
    [{ username: 'a', password: 'b' }, 'ok', 'ok'],
    [{ username: 'a', password: 'b', auth_type: 'UserPass' }, 'ok', 'ok'],
    [{ username: 'a', password: 'b', auth_type: 'digest' }, 'invalid-value', 'ok'],
    [{ username: 'a', password: 'b', auth_type: 'x' }, 'invalid-value', 'invalid-value'],
    [{ password: 'b' }, 'missing-username', 'missing-username'],
    [{ username: 'a' }, 'ok', 'missing-password'],
    [{ username: 'a', password: '' }, 'ok', 'missing-password'],
    [{ username: 'a', auth_type: 'md5', md5_cred: DIGEST }, 'ok', 'ok'],
    [{ username: 'a', auth_type: 'md5', md5_cred: 'x' }, 'invalid-value', 'invalid-value'],
    [{ username: 'a', password_digest: `MD5:${DIGEST}` }, 'ok', 'ok'],
    [{ username: 'a', password_digest: '' }, 'ok', 'missing-password'],
    [{ username: 'a', auth_type: 'md5', password: 'b' }, 'missing-md5_cred', 'ok'],
    [{ username: 'a', auth_type: 'md5' }, 'missing-md5_cred', 'missing-md5_cred'],
  ];
  it.each(cases)('%j', (options, on16, on22) => {
    const result = ([16, 22] as const).map((version) => {
      const { ok, problems } = pjsipAuthOf(new Map(Object.entries(options)), version);
      return ok ? 'ok' : problems.map(({ code }) => code).join();
    });
    expect(result).toEqual([on16, on22]);
  });

  it('keeps a stored digest out of the password', () => {
    const options = new Map([
      ['username', 'a'],
      ['auth_type', 'md5'],
      ['md5_cred', DIGEST],
    ]);
    expect(pjsipAuthOf(options, 16)).toEqual({ ok: true, username: 'a', problems: [] });
  });
});
