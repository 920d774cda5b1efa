import { symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { createProgram, type Program } from './program.ts';

let program: Program;

beforeAll(async () => {
  program = await createProgram();
});

afterAll(() => {
  program.remove();
});

// Listening for this machine alone, it has no open doors to tell of.
const clean = '[general]\nbindaddr=127.0.0.1\n';
const skipped = '[general]\nthis is no option\nbindaddr=127.0.0.1\n';
const refused = '[general\n';

interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
}

function jsonOf(stdout: string): readonly Finding[] {
  return JSON.parse(stdout) as readonly Finding[];
}

/** `file rule` of every finding. */
function found(folder: string, words: readonly string[]): readonly string[] {
  const { stdout } = program.run(folder, ['check', '--format', 'json', ...words]);
  return jsonOf(stdout).map(({ file, rule }) => `${file} ${rule}`);
}

describe('exit status', () => {
  it.each([
    ['0 when all is well', { 'sip.conf': clean }, [], 0],
    ['1 for an error', { 'sip.conf': refused }, [], 1],
    ['1 for a warning', { 'sip.conf': skipped }, [], 1],
    ['0 for a warning that is allowed', { 'sip.conf': skipped }, ['--max-warnings', '1'], 0],
    ['1 for one warning too many', { 'sip.conf': `${skipped}nor is this\n` }, ['--max-warnings=1'], 1],
    ['1 for an error whatever warnings are allowed', { 'sip.conf': refused }, ['--max-warnings', '9'], 1],
    ['0 for information', { 'sip.conf': `${clean}context+=x\n` }, [], 0],
    ['1 for a warning that is not printed', { 'sip.conf': skipped }, ['--min-severity', 'error'], 1],
    ['2 for a missing path', { 'sip.conf': clean }, ['sip.conf', 'nowhere.conf'], 2],
    ['2 for an unknown option', { 'sip.conf': clean }, ['--recursive'], 2],
    ['0 in an empty folder', {}, [], 0],
  ])('is %s', (_, files, words, status) => {
    expect(program.run(program.folder(files), ['check', ...words]).status).toBe(status);
  });
});

describe('json', () => {
  it('has the agreed shape, places from zero', () => {
    const folder = program.folder({
      'etc/sip.conf': '[general]\r\n;ü𝄞\r\nthis is no option\r\nbindaddr=127.0.0.1\r\n',
    });
    const { stdout } = program.run(folder, ['check', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: 'etc/sip.conf',
        rule: 'conf-no-equals',
        severity: 'warning',
        message: expect.stringMatching(/^[^\n]+[^.]$/) as string,
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 17 } },
      },
    ]);
  });

  it('is an empty list without findings', () => {
    expect(program.run(program.folder({ 'sip.conf': clean }), ['check', '--format=json']).stdout).toBe(
      '[]\n',
    );
  });

  it('names files outside the working folder from there', () => {
    const folder = program.folder({ 'a/x': '', 'b/sip.conf': skipped });
    expect(found(`${folder}/a`, ['../b/sip.conf'])).toEqual(['../b/sip.conf conf-no-equals']);
  });

  it('lists hints too unless told otherwise', () => {
    const folder = program.folder({
      'sip.conf': '[general]\nregister => alice:Xy7pq2LmN9@example.com\nbindaddr=127.0.0.1\n',
    });
    expect(found(folder, [])).toContain('sip.conf register-no-extension');
    expect(found(folder, ['--min-severity', 'information'])).not.toContain('sip.conf register-no-extension');
  });
});

describe('text', () => {
  it('groups by file and sums up', () => {
    const folder = program.folder({ 'sip.conf': skipped, 'iax.conf': `${clean}a\nb\n`, 'pjsip.conf': clean });
    expect(program.run(folder, ['check']).stdout).toBe(
      [
        'iax.conf',
        '  3:1  warning  Missing "=": Asterisk skips this line  conf-no-equals',
        '  4:1  warning  Missing "=": Asterisk skips this line  conf-no-equals',
        '',
        'sip.conf',
        '  2:1  warning  Missing "=": Asterisk skips this line  conf-no-equals',
        '',
        '3 warnings, 3 files checked',
        '',
      ].join('\n'),
    );
  });

  it('says so when there is nothing to say', () => {
    const folder = program.folder({ 'sip.conf': clean });
    expect(program.run(folder, ['check'])).toEqual({
      status: 0,
      stdout: 'No problems, 1 file checked\n',
      stderr: '',
    });
  });

  it('counts what it does not print', () => {
    const folder = program.folder({ 'sip.conf': skipped });
    expect(program.run(folder, ['check', '--min-severity', 'error']).stdout).toBe(
      'No problems, 1 file checked (not shown: 1 warning)\n',
    );
  });

  it('is silent when quiet and all is well', () => {
    const folder = program.folder({ 'sip.conf': clean, 'sip_lab.conf': clean });
    expect(program.run(folder, ['check', '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('uses no colours in a pipe', () => {
    expect(program.run(program.folder({ 'sip.conf': skipped }), ['check']).stdout).not.toContain('\u001b');
  });

  it('never hands control characters of names and values to the terminal', () => {
    const folder = program.folder({ 'sip\u001b[31m.conf': '[a](\u001b]0;x\u0007)\n#\u009b31m\n' });
    const { stdout, stderr } = program.run(folder, ['check', 'sip\u001b[31m.conf', 'gone\u001b[2J']);
    expect(stdout).toContain('sip\\x1b[31m.conf');
    expect(stderr).toContain('gone\\x1b[2J');
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

describe('what is checked', () => {
  it('in a folder: what Asterisk loads by name, and what that includes', () => {
    const folder = program.folder({
      'sip.conf': '#include sip_phones.conf\n#include "d/*.conf"\n',
      'sip_phones.conf': skipped,
      'd/one.conf': skipped,
      'sip_loose.conf': skipped,
      'notes.conf': skipped,
      'deep/etc/asterisk/manager.conf': skipped,
      'nginx/http.conf': skipped,
      'node_modules/x/sip.conf': skipped,
    });
    expect(found(folder, [])).toEqual([
      'd/one.conf conf-no-equals',
      'deep/etc/asterisk/manager.conf conf-no-equals',
      'sip_phones.conf conf-no-equals',
    ]);
    expect(program.run(folder, ['check']).stderr).toBe(
      'asterisk-conf: in ., 1 conf file that nothing includes was not checked; name them to check them\n',
    );
  });

  it('of a file: itself and its includes', () => {
    const files = {
      'sip.conf': `${skipped}#include one.conf\n`,
      'one.conf': '#include two.conf\nx\n',
      'two.conf': 'x\n',
    };
    const folder = program.folder(files);
    const all = ['one.conf conf-no-equals', 'sip.conf conf-no-equals', 'two.conf conf-no-equals'];
    expect(found(folder, ['sip.conf'])).toEqual(all);
    expect(found(folder, ['one.conf'])).toEqual(all.filter((line) => !line.startsWith('sip')));
    expect(found(folder, ['--no-includes', 'sip.conf'])).toEqual(['sip.conf conf-no-equals']);
  });

  it('knows the file that includes it', () => {
    const files = {
      'sip.conf': '[base](!)\ntype=peer\n[general]\n#include phones.conf\n',
      'phones.conf': 'bindaddr=127.0.0.1\n[a](base)\nhost=192.0.2.1\n',
    };
    expect(found(program.folder(files), ['phones.conf'])).toEqual([]);
  });

  it('reports each file once', () => {
    const folder = program.folder({
      'sip.conf': '#include x.conf\n',
      'iax.conf': '#include x.conf\n',
      'x.conf': 'x\n',
    });
    const once = ['x.conf conf-no-equals'];
    expect(found(folder, ['.', 'sip.conf', 'x.conf', `${folder}/x.conf`])).toEqual(once);
  });

  it('takes include names from the configuration directory', () => {
    const folder = program.folder({
      'sip.conf': '[general]\n#include x.conf\nbindaddr=127.0.0.1\n',
      'etc/x.conf': 'x\n',
    });
    expect(found(folder, ['sip.conf'])).toEqual(['sip.conf conf-include-missing']);
    expect(found(folder, ['sip.conf', '--config-dir', 'etc'])).toEqual(['etc/x.conf conf-no-equals']);
  });

  it('does not run in circles', () => {
    const folder = program.folder({ 'a/sip.conf': skipped });
    symlinkSync('..', `${folder}/a/up`);
    expect(found(folder, [])).toEqual(['a/sip.conf conf-no-equals']);
  });

  it('reports the rest when a path cannot be read', () => {
    const folder = program.folder({ 'sip.conf': skipped });
    const outcome = program.run(folder, ['check', 'gone.conf', '/dev/null', 'sip.conf']);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('1 warning, 1 file checked');
    expect(outcome.stderr).toBe(
      'asterisk-conf: cannot read gone.conf: there is no such file or folder\n' +
        'asterisk-conf: cannot read /dev/null: it is neither a file nor a folder\n',
    );
  });

  it('leaves out what holds no text, and says so', () => {
    const folder = program.folder({ 'sip.conf': new Uint8Array(70_000), 'iax.conf': clean });
    expect(program.run(folder, ['check'])).toEqual({
      status: 0,
      stdout: 'No problems, 1 file checked\n',
      stderr: 'asterisk-conf: sip.conf was not checked: it is no text\n',
    });
  });

  it('leaves out what is too large, and does not call that success', () => {
    const folder = program.folder({ 'sip.conf': ';\n'.repeat(2_000_001) });
    const outcome = program.run(folder, ['check']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toBe(
      'asterisk-conf: sip.conf was not checked: it is over 20 MB or 2,000,000 lines\n',
    );
  });

  it('reads files that are no UTF-8', () => {
    const folder = program.folder({
      'sip.conf': Buffer.from(
        '[general]\n;f\xfcr\nkein Gleichheitszeichen f\xfcr\nbindaddr=127.0.0.1\n',
        'latin1',
      ),
    });
    expect(found(folder, [])).toEqual(['sip.conf conf-no-equals']);
  });
});

describe('leaving files out', () => {
  const files = { 'sip.conf': '#include old/x.conf\n', 'old/x.conf': skipped, 'old/iax.conf': skipped };

  it('with --ignore, counted from the working folder', () => {
    const folder = program.folder(files);
    expect(found(folder, ['--ignore', 'old'])).toEqual([]);
    expect(found(folder, ['--ignore', '*/iax.conf', '--ignore=nothing'])).toEqual([
      'old/x.conf conf-no-equals',
    ]);
  });

  it('even when they are named', () => {
    const folder = program.folder(files);
    expect(program.run(folder, ['check', 'old/iax.conf', '--ignore', 'old/**'])).toEqual({
      status: 0,
      stdout: 'No problems, 0 files checked\n',
      stderr: 'asterisk-conf: old/iax.conf is left out as asked\n',
    });
  });
});

describe('project file', () => {
  it('counts from the nearest folder upwards', () => {
    const project = JSON.stringify({ rules: { 'conf-no-equals': 'error' }, ignore: ['b'] });
    const folder = program.folder({
      '.asterisk-conf.json': project,
      'a/sip.conf': skipped,
      'b/sip.conf': skipped,
    });
    const { stdout } = program.run(`${folder}/a`, ['check', '--format', 'json', 'sip.conf', '../b/sip.conf']);
    expect(jsonOf(stdout).map(({ file, severity }) => [file, severity])).toEqual([['sip.conf', 'error']]);
  });

  it('differs by path', () => {
    const off = JSON.stringify({ rules: { 'conf-no-equals': 'off' } });
    const folder = program.folder({
      'a/.asterisk-conf.json': off,
      'a/sip.conf': skipped,
      'b/sip.conf': skipped,
    });
    expect(found(folder, ['a', 'b'])).toEqual(['b/sip.conf conf-no-equals']);
  });

  it('can be named, and holds the configuration directory', () => {
    const project = JSON.stringify({ configDirectory: 'etc' });
    const folder = program.folder({
      'p/own.json': project,
      'sip.conf': '#include x.conf\n',
      'p/etc/x.conf': 'x\n',
    });
    expect(found(folder, ['--config', 'p/own.json', 'sip.conf'])).toEqual(['p/etc/x.conf conf-no-equals']);
  });

  it('says what it cannot use and goes on', () => {
    const project = JSON.stringify({ ignored: [], minimumBits: 'x' });
    const folder = program.folder({ '.asterisk-conf.json': project, 'sip.conf': clean });
    expect(program.run(folder, ['check'])).toMatchObject({
      status: 0,
      stderr:
        'asterisk-conf: .asterisk-conf.json: Unknown key "ignored", did you mean "ignore"?\n' +
        'asterisk-conf: .asterisk-conf.json: Expected "minimumBits" to be a whole number from 0 to 512\n',
    });
  });

  it.each([
    [
      'is broken',
      { '.asterisk-conf.json': '{' },
      [],
      'cannot use .asterisk-conf.json: it holds no JSON object',
    ],
    ['is not there', {}, ['--config', 'x.json'], 'cannot use x.json: there is no such file'],
  ])('ends with status 2 when it %s, after the rest was checked', (_, files, words, remark) => {
    const folder = program.folder({ ...files, 'sip.conf': skipped });
    const outcome = program.run(folder, ['check', ...words]);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toBe(`asterisk-conf: ${remark}\n`);
    expect(outcome.stdout).toContain('1 warning, 1 file checked');
  });
});

describe('help and version', () => {
  it.each([[['--help']], [['-h']], [['check', '--help']], [['check', '--format', 'text', '-h', 'x']]])(
    'shows help for %j',
    (words) => {
      const outcome = program.run(program.folder({}), words);
      expect(outcome).toMatchObject({ status: 0, stderr: '' });
      expect(outcome.stdout).toMatch(/^Usage:$/m);
      expect(outcome.stdout.split('\n').every((line) => line.length <= 120)).toBe(true);
    },
  );

  it('shows the version of the manifest', () => {
    const outcome = program.run(program.folder({}), ['--version']);
    expect(outcome).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});

describe('secrets', () => {
  it('never appear in what is printed', () => {
    const marker = 'Zq9VtMarker';
    const folder = program.folder({
      'sip.conf': [
        '[general]',
        `register => alice:${marker}:x@@example.com:50x60`,
        `register => ${marker}`,
        `register => "bob:${marker}@example.com/`,
        '[alice]',
        `secret=${marker};${marker}`,
        `secret=  "${marker}"  `,
        `secret ${marker}`,
        `#secret=${marker}`,
        `# secret=${marker}`,
        `[carol](+secret=${marker})`,
        `[dave](+secret=[${marker})`,
        `#include secret=${marker}`,
        `\\`,
        `md5secret=${marker}`,
        `remotesecret=${marker} ; asterisk-conf: ignore nothing`,
        `auth=alice:${marker}@realm`,
        `\\ secret=${marker}`,
        `secret+=${marker}`,
        `secret=alice`,
        `[bob](nosuch)`,
        `secret=test`,
        '',
      ].join('\n'),
      'iax.conf': `[general]\nregister => alice:${marker}@example.com:99999\n[bob]\nsecret=${marker}\nauth=${marker}\n`,
      'pjsip.conf': `[a]\ntype=auth\npassword=${marker}\nregister => a:${marker}@b\n[r]\ntype=registration\nclient_uri=sip:${marker}\n`,
      'voicemail.conf': `[default]\n100 => ${marker},Alice\n`,
    });
    for (const format of ['text', 'json']) {
      const { stdout, stderr } = program.run(folder, ['check', '--format', format, '--min-severity', 'hint']);
      expect(stdout.length).toBeGreaterThan(100);
      expect(stdout + stderr).not.toContain(marker);
    }
  });
});
