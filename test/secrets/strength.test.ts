import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifySecret, equalsOwner } from '../../server/src/secrets/classify.ts';
import { durationWords } from '../../server/src/secrets/duration.ts';
import { defaultAlphabet } from '../../server/src/secrets/alphabet.ts';
import { randomBits, strength } from '../../server/src/secrets/strength.ts';
import { seededRandom } from '../support/seededRandom.ts';

describe('the scale', () => {
  test.each([
    ['abcdefghij', 10 * Math.log2(26)],
    ['aB', 2 * Math.log2(52)],
    ['aB3', 3 * Math.log2(62)],
    ['aB3-', 4 * Math.log2(64)],
    ['aB3-!', 5 * Math.log2(95)],
    ['ä', Math.log2(100)],
    ['😀', Math.log2(100)],
    ['', 0],
  ])('full bits %#', (text, bits) => {
    expect(randomBits(text)).toBeCloseTo(bits, 10);
  });

  test('twelve random characters of 64 are just enough', () => {
    const judged = strength('gT4mzQ8-wLx2', []);
    expect(judged).toMatchObject({ level: 'ok', reason: 'random' });
    expect(judged.bits).toBeCloseTo(72, 10);
  });

  test('the mean time is that of half the tries', () => {
    expect(strength('gT4mzQ8-', []).seconds).toBeCloseTo(2 ** 47 / 1e10, 5);
  });

  test('the wanted bits move the warning, not the error', () => {
    expect(strength('gT4mzQ8-wLx2', [], 100).level).toBe('warning');
    expect(strength('gT4mzQ8-', [], 45).level).toBe('ok');
    expect(strength('gT4mz', [], 10).level).toBe('error');
  });

  test.each([8, 12, 16, 20])('random text of %i characters keeps its full bits', (length) => {
    const random = seededRandom(length);
    let kept = 0;
    const amount = 3000;
    for (let i = 0; i < amount; i++) {
      const text = Array.from({ length }, () => defaultAlphabet.charAt(random(64))).join('');
      if (strength(text, ['alice', '1001']).bits === randomBits(text)) kept++;
    }
    expect(kept / amount).toBeGreaterThan(0.985);
  });
});

describe('the reason', () => {
  test.each([
    ['Telephone77', 'word'],
    ['Jennifer', 'name'],
    ['qwertyuiop', 'keyboard'],
    ['abcdefgh', 'sequence'],
    ['kkkkkkkk', 'repeat'],
    ['1999-12-31', 'date'],
    ['829137', 'only-digits'],
    ['zq829137401', 'digits'],
    ['x7Kq', 'short'],
    ['bob-xy', 'owner'],
    ['vK3_pQ8mWz5-tRb2XyNd', 'random'],
  ])('case %#', (secret, reason) => {
    expect(strength(secret, ['bob']).reason).toBe(reason);
  });
});

describe('any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ maxLength: 60 }),
    fc.stringMatching(/^[a-c0-2]{0,80}$/),
  );
  test('never throws and gives sensible numbers', () => {
    fc.assert(
      fc.property(
        anything,
        fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 3 }),
        (secret, owners) => {
          const { bits, seconds } = strength(secret, owners);
          expect(bits).toBeGreaterThanOrEqual(0);
          expect(bits).toBeLessThanOrEqual(randomBits(secret));
          expect(Number.isNaN(seconds)).toBe(false);
          expect(classifySecret(secret, owners, { minimumBits: 72 }).kind).toBeTypeOf('string');
        },
      ),
      { numRuns: 500, seed: 11 },
    );
  });

  test('a very long one is quick to judge', () => {
    expect(strength('ab1'.repeat(100_000), ['ab']).bits).toBeGreaterThan(0);
    expect(strength('a'.repeat(300_000), []).bits).toBeGreaterThan(0);
  });
});

describe('equal to the owner', () => {
  test.each([
    ['alice', 'alice', true],
    ['alice', 'ALICE', true],
    ['alice', 'ecila', true],
    ['alice', 'alice99', true],
    ['alice', '!alice!', true],
    ['alice', 'alicex', false],
    ['100', '1004', true],
    ['100', '910042', false],
    ['100', '1008392746193', false],
    ['a', 'a', true],
    ['a', 'a1', false],
    ['', '', false],
    ['', '1', false],
  ])('case %#', (owner, secret, expected) => {
    expect(equalsOwner(secret, [owner])).toBe(expected);
  });
});

describe('time in words', () => {
  test.each([
    [0, 'less than a second'],
    [1, 'about 1 second'],
    [90, 'about 2 minutes'],
    [4 * 3600, 'about 4 hours'],
    [86400 * 3, 'about 3 days'],
    [86400 * 100, 'about 3 months'],
    [365 * 86400, 'about 1 year'],
    [7483 * 365 * 86400, 'about 7500 years'],
    [1e30, 'more than a million years'],
    [Infinity, 'more than a million years'],
  ])('%d seconds', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});
