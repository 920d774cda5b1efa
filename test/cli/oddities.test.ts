/** What a folder of a real machine may hold, and what may happen to the output: no crash, and words that help. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
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

const clean = '[general]\nbindaddr=127.0.0.1\n';
const skipped = `${clean}this is no option\n`;
const noName = 'it is an empty name';

/** Runs a line of the shell in `folder`, with the program as `$P`; the answer is what all of it printed, and its status. */
function shell(folder: string, line: string): { readonly status: number | null; readonly printed: string } {
  const env = { ...process.env, P: `${process.execPath} ${program.file}` };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { cwd: folder, env, encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

describe('paths', () => {
  it('says that a folder holds nothing to check', () => {
    const folder = program.folder({ 'notes/readme.txt': 'x' });
    expect(program.run(folder, ['check', 'notes'])).toEqual({
      status: 0,
      stdout: 'No problems, 0 files checked\n',
      stderr: 'asterisk-conf: notes holds no file that Asterisk loads by its own name\n',
    });
  });

  it.each([
    ['', `"": ${noName}`],
    [' ', `" ": ${noName}`],
    ['loop', 'loop: it is a link that leads in a circle'],
    ['dangling', 'dangling: there is no such file or folder'],
    ['/dev/zero', '/dev/zero: it is neither a file nor a folder'],
    ['/dev/stdin', '/dev/stdin: it is neither a file nor a folder'],
    [`${'long'.repeat(100)}.conf`, `${'long'.repeat(100)}.conf: its name is too long`],
  ])('%j is told of, and the rest is checked', (name, told) => {
    const folder = program.folder({ 'sip.conf': skipped });
    symlinkSync('loop', path.join(folder, 'loop'));
    symlinkSync('nowhere', path.join(folder, 'dangling'));
    const outcome = program.run(folder, ['check', name, 'sip.conf']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toBe(`asterisk-conf: cannot read ${told}\n`);
    expect(outcome.stdout).toContain('1 warning, 1 file checked');
  });

  it('does not wait for a pipe, named by the user, found in a folder or included', () => {
    const folder = program.folder({ 'etc/sip.conf': `${clean}#include pipe.conf\n` });
    expect(spawnSync('mkfifo', ['etc/pipe.conf', 'etc/iax.conf'], { cwd: folder }).status).toBe(0);
    expect(program.run(folder, ['check', 'etc/pipe.conf']).stderr).toContain(
      'it is neither a file nor a folder',
    );
    const outcome = program.run(folder, ['check', 'etc']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain('etc/iax.conf was not checked: it is no regular file');
    expect(outcome.stdout).toContain('conf-include-kind');
  });

  it('walks past links that lead in a circle', () => {
    const folder = program.folder({ 'a/sip.conf': skipped });
    for (const [target, link] of [
      ['..', 'a/up'],
      ['two', 'a/one'],
      ['one', 'a/two'],
      ['nowhere', 'a/nothing'],
    ] as const) {
      symlinkSync(target, path.join(folder, link));
    }
    const outcome = program.run(folder, ['check']);
    expect(outcome).toMatchObject({ status: 1, stderr: '' });
    expect(outcome.stdout).toContain('1 warning, 1 file checked');
  });

  it('does not pass over names that are no UTF-8', () => {
    const folder = program.folder({ 'sip.conf': skipped, 'x/sip.conf': skipped });
    renameSync(path.join(folder, 'x'), Buffer.concat([Buffer.from(`${folder}/x`), Buffer.from([0xff])]));
    const outcome = program.run(folder, ['check']);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toContain('1 warning, 1 file checked');
    expect(outcome.stderr).toBe('asterisk-conf: cannot read x\ufffd: its name is no UTF-8\n');
  });

  it('checks a name that holds the replacement character itself', () => {
    const folder = program.folder({ 'x\ufffd/sip.conf': skipped });
    expect(program.run(folder, ['check'])).toMatchObject({ status: 1, stderr: '' });
  });

  it('takes hundreds of servers in one run', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`s${String(i)}/sip.conf`, skipped] as const),
    );
    const outcome = program.run(program.folder(files), ['check', '--quiet']);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout.match(/conf-no-equals/g)).toHaveLength(300);
  });

  it('reads text that is mostly rubbish', () => {
    let seed = 7;
    const bytes = Uint8Array.from(
      { length: 40_000 },
      () => (seed = (seed * 1103515245 + 12345) % 2147483648) >> 16,
    );
    const outcome = program.run(program.folder({ 'sip.conf': bytes }), ['check']);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout + outcome.stderr).not.toContain('a mistake in asterisk-conf');
  });
});

describe('the output', () => {
  const many = (): string => program.folder({ 'sip.conf': `${clean}${'x\n'.repeat(8000)}` });

  it.each([
    '$P check | head -1',
    '$P check --format json | head -c 1',
    '$P check --format sarif | head -c 1',
    '$P show sip.conf 2>/dev/null | head -c 1',
    '$P --help | true',
    '$P check gone.conf 2>&1 >/dev/null | true',
  ])('may be cut short: %s', (line) => {
    const { status, printed } = shell(many(), line);
    expect(status).toBe(0);
    expect(printed).not.toMatch(/Error|EPIPE|at .*cli/);
  });

  it.runIf(existsSync('/dev/full'))('says that a disk is full', () => {
    expect(shell(many(), '$P check > /dev/full')).toEqual({
      status: 2,
      printed: 'asterisk-conf: cannot write the result: the disk is full\n',
    });
  });

  it('is not needed for the status', () => {
    expect(shell(many(), '$P check > /dev/null 2> /dev/null').status).toBe(1);
  });
});

it('a baseline or project file that is a folder is told of', () => {
  const folder = program.folder({ 'sip.conf': skipped });
  mkdirSync(path.join(folder, 'b'));
  writeFileSync(path.join(folder, 'p.json'), '[]');
  for (const words of [
    ['--baseline', 'b'],
    ['--write-baseline', 'b'],
    ['--config', 'b'],
    ['--config', 'p.json'],
  ]) {
    const outcome = program.run(folder, ['check', ...words, 'sip.conf']);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toMatch(/^asterisk-conf: cannot (?:use|write) (?:b|p\.json): [a-z].*\n$/);
    expect(outcome.stderr).not.toContain('the system says');
  }
});
