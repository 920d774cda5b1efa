import { describe, expect, it } from 'vitest';
import { redacted } from '../../client/src/redact.ts';
import { reportText, type ReportParts } from '../../client/src/report.ts';

describe('a line of the log', () => {
  it.each([
    ['keeps plain words', '10:04:11 info Starting the server', '10:04:11 info Starting the server'],
    [
      'keeps places in our own files',
      '    at Object.hover (/home/ann/.vscode/extensions/x/dist/server.node.cjs:12:345)',
      '    at Object.hover server.node.cjs:12:345',
    ],
    ['keeps names of methods', 'textDocumentHover failed: TypeError', 'textDocumentHover failed: TypeError'],
    ['hides paths', 'cannot read /etc/asterisk/sip.conf now', 'cannot read <left out> now'],
    ['hides paths of Windows', 'cannot read C:\\Users\\ann\\sip.conf', 'cannot read <left out>'],
    ['hides addresses of files', 'open file:///home/ann/sip.conf', 'open <left out>'],
    ['hides quoted text', 'Unexpected "hunter2" here', 'Unexpected "…" here'],
    ['hides a quote that never ends', "Unexpected 'hunter2 here", 'Unexpected "…"'],
    ['hides values', 'secret=hunter2 and password = hunter3', 'secret=<left out> and password = <left out>'],
    ['hides words that look drawn by lot', 'got kT7_wq2LpX-9mZs4RvBa back', 'got <left out> back'],
    ['hides accounts', 'register ann@sip.example.com failed', 'register <left out> failed'],
    ['hides addresses of machines', 'from 192.0.2.17 on', 'from <left out> on'],
  ])('%s', (_what, line, expected) => {
    expect(redacted(line)).toBe(expected);
  });

  it('is cut where it is very long', () => {
    expect(redacted('word '.repeat(10_000)).length).toBeLessThanOrEqual(300);
  });
});

describe('the report', () => {
  const parts: ReportParts = {
    versions: ['Asterisk Conf 0.1.0', 'VS Code 1.91.0, on the desktop (desktop)'],
    settings: [
      { name: 'asteriskConf.lint.run', value: 'onSave', words: ['onType', 'onSave'] },
      { name: 'asteriskConf.lint.maxFindings', value: 5, words: undefined },
      { name: 'asteriskConf.configDirectory', value: '/home/ann/customer', words: undefined },
      { name: 'asteriskConf.aliases', value: [{ name: 'ann', members: ['a#1'] }], words: undefined },
      {
        name: 'asteriskConf.rules',
        value: { 'secret-weak': 'off', hunter2: 'off', 'conf-exec': 'hunter2' },
        words: undefined,
      },
    ],
    server: {
      files: [
        { kind: 'sip.conf', role: 'root', lines: 12, version: 20, isOpen: true, limit: 'none' },
        {
          role: 'included',
          lines: 3,
          version: 20,
          isOpen: false,
          limit: 'none',
          generator: 'vicidial',
        },
      ],
      absent: 2,
      rules: { 'secret-weak': 3, 'conf-exec': 1 },
      isTrusted: false,
    },
    log: ['10:04:11 error hover failed: TypeError', '    at f (/home/ann/dist/server.node.cjs:1:2)'],
  };

  it('tells versions, kinds, counts and the end of the log', () => {
    const text = reportText(parts);
    for (const line of [
      '- Asterisk Conf 0.1.0',
      '- `asteriskConf.lint.run`: onSave',
      '- `asteriskConf.lint.maxFindings`: 5',
      '- `asteriskConf.configDirectory`: set, not shown',
      '- `asteriskConf.aliases`: 1 entry, not shown',
      '- `asteriskConf.rules`: secret-weak off, 2 others, not shown',
      '- sip.conf, root, 12 lines, read for Asterisk 20, open',
      '- unknown kind, included, 3 lines, read for Asterisk 20, written by vicidial',
      '- restricted mode',
      '- secret-weak: 3',
      '10:04:11 error hover failed: TypeError',
      '    at f server.node.cjs:1:2',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('names no person, folder, phone or secret', () => {
    expect(reportText(parts)).not.toMatch(/\bann\b|customer|hunter/);
  });

  it('says when the server does not answer', () => {
    expect(reportText({ ...parts, server: undefined })).toContain('- does not answer');
  });

  it('holds a hundred lines of the log at most', () => {
    const log = Array.from({ length: 500 }, (_, i) => `line ${i}`);
    const text = reportText({ ...parts, log });
    expect(text).toContain('line 499');
    expect(text).not.toContain('line 399\n');
  });
});
