import { describe, expect, it } from 'vitest';
import { covers, extensionKey, matcherOf, matches, overlap } from '../../server/src/dialplan/pattern.ts';
import { patternRemark } from '../../server/src/dialplan/patternStyle.ts';

describe('matching', () => {
  it.each([
    ['100', '100', true],
    ['1-00', '100', true],
    ['100', '1-00', true],
    ['100', '1000', false],
    ['s', 's', true],
    ['s', 'S', false],
    ['_1XX', '123', true],
    ['_1xx', '123', true],
    ['_1XX', '12', false],
    ['_1XX', '1234', false],
    ['_NXX', '123', false],
    ['_Z', '0', false],
    ['_[1-37]X', '75', true],
    ['_[1-37]X', '45', false],
    ['_X.', '1', false],
    ['_X.', '12', true],
    ['_X!', '1', true],
    ['_.', 'h', true],
    ['_+X.', '+49', true],
    ['_[', '1', false],
    ['_', '', false],
  ])('%s and %s: %s', (pattern, number, expected) => {
    expect(matches(matcherOf(pattern), number)).toBe(expected);
  });

  it.each([
    ['_X.', '_1XX', true],
    ['_1XX', '_X.', false],
    ['_X.', '_X', false],
    ['_X!', '_X', true],
    ['_X.', '_X!', false],
    ['_NXX', '_[2-4]XX', true],
    ['_X.', '100', true],
    ['_X.', 's', false],
    ['_.', 's', true],
  ])('%s takes all of %s: %s', (wide, narrow, expected) => {
    expect(covers(matcherOf(wide), matcherOf(narrow))).toBe(expected);
  });

  it.each([
    ['_1X', '_X1', true],
    ['_1X', '_2X', false],
    ['_1X', '_1XX', false],
    ['_1.', '_XXX', true],
    ['_1!', '1', true],
  ])('%s and %s share a number: %s', (a, b, expected) => {
    expect(overlap(matcherOf(a), matcherOf(b))).toBe(expected);
    expect(overlap(matcherOf(b), matcherOf(a))).toBe(expected);
  });

  it.each([
    ['_NXX-XXXX', '_[2-9]xxXXXX'],
    ['_[13]X', '_[31]X'],
    ['5-5-5', '555'],
  ])('%s and %s are one extension', (a, b) => {
    expect(extensionKey(a)).toBe(extensionKey(b));
  });
});

describe('style', () => {
  it.each([
    ['_NXX', undefined],
    ['_[2-46]X.', undefined],
    ['_[n]ame', undefined],
    ['_[1-', undefined],
    ['s', undefined],
    ['fax', undefined],
    ['NZ', undefined],
    ['100', undefined],
    ['_9011.', undefined],
    ['_[0-9]X', { kind: 'set', better: '_XX' }],
    ['_[5]X', { kind: 'set', better: '_5X' }],
    ['_1xx', { kind: 'small-letter', letter: 'x', better: '_1XX' }],
    ['_alarm-on.', { kind: 'small-letter', letter: 'n' }],
    ['_100', { kind: 'prefix', better: '100' }],
    ['_.', { kind: 'takes-all', better: '_X.' }],
    ['_X.1', { kind: 'behind-end' }],
    ['1XX', { kind: 'no-prefix', better: '_1XX' }],
    ['XX', { kind: 'no-prefix', better: '_XX' }],
  ])('%s', (text, expected) => {
    expect(patternRemark(text)).toEqual(expected);
  });
});
