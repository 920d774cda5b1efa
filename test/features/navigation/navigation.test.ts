import { describe, expect, it } from 'vitest';
import { definition } from '../../../server/src/features/navigation/definition.ts';
import { documentLink } from '../../../server/src/features/navigation/documentLink.ts';
import { documentHighlight, references } from '../../../server/src/features/navigation/references.ts';
import { workspaceSymbol } from '../../../server/src/features/navigation/workspaceSymbol.ts';
import { textOf } from '../../../server/src/syntax/position.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';
import { readMarked, shown } from './marked.ts';

describe('definition', () => {
  it.each<[string, string, readonly string[]]>([
    ['a template', '[t](!)\n[a](|t)\n', ['sip.conf:1 t']],
    ['a template in another letter case', '[Base](!)\n[a](ba|se)\n', ['sip.conf:1 Base']],
    ['the first of two sections', '[t](!)\n[t]\n[a](t|)\n', ['sip.conf:1 t']],
    ['a continued section', '[t](!)\n[t]\n[t|](+)\n', ['sip.conf:2 t']],
    ['a template of an included file', '#include t.inc\n[a](t|)\n;- t.inc\n[t](!)\n', ['t.inc:1 t']],
    ['a template of another root', '[a](t|)\n;- iax.conf\n[t](!)\n', []],
    ['a context', '[a]\ncontext=i|n\n;- extensions.conf\n[in]\n', ['extensions.conf:1 in']],
    [
      'a context in two parts',
      '[a]\ncontext=i|n\n;- extensions.conf\n[in]\n[x]\n[in]\n',
      ['extensions.conf:1 in', 'extensions.conf:3 in'],
    ],
    ['a context in another letter case', '[a]\ncontext=I|n\n;- extensions.conf\n[in]\n', []],
    ['a registering peer', '[general]\nregister => ac|me?a:b@h.example\n[acme]\n', ['sip.conf:3 acme']],
    ['the host of a register line', '[general]\nregister => a:b@ac|me/5\n[acme]\n', ['sip.conf:3 acme']],
    ['a dialled phone', '[al]\n;- extensions.conf\n[i]\nexten => 1,1,Dial(SIP/a|l)\n', ['sip.conf:1 al']],
    [
      'one of several phones',
      '[al]\n[bo]\n;- extensions.conf\n[i]\nexten => 1,1,Dial(SIP/al&SIP/b|o,20)\n',
      ['sip.conf:2 bo'],
    ],
    [
      'dialled through a trunk',
      '[tr]\n;- extensions.conf\n[i]\nexten => 1,1,Dial(SIP/${EXTEN}@t|r)\n',
      ['sip.conf:1 tr'],
    ],
    [
      'a trunk behind a number',
      '[tr]\n;- extensions.conf\n[i]\nexten => 1,1,Dial(SIP/t|r/${EXTEN})\n',
      ['sip.conf:1 tr'],
    ],
    ['a hint', '[al]\n;- extensions.conf\n[i]\nexten => 1,hint,SIP/a|l\n', ['sip.conf:1 al']],
    ['a member of a queue', '[al]\n;- queues.conf\n[q]\nmember => SIP/a|l,1,Al\n', ['sip.conf:1 al']],
    ['a mailbox', '[a]\nmailbox=1|0\n;- voicemail.conf\n[default]\n10 => 1,A\n', ['voicemail.conf:2 10']],
    [
      'the context of a mailbox',
      '[a]\nmailbox=10@sa|les\n;- voicemail.conf\n[sales]\n10 => 1,A\n',
      ['voicemail.conf:1 sales'],
    ],
    ['a list of addresses', '[a]\nacl=of|fice\n;- acl.conf\n[office]\n', ['acl.conf:1 office']],
    ['music', '[a]\nmohsuggest=so|ft\n;- musiconhold.conf\n[soft]\n', ['musiconhold.conf:1 soft']],
    [
      'a queue',
      '\n;- queues.conf\n[q]\n;- extensions.conf\n[i]\nexten => 1,1,Queue(|q)\n',
      ['queues.conf:1 q'],
    ],
    ['an included context', '\n;- extensions.conf\n[i]\ninclude => o|ut\n[out]\n', ['extensions.conf:3 out']],
    [
      'an included context with times',
      '\n;- extensions.conf\n[i]\ninclude => o|ut,9:00-17:00,mon-fri,*,*\n[out]\n',
      ['extensions.conf:3 out'],
    ],
    ['a jump', '\n;- extensions.conf\n[i]\nexten => 1,1,Goto(o|ut,s,1)\n[out]\n', ['extensions.conf:3 out']],
    ['a jump in the same context', '\n;- extensions.conf\n[i]\nexten => 1,1,Goto(s|,1)\n[s]\n', []],
    [
      'the second branch',
      '\n;- extensions.conf\n[i]\nexten => 1,1,GotoIf($["${A}" = "?:"]?2:ou|t,s,1)\n[out]\n',
      ['extensions.conf:3 out'],
    ],
    [
      'a subroutine',
      '\n;- extensions.conf\n[i]\n same => n,Gosub(s|ub,s,1(a,b))\n[sub]\n',
      ['extensions.conf:3 sub'],
    ],
    [
      'a subroutine on a condition',
      '\n;- extensions.conf\n[i]\n same => n,GosubIf($[1]?s|ub,s,1(a:b))\n[sub]\n',
      ['extensions.conf:3 sub'],
    ],
    [
      'a macro',
      '\n;- extensions.conf\n[i]\n same => n,Macro(ri|ng,1)\n[macro-ring]\n',
      ['extensions.conf:3 macro-ring'],
    ],
    [
      'a local channel',
      '\n;- extensions.conf\n[i]\n same => n,Dial(Local/1@ou|t/n)\n[out]\n',
      ['extensions.conf:3 out'],
    ],
    ['a switch', '\n;- extensions.conf\n[i]\nswitch => Loopback/1@ou|t\n[out]\n', ['extensions.conf:3 out']],
    ['an auth', '\n;- pjsip.conf\n[p]\ntype=endpoint\nauth=p|a\n[pa]\ntype=auth\n', ['pjsip.conf:4 pa']],
    [
      'an aor among others of the name',
      '\n;- pjsip.conf\n[p]\ntype=endpoint\naors=|p\n[p]\ntype=auth\n[p]\ntype=aor\n',
      ['pjsip.conf:6 p'],
    ],
    [
      'a type from a template',
      '\n;- pjsip.conf\n[t](!)\ntype=aor\n[p](t)\n[e]\ntype=endpoint\naors=x,p|\n',
      ['pjsip.conf:3 p'],
    ],
    [
      'the endpoint of an identify',
      '\n;- pjsip.conf\n[p]\ntype=endpoint\n[i]\ntype=identify\nendpoint=|p\n',
      ['pjsip.conf:1 p'],
    ],
    [
      'a dialled endpoint',
      '\n;- pjsip.conf\n[p]\ntype=aor\n[p]\ntype=endpoint\n;- extensions.conf\n[i]\nexten => 1,1,Dial(PJSIP/5@p|)\n',
      ['pjsip.conf:3 p'],
    ],
    [
      'what a wizard makes',
      '\n;- pjsip_wizard.conf\n[w]\ntype=wizard\n;- pjsip.conf\n[r]\ntype=registration\noutbound_auth=w-oa|uth\n',
      ['pjsip_wizard.conf:1 w'],
    ],
    [
      'an iax peer',
      '\n;- iax.conf\n[tr]\n;- extensions.conf\n[i]\nexten => 1,1,Dial(IAX2/u:p@t|r/1@x)\n',
      ['iax.conf:1 tr'],
    ],
    ['a header itself', '[a|l]\n', ['sip.conf:1 al']],
    ['an include', '#include "t.|inc"\n;- t.inc\n[t]\n', ['t.inc:1 ']],
    ['a pattern', '#include c/*.co|nf\n;- c/b.conf\n[b]\n;- c/a.conf\n[a]\n', ['c/a.conf:1 ', 'c/b.conf:1 ']],
    ['nothing', '[al]\nhost=dyn|amic\n', []],
    ['an expression', '[al]\n;- extensions.conf\n[i]\nexten => 1,1,Dial(SIP/${A|L})\n', []],
  ])('of %s', (_, source, expected) => {
    const { workspace, uri, offset } = readMarked(source);
    const found = definition(workspace, uri, offset).map((target) =>
      shown(workspace, { uri: target.uri, span: target.name }),
    );
    expect(found).toEqual(expected);
  });
});

const phones = `[t|](!)
[al](t)
[bo](t)
[al](+)
;- extensions.conf
[i]
exten => 1,1,Dial(SIP/al&SIP/bo)
;- queues.conf
[q]
member => SIP/al
`;

describe('references', () => {
  it.each<[string, string, readonly string[]]>([
    ['a template', phones, ['sip.conf:2 t', 'sip.conf:3 t']],
    [
      'a phone',
      phones.replace('|', '').replace('[al](t', '[a|l](t'),
      ['extensions.conf:2 al', 'queues.conf:2 al', 'sip.conf:4 al'],
    ],
    [
      'a phone from its use',
      phones.replace('|', '').replace('SIP/al\n', 'SIP/a|l\n'),
      ['extensions.conf:2 al', 'queues.conf:2 al', 'sip.conf:4 al'],
    ],
    [
      'one of three objects',
      '\n;- pjsip.conf\n[p]\ntype=endpoint\naors=p\nauth=p\n[p|]\ntype=aor\n[p]\ntype=auth\n',
      ['pjsip.conf:3 p'],
    ],
    ['the second of two sections', '[x]\n[x|]\n[y](x)\n', ['sip.conf:3 x']],
    ['a call group', '[a]\ncallgroup=1,2|\n[b]\npickupgroup=2\n', ['sip.conf:2 2', 'sip.conf:4 2']],
    ['nothing', '[a]\nhost=dyn|amic\n', []],
  ])('of %s', (_, source, expected) => {
    const { workspace, uri, offset } = readMarked(source);
    expect(references(workspace, uri, offset, false).map((place) => shown(workspace, place))).toEqual(
      expected,
    );
  });

  it('begin with the definitions where they are wanted', () => {
    const { workspace, uri, offset } = readMarked(phones);
    expect(references(workspace, uri, offset, true).map((place) => shown(workspace, place))).toEqual([
      'sip.conf:1 t',
      'sip.conf:2 t',
      'sip.conf:3 t',
    ]);
  });

  it('are found again as highlights of the file', () => {
    const { workspace, uri, offset } = readMarked(phones.replace('|', '').replace('[al](t', '[a|l](t'));
    const found = documentHighlight(workspace, uri, offset);
    expect(found.map(({ span, isDefinition }) => [shown(workspace, { uri, span }), isDefinition])).toEqual([
      ['sip.conf:2 al', true],
      ['sip.conf:4 al', false],
    ]);
  });
});

describe('searching names', () => {
  const workspace = workspaceOf({
    'sip.conf': '[general]\nregcontext=regs\n[base](!)\n[alice]\n[malice]\n[al-ex-ice]\n[bob]\n',
    'extensions.conf': '[alice-in]\n',
    'pjsip_wizard.conf': '[alw]\ntype=wizard\n',
  });

  it.each([
    [
      'alice',
      [
        'alice|sip device in sip.conf',
        'alice-in|context in extensions.conf',
        'malice|sip device in sip.conf',
        'al-ex-ice|sip device in sip.conf',
      ],
    ],
    ['BASE', ['base|template in sip.conf']],
    ['alw', ['alw|aor in pjsip_wizard.conf']],
    ['regs', []],
    ['zzz', []],
  ])('%s', (query, expected) => {
    expect(workspaceSymbol(workspace, query).map(({ name, container }) => `${name}|${container}`)).toEqual(
      expected,
    );
  });

  it('has an end', () => {
    const text = Array.from({ length: 2000 }, (_, i) => `[p${String(i)}]\n`).join('');
    expect(workspaceSymbol(workspaceOf({ 'sip.conf': text }), '')).toHaveLength(256);
  });
});

describe('links', () => {
  it('lead to files that are there', () => {
    const text =
      '#include "a.inc"\n#include gone.inc\n#tryinclude c/*.conf\n#include d/*.conf\n#exec /bin/x\n';
    const workspace = workspaceOf({ 'sip.conf': text, 'a.inc': '', 'c/2.conf': '', 'c/1.conf': '' });
    const uri = `${FOLDER}sip.conf`;
    const tree = workspace.files.get(uri)?.tree;
    const links = documentLink(workspace, uri).map(({ span, target, tooltip }) => [
      tree === undefined ? '' : textOf(tree, span),
      target.slice(FOLDER.length),
      tooltip,
    ]);
    expect(links).toEqual([
      ['a.inc', 'a.inc', 'Open a.inc'],
      ['c/*.conf', 'c/1.conf', '2 files: 1.conf, 2.conf'],
    ]);
  });
});
