/** Prints findings as JUnit XML, which most CI systems can show: a suite for each file, a failed test for each finding. */
import type { Severity } from '../../rules/rule.ts';
import { printable } from '../../text/printable.ts';
import { isShown, type Reported, type ReportedFile } from './report.ts';

/** Errors and warnings fail; lighter findings that are to be shown count as skipped. A file without any has passed. */
export function printJunit(files: readonly ReportedFile[], minSeverity: Severity): string {
  const suites = files.map(({ file, findings }) =>
    suite(
      file,
      findings.filter(({ severity }) => isShown(severity, minSeverity)),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="asterisk-conf">\n${suites.join('')}</testsuites>\n`;
}

function suite(file: string, findings: readonly Reported[]): string {
  const failures = findings.filter(isFailure).length;
  const skipped = findings.length - failures;
  const name = escaped(file);
  const cases =
    findings.length === 0
      ? `    <testcase classname="${name}" name="no findings"/>\n`
      : findings.map((finding) => testCase(name, finding)).join('');
  const counts = `tests="${Math.max(1, findings.length)}" failures="${failures}" skipped="${skipped}" errors="0"`;
  return `  <testsuite name="${name}" ${counts}>\n${cases}  </testsuite>\n`;
}

function testCase(file: string, finding: Reported): string {
  const { rule, severity, message, range } = finding;
  const place = `${range.start.line + 1}:${range.start.character + 1}`;
  const text = escaped(message);
  const inner = isFailure(finding)
    ? `<failure type="${severity}" message="${text}">${file}:${place}: ${text}</failure>`
    : `<skipped message="${text}"/>`;
  return `    <testcase classname="${file}" name="${rule} ${place}" file="${file}" line="${range.start.line + 1}">${inner}</testcase>\n`;
}

function isFailure({ severity }: Pick<Reported, 'severity'>): boolean {
  return severity === 'error' || severity === 'warning';
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no way to write most control characters at all, so they are written out before. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
