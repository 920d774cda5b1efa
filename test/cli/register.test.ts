/** The command `register`, run as a process of its own. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram, type Outcome, type Program } from './program.ts';

let program: Program;
let folder: string;

beforeAll(async () => {
  program = await createProgram();
  folder = program.folder({});
});

afterAll(() => {
  program.remove();
});

function register(words: readonly string[], input?: string): Outcome {
  return program.run(folder, ['register', ...words], input);
}

interface LineShape {
  readonly ok: boolean;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly problems: readonly { readonly code: string; readonly message: string; readonly part?: string }[];
}

interface SectionShape extends LineShape {
  readonly section: string;
}

describe('one line', () => {
  it('is told in sentences', () => {
    const { status, stdout, stderr } = register(['--driver', 'sip', '4711:marker@sip.example:506O']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout)
      .toBe(`Asterisk registers as 4711 with sip.example, port 506, over UDP, asking for 120 seconds and renewing in time. When asked, it logs in with the secret of this line. Calls from there arrive at extension s in the context of the peer that matches the provider, or else the one of [general].

  transport  udp  (not written)
  user       4711
  secret     ********
  authuser   4711  (not written)
  host       sip.example
  port       506
  callback   s  (not written)
  expiry     120  (not written)

Look out:
  - Expected only digits in the port, Asterisk stops at the first other character and uses 506

On the console, "sip show registry" shows whether it worked.
`);
  });

  it('that is skipped gives status 1 and the reason', () => {
    expect(register(['--driver', 'iax', '4711:marker@iax.example:0'])).toEqual({
      status: 1,
      stdout: 'Asterisk skips this line.\n\n  - Expected a port from 1 to 65535, Asterisk skips the line\n',
      stderr: '',
    });
    const { status, stdout } = register(['--driver', 'sip', '--format', 'json', 'marker']);
    expect({ status, ...(JSON.parse(stdout) as LineShape) }).toMatchObject({
      status: 1,
      ok: false,
      fields: {},
      problems: [{ code: 'format', span: { start: 0, end: 6 } }],
    });
  });

  it.each([
    [['register => a:x@h/1']],
    [['Register=a:x@h/1']],
    [['a:x@h/1 ; a remark']],
    [['-'], 'register => a:x@h/1\n'],
    [['-'], '\na:x@h/1'],
  ])('may be written as %j', (words, input?: string) => {
    const { status, stdout } = register(['--driver', 'sip', '--format', 'json', ...words], input);
    expect({ status, ...(JSON.parse(stdout) as LineShape) }).toEqual({
      status: 0,
      ok: true,
      fields: {
        transport: 'udp',
        peer: '',
        user: 'a',
        domain: '',
        authuser: 'a',
        host: 'h',
        port: 5060,
        callback: '1',
        expiry: 120,
      },
      problems: [],
    });
  });

  it('takes the time of the file', () => {
    const { stdout } = register(['--driver', 'sip', '--default-expiry', '600', '--format', 'json', 'a:x@h']);
    expect((JSON.parse(stdout) as LineShape).fields.expiry).toBe(600);
  });

  it.each([
    ['sip', '4711:marker@h'],
    ['sip', '4711:mar?marker@h'],
    ['sip', '4711:a:marker:b!@h'],
    ['sip', '4711:x//marker@h'],
    ['sip', '4711:mar/marker@h'],
    ['sip', 'marker'],
    ['iax', '4711:mar@marker@h'],
    ['iax', '4711:[markerx@h'],
    ['iax', 'marker'],
  ])('of %s keeps the secret to itself: %j', (driver, line) => {
    for (const format of ['text', 'json']) {
      const words = ['--driver', driver, '--format', format, line];
      const { stdout, stderr } = register(words);
      expect(stdout + stderr).not.toContain('marker');
    }
  });

  it('shows the secret when asked to', () => {
    const words = ['--driver', 'sip', '--reveal', 'a:marker@h'];
    expect(register(words).stdout).toContain('  secret     marker\n');
    expect(JSON.parse(register(['--format', 'json', ...words]).stdout)).toMatchObject({
      fields: { secret: 'marker' },
    });
  });
});

const PJSIP = `[provider]
type=registration
server_uri=sip:sip.example
client_uri=sip:4711@sip.example
outbound_auth=login
contact_user=200

[broken]
type=registration
server_uri=sip.example
client_uri=sip:4711:marker@sip.example

#include auth.conf
`;
const AUTH = '[login]\ntype=auth\nauth_type=userpass\nusername=4711\npassword=marker\n';

describe('a file of pjsip', () => {
  it('is told registration by registration', () => {
    const here = program.folder({ 'pjsip.conf': PJSIP, 'auth.conf': AUTH });
    expect(program.run(here, ['register', '--driver', 'pjsip', 'pjsip.conf'])).toEqual({
      status: 1,
      stderr: '',
      stdout: `[provider]
Asterisk registers as 4711 with sip.example, port 5060, over UDP, asking for 3600 seconds and renewing in time. When asked, it logs in with the password of its auth section. Calls from there arrive at extension 200 in the context of the endpoint that matches the provider. After a passing failure it tries again every 60 seconds, 10 times at most; after "forbidden" never, after another final refusal never.

  password   ********

[broken]
Asterisk refuses this registration.

  - Expected an address that begins with "sip:" or "sips:", Asterisk refuses this section

On the console, "pjsip show registrations" shows whether it worked.
`,
    });
  });

  it('is a list in JSON', () => {
    const here = program.folder({ 'auth.conf': AUTH });
    const run = (...words: readonly string[]): Outcome =>
      program.run(here, ['register', '--driver', 'pjsip', '--format', 'json', ...words, '-'], PJSIP);
    const { status, stdout } = run();
    expect(status).toBe(1);
    expect(stdout).not.toContain('marker');
    const [first, second] = JSON.parse(stdout) as readonly SectionShape[];
    expect(first).toMatchObject({ section: 'provider', ok: true, fields: { user: '4711', callback: '200' } });
    expect(second).toMatchObject({ section: 'broken', ok: false, fields: {} });
    expect(second?.problems).toMatchObject([{ code: 'server-uri-not-sip', part: 'server_uri' }]);
    expect((JSON.parse(run('--reveal').stdout) as readonly SectionShape[])[0]?.fields.secret).toBe('marker');
  });

  it('may be a pjsip_wizard.conf', () => {
    const text = `[trunk]\ntype=wizard\nsends_registrations=yes\nsends_auth=yes\nremote_hosts=a.example,b.example\noutbound_auth/username=4711\noutbound_auth/password=marker\n`;
    const here = program.folder({ 'pjsip_wizard.conf': text });
    const words = ['register', '--driver', 'pjsip', '--format', 'json', 'pjsip_wizard.conf'];
    const { status, stdout } = program.run(here, words);
    expect(status).toBe(0);
    const sections = (JSON.parse(stdout) as readonly SectionShape[]).map(({ section }) => section);
    expect(sections).toEqual(['trunk-reg-0', 'trunk-reg-1']);
  });

  it('that Asterisk refuses or that is not there', () => {
    const here = program.folder({ 'pjsip.conf': '[a\n' });
    expect(program.run(here, ['register', '--driver', 'pjsip', 'pjsip.conf']).status).toBe(1);
    expect(program.run(here, ['register', '--driver', 'pjsip', 'none.conf'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'asterisk-conf: cannot read none.conf: there is no such file\n',
    });
  });
});

describe('words that cannot be followed', () => {
  it.each([
    [['a:x@h'], 'Missing --driver, expected one of sip, iax, pjsip'],
    [['--driver', 'skinny', 'a'], 'Unknown word "skinny" after --driver, expected one of sip, iax, pjsip'],
    [['--driver', 'sip'], 'Missing LINE, try "asterisk-conf register --help"'],
    [['--driver', 'sip', 'register', '=>'], 'Expected one LINE after "register", in single quotes'],
    [
      ['--driver', 'sip', '--default-expiry', 'x', 'a'],
      'Expected a number of seconds after --default-expiry',
    ],
    [['--driver', 'sip', '--section', 'x', 'a'], 'The option "--section" belongs to "asterisk-conf show"'],
  ])('%j', (words, message) => {
    expect(register(words)).toEqual({ status: 2, stdout: '', stderr: `asterisk-conf: ${message}\n` });
  });

  it('on standard input', () => {
    expect(register(['--driver', 'sip', '-'], 'a:x@h\nb:x@h\n').status).toBe(2);
    expect(register(['--help']).stdout).toContain('asterisk-conf register --driver sip|iax');
  });
});

const RECORDED = new URL('../../../shared/oracle/register/', import.meta.url);
const isThere = existsSync(RECORDED);
if (!isThere) console.warn('skipped: no recordings of real Asterisk beside the repository');

interface Recorded {
  readonly input: string;
  readonly ok: boolean;
  readonly asterisk?: readonly string[];
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly note: string;
}

/** `count` records, spread over the whole list. */
function sample(name: string, count: number): readonly Recorded[] {
  const all = JSON.parse(readFileSync(new URL(name, RECORDED), 'utf8')) as readonly Recorded[];
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]).filter(
    (record) => record !== undefined,
  );
}

function differences(
  expected: Recorded,
  status: number | null,
  shape: LineShape | undefined,
): readonly string[] {
  const wrong: string[] = [];
  if ((status === 0) !== expected.ok) wrong.push(`${expected.note}: status ${String(status)}`);
  if ((shape?.ok ?? false) !== expected.ok) wrong.push(`${expected.note}: ok`);
  for (const [name, value] of Object.entries(expected.fields ?? {})) {
    if (shape?.fields[name] !== value) wrong.push(`${expected.note}: ${name}`);
  }
  return wrong;
}

describe.skipIf(!isThere)('what real Asterisk did', () => {
  it.each([
    ['sip', 50],
    ['iax', 25],
  ] as const)('with lines of %s', { timeout: 60_000 }, (driver, count) => {
    const records = sample(`${driver}.json`, count);
    const wrong = records.flatMap((record) => {
      const words = ['--driver', driver, '--format', 'json', '--reveal', record.input];
      const { status, stdout } = register(words);
      return differences(record, status, JSON.parse(stdout) as LineShape);
    });
    console.log(
      `${driver} through the command line: ${String(records.length)} lines, ${String(wrong.length)} wrong`,
    );
    expect(wrong).toEqual([]);
  });

  it('with registrations of pjsip', { timeout: 60_000 }, () => {
    const records = sample('pjsip.json', 25);
    const wrong = records.flatMap((record) => {
      const version = record.asterisk?.[0]?.startsWith('16') === true ? '16' : '22';
      const words = ['--driver', 'pjsip', '--format', 'json', '--reveal', '--asterisk-version', version, '-'];
      const { status, stdout } = register(words, record.input);
      const [shape] = JSON.parse(stdout) as readonly SectionShape[];
      // A section that is ignored without a message is no registration at all.
      return differences(record, shape === undefined ? 1 : status, shape);
    });
    console.log(
      `pjsip through the command line: ${String(records.length)} files, ${String(wrong.length)} wrong`,
    );
    expect(wrong).toEqual([]);
  });
});
