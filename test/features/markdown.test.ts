/** No text of a file may become a link, an image, HTML or formatting in a hover. */
import { describe, expect, it } from 'vitest';
import { blocks, code, escape, list } from '../../server/src/features/markdown.ts';

describe('code', () => {
  it.each([
    ['host', '`host`'],
    ['a`b', '``a`b``'],
    ['``', '``` `` ```'],
    ['`x', '`` `x ``'],
    ['x`', '`` x` ``'],
    [' both ', '`  both  `'],
    ['one\ntwo', '`one two`'],
    ['a\u0000b\u2028c', '`a b c`'],
    ['[x](command:y)', '`[x](command:y)`'],
    ['', ''],
  ])('shows %j as %j', (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });
});

describe('escape', () => {
  it.each([
    ['[x](command:y)', String.raw`\[x\]\(command\:y\)`],
    ['![x](http://example.com)', String.raw`\!\[x\]\(http\:\/\/example\.com\)`],
    ['<b>', String.raw`\<b\>`],
    ['*a* _b_ `c`', String.raw`\*a\* \_b\_ \`c\``],
    ['a&amp;b', String.raw`a\&amp\;b`],
    ['1. one', String.raw`1\. one`],
    ['back\\slash', String.raw`back\\slash`],
    ['line\n# two', String.raw`line \# two`],
    ['Grüße 東京', 'Grüße 東京'],
  ])('shows %j as it is', (text, markdown) => {
    expect(escape(text)).toBe(markdown);
  });
});

describe('list and blocks', () => {
  it('put one item on a line', () => {
    expect(list(['a', 'b'])).toBe('- a\n- b');
    expect(list([])).toBe('');
  });

  it('leave out what is not there', () => {
    expect(blocks('a', undefined, '', 'b')).toBe('a\n\nb');
  });
});
