/** A short run of every target; `npm run fuzz` runs them for as long as you like. Seeds that once failed stay here. */
import { describe, expect, it } from 'vitest';
import { targets } from './targets.ts';

/** Seeds that showed a mistake, by target. */
const found: Readonly<Record<string, readonly number[]>> = {
  rules: [5724, 7726, 1_234_174],
  load: [5527, 7914],
};

describe.each(Object.entries(targets))('%s', (name, target) => {
  it('keeps its laws for some inputs', () => {
    for (const seed of [...Array.from({ length: 60 }, (_, i) => i + 1), ...(found[name] ?? [])]) {
      expect(() => {
        target(seed);
      }, `seed ${seed}`).not.toThrow();
    }
  }, 60_000);
});
