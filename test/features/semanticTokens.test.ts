/** What each word is taken for: register lines as their driver divides them, names, values, sections, and edits. */
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { encodeTokens, tokenEdits } from '../../server/src/features/semanticTokens/encode.ts';
import { tokenModifiers, tokenTypes } from '../../server/src/features/semanticTokens/legend.ts';
import { semanticTokens } from '../../server/src/features/semanticTokens/semanticTokens.ts';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { reparse } from '../../server/src/syntax/parse.ts';
import { textOf } from '../../server/src/syntax/position.ts';
import { withFile, type Workspace } from '../../server/src/workspace/workspace.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';
import { seededRandom } from '../support/seededRandom.ts';
import { decode, marksOf } from '../support/tokens.ts';

/**
 * A register line with its driver, and under it the marks: `u` user or login, `s` secret, `h` host or domain, `n` number,
 * `e` extension, `c` peer or key, `t` transport, `-` what divides, `x` what the driver does not use, blank what the
 * grammar colours.
 */
const registerTable = `
sip 4711:geheim@sip.example
    uuuu-ssssss-hhhhhhhhhhh
sip 4711@sip.example
    uuuu-hhhhhhhhhhh
sip 4711:geheim@sip.example/200
    uuuu-ssssss-hhhhhhhhhhh-eee
sip 4711:geheim@sip.example:5061
    uuuu-ssssss-hhhhhhhhhhh-nnnn
sip 4711:geheim@sip.example:5061/200
    uuuu-ssssss-hhhhhhhhhhh-nnnn-eee
sip 4711:geheim@sip.example~60
    uuuu-ssssss-hhhhhhhhhhh-nn
sip 4711:geheim@sip.example:5080/200~600
    uuuu-ssssss-hhhhhhhhhhh-nnnn-eee-nnn
sip 4711:geheim:login@sip.example
    uuuu-ssssss-uuuuu-hhhhhhhhhhh
sip 4711:geheim:login@sip.example/200
    uuuu-ssssss-uuuuu-hhhhhhhhhhh-eee
sip 4711@dom.example:geheim@sip.example
    uuuu-hhhhhhhhhhh-ssssss-hhhhhhhhhhh
sip 4711@dom.example:geheim:login@sip.example:5061/200~60
    uuuu-hhhhhhhhhhh-ssssss-uuuuu-hhhhhhhhhhh-nnnn-eee-nn
sip 4711@dom.example:5070:geheim:login@sip.example
    uuuu-hhhhhhhhhhh-nnnn-ssssss-uuuuu-hhhhhhhhhhh
sip udp://4711:geheim@sip.example
    ttt---uuuu-ssssss-hhhhhhhhhhh
sip tcp://4711:geheim@sip.example
    ttt---uuuu-ssssss-hhhhhhhhhhh
sip tls://4711:geheim@sip.example/200
    ttt---uuuu-ssssss-hhhhhhhhhhh-eee
sip TLS://4711:geheim@sip.example
    ttt---uuuu-ssssss-hhhhhhhhhhh
sip ws://4711:geheim@sip.example
    xx---uuuu-ssssss-hhhhhhhhhhh
sip office?4711:geheim@sip.example
    cccccc-uuuu-ssssss-hhhhhhhhhhh
sip office?tls://4711@dom.example:geheim:login@sip.example:5061/200~60
    cccccc-ttt---uuuu-hhhhhhhhhhh-ssssss-uuuuu-hhhhhhhhhhh-nnnn-eee-nn
sip 4711:ge@heim@sip.example
    uuuu-sssssss-hhhhhhhhhhh
sip 4711:ge@he@im@sip.example/200
    uuuu-ssssssss-hhhhhhhhhhh-eee
sip 4711:ge:heim@sip.example
    uuuu-ss-uuuu-hhhhhhhhhhh
sip 4711:ge/heim@sip.example
    xxxxxsssssssxxxxxxxxxxxx
sip 4711:ge//heim@sip.example
    xxxxxxx--uuuu-hhhhhhhhhhh
sip 4711:ge?heim@sip.example
    ccccccc-uuuu-hhhhhhhhhhh
sip 4711:ge~heim@sip.example
    uuuu-sssssss-hhhhhhhhhhh
sip 4711:"ge:heim"@sip.example
    uuuu- sssssss -hhhhhhhhhhh
sip 4711:"ge/he?im"@sip.example
    uuuu- ssssssss -hhhhhhhhhhh
sip 4711:"ge:heim":login@sip.example
    uuuu- sssssss -uuuuu-hhhhhhhhhhh
sip 4711:"geheim@sip.example
    uuuu-sssssss-hhhhhhhhhhh
sip 4711:ge(heim@sip.example/200
    uuuu-sssssss-hhhhhhhhhhh-eee
sip 4711:ge(he:im)@sip.example
    uuuu-sssssssss-hhhhhhhhhhh
sip 4711:ge[he:im]@sip.example
    uuuu-sssssssss-hhhhhhhhhhh
sip 4711:ge\\:heim@sip.example
    uuuu-ssssssss-hhhhhhhhhhh
sip 4711:geheim@sip.example:506O
    uuuu-ssssss-hhhhhhhhhhh-nnnx
sip 4711:geheim@sip.example:99999
    uuuu-ssssss-hhhhhhhhhhh-xxxxx
sip 4711:geheim@sip.example:0
    uuuu-ssssss-hhhhhhhhhhh-x
sip 4711:geheim@[2001:db8::1]:5060/200
    uuuu-ssssss-hhhhhhhhhhhhh-nnnn-eee
sip 4711:geheim@2001:db8::1
    uuuu-ssssss-hhhh-xxxxxx
sip 4711:geheim@192.0.2.7/200
    uuuu-ssssss-hhhhhhhhh-eee
sip 4711:geheim@sip.example/
    uuuu-ssssss-hhhhhhhhhhh-
sip 4711:geheim@sip.example/""
    uuuu-ssssss-hhhhhhhhhhh-
sip 4711:geheim@sip.example~
    uuuu-ssssss-hhhhhhhhhhh-
sip 4711:geheim@sip.example~abc
    uuuu-ssssss-hhhhhhhhhhh-xxx
sip 4711::login@sip.example
    uuuu--uuuuu-hhhhhhhhhhh
sip 4711:@sip.example
    uuuu--hhhhhhhhhhh
sip :geheim@sip.example
    -ssssss-hhhhhhhhhhh
sip 4711:geheim@
    xxxxxssssssx
sip @sip.example
    xxxxxxxxxxxx
sip 4711:geheim
    xxxxxssssss
sip 4711
    xxxx
sip 4711 : geheim @ sip.example : 5061 / 200
    uuuu - ssssss - hhhhhhhhhhh - nnnn - eee
sip "4711":"geheim"@"sip.example"
     uuuu - ssssss - hhhhhhhhhhh
sip 4711:ge\\;heim@sip.example/200
    uuuu-ssssssss-hhhhhhhhhhh-eee
sip 4711:ge;heim@sip.example/200
    xxxxxss
sip 4711:geheim@sip.example/200 ; remark
    uuuu-ssssss-hhhhhhhhhhh-eee
sip 4711:geheim@sip.example;-- x --;/200
    uuuu-ssssss-hhhhhhhhhhh         -eee
sip \${USER}:\${SECRET}@sip.example

sip 4711:<password>@sip.example

sip 4711:{{ secret }}@sip.example:5060

iax 4711:geheim@iax.example
    uuuu-ssssss-hhhhhhhhhhh
iax 4711@iax.example
    uuuu-hhhhhhhhhhh
iax 4711:geheim@iax.example:4570
    uuuu-ssssss-hhhhhhhhhhh-nnnn
iax 4711:ge@heim@iax.example
    uuuu-ss-hhhhxxxxxxxxxxxx
iax 4711:ge:heim@iax.example
    uuuu-ssxxxxx-hhhhhhhhhhh
iax 4711:geheim:more@iax.example:4570
    uuuu-ssssssxxxxx-hhhhhhhhhhh-nnnn
iax 4711:geheim@iax.example:4569:9
    uuuu-ssssss-hhhhhhhhhhh-nnnnxx
iax 4711:[trunkkey]@iax.example
    uuuu- cccccccc -hhhhhhhhhhh
iax 4711:[trunkkey@iax.example
    uuuu- cccccccx-hhhhhhhhhhh
iax 4711:geheim@iax.example/200
    uuuu-ssssss-hhhhhhhhhhhhhhh
iax 4711:geheim@iax.example~60
    uuuu-ssssss-hhhhhhhhhhhhhh
iax 4711:geheim@iax.example:70000
    uuuu-ssssss-hhhhhhhhhhh-nnnnn
iax 4711:geheim@iax.example:0
    xxxxxssssssxxxxxxxxxxxxxx
iax 4711:geheim@iax.example:abc
    xxxxxssssssxxxxxxxxxxxxxxxx
iax 4711:geheim@
    xxxxxssssssx
iax 4711:geheim
    xxxxxssssss
iax 4711:"geheim"@iax.example
    uuuu-ssssssss-hhhhhhhhhhh
iax 4711:ge/heim@iax.example
    uuuu-sssssss-hhhhhhhhhhh
iax 4711:ge?heim@iax.example
    uuuu-sssssss-hhhhhhhhhhh
iax 4711:geheim@2001:db8::1
    xxxxxssssssxxxxxxxxxxxx
iax peer?4711:geheim@iax.example
    uuuuuuuuu-ssssss-hhhhhhhhhhh
iax tls://4711:geheim@iax.example
    uuu-ssssssxxxxxxx-hhhhhhhhhhh
iax 4711:geheim@iax.example ; remark
    uuuu-ssssss-hhhhhhhhhhh
`;

const registerCases = registerTable
  .trim()
  .split(/\n(?=sip |iax )/)
  .map((block) => {
    const [line = '', marks = ''] = block.split('\n');
    return [line.slice(0, 3), line.slice(4), marks.slice(4)] as const;
  });

describe('register lines', () => {
  it('are enough', () => {
    expect(registerCases.length).toBeGreaterThan(60);
  });

  it.each(registerCases)('of %s: %j', (driver, value, marks) => {
    const name = `${driver}.conf`;
    const key = 'register => ';
    const [, found = ''] = marksOf({ [name]: `[general]\n${key}${value}\n` }, name);
    expect(found.slice(0, 8)).toBe('kkkkkkkk');
    expect(found.slice(key.length)).toBe(marks);
  });
});

/** Lines with the marks under them; `o` name of an option, `w` word, `b` yes or no, `m` context, `k` keyword. */
function expectMarks(name: string, table: string, others: Readonly<Record<string, string>> = {}): void {
  const rows = table
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .split('\n');
  const texts = rows.filter((_, i) => i % 2 === 0);
  const marks = rows.filter((_, i) => i % 2 === 1).map((row) => row.trimEnd());
  const found = marksOf({ [name]: texts.join('\n'), ...others }, name);
  expect(found.map((row, i) => `${texts[i] ?? ''}\n${row}`)).toEqual(
    marks.map((row, i) => `${texts[i] ?? ''}\n${row}`),
  );
}

describe('names and values', () => {
  it('of sip.conf', () => {
    expectMarks(
      'sip.conf',
      `
[general]
 ccccccc
allowguest=no
oooooooooo bb
defaultexpiry = 120 ; remark
ooooooooooooo   nnn
nosuchoption=7
xxxxxxxxxxxx
[phones](!)
 cccccc
type=friend
oooo
host=dynamic
oooo wwwwwww
[101](phones)
 ccc  cccccc
secret=geheim
oooooo ssssss
context=from-internal
ooooooo mmmmmmmmmmmmm
nat=force_rport,comedia
ooo wwwwwwwwwww wwwwwww
callgroup=1
ooooooooo
username=101
oooooooo
qualify=\${Q}
ooooooo
[102](missing)
 ccc
host=sip.example.com
oooo hhhhhhhhhhhhhhh
[{{ name }}]

[carrier]
 ccccccc
type=peer
oooo
host=sip.example.com
oooo hhhhhhhhhhhhhhh
port=5060
oooo nnnn
auth=u:geheim@realm
oooo   ssssss
#include "more.conf"
kkkkkkkk
`,
      { 'extensions.conf': '[from-internal]\nexten => 1,1,Answer()\n' },
    );
  });

  it('of iax.conf', () => {
    expectMarks(
      'iax.conf',
      `
[general]
 ccccccc
bindport=4569
oooooooo nnnn
[a]
 c
type=friend
oooo
secret=one;two
oooooo sss
requirecalltoken=auto
oooooooooooooooo wwww
trunk=yes
ooooo bbb
`,
    );
  });

  it('of pjsip.conf, where names of objects have to lead somewhere', () => {
    expectMarks(
      'pjsip.conf',
      `
[101]
 ccc
type=endpoint
oooo
auth=101-auth
oooo cccccccc
aors=102
oooo
direct_media=no
oooooooooooo bb
secret=geheim
xxxxxx
[101-auth]
 cccccccc
type=auth
oooo
password=geheim
oooooooo ssssss
`,
    );
  });

  it('of extensions.conf, where only names that lead somewhere are ours', () => {
    expectMarks(
      'extensions.conf',
      `
[in]
 cc
exten => 1,1,Goto(out,1,1)
                  mmm
same => n,Goto(nowhere,1,1)

include => out
           mmm
[out]
 ccc
exten => 1,1,Dial(SIP/101)
                      ccc
`,
      { 'sip.conf': '[101]\ntype=friend\nhost=dynamic\n' },
    );
  });

  it('leave names alone where the kind of the file is only guessed', () => {
    expectMarks(
      'sip_custom.conf',
      `
[general]
 ccccccc
allowguest=no

register => 1:geheim@h
kkkkkkkk    u-ssssss-h
`,
    );
  });

  it('tell templates, what is declared and what has a successor', () => {
    const text = '[t](!)\nusername=1\n[a](t)\n[a](+)\n';
    const workspace = workspaceOf({ 'sip.conf': text });
    const tokens = decode(encodeTokens(semanticTokens(workspace, `${FOLDER}sip.conf`)));
    expect(tokens.map(({ line, type, modifiers }) => [line, type, modifiers.join(' ')])).toEqual([
      [0, 'class', 'declaration template'],
      [1, 'property', 'deprecated'],
      [2, 'class', 'declaration'],
      [2, 'class', ''],
      [3, 'class', ''],
    ]);
  });

  it('stay out of comments, other line ends and byte order marks', () => {
    expect(marksOf({ 'sip.conf': '\ufeff[a]\r\nsecret=x\r\n;-- secret=y\r\nz --;\r\n' }, 'sip.conf')).toEqual(
      ['  c', 'oooooo s', '', '', ''],
    );
    expect(marksOf({ 'sip.conf': '[a]\rsecret=x\r' }, 'sip.conf')).toEqual(['']);
  });
});

describe('after edits', () => {
  const uri = `${FOLDER}sip.conf`;
  const lines = (from: number, count: number): string =>
    Array.from({ length: count }, (_, i) => `[${from + i}](t)\nsecret=x${i}\ncontext=c${i % 7}\n\n`).join('');

  function dataOf(workspace: Workspace): number[] {
    return encodeTokens(semanticTokens(workspace, uri));
  }

  /** The same text, read for the first time. */
  function freshData(workspace: Workspace): number[] {
    const tree = workspace.files.get(uri)?.tree;
    const text = tree === undefined ? '' : textOf(tree);
    return dataOf(workspaceOf({ 'sip.conf': text, 'extensions.conf': '[c1]\n[c2]\n' }));
  }

  it('the kept tokens are those of a fresh look, and the difference leads there', { timeout: 60_000 }, () => {
    const random = seededRandom(7);
    const pieces = [
      '[t](!)\ntype=peer\n',
      '[c1]\n',
      '\n',
      'qualify=yes\n',
      ';--',
      '--;',
      'x',
      '[t',
      '\r',
      ']',
    ];
    let workspace = workspaceOf({
      'sip.conf': `[general]\n[t](!)\ntype=friend\n${lines(100, 400)}[long]\n${'secret=y\n'.repeat(3000)}`,
      'extensions.conf': '[c1]\n[c2]\n',
    });
    let sheet = semanticTokens(workspace, uri);
    for (let round = 0; round < 30; round++) {
      const tree = workspace.files.get(uri)?.tree;
      if (tree === undefined) throw new Error('no file');
      const start = random(tree.length);
      const end = Math.min(tree.length, start + random(random(4) === 0 ? 4000 : 12));
      const text = random(3) === 0 ? lines(900 + round, random(40)) : (pieces[random(pieces.length)] ?? '');
      workspace = withFile(workspace, uri, fileModel(reparse(tree, { start, end, text })));
      const after = semanticTokens(workspace, uri);
      const data = encodeTokens(sheet);
      for (const edit of tokenEdits(sheet, after)) data.splice(edit.start, edit.deleteCount, ...edit.data);
      expect(data).toEqual(encodeTokens(after));
      expect(data).toEqual(freshData(workspace));
      sheet = after;
    }
  });

  it('a name that comes or goes elsewhere is seen', () => {
    let workspace = workspaceOf({ 'sip.conf': '[a]\ncontext=here\n', 'extensions.conf': '[there]\n' });
    expect(decode(dataOf(workspace)).map(({ type }) => type)).not.toContain('namespace');
    const dialplan = workspaceOf({ 'extensions.conf': '[here]\n' }).files.get(`${FOLDER}extensions.conf`);
    if (dialplan === undefined) throw new Error('no file');
    workspace = withFile(workspace, `${FOLDER}extensions.conf`, dialplan);
    expect(decode(dataOf(workspace)).map(({ type }) => type)).toContain('namespace');
  });

  it('an edit gives the numbers of its surroundings only, and a range those of its lines', () => {
    const workspace = workspaceOf({ 'sip.conf': `[t](!)\n${lines(100, 5000)}` });
    const tree = workspace.files.get(uri)?.tree;
    if (tree === undefined) throw new Error('no file');
    const change = { start: 50_000, end: 50_000, text: '\n' };
    const next = withFile(workspace, uri, fileModel(reparse(tree, change)));
    const [edit] = tokenEdits(semanticTokens(workspace, uri), semanticTokens(next, uri));
    expect(edit?.data.length).toBeLessThan(20);
    const sheet = semanticTokens(next, uri, 'auto', { from: 8000, to: 8003 });
    const shown = decode(encodeTokens(sheet, 8000, 8003));
    expect(new Set(shown.map(({ line }) => line))).toEqual(new Set([8000, 8002, 8003]));
    const whole = decode(dataOf(next)).filter(({ line }) => line >= 8000 && line <= 8003);
    expect(shown).toEqual(whole);
  });
});

describe('the manifest', () => {
  const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = manifest.contributes;

  it('gives each kind of token a scope of the grammar', () => {
    const [ours] = semanticTokenScopes;
    expect(Object.keys(ours?.scopes ?? {}).sort()).toEqual([...tokenTypes].sort());
    const scopes = Object.values(ours?.scopes ?? {}).flat();
    expect(scopes.filter((scope) => !scope.endsWith('.asterisk-conf'))).toEqual([]);
  });

  it('declares our own kinds, and only those', () => {
    const ids = semanticTokenTypes.map(({ id }) => id);
    expect(tokenTypes.slice(-ids.length)).toEqual(ids);
    const modifiers = semanticTokenModifiers.map(({ id }) => id);
    expect(tokenModifiers.slice(-modifiers.length)).toEqual(modifiers);
  });
});
