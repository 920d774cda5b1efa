/** Rules about secrets that look at more than one section. */
import { describe, expect, test } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import type { LintSettings } from '../../server/src/rules/rule.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { withFile } from '../../server/src/workspace/workspace.ts';
import { applyFix, fixesOf, FOLDER, workspaceOf } from '../support/lintText.ts';

const A = 'vK3_pQ8mWz5-tRb2XyNd';
const B = 'Hq7-dL2xVn9_cTs4WfBk';

type Files = Readonly<Record<string, string>>;
type Given = Partial<LintSettings>;

/** Message and related places of the findings of one rule, over all files. */
function told(rule: string, files: Files, settings: Given = {}): readonly string[] {
  const workspace = workspaceOf(files);
  return Object.keys(files).flatMap((name) =>
    lint(workspace, FOLDER + name, { ...defaultLintSettings, ...settings })
      .filter((found) => found.rule === rule)
      .map(({ severity, message, related = [], span }) =>
        [
          `${name}:${String((files[name] ?? '').slice(0, span.start).split('\n').length)}`,
          severity,
          message,
          ...related.map((place) => place.message),
        ].join(' | '),
      ),
  );
}

const phone = (name: string, secret: string, more = ''): string =>
  `[${name}]\ntype=friend\nhost=dynamic\n${secret === '' ? '' : `secret=${secret}\n`}${more}`;

describe('secret-reused', () => {
  const filesOf = (files: Files | string): Files =>
    typeof files === 'string' ? { 'sip.conf': files } : files;
  const reused = (files: Files | string, settings: Given = {}): readonly string[] =>
    told('secret-reused', filesOf(files), settings);

  test('two phones', () => {
    expect(reused(phone('1', A) + phone('2', A) + phone('3', B))).toEqual([
      'sip.conf:4 | information | Same secret as [2]: whoever learns one has them all | The same secret: [2]',
    ]);
  });

  test('many phones are one finding with ten places', () => {
    const text = Array.from({ length: 300 }, (_, i) => phone(`p${String(i)}`, A)).join('');
    const [found = '', ...more] = reused(text);
    expect(more).toEqual([]);
    expect(found).toContain('Same secret as [p1], [p2] and at least 197 more');
    expect(found.split('The same secret').length - 1).toBe(10);
  });

  test('other files', () => {
    expect(reused({ 'iax.conf': phone('9', A), 'sip.conf': phone('1', A) })).toEqual([
      'iax.conf:4 | information | Same secret as [1] in sip.conf: whoever learns one has them all | The same secret: [1] in sip.conf',
    ]);
  });

  test('a template counts its heirs', () => {
    const text = `[t](!)\ntype=friend\nhost=dynamic\nsecret=${A}\n[u](!,t)\nx=1\n[1](t)\n[2](u)\n[3](t)\nsecret=${B}\n`;
    expect(reused(text)).toEqual([
      'sip.conf:4 | information | This secret of a template is also that of [1] and [2]: whoever learns one has them all | Takes the secret over: [1] | Takes the secret over: [2]',
    ]);
    expect(reused(`[t](!)\nsecret=${A}\n[1](t)\n`)).toEqual([]);
  });

  test.each<readonly [string, Files]>([
    ['weak ones', { 'sip.conf': phone('1', 'test') + phone('2', 'test') }],
    [
      'a peer and its register line by host',
      {
        'sip.conf': `[general]\nregister => bob:${A}@sip.example\n[trunk]\ntype=peer\nhost=sip.example\nsecret=${A}\n`,
      },
    ],
    [
      'a peer and its register line by user',
      {
        'sip.conf': `[general]\nregister => bob:${A}@a.example\n[trunk]\ntype=peer\nhost=b.example\nfromuser=bob\nsecret=${A}\n`,
      },
    ],
    [
      'both ends of a trunk',
      {
        'a/iax.conf': `[b]\ntype=friend\nhost=b.example\nusername=a\nsecret=${A}\n`,
        'b/iax.conf': `[a]\ntype=friend\nhost=a.example\nusername=b\nsecret=${A}\n`,
      },
    ],
    ['the same user of two drivers', { 'sip.conf': phone('1', A), 'iax.conf': phone('1', A) }],
    [
      'the database',
      { 'cdr_mysql.conf': `[global]\npassword=${A}\n`, 'res_odbc.conf': `[x]\npassword=${A}\n` },
    ],
    [
      'an alias in comments',
      {
        'sip.conf': phone('1', A, '; asterisk-conf: alias d\n') + phone('2', A, ';asterisk-conf: alias d\n'),
      },
    ],
    ['secret and remotesecret of one peer', { 'sip.conf': phone('1', A, `remotesecret=${A}\n`) }],
    ['an unread one', { 'sip.conf': phone('1', A, `secret=${B}\n`) + phone('2', A) }],
  ])('silent: %s', (_title, files) => {
    expect(reused(files)).toEqual([]);
  });

  test('silent: an alias in the settings', () => {
    const files = { 'a/sip.conf': phone('1', A), 'b/sip.conf': phone('2', A) };
    const aliases = [{ name: 'd', members: ['a/sip.conf#1', 'b/sip.conf#2'] }];
    expect(reused(files, { aliases })).toEqual([]);
    expect(reused(files)).toHaveLength(1);
  });

  test('follows edits', () => {
    const first = phone('1', A) + phone('2', B);
    const second = phone('1', A) + phone('2', A);
    const uri = `${FOLDER}sip.conf`;
    let workspace = workspaceOf({ 'sip.conf': first });
    const count = (): number =>
      lint(workspace, uri, defaultLintSettings).filter(({ rule }) => rule === 'secret-reused').length;
    const seen = [count()];
    for (const text of [second, first, `;\n${second}`, '']) {
      workspace = withFile(workspace, uri, fileModel(parse(text)));
      seen.push(count());
    }
    expect(seen).toEqual([0, 1, 0, 1, 0]);
  });
});

describe('iax-secret-accumulates', () => {
  const rule = 'iax-secret-accumulates';
  test.each<readonly [string, string, readonly string[]]>([
    [
      'a template',
      `[t](!)\ntype=friend\nsecret=${A}\n[1](t)\nsecret=${B}\n`,
      [
        'iax.conf:5 | warning | Second secret: the secret of [t] stays valid beside this one | The other secret',
      ],
    ],
    [
      'an earlier line',
      `[1]\ntype=user\nsecret=${A}\nsecret=${B}\n`,
      [
        'iax.conf:4 | warning | Second secret: an earlier secret of the section stays valid beside this one | The other secret',
      ],
    ],
    ['a peer', `[1]\ntype=peer\nsecret=${A}\nsecret=${B}\n`, []],
    ['a list on one line', `[1]\ntype=user\nsecret=${A}\\;${B}\n`, []],
    ['the same twice', `[1]\ntype=user\nsecret=${A}\nsecret=${A}\n`, []],
    ['a template without secret', `[t](!)\ntype=friend\n[1](t)\nsecret=${B}\n`, []],
    ['a template alone', `[t](!)\ntype=friend\nsecret=${A}\n[u](!,t)\nsecret=${B}\n`, []],
  ])('%s', (_title, text, expected) => {
    expect(told(rule, { 'iax.conf': text })).toEqual(expected);
  });
});

describe('alias-mismatch', () => {
  const rule = 'alias-mismatch';
  const note = '; asterisk-conf: alias desk\n';
  const boxes = (pin: string): string => `[default]\n1 => ${pin},One\n`;

  test('mailbox passwords on two servers', () => {
    const files = {
      'a/sip.conf': phone('1', A, `mailbox=1@default\n${note}`),
      'a/voicemail.conf': boxes('4711'),
      'b/sip.conf': phone('1', B, note),
      'b/voicemail.conf': boxes('0815'),
    };
    expect(told(rule, files)).toEqual([
      'b/voicemail.conf:2 | warning | Another mailbox password than mailbox 1 in a/voicemail.conf: the phones of alias desk need one Login Password | Compared with mailbox 1',
    ]);
    expect(told(rule, { ...files, 'b/voicemail.conf': boxes('4711') })).toEqual([
      'b/sip.conf:4 | information | Another secret than [1] in a/sip.conf of alias desk; usually they are the same, though nothing requires it | Compared with [1]',
    ]);
  });

  test('members of the settings', () => {
    const files = {
      'a/sip.conf': phone('1', A),
      'b/pjsip.conf': `[2]\ntype=auth\nusername=2\npassword=${B}\n`,
    };
    const aliases = [{ name: 'd', members: ['a/sip.conf#1', 'b/pjsip.conf#2'] }];
    expect(told(rule, files, { aliases })).toHaveLength(1);
    expect(told(rule, files)).toEqual([]);
  });

  test.each<readonly [string, Files]>([
    ['one member', { 'sip.conf': phone('1', A, note) }],
    ['the same secret', { 'sip.conf': phone('1', A, note) + phone('2', A, note) }],
    ['other aliases', { 'sip.conf': phone('1', A, note) + phone('2', B, '; asterisk-conf: alias two\n') }],
    ['a place to fill in', { 'sip.conf': phone('1', A, note) + phone('2', '${SECRET}', note) }],
  ])('silent: %s', (_title, files) => {
    expect(told(rule, files)).toEqual([]);
  });

  test('the fix takes over the first password', () => {
    const text = phone('1', A, note) + phone('2', B, note);
    const fixes = fixesOf(text, rule);
    expect(fixes.map(({ title }) => title)).toEqual(['Take the secret of [1] (the phone must get it too)']);
    expect(fixes.map((fix) => applyFix(text, fix))).toEqual([text.replace(B, A)]);
  });
});
