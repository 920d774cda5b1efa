import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCase } from '../../server/src/text/ascii.ts';

describe('foldCase', () => {
  test.each([
    ['Secret', 'secret'],
    ['host', 'host'],
    ['MÜLLER', 'mÜller'],
    ['Äußeres TOR', 'Äußeres tor'],
    ['\u212Aelvin', '\u212Aelvin'],
    ['\u0130D', '\u0130d'],
  ])('of %s is %s', (text, folded) => {
    expect(foldCase(text)).toBe(folded);
  });

  test('changes the letters A to Z and nothing else, in any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const letterByLetter = Array.from(text, (letter) =>
          /[A-Z]/.test(letter) ? letter.toLowerCase() : letter,
        );
        expect(foldCase(text)).toBe(letterByLetter.join(''));
      }),
    );
  });
});
