/** A configuration in Asterisk's memory: shapes, and how `+=` changes the values of a section. */
import type { EntryLine } from '../syntax/line.ts';
import { sameIgnoringCase } from '../text/ascii.ts';

/** Where a value was written. */
export interface Origin {
  readonly uri: string;
  /** Number of the line in its file, from 0. */
  readonly line: number;
}

/** One value of a section. */
export interface LoadedVariable {
  readonly name: string;
  readonly value: string;
  /** The line that wrote it last; for a value that `+=` built, `appendedTo` leads back to the earlier ones. */
  readonly origin: Origin;
  readonly appendedTo?: LoadedVariable;
  /** Names of the sections it was inherited through, the nearest last; absent for an own value. */
  readonly through?: readonly string[];
}

/** One section in Asterisk's memory. */
export interface LoadedCategory {
  /** Cut to 79 bytes. */
  readonly name: string;
  readonly isTemplate: boolean;
  /** Direct parents in order, with their own spelling. */
  readonly inherits: readonly string[];
  /** Inherited ones first, in order; repeated names are all kept. */
  readonly variables: readonly LoadedVariable[];
  readonly origin: Origin;
  /** Headers that continued it with `(+)`. */
  readonly reopenedAt: readonly Origin[];
}

/** Something Asterisk would log while loading. `file` is relative to the configuration directory. */
export interface LoadMessage {
  readonly level: 'warning' | 'error';
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly summary: string;
  readonly name?: string;
}

export interface LoadResult {
  readonly ok: boolean;
  /** Why nothing was loaded. */
  readonly reason?: 'invalid' | 'not-found';
  /** Empty where `ok` is false. */
  readonly categories: readonly LoadedCategory[];
  readonly messages: readonly LoadMessage[];
}

/**
 * `+=`: the last value of exactly this name is prolonged, and what takes its place is the first one that looks the same.
 *
 * @param fresh what stands in the list where there is nothing to prolong
 */
export function appendValue<V extends LoadedVariable>(
  variables: V[],
  line: Pick<EntryLine, 'key' | 'appended'>,
  fresh: V,
): void {
  const old = variables.findLast((variable) => variable.name === line.key);
  if (old === undefined) {
    variables.push(fresh);
    return;
  }
  const value = trimBlanks(old.value + line.appended);
  const target = variables.findIndex(
    (variable) =>
      sameIgnoringCase(variable.name, line.key) &&
      (old.value === '' || sameIgnoringCase(variable.value, old.value)),
  );
  if (target >= 0) variables[target] = { ...fresh, value, appendedTo: old };
}

/** Blanks of Asterisk at both ends; `trim` of the language knows others. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}
