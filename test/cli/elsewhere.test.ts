/** What other systems start without knowing us: the hook of pre-commit, the GitHub action, the package of npm. */
import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isClaimed } from '../support/languageClaim.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const weak = '[general]\n\n[6001]\ntype=friend\nhost=dynamic\nsecret=6001\n';
const strong = '[general]\nallowguest=no\ncontext=from-outside\n';
let home = '';

beforeAll(() => {
  home = realpathSync(mkdtempSync(path.join(tmpdir(), 'asterisk-conf-elsewhere-')));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const at = path.join(home, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), text);
  }
  return at;
}

/** The only hook of the definition, as flat pairs. */
function hook(): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(repository, '.pre-commit-hooks.yaml'), 'utf8');
  const pairs = [...text.matchAll(/^(?:- | {2})(\w+): (.*)$/gm)].map(
    ([, key = '', value = '']) => [key, value.replace(/^'(.*)'$/, '$1')] as const,
  );
  return new Map(pairs);
}

describe('the hook of pre-commit', () => {
  const run = (cwd: string, ...files: readonly string[]) => {
    const [program = '', ...words] = (hook().get('entry') ?? '').split(' ');
    return spawnSync(path.join(repository, program), [...words, ...files], { cwd, encoding: 'utf8' });
  };

  it('is a script of this repository that fails on a secret everybody knows', () => {
    expect(hook().get('language')).toBe('script');
    const at = folder('hook', { 'etc/sip.conf': weak, 'etc/pjsip.conf': '[global]\n' });
    const failed = run(at, 'etc/sip.conf', 'etc/pjsip.conf');
    expect(failed.stdout).toContain('secret-default');
    expect(failed.status).toBe(1);
    expect(run(at, 'etc/pjsip.conf').status).toBe(0);
  });

  const paths = [
    'sip.conf',
    'deploy/SIP.conf',
    'sip-vicidial.conf',
    'sip_custom.conf.j2',
    'siproxd.conf',
    'etc/asterisk/http.conf',
    'etc/asterisk/sip.d/phones.conf',
    'http.conf',
    'nginx.conf',
    'pjsip.conf.sample',
    'pjsip.conf.sample-small',
    'my-sip.conf',
    'a/extensions-vicidial.conf',
    'README.md',
    'roles/asterisk/templates/iax.conf.erb',
    'asterisk.conf.txt',
  ];
  it.each(paths)('takes the files the editor takes: %s', (file) => {
    const { contributes } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
      contributes: { languages: readonly [{ filenames: string[]; filenamePatterns: string[] }] };
    };
    const pattern = (hook().get('files') ?? '').replace('(?i)', '');
    expect(new RegExp(pattern, 'i').test(file)).toBe(isClaimed(file, contributes.languages[0]));
  });
});

describe('the GitHub action', () => {
  const run = (cwd: string, inputs: Readonly<Record<string, string>>) => {
    const environment = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ) as Record<string, string>;
    const definition = readFileSync(path.join(repository, 'action.yml'), 'utf8');
    const [, entry = ''] = /^ {2}main: (.*)$/m.exec(definition) ?? [];
    for (const name of Object.keys(inputs)) expect(definition).toContain(`\n  ${name}:\n`);
    return spawnSync(process.execPath, [path.join(repository, entry)], {
      cwd: home,
      encoding: 'utf8',
      env: {
        ...process.env,
        GITHUB_WORKSPACE: cwd,
        GITHUB_OUTPUT: path.join(home, 'output'),
        ...environment,
      },
    });
  };

  it('marks the line of a pull request and fails', () => {
    const at = folder('action', { 'sip.conf': weak });
    const { stdout, status } = run(at, { path: '.', format: 'github', 'max-warnings': '9' });
    expect(stdout).toMatch(/^::error file=sip\.conf,line=6,/m);
    expect(status).toBe(1);
  });

  it('takes one path a line, even one that looks like an option', () => {
    const at = folder('action-paths', { '--help/sip.conf': strong, 'b c/sip.conf': strong });
    const { stdout, stderr, status } = run(at, { path: '--help\n\n  b c\n', format: 'json' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) as string });
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it('writes a SARIF report beside what it prints', () => {
    const at = folder('action-sarif', { 'sip.conf': weak });
    run(at, { format: 'text', 'sarif-file': 'reports/asterisk.sarif' });
    const report = JSON.parse(readFileSync(path.join(at, 'reports/asterisk.sarif'), 'utf8')) as {
      version: string;
      runs: readonly { results: readonly { ruleId: string }[] }[];
    };
    expect(report.version).toBe('2.1.0');
    expect(report.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain('secret-default');
    expect(readFileSync(path.join(home, 'output'), 'utf8')).toBe('sarif-file=reports/asterisk.sarif\n');
  });

  it('ends with 2 when a path is not there', () => {
    expect(run(folder('action-none', { 'readme.txt': '' }), { path: 'nowhere', format: 'text' }).status).toBe(
      2,
    );
  });
});

describe('the package of npm', () => {
  it('installs without scripts into an empty folder, and both programs run', async () => {
    const npm = (cwd: string, ...words: readonly string[]) => {
      const ended = spawnSync('npm', words, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
      expect(ended.status, ended.stderr).toBe(0);
    };
    const at = folder('npm', { 'package.json': '{"private":true}', 'etc/sip.conf': weak });
    npm(repository, 'pack', '--ignore-scripts', '--silent', '--pack-destination', at);
    const [archive = ''] = readdirSync(at).filter((name) => name.endsWith('.tgz'));
    npm(at, 'install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', `./${archive}`);
    const program = (name: string): string => path.join(at, 'node_modules/.bin', name);
    const checked = spawnSync(program('asterisk-conf'), ['check', 'etc'], { cwd: at, encoding: 'utf8' });
    expect(checked.stdout).toContain('secret-default');
    expect(checked.status).toBe(1);
    expect(await initialized(program('asterisk-conf-language-server'))).toContain('"capabilities"');
    // Nothing came along that it would have had to run or fetch.
    expect(readdirSync(path.join(at, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'asterisk-conf',
    ]);
  }, 60_000);
});

/** What the server answers to `initialize` over its standard streams. */
function initialized(program: string): Promise<string> {
  const message = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  return new Promise((resolve, reject) => {
    const server = spawn(program, ['--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let answer = '';
    server.once('error', reject);
    server.once('exit', () => {
      resolve(answer);
    });
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      if (answer.includes('"capabilities"')) server.kill();
    });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
  });
}
