import { describe, expect, it } from 'vitest';
import { printJson } from '../../server/src/cli/print/json.ts';
import { printable } from '../../server/src/text/printable.ts';
import type { Reported, ReportedFile } from '../../server/src/cli/print/report.ts';
import { printText } from '../../server/src/cli/print/text.ts';

function finding(severity: Reported['severity'], line: number, message = 'Something'): Reported {
  const start = { line, character: 4 };
  return { rule: 'conf-x', severity, message, range: { start, end: { line, character: 9 } } };
}

const style = { withColor: false, minSeverity: 'information', withSummary: true } as const;

describe('printText', () => {
  it('aligns places and levels', () => {
    const files: readonly ReportedFile[] = [
      { file: 'a.conf', findings: [finding('error', 1), finding('information', 99), finding('hint', 3)] },
      { file: 'b.conf', findings: [] },
    ];
    expect(printText(files, style)).toBe(
      [
        'a.conf',
        '    2:5  error  Something  conf-x',
        '  100:5  info   Something  conf-x',
        '',
        '1 error, 1 information, 2 files checked (not shown: 1 hint)',
        '',
      ].join('\n'),
    );
  });

  it('paints level, file and rule where colours are wanted', () => {
    const files = [{ file: 'a.conf', findings: [finding('error', 0)] }];
    expect(printText(files, { ...style, withColor: true, withSummary: false })).toBe(
      '\u001b[4ma.conf\u001b[0m\n  1:5  \u001b[31merror\u001b[0m  Something  \u001b[2mconf-x\u001b[0m\n',
    );
  });

  it('prints nothing at all for nothing without a summary', () => {
    expect(printText([{ file: 'a.conf', findings: [] }], { ...style, withSummary: false })).toBe('');
  });
});

describe('printJson', () => {
  it('keeps the text and hides control characters from the terminal', () => {
    const message = 'a\u001b\u009b\u202e\ufeff\n"b"\u{e0041}';
    const json = printJson([{ file: 'ü.conf', findings: [finding('warning', 0, message)] }], 'hint');
    expect(JSON.parse(json)).toMatchObject([{ file: 'ü.conf', message }]);
    expect(json).not.toMatch(/[^\P{C}\n]/u);
  });
});

describe('printable', () => {
  it.each([
    ['plain Ünicode 漢字 👍', 'plain Ünicode 漢字 👍'],
    ['\u001b[2J', '\\x1b[2J'],
    ['a\r\nb\tc', 'a\\x0d\\x0ab\\x09c'],
    ['\u202egnp.\u2066', '\\u202egnp.\\u2066'],
    ['\u{e0041}', '\\udb40\\udc41'],
  ])('of %j is %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});
