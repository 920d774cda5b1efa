/** Random numbers that are the same in every run, for tests that need many of them. */

/** A source of uniform integers below a limit. */
export function seededRandom(seed: number): (below: number) => number {
  const next = seededWords(seed);
  return (below) => Math.floor((next() / 2 ** 32) * below);
}

/** 32 random bits at each call. */
export function seededWords(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    // mulberry32: a counter, well mixed.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
