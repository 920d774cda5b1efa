import { describe, expect, it } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import { definitionsOf, referencesTo, symbolAt } from '../../server/src/workspace/symbols.ts';
import type { SymbolKind } from '../../server/src/workspace/symbols/kinds.ts';
import { serverIndexOf } from '../../server/src/workspace/symbols/serverIndex.ts';
import { textOf } from '../../server/src/syntax/position.ts';
import { withFile, type Workspace } from '../../server/src/workspace/workspace.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const files = {
  'sip.conf': `[general]
regcontext=regs
register => 1000:zQ7@carrier.example/9
register => acme?1001:zQ7@10.0.0.1

[phone](!)
type=friend
context=internal
mohsuggest=Soft
mailbox=101@sales,102

[alice](phone)
callgroup=1,3
[Bob](Phone)
[acme]
[alice](+)
acl=office
`,
  'iax.conf': '[trunk]\ntype=peer\ncontext=internal\n',
  'pjsip.conf': `[ep](!)
type=endpoint
context=internal
[6001](ep)
auth=6001, extra
aors=6001
transport=udp
[6001]
type=auth
[6001]
type=aor
[udp]
type=transport
[who]
type=identify
endpoint=6001
`,
  'pjsip_wizard.conf': '[w1]\ntype=wizard\nendpoint/context=internal\n',
  'extensions.conf': `[general]
static=yes
[globals]
OUT=SIP/acme
[internal]
include => out
exten => 1,1,Dial(SIP/alice&PJSIP/6001@x&IAX2/u:p@trunk/5,20,m(soft)G(out^1^1))
 same => n,GotoIf($["\${X}" = "1"]?out,s,1:n2)
 same => n(n2),Gosub(sub,s,1(a,b))
 same => n,ExecIf($[1]?Queue(Support):VoiceMail(101@sales&102,u))
 same => n,Macro(dial,1)
exten => 1,hint,SIP/Bob
exten => 2,1,Dial(Local/5@out/n)
[out]
exten => _X.,1,Set(X=\${SIPPEER(alice,ip)})
[sub]
[macro-dial]
`,
  'voicemail.conf': '[general]\n[default]\n102 => 1,A\n[sales]\n101 => 1,B\n',
  'queues.conf': '[general]\n[support]\nmember => SIP/alice,1\nmusicclass=soft\n',
  'musiconhold.conf': '[soft]\nmode=files\n',
  'acl.conf': '[office]\npermit=10.0.0.0/8\n',
};

function shown(
  workspace: Workspace,
  { uri, span }: { uri: string; span: { start: number; end: number } },
): string {
  const model = workspace.files.get(uri);
  if (model === undefined) return 'nowhere';
  const before = textOf(model.tree, { start: 0, end: span.start });
  const line = before.split('\n').length;
  return `${uri.slice(FOLDER.length)}:${String(line)} ${textOf(model.tree, span)}`;
}

describe('names across files', () => {
  const workspace = workspaceOf(files);

  it.each<[SymbolKind, string, string, readonly string[], readonly string[]]>([
    ['section', 'phone', 'sip.conf', ['sip.conf:6 phone'], ['sip.conf:12 phone', 'sip.conf:14 Phone']],
    ['section', 'alice', 'sip.conf', ['sip.conf:12 alice'], ['sip.conf:16 alice']],
    ['section', 'phone', 'iax.conf', [], []],
    [
      'sip-device',
      'alice',
      'iax.conf',
      ['sip.conf:12 alice'],
      ['extensions.conf:7 alice', 'extensions.conf:15 alice', 'queues.conf:3 alice'],
    ],
    ['sip-device', 'bob', 'sip.conf', [], []],
    ['sip-device', 'Bob', 'sip.conf', ['sip.conf:14 Bob'], ['extensions.conf:12 Bob']],
    ['sip-device', 'acme', 'sip.conf', ['sip.conf:15 acme'], ['sip.conf:4 acme', 'extensions.conf:4 acme']],
    ['iax-device', 'trunk', 'sip.conf', ['iax.conf:1 trunk'], ['extensions.conf:7 trunk']],
    ['endpoint', '6001', 'pjsip.conf', ['pjsip.conf:4 6001'], ['pjsip.conf:16 6001']],
    ['auth', '6001', 'pjsip.conf', ['pjsip.conf:8 6001'], ['pjsip.conf:5 6001']],
    ['aor', '6001', 'pjsip.conf', ['pjsip.conf:10 6001'], ['pjsip.conf:6 6001']],
    ['auth', 'w1-iauth', 'pjsip.conf', ['pjsip_wizard.conf:1 w1'], []],
    ['transport', 'udp', 'pjsip.conf', ['pjsip.conf:12 udp'], ['pjsip.conf:7 udp']],
    [
      'context',
      'internal',
      'sip.conf',
      ['extensions.conf:5 internal'],
      ['sip.conf:8 internal', 'iax.conf:3 internal', 'pjsip.conf:3 internal', 'pjsip_wizard.conf:3 internal'],
    ],
    [
      'context',
      'out',
      'extensions.conf',
      ['extensions.conf:14 out'],
      ['extensions.conf:6 out', 'extensions.conf:8 out', 'extensions.conf:7 out', 'extensions.conf:13 out'],
    ],
    ['context', 'sub', 'sip.conf', ['extensions.conf:16 sub'], ['extensions.conf:9 sub']],
    ['context', 'macro-dial', 'sip.conf', ['extensions.conf:17 macro-dial'], ['extensions.conf:11 dial']],
    ['context', 'regs', 'sip.conf', ['sip.conf:2 regs'], ['sip.conf:2 regs']],
    ['queue', 'SUPPORT', 'sip.conf', ['queues.conf:2 support'], ['extensions.conf:10 Support']],
    [
      'musicclass',
      'soft',
      'sip.conf',
      ['musiconhold.conf:1 soft'],
      ['sip.conf:9 Soft', 'extensions.conf:7 soft', 'queues.conf:4 soft'],
    ],
    [
      'mailbox',
      '102@default',
      'sip.conf',
      ['voicemail.conf:3 102'],
      ['sip.conf:10 102', 'extensions.conf:10 102'],
    ],
    [
      'mailbox',
      '101@sales',
      'sip.conf',
      ['voicemail.conf:5 101'],
      ['sip.conf:10 101', 'extensions.conf:10 101'],
    ],
    [
      'voicemail-context',
      'sales',
      'sip.conf',
      ['voicemail.conf:4 sales'],
      ['sip.conf:10 sales', 'extensions.conf:10 sales'],
    ],
    ['acl', 'office', 'sip.conf', ['acl.conf:1 office'], ['sip.conf:17 office']],
    ['call-group', '3', 'sip.conf', [], ['sip.conf:13 3']],
  ])('%s %s from %s', (kind, name, file, definitions, references) => {
    const uri = FOLDER + file;
    expect(definitionsOf(workspace, uri, name, [kind]).map((one) => shown(workspace, one))).toEqual(
      definitions,
    );
    const found = referencesTo(workspace, { kind, name, uri }).map((one) => shown(workspace, one));
    expect([...found].sort()).toEqual([...references].sort());
  });

  it('finds what stands at a place', () => {
    const uri = `${FOLDER}pjsip.conf`;
    const at = files['pjsip.conf'].indexOf('[6001]') + 2;
    expect(symbolAt(workspace, uri, at).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'section 6001',
      'endpoint 6001',
    ]);
    const value = files['pjsip.conf'].indexOf('extra') + 5;
    expect(symbolAt(workspace, uri, value).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'auth extra',
    ]);
  });
});

describe('servers', () => {
  it('do not mix', () => {
    let workspace = workspaceOf({ 'sip.conf': '[a]\ncontext=x\n' });
    const other = 'file:///backup/extensions.conf';
    workspace = withFile(workspace, other, fileModel(parse('[x]\n')));
    expect(definitionsOf(workspace, `${FOLDER}sip.conf`, 'x', ['context'])).toEqual([]);
    expect(referencesTo(workspace, { kind: 'context', name: 'x', uri: other })).toEqual([]);
  });
});

describe('the index', () => {
  const text = `[t](!)\ncontext=in\n${Array.from(
    { length: 900 },
    (_, i) => `[p${String(i)}](t)\nhost=h${String(i)}\n`,
  ).join('')}`;
  const uri = `${FOLDER}sip.conf`;

  it('follows edits, keeps untouched chunks, and knows when definitions change', () => {
    const before = workspaceOf({ 'sip.conf': text });
    const index = serverIndexOf(before, uri);
    const chunks = index.files.get(uri)?.chunks ?? [];
    const definitions = index.definitions;
    expect(chunks.length).toBeGreaterThan(2);
    const tree = before.files.get(uri)?.tree ?? parse('');
    const edit = (search: string, replacement: string): Workspace => {
      const start = text.indexOf(search);
      const change = { start, end: start + search.length, text: replacement };
      return withFile(before, uri, fileModel(reparse(tree, change)));
    };
    const valueChanged = serverIndexOf(edit('h700', 'other'), uri);
    const kept = valueChanged.files.get(uri)?.chunks.filter((chunk) => chunks.includes(chunk)) ?? [];
    expect(kept.length).toBeGreaterThanOrEqual(chunks.length - 2);
    expect(valueChanged.definitions).toBe(definitions);
    const renamed = edit('[p700]', '[q700]');
    expect(serverIndexOf(renamed, uri).definitions).not.toBe(definitions);
    expect(definitionsOf(renamed, uri, 'p700', ['sip-device'])).toEqual([]);
    expect(definitionsOf(renamed, uri, 'q700', ['sip-device'])).toHaveLength(1);
    // An older snapshot still gets its own answer.
    expect(definitionsOf(before, uri, 'p700', ['sip-device'])).toHaveLength(1);
    expect(referencesTo(before, { kind: 'section', name: 't', uri })).toHaveLength(900);
    // What is remembered of a chunk goes with it.
    const fewer = edit('[p701](t)', '[p701]');
    expect(referencesTo(fewer, { kind: 'section', name: 'T', uri })).toHaveLength(899);
  });
});
