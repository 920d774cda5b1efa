/** Headers, includes, comments, register lines and snippets; and every place of the examples. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completion } from '../../../server/src/features/completion/completion.ts';
import { includeFolder } from '../../../server/src/features/completion/includes.ts';
import { resolveCompletion } from '../../../server/src/features/completion/resolve.ts';
import { fileModel } from '../../../server/src/model/fileModel.ts';
import { parse } from '../../../server/src/syntax/parse.ts';
import { emptyWorkspace, withFile, withWanted } from '../../../server/src/workspace/workspace.ts';
import { accepted, completedAt, entryAt, expectOffers } from '../../support/completions.ts';
import { FOLDER, lintText, workspaceOf } from '../../support/lintText.ts';

describe('headers', () => {
  it.each([
    ['sip.conf', '[<|>', '= general authentication'],
    ['sip.conf', '[gen<|>]', '= general authentication'],
    ['sip.conf', '[general]\n[<|>]', '= authentication'],
    ['sip.conf', '[general]\n[auth<|>entication]\n', '= authentication'],
    ['iax.conf', '[<|>', '= general callnumberlimits'],
    ['pjsip.conf', '[<|>', '= global system'],
    ['pjsip.conf', '[201]\ntype=endpoint\n[<|>]', '= global system 201'],
    ['voicemail.conf', '[<|>', 'general zonemessages default'],
    ['extensions.conf', '[<|>', '= general globals'],
    ['asterisk/asterisk.conf', '[<|>', 'directories options files'],
    ['sip.conf', '[a](!)\n[101](<|>', '= a !'],
    ['sip.conf', '[a](!)\n[b](!)\n[101](a,<|>)', '= b !'],
    ['sip.conf', '[a](!)\n[b](!)\n[101](!,<|>)', '= a b'],
    ['sip.conf', '[a](!)\n[101]\n[101](<|>)', '= a ! +'],
    ['sip.conf', '[a](!)\n[100]\n[101](<|>', '= a ! 100'],
    ['sip.conf', '[101](<|>)\n[later](!)\n', '= !'],
    ['sip.conf', '#include phones.conf\n[101](<|>)\n;- phones.conf\n[remote](!)\ntype=peer\n', 'remote !'],
    ['sip.conf', '[a](!)\n[a](<|>', '= ! +'],
    ['pjsip.conf', '[p](!)\ntype=endpoint\n[201](<|>)', '= p !'],
  ])('%s %j offers %s', (name, text, wanted) => {
    expectOffers(name, text, wanted);
  });

  it.each([
    ['[<|>', 'general', '[general]'],
    ['[<|>]', 'general', '[general]'],
    ['[ge<|>', 'general', '[general]'],
    ['[t](!)\n[a](<|>', 't', '[t](!)\n[a](t)'],
    ['[t](!)\n[a](<|>)', 't', '[t](!)\n[a](t)'],
    ['[t](!)\n[u](!)\n[a](t,u<|>)', 'u', '[t](!)\n[u](!)\n[a](t,u)'],
  ])('%j with %s becomes %j', (text, label, result) => {
    expect(accepted('sip.conf', text, label)).toBe(result);
  });
});

const LISTING = [
  { name: 'phones.conf', isFolder: false },
  { name: 'sip.conf', isFolder: false },
  { name: 'notes.txt', isFolder: false },
  { name: '.hidden.conf', isFolder: false },
  { name: 'sip.d', isFolder: true },
];

describe('includes', () => {
  it.each([
    ['#<|>', '= #include #tryinclude'],
    ['#incl<|>', '= #include #tryinclude'],
    ['#inc<|>lude phones.conf', '= #include #tryinclude'],
    ['#include <|>', '= phones.conf sip.d'],
    ['#tryinclude <|>', '= phones.conf sip.d'],
    ['#include "<|>"', '= phones.conf sip.d'],
    ['#include ph<|>', '= phones.conf sip.d'],
    ['#include .<|>', 'phones.conf .hidden.conf'],
    ['#exec <|>', '='],
    ['#include "phones.conf" <|>', '='],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('sip.conf', text, wanted, { listing: LISTING });
  });

  it.each([
    ['#include <|>', 'phones.conf', '#include phones.conf'],
    ['#include "<|>old.conf"', 'phones.conf', '#include "phones.conf"'],
    ['#include sip.d/<|>', 'phones.conf', '#include sip.d/phones.conf'],
    ['#include <|>', 'sip.d', '#include sip.d/'],
    ['#<|>', '#include', '#include '],
    ['#inc<|>lude a.conf', '#tryinclude', '#tryinclude a.conf'],
  ])('%j with %s becomes %j', (text, label, result) => {
    expect(accepted('sip.conf', text, label, { listing: LISTING })).toBe(result);
  });

  it.each([
    ['#include <|>', { uri: 'file:///etc/asterisk', isNamed: false }],
    ['#include sip.d/<|>', { uri: 'file:///etc/asterisk/sip.d', isNamed: true }],
    ['#include /opt/x/<|>', { uri: 'file:///opt/x', isNamed: true }],
    ['#include */<|>', undefined],
    ['#include a/<|>{{ x }}', { uri: 'file:///etc/asterisk/a', isNamed: true }],
    ['con<|>text=a', undefined],
  ])('%j needs the folder %j', (source, folder) => {
    const workspace = workspaceOf({ 'sip.conf': source.replace('<|>', '') });
    expect(includeFolder(workspace, `${FOLDER}sip.conf`, source.indexOf('<|>'))).toEqual(folder);
  });
});

describe('comments that silence rules', () => {
  it.each([
    ['; asterisk-conf: <|>', '= ignore ignore-section ignore-file'],
    ['; asterisk-conf: ign<|>', '= ignore ignore-section ignore-file'],
    ['; asterisk-conf: ignore <|>', 'secret-weak all -iax-calltoken'],
    ['secret=1 ; asterisk-conf: ignore secret-<|>', 'secret-weak'],
    ['; asterisk-conf: ignore secret-weak, <|>', 'secret-default -secret-weak -all'],
    ['; asterisk-conf: ignore-file <|>', 'secret-weak'],
    ['; asterisk-conf: ignore secret-weak (<|>', '='],
    ['; asterisk-conf: ignore secret-weak <|>', '='],
    [';-- asterisk-conf: ignore <|>', '='],
    ['; just words <|>', '='],
  ])('%j offers %s', (text, wanted) => {
    expectOffers('sip.conf', text, wanted);
  });

  it('replace the whole word', () => {
    expect(accepted('sip.conf', '; asterisk-conf: ignore secret-<|>x', 'secret-weak')).toBe(
      '; asterisk-conf: ignore secret-weak',
    );
  });
});

describe('register lines', () => {
  const PEERS = '[general]\n[provider]\ntype=peer\n[t](!)\ntype=peer\n';
  it.each([
    ['sip.conf', `[general]\nregister => <|>`, '= user:secret@host/extension'],
    ['sip.conf', `${PEERS}[general](+)\nregister => <|>`, '= user:secret@host/extension provider?'],
    ['sip.conf', `${PEERS}[general](+)\nregister => pro<|>`, '= provider?'],
    ['sip.conf', `${PEERS}[general](+)\nregister => peer?<|>`, '= provider?'],
    ['sip.conf', `${PEERS}[general](+)\nregister => provider?u<|>`, '='],
    ['sip.conf', `${PEERS}[general](+)\nregister => u:<|>`, '='],
    ['sip.conf', `${PEERS}[general](+)\nregister => u:s@<|>`, '='],
    ['iax.conf', `[general]\nregister => <|>`, '= user:secret@host'],
    ['iax.conf', `[general]\nregister=<|>`, '= user:secret@host'],
  ])('%s %j offers %s', (name, text, wanted) => {
    expectOffers(name, text, wanted);
  });

  it('put the peer in front of what is there', () => {
    const text = `${PEERS}[general](+)\nregister => <|>u:s@h`;
    expect(accepted('sip.conf', text, 'provider?')).toContain('register => provider?u:s@h');
  });
});

describe('snippets', () => {
  it('know the next number and the template of the neighbours', () => {
    const text = '[p](!)\ntype=friend\nhost=dynamic\n[101](p)\nsecret=a\n[102](p)\nsecret=b\n<|>';
    expect(entryAt('sip.conf', text, 'new phone').newText).toBe('[${1:103}](p)\nsecret=$2\n$0');
  });

  it.each([
    ['sip.conf', 'new phone new trunk new register line'],
    ['iax.conf', 'new phone new trunk new register line'],
    ['pjsip.conf', 'new phone new trunk new registration'],
  ])('%s has its own', (name, wanted) => {
    const labels = completedAt(name, '[general]\n<|>')
      .entries.filter(({ kind }) => kind === 'snippet')
      .map(({ label }) => label);
    expect(labels.join(' ')).toBe(wanted);
  });

  it.each(['sip.conf', 'iax.conf', 'pjsip.conf'])(
    'of %s hold nothing the checks object to but the open secret',
    (name) => {
      for (const { kind, newText } of completedAt(name, '<|>').entries) {
        if (kind !== 'snippet') continue;
        const stops = newText
          .replaceAll(/\$\{\d+:([^${}]*)\}/g, '$1')
          .replaceAll(/\$\d/g, 'Xq7-kR2_mWz9LpVt4sBn');
        const found = lintText(`${stops}\n`, name).filter(({ severity }) => severity === 'error');
        expect(found).toEqual([]);
      }
    },
  );

  it('stay away from generated files and the middle of lines', () => {
    expectOffers('sip.conf', '[101]\ntype=<|>', '-new');
    const banner = '; WARNING- THIS FILE IS AUTO-GENERATED BY VICIDIAL, ANY EDITS YOU MAKE WILL BE LOST\n<|>';
    expect(completedAt('sip-vicidial.conf', banner).entries).toEqual([]);
  });
});

describe('details', () => {
  it.each([
    [{ from: 'option', file: 'sip.conf', section: 'peer', name: 'nat' }, '**`nat`**'],
    [{ from: 'option', file: 'pjsip.conf', section: 'endpoint', name: 'aors' }, '**`aors`**'],
    [{ from: 'rule', id: 'secret-weak' }, 'secrets'],
  ] as const)('of %j are made on demand', (data, wanted) => {
    expect(resolveCompletion(data)).toContain(wanted);
  });

  it('are absent for what nobody knows', () => {
    expect(resolveCompletion({ from: 'option', file: 'sip.conf', name: 'nosuch' })).toBeUndefined();
    expect(resolveCompletion({ from: 'rule', id: 'nosuch' })).toBeUndefined();
  });
});

describe('large lists', () => {
  it('are cut down to what was typed, and asked for again', () => {
    const phones = Array.from({ length: 1100 }, (_, i) => `[${String(1000 + i)}]\ntype=aor\n`).join('');
    const all = completedAt('pjsip.conf', `${phones}[x]\ntype=endpoint\naors=<|>`);
    expect([all.entries.length, all.isIncomplete]).toEqual([400, true]);
    const some = completedAt('pjsip.conf', `${phones}[x]\ntype=endpoint\naors=187<|>`);
    expect(some.entries.map(({ label }) => label)).toEqual([
      '1187',
      ...Array.from({ length: 10 }, (_, i) => `187${String(i)}`),
    ]);
    expect(some.isIncomplete).toBe(true);
  });
});

describe('the examples', () => {
  const folder = new URL('../../../examples/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.conf'));
  const texts = new Map(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
  let workspace = emptyWorkspace();
  for (const [name, text] of texts) workspace = withFile(workspace, FOLDER + name, fileModel(parse(text)));
  workspace = withWanted(
    workspace,
    names.map((name) => FOLDER + name),
  );
  /** Long enough that none of them is a name or a word as well. */
  const secrets = [...texts.values()].flatMap((text) =>
    [...text.matchAll(/(?:secret|password)=(\S{12,})|:([\w-]{12,})@/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    ),
  );

  it.each(names)('%s: at every place an answer that fits, nothing twice, no secret', (name) => {
    const text = texts.get(name) ?? '';
    expect(secrets.length).toBeGreaterThan(5);
    for (let offset = 0; offset <= text.length; offset++) {
      const { entries } = completion(workspace, FOLDER + name, offset, { version: 20, listing: LISTING });
      const labels = new Set(entries.map(({ label }) => label));
      // Plain comparisons: there are hundreds of thousands of them.
      if (labels.size !== entries.length) throw new Error(`twice the same at ${String(offset)}`);
      for (const { span, label } of entries) {
        if (span.start > offset || offset > span.end) throw new Error(`${label} is not at the caret`);
        if (/[\r\n]/.test(text.slice(span.start, span.end))) throw new Error(`${label} replaces a line end`);
      }
      const said = entries.map(({ label, newText }) => `${label} ${newText}`).join('\n');
      if (secrets.some((secret) => said.includes(secret))) throw new Error('a secret');
    }
  });
});
