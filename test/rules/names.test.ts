import { describe, expect, it } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { fixesFor } from '../../server/src/rules/fixes.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import { withFile, type Workspace } from '../../server/src/workspace/workspace.ts';
import { FOLDER, applyFix, lintText, workspaceOf } from '../support/lintText.ts';

/** What one rule finds in the first file, as the stretch and the message. */
function found(rule: string, files: Readonly<Record<string, string>>): readonly string[] {
  const [name = '', text = ''] = Object.entries(files)[0] ?? [];
  return lintText(files, name)
    .filter((one) => one.rule === rule)
    .map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
}

function fixed(rule: string, files: Readonly<Record<string, string>>): readonly string[] {
  const [name = '', text = ''] = Object.entries(files)[0] ?? [];
  const whole = { start: 0, end: text.length };
  return fixesFor(workspaceOf(files), FOLDER + name, defaultLintSettings, whole, new Set([rule])).map((fix) =>
    applyFix(text, fix),
  );
}

const endpoint = '[p]\ntype=endpoint\n';

describe('pjsip-ref-missing', () => {
  const rule = 'pjsip-ref-missing';

  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'an auth',
      { 'pjsip.conf': `${endpoint}auth=gone\n` },
      ['gone: No section with type=auth is called "gone": the login fails'],
    ],
    [
      'one of several aors',
      { 'pjsip.conf': `${endpoint}aors=p, here2\n[p]\ntype=aor\n[here]\ntype=aor\n` },
      ['here2: No section with type=aor is called "here2", did you mean "here"?'],
    ],
    [
      'another letter case',
      { 'pjsip.conf': `${endpoint}transport=UDP\n[udp]\ntype=transport\n` },
      ['UDP: No section with type=transport is called "UDP", did you mean "udp"?'],
    ],
    [
      'another type',
      { 'pjsip.conf': `${endpoint}auth=p\n[p]\ntype=aor\n` },
      ['p: No section with type=auth is called "p": the login fails'],
    ],
    [
      'the endpoint of an identify',
      { 'pjsip.conf': '[i]\ntype=identify\nendpoint=x\n' },
      ['x: No section with type=endpoint is called "x": nothing is matched to it'],
    ],
    [
      'an aor whose template is not there',
      { 'pjsip.conf': '[p]\ntype=endpoint\naors=p, q\n[p](gone)\n[q](one,two\n[qq]\ntype=aor\n' },
      [],
    ],
    ['a type from a template', { 'pjsip.conf': `[t](!)\ntype=auth\n[a](t)\n${endpoint}auth=a\n` }, []],
    [
      'what a wizard makes',
      {
        'pjsip.conf': `${endpoint}outbound_auth=w-oauth\naors=w\n`,
        'pjsip_wizard.conf': '[w]\ntype=wizard\n',
      },
      [],
    ],
    [
      'an option of a wizard',
      { 'pjsip_wizard.conf': '[w]\ntype=wizard\ntransport=gone\n', 'pjsip.conf': '' },
      ['gone: No section with type=transport is called "gone": calls and registrations that need it fail'],
    ],
    ['a template nobody uses', { 'pjsip.conf': '[t](!)\ntype=endpoint\nauth=gone\n' }, []],
    [
      'a template in use',
      { 'pjsip.conf': '[t](!)\ntype=endpoint\nauth=gone\n[p](t)\n' },
      ['gone: No section with type=auth is called "gone": the login fails'],
    ],
    [
      'an object of an included file',
      { 'pjsip.conf': `#include a.inc\n${endpoint}auth=a\n`, 'a.inc': '[a]\ntype=auth\n' },
      [],
    ],
    ['a missing include', { 'pjsip.conf': `#include a.inc\n${endpoint}auth=a\n` }, []],
    [
      'a missing include of the wizard',
      { 'pjsip.conf': `${endpoint}auth=a\n`, 'pjsip_wizard.conf': '#include a.inc\n' },
      [],
    ],
    [
      'a database',
      { 'pjsip.conf': `${endpoint}auth=a\n`, 'sorcery.conf': '[res_pjsip]\nauth=realtime,ps_auths\n' },
      [],
    ],
    ['wizards alone', { 'pjsip_wizard.conf': '[w]\ntype=wizard\ntransport=gone\n' }, []],
    ['a file nothing loads', { 'pjsip_custom.conf': `${endpoint}auth=a\n` }, []],
    ['something filled in', { 'pjsip.conf': `${endpoint}auth=\${AUTH}\naors={{ aor }}\n` }, []],
    ['a section without type', { 'pjsip.conf': '[p]\nauth=gone\n' }, []],
  ])('%s', (_, files, expected) => {
    expect(found(rule, files)).toEqual(expected);
  });

  it('offers the nearest name', () => {
    const text = `${endpoint}auth=x,a2\n[a1]\ntype=aor\n[a22]\ntype=auth\n`;
    expect(fixed(rule, { 'pjsip.conf': text })).toEqual([]);
    const near = `${endpoint}auth=login1\n[login2]\ntype=auth\n`;
    expect(fixed(rule, { 'pjsip.conf': near })).toEqual([near.replace('login1', 'login2')]);
  });
});

describe('context-missing', () => {
  const rule = 'context-missing';
  const dialplan = '[from-phones]\nexten => 1,1,Hangup()\n';
  const sip = '[a]\ncontext=form-phones\n';
  const near = 'form-phones: Unknown context "form-phones" in extensions.conf, did you mean "from-phones"?';

  it.each<[string, Record<string, string>, readonly string[]]>([
    ['of a phone', { 'sip.conf': sip, 'extensions.conf': dialplan }, [near]],
    [
      'of an endpoint',
      { 'pjsip.conf': '[p]\ntype=endpoint\nmessage_context=gone\n', 'extensions.conf': dialplan },
      ['gone: Unknown context "gone" in extensions.conf, calls that get there end at once'],
    ],
    [
      'that is included',
      { 'extensions.conf': `${dialplan}include => gone\n` },
      ['gone: Unknown context "gone" in extensions.conf, calls that get there end at once'],
    ],
    [
      'in another letter case',
      { 'sip.conf': '[a]\ncontext=From-Phones\n', 'extensions.conf': dialplan },
      ['From-Phones: Unknown context "From-Phones" in extensions.conf, did you mean "from-phones"?'],
    ],
    ['that is there', { 'sip.conf': '[a]\ncontext=from-phones\n', 'extensions.conf': dialplan }, []],
    [
      'that Asterisk makes',
      {
        'sip.conf': '[general]\nregcontext=regs\n[a]\ncontext=regs\nsubscribecontext=parkedcalls\n',
        'extensions.conf': dialplan,
      },
      [],
    ],
    [
      'of a parking lot',
      {
        'sip.conf': '[a]\ncontext=lot\n',
        'extensions.conf': dialplan,
        'res_parking.conf': '[l]\ncontext=lot\n',
      },
      [],
    ],
    [
      'of an application outside',
      { 'pjsip.conf': '[p]\ntype=endpoint\ncontext=stasis-app\n', 'extensions.conf': dialplan },
      [],
    ],
    ['on the other machine', { 'iax.conf': '[a]\npeercontext=gone\n', 'extensions.conf': dialplan }, []],
    ['without a dialplan', { 'sip.conf': sip }, []],
    [
      'beside a dialplan without contexts',
      { 'sip.conf': sip, 'extensions.conf': '[general]\nstatic=yes\n' },
      [],
    ],
    [
      'that says it is not there',
      { 'sip.conf': '[a]\ncontext=does_nothing\n', 'extensions.conf': dialplan },
      [],
    ],
    ['of strangers', { 'sip.conf': '[general]\ncontext=guests\n', 'extensions.conf': dialplan }, []],
    [
      'of strangers, misspelt',
      { 'sip.conf': sip.replace('a', 'general'), 'extensions.conf': dialplan },
      [near],
    ],
    ['with a missing include', { 'sip.conf': sip, 'extensions.conf': `#include more.conf\n${dialplan}` }, []],
    [
      'beside extensions.ael',
      { 'sip.conf': sip, 'extensions.conf': dialplan, 'extensions.ael': 'context x { }\n' },
      [],
    ],
    [
      'beside an empty extensions.lua',
      { 'sip.conf': sip, 'extensions.conf': dialplan, 'extensions.lua': '-- nothing\n\n' },
      [near],
    ],
    [
      'with the dialplan in a database',
      {
        'sip.conf': sip,
        'extensions.conf': dialplan,
        'extconfig.conf': '[settings]\nextensions => odbc,a\n',
      },
      [],
    ],
    [
      'made of users',
      { 'sip.conf': '[a]\ncontext=default\n', 'extensions.conf': dialplan, 'users.conf': '[u]\n' },
      [],
    ],
    ['filled in later', { 'sip.conf': '[a]\ncontext=<context>\n', 'extensions.conf': dialplan }, []],
    ['in a file nothing loads', { 'sip_custom.conf': sip, 'extensions.conf': dialplan }, []],
  ])('%s', (_, files, expected) => {
    expect(found(rule, files)).toEqual(expected);
  });

  it('offers the nearest name', () => {
    expect(fixed(rule, { 'sip.conf': sip, 'extensions.conf': dialplan })).toEqual([
      sip.replace('form', 'from'),
    ]);
  });
});

describe('names that lead nowhere', () => {
  it('follow edits of the section they mean', () => {
    const uri = `${FOLDER}pjsip.conf`;
    const many = Array.from({ length: 400 }, (_, i) => `[p${String(i)}]\ntype=aor\nmax_contacts=1\n`).join(
      '',
    );
    const text = `${endpoint}aors=p7\n${many}`;
    const before = workspaceOf({ 'pjsip.conf': text });
    const dead = (workspace: Workspace): number =>
      lint(workspace, uri, defaultLintSettings).filter(({ rule }) => rule === 'pjsip-ref-missing').length;
    expect(dead(before)).toBe(0);
    const tree = before.files.get(uri)?.tree ?? parse('');
    for (const [search, replacement, count] of [
      ['[p7]', '[q7]', 1],
      ['[p399]', '[p399a]', 0],
      ['aors=p7', 'aors=p8', 0],
      ['[p7]\ntype=aor', '[p7]\ntype=auth', 1],
    ] as const) {
      const start = text.indexOf(search);
      const change = { start, end: start + search.length, text: replacement };
      expect(dead(withFile(before, uri, fileModel(reparse(tree, change))))).toBe(count);
      expect(dead(before)).toBe(0);
    }
  });
});
