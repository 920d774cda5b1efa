/**
 * Reads test cases written as conf text. Carets in a comment below a line name the findings on it:
 *
 *     secret = 1234
 *     ;        ^^^^ secret-weak (fix)
 *
 * The `;` covers the first column; a run of carets that starts with `;^` includes it. Behind the rule stands the
 * level where it is not the rule's own, and `(fix)` where a fix is offered. Several findings of one line take several such comments.
 * A line `;- name.conf` starts the next file.
 */

/** One file of a case: its text without the caret lines, and what these expect. */
export interface FixtureFile {
  readonly name: string;
  readonly text: string;
  /** `line:from-to rule level (fix)`, the last two only where the case has them; lines and columns count from 0. */
  readonly expected: readonly string[];
}

/** The files of a case, `name` the first. */
export function readFixture(name: string, source: string): readonly FixtureFile[] {
  const parts = source.split(/^;- (.+)\n/m);
  const files = [readFile(name, parts[0] ?? '')];
  for (let i = 1; i < parts.length; i += 2) files.push(readFile(parts[i] ?? '', parts[i + 1] ?? ''));
  return files;
}

function readFile(name: string, source: string): FixtureFile {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const line of source.split('\n')) {
    const marks = /^;( *)(\^+) ([a-z0-9-]+)(?: (error|warning|information|hint))?( \(fix\))?$/.exec(line);
    if (marks === null) {
      lines.push(line);
      continue;
    }
    const [, gap = '', run = '', rule = '', level = '', fix = ''] = marks;
    const from = gap === '' ? 0 : 1 + gap.length;
    const to = 1 + gap.length + run.length;
    const at = `${String(lines.length - 1)}:${String(from)}-${String(to)}`;
    expected.push(`${at} ${rule}${level === '' ? '' : ` ${level}`}${fix}`);
  }
  return { name, text: lines.join('\n'), expected };
}
