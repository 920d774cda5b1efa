import { describe, expect, it } from 'vitest';
import { Restarts } from '../../client/src/restarts.ts';

const minute = 60_000;

describe('a language server that dies', () => {
  it.each([
    ['three times in a row', [0, 1, 2], [true, true, true]],
    ['four times in a row', [0, 1, 2, 3], [true, true, true, false]],
    ['again and again', [0, 1, 2, 3, 4], [true, true, true, false, false]],
    ['four times, long apart', [0, 2 * minute, 4 * minute, 6 * minute], [true, true, true, true]],
    ['often, after a quiet time', [0, 1, 2, 10 * minute], [true, true, true, true]],
  ])('%s', (_, deaths, isStarted) => {
    const restarts = new Restarts();
    expect(deaths.map((now) => restarts.mayStartAgain(now))).toEqual(isStarted);
  });

  it('begins anew when the user starts it', () => {
    const restarts = new Restarts();
    for (const now of [0, 1, 2, 3]) restarts.mayStartAgain(now);
    restarts.forget();
    expect(restarts.mayStartAgain(4)).toBe(true);
  });
});
