/** The problem matcher of the manifest reads what `check` prints. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { printText } from '../../server/src/cli/print/text.ts';
import type { ReportedFile } from '../../server/src/cli/print/report.ts';

interface Pattern {
  readonly regexp: string;
}

const manifest = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'),
) as {
  readonly contributes: { readonly problemMatchers: readonly { readonly pattern: readonly Pattern[] }[] };
};
const [matcher] = manifest.contributes.problemMatchers;
const [file, finding] = (matcher?.pattern ?? []).map(({ regexp }) => new RegExp(regexp));

const at = (line: number, character: number): ReportedFile['findings'][number]['range'] => ({
  start: { line, character },
  end: { line, character: character + 1 },
});

describe('the problem matcher', () => {
  const files: readonly ReportedFile[] = [
    {
      file: 'etc/my phones/sip.conf',
      findings: [
        {
          rule: 'secret-default',
          severity: 'error',
          message: 'Known secret,  say 4 words',
          range: at(11, 7),
        },
        { rule: 'sip-allowguest', severity: 'warning', message: 'Open door', range: at(0, 0) },
        { rule: 'conf-exec', severity: 'information', message: 'Runs a program', range: at(119, 30) },
      ],
    },
  ];
  const lines = printText(files, {
    withColor: false,
    minSeverity: 'hint',
    withSummary: true,
  }).split('\n');

  it('reads the name of the file', () => {
    expect(file?.exec(lines[0] ?? '')?.[1]).toBe('etc/my phones/sip.conf');
  });

  it('reads place, level, message and rule', () => {
    expect(lines.slice(1, 4).map((line) => finding?.exec(line)?.slice(1))).toEqual([
      ['12', '8', 'error', 'Known secret,  say 4 words', 'secret-default'],
      ['1', '1', 'warning', 'Open door', 'sip-allowguest'],
      ['120', '31', 'info', 'Runs a program', 'conf-exec'],
    ]);
  });

  it('takes no remark for the name of a file', () => {
    expect(file?.test('asterisk-conf: cannot read x')).toBe(false);
  });
});
