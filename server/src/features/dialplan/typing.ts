/** What the lists for values of the dialplan have in common. */
import type { Span } from '../../text/span.ts';
import { placed, type CompletionContext } from '../completion/context.ts';
import type { Offer } from '../completion/entry.ts';

/** A value that is being typed. */
export interface Typing {
  readonly context: CompletionContext;
  /** The raw value. */
  readonly text: string;
  /** Counts from its start. */
  readonly caret: number;
  /** Where it begins, counted from the start of the line. */
  readonly start: number;
}

/** An entry that puts in its own label. */
export function word(label: string, kind: Offer['kind'], span: Offer['span'], isCut = false): Offer {
  return {
    label,
    kind,
    newText: label,
    rank: 1,
    ...(span === undefined ? {} : { span }),
    ...(isCut ? { isCut: true } : {}),
  };
}

/** A stretch of the value around the caret, counted from the start of the file. */
export function spanOf({ context, start, caret }: Typing, from: number, to: number): Span {
  return placed(context, { start: start + Math.min(from, caret), end: start + Math.max(to, caret) });
}
