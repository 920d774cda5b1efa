/** Prints findings for people: grouped by file, one line each, and a summary. Knows no file and no terminal. */
import type { Severity } from '../../rules/rule.ts';
import { severities } from '../../rules/settings.ts';
import { printable } from '../../text/printable.ts';
import { countsOf, isShown, type Counts, type Reported, type ReportedFile } from './report.ts';

/** How findings are printed. */
export interface TextStyle {
  readonly withColor: boolean;
  /** The lightest level that is printed; lighter ones are only counted. */
  readonly minSeverity: Severity;
  readonly withSummary: boolean;
}

const labels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'info',
  hint: 'hint',
};

/** Numbers of ANSI "select graphic rendition"; plain colours, so that they follow the terminal's theme. */
const styles = { error: 31, warning: 33, information: 36, hint: 2, file: 4, rule: 2 } as const;

/** The text for standard output; empty or ending in a line feed. */
export function printText(files: readonly ReportedFile[], style: TextStyle): string {
  const blocks: string[] = [];
  for (const { file, findings } of files) {
    const shown = findings.filter(({ severity }) => isShown(severity, style.minSeverity));
    if (shown.length > 0) blocks.push(fileBlock(file, shown, style));
  }
  if (style.withSummary) blocks.push(`${summary(files, style)}\n`);
  return blocks.join('\n');
}

function fileBlock(file: string, findings: readonly Reported[], style: TextStyle): string {
  const places = findings.map(({ range }) => `${range.start.line + 1}:${range.start.character + 1}`);
  const placeWidth = Math.max(...places.map((place) => place.length));
  const labelWidth = Math.max(...findings.map(({ severity }) => labels[severity].length));
  const lines = findings.map(({ severity, message, rule }, i) => {
    const place = (places[i] ?? '').padStart(placeWidth);
    const label = paint(labels[severity].padEnd(labelWidth), styles[severity], style);
    return `  ${place}  ${label}  ${printable(message)}  ${paint(rule, styles.rule, style)}\n`;
  });
  return `${paint(printable(file), styles.file, style)}\n${lines.join('')}`;
}

function summary(files: readonly ReportedFile[], { minSeverity }: TextStyle): string {
  const counts = countsOf(files);
  const checked = `${amount(files.length, 'file')} checked`;
  const shown = severities.filter((severity) => isShown(severity, minSeverity));
  const hidden = severities.filter((severity) => !isShown(severity, minSeverity));
  const found = listed(counts, shown);
  const notShown = listed(counts, hidden);
  return `${found === '' ? 'No problems' : found}, ${checked}${notShown === '' ? '' : ` (not shown: ${notShown})`}`;
}

function listed(counts: Counts, levels: readonly Severity[]): string {
  return levels
    .filter((severity) => counts[severity] > 0)
    .map((severity) =>
      severity === 'information' ? `${counts[severity]} information` : amount(counts[severity], severity),
    )
    .join(', ');
}

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function paint(text: string, code: number, { withColor }: TextStyle): string {
  return withColor ? `\u001b[${code}m${text}\u001b[0m` : text;
}
