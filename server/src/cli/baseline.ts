/** Files of known findings: what was there when somebody began to check is not reported again. */
import type { Reported, ReportedFile } from './print/report.ts';

/** Known findings: for each file how often each mark may occur. Paths are relative to the baseline's folder. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

/** What a baseline leaves of a run. */
export interface Compared {
  readonly files: readonly ReportedFile[];
  /** Findings that were known. */
  readonly known: number;
  /** Known findings that are gone from the files that were checked. */
  readonly gone: number;
}

/** Reads the text of a baseline; a sentence completing "cannot use FILE: " when it is none. */
export function readBaseline(text: string): Baseline | string {
  let json: unknown;
  try {
    json = JSON.parse(text) as unknown;
  } catch {
    return 'it is no JSON';
  }
  if (!isRecord(json) || json.version !== 1 || !isRecord(json.files)) {
    return 'it is no baseline of version 1, write one with --write-baseline';
  }
  const files = new Map<string, ReadonlySet<string>>();
  for (const [file, rules] of Object.entries(json.files)) {
    const marks = isRecord(rules) ? Object.values(rules).flat() : [undefined];
    if (!marks.every((mark) => typeof mark === 'string')) return 'a list of findings in it is damaged';
    files.set(file, new Set(marks));
  }
  return files;
}

/** The text of a baseline with all of these findings: by file, rule and mark, sorted, so that changes read well. */
export function baselineText(files: readonly ReportedFile[]): string {
  const shape: Record<string, Record<string, string[]>> = Object.create(null) as typeof shape;
  for (const { file, findings } of files) {
    const rules = new Map<string, string[]>();
    for (const { rule, fingerprint } of findings) {
      if (fingerprint !== undefined) rules.set(rule, [...(rules.get(rule) ?? []), fingerprint]);
    }
    if (rules.size === 0) continue;
    const sorted = [...rules].sort(([a], [b]) => (a < b ? -1 : 1));
    shape[file] = Object.fromEntries(sorted.map(([rule, marks]) => [rule, marks.sort()]));
  }
  return `${JSON.stringify({ version: 1, files: shape }, undefined, 2)}\n`;
}

/** Takes the known findings out. */
export function withoutKnown(files: readonly ReportedFile[], baseline: Baseline): Compared {
  let known = 0;
  let gone = 0;
  const kept = files.map(({ file, findings }) => {
    const marks = baseline.get(file);
    if (marks === undefined) return { file, findings };
    const isKnown = ({ fingerprint }: Reported): boolean =>
      fingerprint !== undefined && marks.has(fingerprint);
    const fresh = findings.filter((finding) => !isKnown(finding));
    known += findings.length - fresh.length;
    gone += marks.size - (findings.length - fresh.length);
    return { file, findings: fresh };
  });
  return { files: kept, known, gone };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
