import { describe, expect, it } from 'vitest';
import { compareBytes, expandBraces, isGlob, matchesGlob } from '../../server/src/text/glob.ts';

describe('matchesGlob', () => {
  const cases: readonly [pattern: string, path: string, expected: boolean][] = [
    ['/etc/a.conf', '/etc/a.conf', true],
    ['/etc/*.conf', '/etc/a.conf', true],
    ['/etc/*.conf', '/etc/.conf', false],
    ['/etc/*.conf', '/etc/.a.conf', false],
    ['/etc/.*.conf', '/etc/.a.conf', true],
    ['/etc/?.conf', '/etc/.conf', false],
    ['/etc/[.]a', '/etc/.a', false],
    ['/etc/*', '/etc/sip.d/a', false],
    ['/etc/*/a', '/etc/sip.d/a', true],
    ['/etc/**', '/etc/sip.d/a', false],
    ['a?c', 'abc', true],
    ['a?c', 'a😀c', true],
    ['a?c', 'ac', false],
    ['a*b*c', 'axxbxxbc', true],
    ['a*b*c', 'axxbxxb', false],
    ['[a-c]1', 'b1', true],
    ['[a-c]1', 'd1', false],
    ['[!a-c]1', 'd1', true],
    ['[^a-c]1', 'a1', false],
    ['[]]1', ']1', true],
    ['[!]]1', 'a1', true],
    ['[a-]1', '-1', true],
    ['[a\\]]1', ']1', true],
    ['[[:digit:]x]1', '71', true],
    ['[[:digit:]x]1', 'x1', true],
    ['[[:upper:]]', 'a', false],
    ['[a', '[a', true],
    ['[a', 'a', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a\\b', 'ab', true],
    ['x{a,b}', 'xb', true],
    ['x{a,b}', 'x{a,b}', false],
    ['x{a,b*}y', 'xbcdy', true],
    ['{a,b}/{c,d}', 'b/c', true],
    ['x{a', 'x{a', true],
    ['{}', '{}', true],
    ['{a}', 'a', true],
    ['[{]a,b}', '{a,b}', true],
    ['\\{a,b}', '{a,b}', true],
    ['', '', true],
    ['*', '', true],
  ];
  it.each(cases)('%s on %s is %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  it('stays quick where naive backtracking would not', () => {
    expect(matchesGlob('a*'.repeat(50), 'a'.repeat(2000))).toBe(true);
    expect(matchesGlob(`${'a*'.repeat(50)}b`, 'a'.repeat(2000))).toBe(false);
  });
});

describe('expandBraces', () => {
  it('keeps the order of the alternatives', () => {
    expect(expandBraces('{b,a}{2,1}')).toEqual(['b2', 'b1', 'a2', 'a1']);
    expect(expandBraces('x{a,{c,b}d}y')).toEqual(['xay', 'xcdy', 'xbdy']);
    expect(expandBraces('{,a}b')).toEqual(['b', 'ab']);
  });

  it('returns a pattern without a complete pair unchanged', () => {
    expect(expandBraces('{a,b')).toEqual(['{a,b']);
    expect(expandBraces('a}')).toEqual(['a}']);
  });

  it('stops at a thousand alternatives', () => {
    expect(expandBraces('{a,b}'.repeat(30))).toHaveLength(1024);
  });
});

describe('isGlob', () => {
  it('tells a pattern from a plain path', () => {
    expect(['a*', 'a?', '[a]', '{a,b}'].every(isGlob)).toBe(true);
    expect(isGlob('/etc/asterisk/sip.conf')).toBe(false);
  });
});

describe('compareBytes', () => {
  it('orders as the bytes of UTF-8 do', () => {
    const names = ['😀', 'b', 'B', 'a-', 'a', '\uE000', 'a/', 'ä'];
    expect(names.sort(compareBytes)).toEqual(['B', 'a', 'a-', 'a/', 'b', 'ä', '\uE000', '😀']);
  });
});
