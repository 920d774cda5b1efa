/** What a pattern matcher says about a stretch of a secret. Types only, shared by the matchers and by `strength.ts`. */
import type { Span } from '../../text/span.ts';

/** What makes a stretch guessable. */
export type PatternKind = 'word' | 'name' | 'keyboard' | 'sequence' | 'repeat' | 'date' | 'digits' | 'owner';

/** One stretch of a secret that a guesser reaches sooner than by trying all characters. */
export interface PatternMatch extends Span {
  readonly kind: PatternKind;
  /** Binary logarithm of the number of tries that reach the stretch. */
  readonly bits: number;
}

/**
 * Finds every stretch of `secret` its pattern explains; stretches may overlap.
 * Never throws; an empty list when nothing matches.
 */
export type PatternMatcher = (secret: string, owners: readonly string[]) => readonly PatternMatch[];
