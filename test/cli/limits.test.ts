/** Files just under and just over the limits: checked, or named as not checked; never read above 64 MB. */
import { truncateSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestChecked, largestFile, mostCheckedLines } from '../../server/src/host/files.ts';
import { createProgram, type Program } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await createProgram();
});
afterAll(() => {
  program.remove();
});

const head = '[general]\nallowguest=no\n[101]\nsecret=test\ntype=friend\nhost=dynamic\n';

/** Exactly that many characters. */
function ofLength(length: number): string {
  const remark = `;${'x'.repeat(998)}\n`;
  const whole = head + remark.repeat(Math.ceil(length / remark.length));
  return `${whole.slice(0, length - 1)}\n`;
}

/** Exactly that many lines, the last one ended. */
function ofLines(count: number): string {
  return head + '\n'.repeat(count - (head.split('\n').length - 1));
}

describe('a file', () => {
  it.each([
    ['20 MB', () => ofLength(largestChecked)],
    ['2,000,000 lines', () => ofLines(mostCheckedLines)],
  ])(
    'of %s is checked',
    (_, text) => {
      const folder = program.folder({ 'sip.conf': text() });
      const { status, stdout, stderr } = program.run(folder, ['check', '--format', 'json']);
      expect(stderr).toBe('');
      expect(status).toBe(1);
      expect(stdout).toContain('secret-default');
    },
    60_000,
  );

  it.each([
    ['one character more', () => ofLength(largestChecked + 1), 'it is over 20 MB or 2,000,000 lines'],
    ['one line more', () => ofLines(mostCheckedLines + 1), 'it is over 20 MB or 2,000,000 lines'],
    ['64 MB', () => ofLength(largestFile), 'it is over 20 MB or 2,000,000 lines'],
    ['one byte over 64 MB', () => ofLength(largestFile + 1), 'it is over 64 MB'],
  ])(
    'of %s is named, and the others are checked',
    (_, text, reason) => {
      const folder = program.folder({ 'sip.conf': text(), 'iax.conf': '[general]\nno option\n' });
      const { status, stdout, stderr } = program.run(folder, ['check']);
      expect(stderr).toBe(`asterisk-conf: sip.conf was not checked: ${reason}\n`);
      expect(status).toBe(2);
      expect(stdout).toContain('iax.conf');
      expect(stdout).not.toContain('secret-default');
    },
    60_000,
  );

  it('far over 64 MB is not read, also where it is included', () => {
    const folder = program.folder({ 'sip.conf': `${head}#include huge.conf\n`, 'huge.conf': '' });
    // Takes no room on the disk.
    truncateSync(path.join(folder, 'huge.conf'), 64 * largestFile);
    const { status, stdout, stderr } = program.run(folder, ['check', 'sip.conf', 'huge.conf']);
    expect(stderr).toBe('asterisk-conf: huge.conf was not checked: it is over 64 MB\n');
    expect(status).toBe(2);
    expect(stdout).toContain('secret-default');
  });
});
