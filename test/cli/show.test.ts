import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram, type Program } from './program.ts';

let program: Program;

beforeAll(async () => {
  program = await createProgram();
});

afterAll(() => {
  program.remove();
});

const files = {
  'sip.conf': '[base](!)\ntype=friend\nsecret=marker-one\n#include more.conf\n[101](+)\nnat=no\n',
  'more.conf': '[101](base)\nhost=dynamic\ncodes=a\ncodes+=b\n',
};

function show(given: Readonly<Record<string, string | Uint8Array>>, ...words: readonly string[]) {
  return program.run(program.folder(given), ['show', ...words]);
}

describe('text', () => {
  it('says where each value comes from', () => {
    const { status, stdout } = show(files, 'sip.conf', '--section', '101');
    expect(status).toBe(0);
    expect(stdout.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      '[101] ; more.conf:1; inherits base; continued at sip.conf:5',
      'type = friend ; sip.conf:2, from [base]',
      'secret = ******** ; sip.conf:3, from [base]',
      'host = dynamic ; more.conf:2',
      'codes = ab ; more.conf:4, added to more.conf:3',
      'nat = no ; sip.conf:6, section continued at sip.conf:5',
      '',
    ]);
  });
  it('shows secrets when asked to', () => {
    expect(show(files, 'sip.conf').stdout).not.toContain('marker');
    expect(show(files, 'sip.conf', '--reveal').stdout).toContain('secret = marker-one');
  });
  it('never lets a file write to the terminal', () => {
    expect(show({ 'a.conf': '[a]\nb=x\u001b[2J\n' }, 'a.conf').stdout).toContain('b = x\\x1b[2J');
  });
  it('says what Asterisk would log', () => {
    const outcome = show({ 'a.conf': '[a]\nthis\n' }, 'a.conf');
    expect(outcome).toMatchObject({
      status: 0,
      stderr: 'a.conf:2: warning: no "=", so the line is skipped\n',
    });
    expect(show({ 'a.conf': '[a]\nthis\n' }, 'a.conf', '--quiet').stderr).toBe('');
  });
});

describe('exit status', () => {
  it.each([
    ['1 when Asterisk refuses the file', '[a\n', ['a.conf'], 1],
    ['2 when there is no such file', '', ['b.conf'], 2],
    ['2 when there is no such section', '[a]\n', ['a.conf', '--section', 'b'], 2],
    ['2 without a file', '', [], 2],
    ['2 for two files', '', ['a.conf', 'a.conf'], 2],
    ['2 for an option of another command', '', ['a.conf', '--max-warnings', '1'], 2],
    ['2 for an unknown version', '', ['a.conf', '--asterisk-version', '1'], 2],
    ['0 for help', '', ['--help'], 0],
  ])('is %s', (_, text, words, status) => {
    expect(show({ 'a.conf': text }, ...words).status).toBe(status);
  });
});

describe('json', () => {
  const read = (given: Readonly<Record<string, string | Uint8Array>>, ...words: readonly string[]) =>
    JSON.parse(show(given, '--format', 'json', ...words).stdout) as unknown;
  it('has the agreed shape', () => {
    expect(read({ 'sip.conf': '[a](!)\nsecret=marker\n[b](a)\nx\n' }, 'sip.conf')).toEqual({
      ok: true,
      categories: [
        { name: 'a', template: true, variables: [['secret', '********']] },
        { name: 'b', inherits: ['a'], variables: [['secret', '********']] },
      ],
      messages: [{ level: 'warning', file: 'sip.conf', line: 4, summary: 'missing-equals' }],
    });
  });
  it('has no categories for a refused file', () => {
    expect(read({ 'a.conf': '[a\n' }, 'a.conf')).toEqual({
      ok: false,
      reason: 'invalid',
      messages: [{ level: 'warning', file: 'a.conf', line: 1, summary: 'unclosed-header' }],
    });
  });
  it('reads other bytes than UTF-8 one by one', () => {
    expect(read({ 'a.conf': Buffer.from('[a]\nb=\xe9\x80\n', 'latin1') }, 'a.conf')).toMatchObject({
      categories: [{ variables: [['b', '\u00e9\u0080']] }],
    });
  });
  it('takes includes from the configuration directory', () => {
    const given = { 'x/a.conf': '#include b.conf\n', 'etc/b.conf': '[b]\n' };
    expect(read(given, 'x/a.conf', '--config-dir', 'etc')).toMatchObject({ categories: [{ name: 'b' }] });
    expect(read(given, 'x/a.conf')).toMatchObject({ ok: false });
  });
  it('takes version and configuration directory from the project file', () => {
    const given = {
      '.asterisk-conf.json': '{"configDirectory": "etc", "asteriskVersion": 16}',
      'x/a.conf': '#include b.conf\n[a]\n#exec x\n',
      'etc/b.conf': '[b]\n',
      'etc/asterisk.conf': '[options]\nexecincludes=yes\n',
      'other.json': '{"asteriskVersion": 22}',
    };
    expect(read(given, 'x/a.conf')).toMatchObject({
      categories: [{ name: 'b' }, { name: 'a' }],
      messages: [],
    });
    expect(read(given, 'x/a.conf', '--asterisk-version', '22')).toMatchObject({
      messages: [{ summary: 'exec-no-output' }],
    });
    expect(read(given, 'x/a.conf', '--config', 'other.json')).toMatchObject({ ok: false });
    expect(show({ ...given, 'other.json': '{' }, 'x/a.conf', '--config', 'other.json')).toMatchObject({
      status: 2,
      stdout: '',
    });
    expect(show({ ...given, '.asterisk-conf.json': '{"x": 1}' }, 'x/a.conf').stderr).toContain(
      'Unknown key "x"',
    );
  });
  it('asks asterisk.conf whether programs may run', () => {
    const given = { 'a.conf': '[a]\n#exec /bin/true\n', 'asterisk.conf': '[options]\nexecincludes = yes\n' };
    expect(read(given, 'a.conf', '--asterisk-version', '18')).toMatchObject({
      messages: [{ summary: 'exec-no-output' }],
    });
    expect(read(given, 'a.conf', '--asterisk-version', '16')).toMatchObject({ messages: [] });
    expect(read({ 'a.conf': given['a.conf'] }, 'a.conf')).toMatchObject({
      messages: [{ summary: 'exec-disabled' }],
    });
  });
  it('reads a file full of NUL bytes, as Asterisk does', () => {
    const text = `[a]\nb=1${'\0'.repeat(300)}\n`.repeat(400);
    expect(read({ 'a.conf': text }, 'a.conf')).toMatchObject({ ok: true });
  });
});

interface Expected {
  readonly execincludes?: boolean;
  readonly encoding?: string;
  readonly ok: boolean;
  readonly reason?: string;
  readonly categories?: readonly unknown[];
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

const cases = path.resolve(import.meta.dirname, '../../../shared/oracle/parser');
const areThere = existsSync(cases);
if (!areThere) console.log('skipped: no recorded results of real Asterisk beside the project');

/** Cases whose point is the output of a command, which is never run. */
function needsExec(name: string, expected: Expected): boolean {
  return expected.execincludes === true && !/no-output|no-argument/.test(name);
}

/** The program's folder is another one than the case's, whose path one case holds. */
function withFolder(folder: string, from: string): Readonly<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(from, name);
    if (name.startsWith('expected') || !statSync(file).isFile()) continue;
    found[name] = Buffer.from(
      readFileSync(file, 'latin1').replaceAll('@ETC@', Buffer.from(folder).toString('latin1')),
      'latin1',
    );
  }
  return found;
}

it.runIf(areThere)('a sample of the recorded cases reads as in Asterisk', { timeout: 300_000 }, () => {
  const left: string[] = [];
  const wrong: string[] = [];
  let compared = 0;
  const names = readdirSync(cases).sort();
  const step = names.length / 100;
  for (let i = 0; i < 100; i++) {
    const name = names[Math.floor(i * step)] ?? '';
    const from = path.join(cases, name);
    const version = i % 2 === 0 ? '16' : '22';
    const own = path.join(from, `expected-${version}.json`);
    const json = existsSync(own) ? own : path.join(from, 'expected.json');
    const expected = JSON.parse(readFileSync(json, 'utf8')) as Expected;
    if (needsExec(name, expected)) {
      left.push(name);
      continue;
    }
    const folder = program.folder({});
    const given = withFolder(folder, from);
    const main = expected.execincludes === true ? { 'asterisk.conf': '[options]\nexecincludes=yes\n' } : {};
    program.fill(folder, { ...main, ...given });
    // Folders of a case may be empty.
    for (const one of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
      if (statSync(path.join(from, one)).isDirectory()) program.fill(path.join(folder, one), {});
    }
    const words = ['show', '--format', 'json', '--reveal', '--asterisk-version', version, 'test.conf'];
    const { stdout } = program.run(folder, words);
    compared++;
    const got = comparable(JSON.parse(stdout) as Expected);
    if (got !== comparable(expected)) wrong.push(`${name} (${version})\n${got}\n${comparable(expected)}`);
  }
  console.log(
    `show: ${String(compared - wrong.length)} of ${String(compared)} sampled cases agree; needing #exec to run: ${left.join(', ')}`,
  );
  expect(wrong).toEqual([]);
});

/** What is compared; the line of an unterminated comment is undefined where the record has none. */
function comparable({ ok, reason, categories, messages }: Expected): string {
  const told = messages.map((message) => {
    const copy: Record<string, unknown> = { ...message };
    if (copy.summary === 'unterminated-comment') delete copy.line;
    return copy;
  });
  return JSON.stringify([ok, reason, categories, told], (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
