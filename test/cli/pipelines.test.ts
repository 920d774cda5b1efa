/** What pipelines use: reports for machines, safe fixes, known findings, standard input. */
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printGithub } from '../../server/src/cli/print/github.ts';
import { printJunit } from '../../server/src/cli/print/junit.ts';
import type { Reported } from '../../server/src/cli/print/report.ts';
import { printSarif } from '../../server/src/cli/print/sarif.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { sarifSchema } from '../support/sarifSchema.ts';
import { createProgram, type Program } from './program.ts';

const repository = path.resolve(import.meta.dirname, '../..');
let program: Program;
beforeAll(async () => {
  program = await createProgram();
});
afterAll(() => {
  program.remove();
});

const general = '[general]\ncontext=from-outside\nallowguest=no\n';
/** Four findings that can be mended safely, and a secret that only its user can change. */
const mendable = `${general}canreinvite=no\n#foo\nno equals here\n\n[desk]\ntype=friend\nhost=dynamic\nusername=desk\nsecret=desk\n`;
const mended = `${general}directmedia=no\n;#foo\n; no equals here\n\n[desk]\ntype=friend\nhost=dynamic\ndefaultuser=desk\nsecret=desk\n`;

function finding(change: Partial<Reported> = {}): Reported {
  const range = { start: { line: 1, character: 4 }, end: { line: 1, character: 9 } };
  return { rule: 'conf-x', severity: 'warning', message: 'Something', range, ...change };
}

const twoLines = { start: { line: 1, character: 4 }, end: { line: 2, character: 1 } };

describe('annotations', () => {
  it.each<[string, string, Reported, string]>([
    [
      'a warning',
      'a.conf',
      finding(),
      '::warning file=a.conf,line=2,endLine=2,col=5,endColumn=10,title=conf-x::Something\n',
    ],
    [
      'over two lines',
      'a.conf',
      finding({ range: twoLines }),
      '::warning file=a.conf,line=2,endLine=3,title=conf-x::Something\n',
    ],
    [
      'a name full of separators',
      'a,b:c%.conf',
      finding({ severity: 'information', message: '100 % a:b,c\n::error::x' }),
      '::notice file=a%2Cb%3Ac%25.conf,line=2,endLine=2,col=5,endColumn=10,title=conf-x::100 %25 a:b,c\\x0a::error::x\n',
    ],
  ])('prints %s', (_, file, one, expected) => {
    expect(printGithub([{ file, findings: [one] }], 'information')).toBe(expected);
  });

  it('leaves out what is lighter than asked', () => {
    expect(printGithub([{ file: 'a.conf', findings: [finding({ severity: 'hint' })] }], 'information')).toBe(
      '',
    );
  });
});

describe('JUnit', () => {
  it('fails errors and warnings, skips the rest, and passes a file without findings', () => {
    const files = [
      { file: 'a.conf', findings: [finding(), finding({ severity: 'hint' })] },
      { file: 'b.conf', findings: [] },
    ];
    expect(printJunit(files, 'hint').match(/<(?:testsuite |failure|skipped|testcase )[^>]*>/g)).toEqual([
      '<testsuite name="a.conf" tests="2" failures="1" skipped="1" errors="0">',
      '<testcase classname="a.conf" name="conf-x 2:5" file="a.conf" line="2">',
      '<failure type="warning" message="Something">',
      '<testcase classname="a.conf" name="conf-x 2:5" file="a.conf" line="2">',
      '<skipped message="Something"/>',
      '<testsuite name="b.conf" tests="1" failures="0" skipped="0" errors="0">',
      '<testcase classname="b.conf" name="no findings"/>',
    ]);
  });

  it('writes nothing that XML cannot hold', () => {
    const text = printJunit(
      [{ file: '<&"\'\u001b\ud800>.conf', findings: [finding({ message: ']]>\u0000' })] }],
      'hint',
    );
    expect(text).toContain('name="&lt;&amp;&quot;&apos;\\x1b\\ud800&gt;.conf"');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });
});

interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly {
        readonly ruleId: string;
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
        }[];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly fixes?: readonly {
          readonly artifactChanges: readonly { readonly replacements: readonly Replacement[] }[];
        }[];
      }[];
    },
  ];
}

interface Replacement {
  readonly deletedRegion: Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>;
  readonly insertedContent?: { readonly text: string };
}

describe('SARIF', () => {
  const validate = new Ajv({
    strict: true,
    formats: { uri: /^[a-z][a-z+.-]*:\S+$/i, 'uri-reference': /^(?:[\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})*$/ },
  }).compile(sarifSchema);

  function report(folder: string, ...words: readonly string[]): Sarif {
    const { stdout } = program.run(folder, ['check', '--format', 'sarif', ...words]);
    const sarif = JSON.parse(stdout) as Sarif;
    validate(sarif);
    expect(validate.errors).toBeNull();
    return sarif;
  }

  it.each([
    ['no findings', { 'sip.conf': general }],
    ['many findings', { 'sip.conf': mendable, 'iax.conf': '[general]\nregister => a:b:c@d\n' }],
    [
      'odd names',
      { 'ä b%c/sip.conf': mendable, 'x:y/sip.conf': mendable, "it's #1?/iax.conf": '[general\n' },
    ],
    ['a file that is refused', { 'pjsip.conf': '[a\n' }],
    ['bytes that are not UTF-8', { 'sip.conf': Buffer.from('[general]\nno equals \xe4\n', 'latin1') }],
  ])('keeps to the schema with %s', (_, files) => {
    const folder = program.folder(files);
    expect(report(folder).runs).toHaveLength(1);
  });

  it('keeps to the schema for every way to write a finding', () => {
    const text = printSarif(
      [
        {
          file: 'x:y z',
          findings: [
            finding({
              severity: 'hint',
              fingerprint: 'f',
              fixes: [{ title: 'T', replacements: [{ range: twoLines, newText: '' }] }],
            }),
          ],
        },
      ],
      {
        version: '1.2.3',
        homepage: 'https://example.org/',
        rules: [{ id: 'conf-x', summary: 'S', severity: 'off', page: '# P' }],
      },
      'hint',
    );
    const sarif: unknown = JSON.parse(text);
    validate(sarif);
    expect(validate.errors).toBeNull();
    expect(text).toContain('"helpUri":"https://example.org/docs/rules/conf-x.md"');
    expect(text).toContain('"uri":"x%3Ay%20z"');
  });

  it('marks a finding the same after lines have moved, and two equal ones apart', () => {
    const marks = (text: string): readonly string[] =>
      report(program.folder({ 'sip.conf': text })).runs[0].results.map(
        ({ ruleId, partialFingerprints }) => `${ruleId} ${Object.values(partialFingerprints).join()}`,
      );
    const before = marks(mendable);
    expect(new Set(before).size).toBe(before.length);
    expect(marks(`; one more line\n\n${mendable}`)).toEqual(before);
    // What the line says is no part of the mark, so nobody can guess a secret from a report.
    expect(marks(mendable.replace('secret=desk', 'secret=1234'))).toHaveLength(before.length);
    const twice = marks(mendable.replace('#foo\n', '#foo\n#bar\n'));
    expect(twice.filter((mark) => mark.startsWith('conf-unknown-directive'))).toHaveLength(2);
    expect(new Set(twice).size).toBe(twice.length);
  });

  it('carries the safe fixes, which do what they say', () => {
    const { results } = report(program.folder({ 'sip.conf': mendable })).runs[0];
    const lines = mendable.split('\n');
    const offset = (line: number, column: number): number =>
      lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
    const edits = results
      .flatMap(({ fixes = [] }) => fixes)
      .flatMap(({ artifactChanges }) =>
        artifactChanges.flatMap(({ replacements }) =>
          replacements.map(({ deletedRegion: at, insertedContent }) => ({
            span: { start: offset(at.startLine, at.startColumn), end: offset(at.endLine, at.endColumn) },
            newText: insertedContent?.text ?? '',
          })),
        ),
      );
    expect(applyEdits(mendable, edits)).toBe(mended);
  });

  it('says no secret', () => {
    const secret = 'Zq7_unmistakable';
    const folder = program.folder({
      'sip.conf': `[general]\nregister => ${secret}\nregister => u:${secret}:x:y:z@h/1\nsecret ${secret}\n#secret=${secret}\n[a]\ntype=peer\nsecret=${secret};${secret}\n`,
    });
    const { stdout } = program.run(folder, ['check', '--format', 'sarif']);
    expect(JSON.parse(stdout)).toHaveProperty('runs');
    expect(stdout).not.toContain(secret);
  });
});

describe('--fix', () => {
  const fix = (folder: string, ...words: readonly string[]) =>
    program.run(folder, ['check', '--fix', ...words]);
  const read = (folder: string, name = 'sip.conf'): string => readFileSync(path.join(folder, name), 'latin1');

  it('mends what nobody has to follow, says so, and reports the rest', () => {
    const folder = program.folder({ 'sip.conf': mendable });
    const { stdout, stderr, status } = fix(folder);
    expect(read(folder)).toBe(mended);
    expect(stderr).toContain('sip.conf: 4 findings mended');
    expect(stdout).toMatch(/secret-(?:default|equals-user)/);
    expect(status).toBe(1);
    expect(fix(folder).stderr).not.toContain('mended');
  });

  it.each([
    ['line ends of Windows', mendable.replaceAll('\n', '\r\n'), mended.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\xef\xbb\xbf${mendable}`, `\xef\xbb\xbf${mended}`],
    ['bytes that are not UTF-8', `; \xe4\x80\n${mendable}`, `; \xe4\x80\n${mended}`],
    ['no line end at the end', mendable.trimEnd(), mended.trimEnd()],
    [
      'what a comment keeps',
      mendable.replace('#foo', '; asterisk-conf: ignore conf-unknown-directive\n#foo'),
      mended.replace(';#foo', '; asterisk-conf: ignore conf-unknown-directive\n#foo'),
    ],
  ])('keeps %s', (_, before, after) => {
    const folder = program.folder({ 'sip.conf': Buffer.from(before, 'latin1') });
    fix(folder);
    expect(read(folder)).toBe(after);
  });

  it('keeps mode and links', () => {
    const folder = program.folder({ 'real/phones.conf': mendable });
    chmodSync(path.join(folder, 'real/phones.conf'), 0o640);
    symlinkSync('real/phones.conf', path.join(folder, 'sip.conf'));
    fix(folder, 'sip.conf');
    expect(lstatSync(path.join(folder, 'sip.conf')).isSymbolicLink()).toBe(true);
    expect(read(folder, 'real/phones.conf')).toBe(mended);
    expect(statSync(path.join(folder, 'real/phones.conf')).mode & 0o777).toBe(0o640);
  });

  it('leaves a file alone that VICIdial writes', () => {
    const text = `; WARNING- THIS FILE IS AUTO-GENERATED BY VICIDIAL, ANY EDITS YOU MAKE WILL BE LOST\n${mendable}`;
    const folder = program.folder({
      'sip.conf': '[general]\n#include "sip-vicidial.conf"\n',
      'sip-vicidial.conf': text,
    });
    fix(folder);
    expect(read(folder, 'sip-vicidial.conf')).toBe(text);
  });
});

describe('known findings', () => {
  it('are taken down, not reported again, and forgotten when they are gone', () => {
    const folder = program.folder({ 'etc/sip.conf': mendable, 'ci/note.txt': '' });
    const written = program.run(folder, ['check', 'etc', '--write-baseline', 'ci/known.json']);
    expect(written).toMatchObject({ status: 0, stdout: '' });
    expect(program.run(folder, ['check', 'etc', '--baseline', 'ci/known.json'])).toMatchObject({ status: 0 });
    // From another working folder too.
    const elsewhere = program.run(path.join(folder, 'ci'), ['check', '../etc', '--baseline', 'known.json']);
    expect(elsewhere).toMatchObject({ status: 0 });
    const worse = mendable.replace('#foo\n', '').replace('[general]\n', '[general]\ninsecure=very\n');
    writeFileSync(
      path.join(folder, 'etc/sip.conf'),
      `${worse}[new]\ntype=friend\nhost=dynamic\nsecret=test\n`,
    );
    const { stdout, stderr, status } = program.run(folder, ['check', 'etc', '--baseline', 'ci/known.json']);
    expect(status).toBe(1);
    expect(stdout).toContain('secret-default');
    expect(stdout).not.toContain('conf-no-equals');
    expect(stderr).toMatch(/1 known finding is gone/);
  });

  it.each([
    ['no JSON', 'x', /it is no JSON/],
    ['another version', '{"version":2,"files":{}}', /no baseline of version 1/],
    ['a damaged list', '{"version":1,"files":{"sip.conf":{"conf-x":[7]}}}', /damaged/],
    ['strange names', '{"version":1,"files":{"__proto__":{"constructor":["x"]}}}', /^$/],
  ])('in a file with %s', (_, text, remark) => {
    const folder = program.folder({ 'sip.conf': general, 'known.json': text });
    const { stderr, status } = program.run(folder, ['check', '--baseline', 'known.json']);
    expect(stderr.trim()).toMatch(remark);
    expect(status).toBe(stderr === '' ? 0 : 2);
  });

  it('that cannot be read or written end the run with 2', () => {
    const folder = program.folder({ 'sip.conf': general });
    expect(program.run(folder, ['check', '--baseline', 'none.json']).status).toBe(2);
    expect(program.run(folder, ['check', '--write-baseline', 'none/known.json']).status).toBe(2);
  });
});

describe('standard input', () => {
  it('counts in the place of the file on disk, with what it includes', () => {
    const folder = program.folder({ 'etc/sip.conf': '[general\n', 'etc/more.conf': 'register => broken\n' });
    const words = ['check', '--stdin-filename', 'etc/sip.conf', '--format', 'json'];
    const { stdout, status } = program.run(folder, words, `${general}#include "more.conf"\n`);
    const found = (JSON.parse(stdout) as { file: string; rule: string }[]).map(
      ({ file, rule }) => `${file} ${rule}`,
    );
    expect(found).toEqual(['etc/more.conf register-parse']);
    expect(status).toBe(1);
  });

  it.each([
    [['--stdin-filename', 'sip.conf', 'etc'], /no PATH/],
    [['--stdin-filename', 'sip.conf', '--fix'], /leave out --fix/],
    [['--baseline', 'a', '--write-baseline', 'b'], /only one of/],
    [['--format', 'xml'], /expected one of text, json, sarif, github, junit/],
  ])('refuses %j', (words, remark) => {
    const { stderr, status } = program.run(program.folder({}), ['check', ...words]);
    expect(stderr).toMatch(remark);
    expect(status).toBe(2);
  });
});

const weak = '[general]\nallowguest=no\ncontext=in\n[6001]\ntype=friend\nhost=dynamic\nsecret=test\n';

/** The line of docs/ci.md that starts with these words, as somebody would paste it. */
function pasted(start: string): string {
  const page = readFileSync(path.join(repository, 'docs/ci.md'), 'utf8');
  const line = page.split('\n').find((one) => one.startsWith(start));
  if (line === undefined) throw new Error(`docs/ci.md has no line that starts with ${start}`);
  return line;
}

describe('many servers', () => {
  it('can be split over processes, and their reports become one, as the page says', () => {
    const folder = program.folder({
      'servers/a/sip.conf': weak,
      'servers/b/sip.conf': general,
      'servers/c/sip.conf': weak,
    });
    const shell = (line: string) =>
      spawnSync(
        'bash',
        [
          '-c',
          `asterisk-conf() { '${process.execPath}' '${program.file}' "$@"; }; export -f asterisk-conf; ${line}`,
        ],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
    const split = shell(
      pasted("printf '%s").replace('asterisk-conf check', `bash -c 'asterisk-conf check "$@"' -`),
    );
    expect(split.stdout.match(/secret-default/g)).toHaveLength(2);
    expect(split.status).not.toBe(0);
    for (const name of ['a', 'b', 'c']) {
      shell(`asterisk-conf check --format sarif servers/${name} > ${name}.sarif`);
    }
    for (const start of ['node -e', ...(shell('command -v jq').status === 0 ? ['jq -s'] : [])]) {
      shell(pasted(start));
      const merged = JSON.parse(readFileSync(path.join(folder, 'all.sarif'), 'utf8')) as {
        runs: readonly Sarif['runs'][0][];
      };
      expect(
        merged.runs.map(({ results }) => results.some(({ ruleId }) => ruleId === 'secret-default')),
      ).toEqual([true, false, true]);
    }
  });

  it('are checked side by side in one run, each file once', () => {
    const folder = program.folder({
      'servers/a/etc/asterisk/sip.conf': weak,
      'servers/b/etc/asterisk/sip.conf': `${weak}#include "phones.conf"\n`,
      'servers/b/etc/asterisk/phones.conf': '[6002]\ntype=friend\nhost=dynamic\nsecret=test\n',
    });
    const { stdout } = program.run(folder, [
      'check',
      'servers',
      'servers/b',
      'servers/*/etc/asterisk/sip.conf',
      '--format',
      'json',
      '--min-severity',
      'error',
    ]);
    expect((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)).toEqual([
      'servers/a/etc/asterisk/sip.conf',
      'servers/b/etc/asterisk/phones.conf',
      'servers/b/etc/asterisk/sip.conf',
    ]);
  });
});
