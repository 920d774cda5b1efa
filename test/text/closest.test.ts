import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, slipsBetween } from '../../server/src/text/closest.ts';

const options = ['secret', 'context', 'host', 'nat', 'qualify', 'allow', 'disallow', 'insecure', 'type'];

describe('closest', () => {
  it.each([
    ['seceret', 'secret'],
    ['SECERT', 'secret'],
    ['contxet', 'context'],
    ['hots', 'host'],
    ['qualfy', 'qualify'],
    ['alow', 'allow'],
    ['nta', 'nat'],
    ['dissalow', 'disallow'],
  ])('takes %s for %s', (typed, meant) => {
    expect(closest(typed, options)).toBe(meant);
  });

  it.each([['secret'], ['Secret'], ['xyz'], ['na'], [''], ['hosting'], ['tyes2']])(
    'has no idea for "%s"',
    (typed) => {
      expect(closest(typed, options)).toBeUndefined();
    },
  );

  it('keeps the spelling of the candidate', () => {
    expect(closest('noop', ['NoOpp', 'Playback'])).toBe('NoOpp');
  });

  it('does not depend on the order of the candidates', () => {
    const words = ['bindport', 'bindpost', 'windport'];
    for (const order of [words, words.toReversed()]) expect(closest('bindporx', order)).toBe('bindport');
    expect(closest('cort', ['sort', 'cors', 'corn'])).toBe('corn');
  });
});

describe('slipsBetween', () => {
  it('agrees with the plain full-table calculation', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        const whole = fullTable(a, b);
        expect(slipsBetween(a, b, limit)).toBe(whole <= limit ? whole : undefined);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

function fullTable(a: string, b: string): number {
  const table = new Map<string, number>();
  const at = (row: number, column: number): number => table.get(`${row} ${column}`) ?? Infinity;
  for (let row = 0; row <= a.length; row++) {
    for (let column = 0; column <= b.length; column++) {
      const choices = row === 0 || column === 0 ? [row + column] : [];
      choices.push(at(row - 1, column) + 1, at(row, column - 1) + 1);
      choices.push(at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        choices.push(at(row - 2, column - 2) + 1);
      }
      table.set(`${row} ${column}`, Math.min(...choices));
    }
  }
  return at(a.length, b.length);
}
