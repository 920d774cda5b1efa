/** Prints findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request. */
import type { Severity } from '../../rules/rule.ts';
import { printable } from '../../text/printable.ts';
import { isShown, type ReportedFile } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * One line for each finding.
 *
 * Source: "Workflow commands for GitHub Actions", and the escapes of actions/toolkit packages/core/src/command.ts.
 */
export function printGithub(files: readonly ReportedFile[], minSeverity: Severity): string {
  let text = '';
  for (const { file, findings } of files) {
    for (const { rule, severity, message, range } of findings) {
      if (!isShown(severity, minSeverity)) continue;
      const { start, end } = range;
      const properties = [
        `file=${property(file)}`,
        `line=${start.line + 1}`,
        // Columns of a finding that ends on another line would be taken for columns of the first.
        ...(end.line === start.line
          ? [`endLine=${end.line + 1}`, `col=${start.character + 1}`, `endColumn=${end.character + 1}`]
          : [`endLine=${end.line + 1}`]),
        `title=${property(rule)}`,
      ];
      text += `::${commands[severity]} ${properties.join(',')}::${data(message)}\n`;
    }
  }
  return text;
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
