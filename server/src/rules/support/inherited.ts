/** What sections take over from templates, one object for the same values. No rule itself. */
import type { KeptValue } from './ownValues.ts';

export interface Inherited {
  readonly values: readonly KeptValue[];
  readonly isComplete: boolean;
}

/** Of a section without parents. */
export const NOTHING: Inherited = { values: [], isComplete: true };

/** What was inherited by anyone, by its text; cleared when it grows, since it only spares comparing. */
const interned = new Map<string, Inherited>();
const MOST_INTERNED = 1000;

/** The same object for the same values, so that versions of a file can be compared by it. */
export function intern(inherited: Inherited): Inherited {
  const key = JSON.stringify(inherited);
  const known = interned.get(key);
  if (known !== undefined) return known;
  if (interned.size >= MOST_INTERNED) interned.clear();
  interned.set(key, inherited);
  return inherited;
}
