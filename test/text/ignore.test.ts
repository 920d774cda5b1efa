import { describe, expect, it } from 'vitest';
import { ignoring } from '../../server/src/text/ignore.ts';

const base = 'file:///etc/aster%5Bisk';

describe('ignoring', () => {
  it.each([
    ['sip.conf', 'sip.conf', true],
    ['sip.conf', 'deep/down/sip.conf', true],
    ['*.sample', 'a/sip.conf.sample', true],
    ['*.sample', 'sip.conf', false],
    ['old', 'a/old/sip.conf', true],
    ['old/', 'old/sip.conf', true],
    ['a/*.conf', 'a/sip.conf', true],
    ['a/*.conf', 'b/a/sip.conf', false],
    ['./a/sip.conf', 'a/sip.conf', true],
    ['a/**/sip.conf', 'a/sip.conf', true],
    ['a/**/sip.conf', 'a/b/c/sip.conf', true],
    ['**/b/*.conf', 'a/b/sip.conf', true],
    ['**/b/*.conf', 'b/sip.conf', true],
    ['a/**', 'a/b/sip.conf', true],
    ['a/**', 'ab/sip.conf', false],
    ['{sip,iax}.conf', 'iax.conf', true],
    ['[si]*.conf', 'pjsip.conf', false],
    ['*', '.hidden.conf', false],
    ['', 'sip.conf', false],
    ['/etc/aster\\[isk/a', 'a/sip.conf', true],
    ['/opt', 'a/sip.conf', false],
  ])('with %s, is %s left out: %s', (pattern, path, expected) => {
    expect(ignoring(base, [pattern])(`${base}/${path}`)).toBe(expected);
  });

  it('sees files outside the base', () => {
    expect(ignoring(base, ['old'])('file:///srv/old/sip.conf')).toBe(true);
    expect(ignoring(base, ['../x/*.conf'])('file:///etc/x/sip.conf')).toBe(true);
    expect(ignoring(base, ['x/*.conf'])('file:///etc/x/sip.conf')).toBe(false);
  });

  it('leaves nothing out without a pattern', () => {
    expect(ignoring(base, [])(`${base}/sip.conf`)).toBe(false);
  });

  it('needs one walk for patterns with many ways to fit', () => {
    const pattern = `${'**/a/'.repeat(30)}b`;
    expect(ignoring(base, [pattern])(`${base}/${'a/'.repeat(60)}c`)).toBe(false);
  });
});
