/** What a run of `check` found, in the shape all printers take. Knows no way of printing. */
import type { Severity } from '../../rules/rule.ts';
import { severities } from '../../rules/settings.ts';

/** One finding. Places are zero-based, characters in UTF-16 code units, as the Language Server Protocol counts. */
export interface Reported {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: PlaceRange;
  /** Stays the same when lines move; made from rule, path, section, option and ordinal, never from the text of a line. */
  readonly fingerprint?: string;
  /** Changes that keep what Asterisk does and hold no secret. */
  readonly fixes?: readonly ReportedFix[];
}

export interface PlaceRange {
  readonly start: Place;
  readonly end: Place;
}

export interface ReportedFix {
  readonly title: string;
  readonly replacements: readonly Replacement[];
}

export interface Replacement {
  readonly range: PlaceRange;
  readonly newText: string;
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

/** The findings of one file in the order of their places; empty when there are none. */
export interface ReportedFile {
  /** Relative to the working folder, with `/`. */
  readonly file: string;
  readonly findings: readonly Reported[];
}

/** How many findings of each level there are. */
export type Counts = Readonly<Record<Severity, number>>;

export function countsOf(files: readonly ReportedFile[]): Counts {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Whether findings of `severity` are printed when `least` is the lightest to print. */
export function isShown(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
