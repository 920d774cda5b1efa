/** What came up when files of other people were read: template languages, names of old, options in the wrong place. */
import { describe, expect, it } from 'vitest';
import { applyFix, fixesOf, found, lintText } from '../support/lintText.ts';

it.each<[string, string, string, string, readonly string[]]>([
  [
    'lines of a template language are no entries',
    'conf-no-equals',
    'pjsip.conf.j2',
    '{% for x in y %}\n[a]\n{% endfor %}\n<% end %>\nz\n',
    ['z'],
  ],
  [
    'a name to be filled in is not the same twice',
    'section-duplicate',
    'pjsip.conf',
    '[{{ n }}]\ntype=aor\n[{{ n }}]\ntype=aor\n',
    [],
  ],
  ['the same name twice', 'section-duplicate', 'pjsip.conf', '[n]\ntype=aor\n[n]\ntype=aor\n', ['[n]']],
  [
    'an option that is gone is told once',
    'option-duplicate',
    'sip.conf',
    '[general]\nlimitonpeers=yes\nlimitonpeer=yes\n',
    [],
  ],
  [
    'an option that is read is told',
    'option-duplicate',
    'sip.conf',
    '[general]\nlanguage=en\nlanguage=de\n',
    ['language=en'],
  ],
])('%s', (_title, rule, name, text, expected) => {
  const hits = found(text, name).filter((one) => one.startsWith(`${rule}@`));
  expect(hits.map((one) => one.slice(rule.length + 1))).toEqual(expected);
});

it('says what the server itself listens on is called', () => {
  const text = '[general]\nport=5070\ndisable=all\n[a]\ntype=peer\nport=5071\n';
  const [finding, ...others] = lintText(text).filter(({ rule }) => rule === 'option-scope');
  expect(others).toEqual([]);
  expect(finding?.message).toContain('did you mean "bindport"?');
  const fix = fixesOf(text, 'option-scope').find(({ title }) => title.includes('bindport'));
  expect(fix && applyFix(text, fix)).toBe(text.replace('port', 'bindport'));
});

describe('a dead name in a template', () => {
  const template =
    '[t](!)\ntype=endpoint\nauth=none\naors=x\n[x]\ntype=aor\nmax_contacts=1\n[x]\ntype=auth\nusername=x\n';
  it.each<[string, string, number]>([
    ['is told where an heir keeps it', '[a](t)\n', 1],
    ['is told where one of two keeps it', '[a](t)\nauth=x\n[b](t)\noutbound_auth=x\n', 1],
    ['is not told where all heirs name another', '[a](t)\nauth=x\n[b](t)\nauth=x\n', 0],
    ['is not told where heirs of heirs do', '[u](!,t)\ncontext=c\n[a](u)\nAUTH=x\n', 0],
    ['is told where nobody knows what is added', '[a](t)\nauth+=x\n', 1],
  ])('%s', (_title, heirs, count) => {
    const hits = found(template + heirs, 'pjsip.conf').filter((one) => one === 'pjsip-ref-missing@none');
    expect(hits).toHaveLength(count);
  });
});

describe('a menu key that begins with #', () => {
  it.each<[string, string, string]>([
    ['alone', '#=leave_conference', '\\#=leave_conference'],
    ['with others', '#1* = toggle_mute', '\\#1* = toggle_mute'],
  ])('needs a backslash: %s', (_title, line, mended) => {
    const menu = '[m]\ntype=menu\n';
    const [finding] = lintText(menu + line, 'confbridge.conf').filter(
      ({ rule }) => rule === 'conf-unknown-directive',
    );
    expect(finding?.message).toContain('Menu key');
    const [first] = fixesOf(menu + line, 'conf-unknown-directive', 'confbridge.conf');
    expect(first && applyFix(menu + line, first)).toBe(menu + mended);
    expect(lintText(menu + mended, 'confbridge.conf')).toEqual([]);
  });

  it('is a remark elsewhere', () => {
    expect(lintText('[m]\n# x=1\n', 'confbridge.conf')[0]?.message).toContain('a comment starts with');
    expect(lintText('[m]\n# x\n', 'queues.conf')[0]?.message).toContain('a comment starts with');
    expect(lintText('[m]\n#note=x\n', 'confbridge.conf')[0]?.message).toContain('a comment starts with');
  });
});
