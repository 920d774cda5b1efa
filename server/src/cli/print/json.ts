/** Prints findings for programs, as one JSON array. */
import { printableJson } from '../../text/printable.ts';
import { isShown, type ReportedFile } from './report.ts';
import type { Severity } from '../../rules/rule.ts';

/**
 * One array of `{file, rule, severity, message, range}` with one finding on each line; `[]` when there are none.
 * Places are zero-based, characters in UTF-16 code units. Names are only ever added to this shape.
 */
export function printJson(files: readonly ReportedFile[], minSeverity: Severity): string {
  const lines: string[] = [];
  for (const { file, findings } of files) {
    for (const { rule, severity, message, range } of findings) {
      if (!isShown(severity, minSeverity)) continue;
      lines.push(printableJson(JSON.stringify({ file, rule, severity, message, range })));
    }
  }
  return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
}
