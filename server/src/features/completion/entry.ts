/** The shape of what completion offers. Types only. */
import type { Span } from '../../text/span.ts';

/** What an entry is; decides its icon. */
export type EntryKind =
  | 'option'
  | 'word'
  | 'section'
  | 'type'
  | 'reference'
  | 'function'
  | 'variable'
  | 'file'
  | 'folder'
  | 'snippet'
  | 'rule'
  | 'action';

/** Where the details of an entry come from, once somebody looks at it. */
export type EntryData =
  | { readonly from: 'option'; readonly file: string; readonly section?: string; readonly name: string }
  | { readonly from: 'callable'; readonly callee: 'application' | 'function'; readonly name: string }
  | { readonly from: 'rule'; readonly id: string };

/** One thing that can be put in. */
export interface CompletionEntry {
  readonly label: string;
  readonly kind: EntryKind;
  /** What it replaces, on one line and around the caret; counts from the start of the file. */
  readonly span: Span;
  readonly newText: string;
  /** `newText` has tab stops. */
  readonly isSnippet?: true;
  /** A few words beside the label. */
  readonly detail?: string;
  /** What the typed letters are compared with, where it is not the label. */
  readonly filter?: string;
  /** Lower ones come first. */
  readonly rank: number;
  readonly isDeprecated?: true;
  readonly data?: EntryData;
  /** What happens after it was put in: the next list opens, or a new secret is drawn at the end of `newText`. */
  readonly then?: 'suggest' | 'draw-secret';
}

/** The answer for one place. */
export interface Completions {
  readonly entries: readonly CompletionEntry[];
  /** More would fit; typing on asks again. */
  readonly isIncomplete: boolean;
}

/** What an entry carries before the place it replaces is known. */
export type Offer = Omit<CompletionEntry, 'span'> & {
  readonly span?: Span;
  /** Its list holds only what fits the letters typed so far. */
  readonly isCut?: true;
};
