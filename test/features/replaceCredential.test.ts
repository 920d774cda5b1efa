/** Which places one credential has, and what replacing it does to all of them. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { codeActions, replaceWeakSecrets, resolveAction } from '../../server/src/features/codeAction.ts';
import {
  replaceCredential,
  rotateWeakSecrets,
  weakSecrets,
  type FileEdit,
} from '../../server/src/features/replaceCredential.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { credentialGroup } from '../../server/src/workspace/credentialGroup.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';
import { seededRandom } from '../support/seededRandom.ts';

const S = 'vK3_pQ8mWz5-tRb2XyNd';
const OTHER = 'Hq7-dL2xVn9_cTs4WfBk';

type Files = Readonly<Record<string, string>>;

/** Where `|` stands in the first file is chosen; gives names of the other places and, behind `alias`, of its members. */
function group(files: Files, aliases: { name: string; members: string[] }[] = []): readonly string[] {
  const name = Object.keys(files)[0] ?? '';
  const marked = files[name] ?? '';
  const offset = marked.indexOf('|');
  const workspace = workspaceOf({ ...files, [name]: marked.replace('|', '') });
  const found = credentialGroup(workspace, { uri: FOLDER + name, offset }, aliases);
  if (found === undefined) return ['none'];
  return [
    ...found.others.map((place) => place.name),
    ...found.aliasMembers.map((place) => `alias ${place.name}`),
  ];
}

const phone = (name: string, secret: string, more = ''): string =>
  `[${name}]\ntype=friend\nhost=dynamic\nsecret=${secret}\n${more}`;

describe('the places of one credential', () => {
  test.each<readonly [string, Files, readonly string[]]>([
    ['a phone alone', { 'sip.conf': phone('1', `|${S}`) + phone('2', S) }, []],
    ['no secret here', { 'sip.conf': `[1]\n|type=peer\nsecret=${S}\n` }, ['none']],
    [
      'a peer and its register line',
      {
        'sip.conf': `[general]\nregister => bob:${S}@sip.example/1\nregister => bob:${OTHER}@sip.example/2\n[trunk]\ntype=peer\nhost=sip.example\ndefaultuser=bob\nsecret=|${S}\n`,
      },
      ['register line for bob'],
    ],
    [
      'a register line that names its peer',
      {
        'sip.conf': `[general]\nregister => trunk?bob:|${S}@h1.example\n[trunk]\ntype=peer\nhost=h2.example\nsecret=${S}\nremotesecret=${S}\n`,
      },
      ['[trunk]', '[trunk]'],
    ],
    [
      'another account at the same host',
      {
        'sip.conf': `[general]\nregister => bob:|${S}@sip.example\n[trunk]\ntype=peer\nhost=sip.example\ndefaultuser=al\nsecret=${S}\n`,
      },
      [],
    ],
    [
      'both ends of a trunk',
      {
        'a/iax.conf': `[general]\nregister => a:${S}@b.example\n[b]\ntype=friend\nhost=b.example\nusername=a\nsecret=|${S}\n`,
        'b/iax.conf': `[a]\ntype=friend\nhost=dynamic\nsecret=${S}\n[b]\ntype=friend\nhost=dynamic\nsecret=${OTHER}\n`,
      },
      ['register line for a', '[a] in b/iax.conf'],
    ],
    [
      'a template and the register lines of the sections that use it',
      {
        'sip.conf': `[general]\nregister => bob:${S}@sip.example/1\nregister => al:${S}@other.example/1\n[provider](!)\ntype=peer\nsecret=|${S}\n[trunk](provider)\nhost=sip.example\ndefaultuser=bob\n`,
      },
      ['register line for bob'],
    ],
    [
      'a register line whose section takes its secret from a template',
      {
        'sip.conf': `[general]\nregister => bob:|${S}@sip.example/1\n[provider](!)\ntype=peer\nsecret=${S}\n[trunk](provider)\nhost=sip.example\ndefaultuser=bob\n[desk](provider)\nhost=dynamic\n`,
      },
      ['[provider]'],
    ],
    [
      'logins of pjsip with the same user',
      {
        'pjsip.conf': `[in]\ntype=auth\nusername=bob\npassword=|${S}\n[out]\ntype=auth\nusername=bob\npassword=${S}\n[x]\ntype=auth\nusername=al\npassword=${S}\n`,
      },
      ['[out]'],
    ],
    [
      'a dial string',
      {
        'iax.conf': `[general]\nregister => bob:|${S}@h.example\n`,
        'extensions.conf': `[out]\nexten => 1,1,Dial(IAX2/bob:${S}@h.example/2)\n`,
      },
      ['dial string for bob in asterisk/extensions.conf'],
    ],
    [
      'the same name elsewhere',
      { 'sip.conf': phone('admin', `|${S}`), 'manager.conf': `[admin]\nsecret=${S}\n` },
      [],
    ],
    [
      'the loop accounts of a server',
      {
        'iax.conf': `[general]\nregister => ASTloop:|${S}@127.0.0.1:40569\nregister => ASTplay:${S}@127.0.0.1:42569\n[ASTloop]\ntype=friend\nsecret=${S}\nhost=dynamic\n`,
      },
      ['register line for ASTplay', '[ASTloop]'],
    ],
  ])('%s', (_title, files, expected) => {
    expect([...group(files)].sort()).toEqual([...expected].sort());
  });

  test('members of an alias are offered apart', () => {
    const note = '; asterisk-conf: alias desk\n';
    const files = {
      'a/sip.conf': phone('1', `|${S}`, note) + phone('9', S),
      'b/sip.conf': phone('1b', OTHER, note),
    };
    expect(group(files)).toEqual(['alias [1b] in b/sip.conf']);
    const plain = { 'a/sip.conf': phone('1', `|${S}`), 'b/sip.conf': phone('7', OTHER) };
    expect(group(plain, [{ name: 'd', members: ['a/sip.conf#1', 'b/sip.conf#7'] }])).toEqual([
      'alias [7] in b/sip.conf',
    ]);
  });
});

function applied(files: Files, edits: readonly FileEdit[]): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      applyEdits(
        text,
        edits.filter(({ uri }) => uri === FOLDER + name).sort((a, b) => a.span.start - b.span.start),
      ),
    ]),
  );
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('replacing', () => {
  const trunk = {
    'a/iax.conf': `[general]\nregister => a:test@b.example\n[b]\ntype=friend\nhost=b.example\nusername=a\nsecret=test\n`,
    'b/iax.conf': `[a]\ntype=friend\nhost=dynamic\nsecret=test\n[z]\ntype=friend\nhost=dynamic\nsecret=test\n`,
  };

  test('gives every place of the credential the same new secret', () => {
    const workspace = workspaceOf(trunk);
    const offset = trunk['a/iax.conf'].lastIndexOf('test');
    const settings = defaultLintSettings;
    const edits = replaceCredential(
      workspace,
      { uri: `${FOLDER}a/iax.conf`, offset },
      { random: seededRandom(1), settings, aliases: 'leave' },
    );
    const fresh = edits?.[0]?.newText ?? '';
    expect(fresh).toMatch(/^[\w-]{20}$/);
    expect(applied(trunk, edits ?? [])).toEqual({
      'a/iax.conf': trunk['a/iax.conf'].replaceAll('test', fresh),
      'b/iax.conf': trunk['b/iax.conf'].replace('test', fresh),
    });
    expect(edits?.map(({ label }) => label)).toEqual([
      'New secret for [b]',
      'New secret for register line for a',
      'New secret for [a] in b/iax.conf',
    ]);
  });

  test('writes digests of the new secret', () => {
    const text = `[general]\nrealm=home\n[1]\ntype=friend\nhost=dynamic\nsecret=${S}\nmd5secret=${md5(`1:home:${S}`)}\n`;
    const files = { 'sip.conf': text };
    const edits = replaceCredential(
      workspaceOf(files),
      { uri: `${FOLDER}sip.conf`, offset: text.indexOf(S) },
      { random: seededRandom(1), settings: defaultLintSettings, aliases: 'leave' },
    );
    const [fresh, digest] = edits?.map(({ newText }) => newText) ?? [];
    expect(digest).toBe(md5(`1:home:${fresh ?? ''}`));
  });

  test('the phones of an alias are to be confirmed', () => {
    const note = '; asterisk-conf: alias d\n';
    const text = phone('1', S, note) + phone('2', OTHER, note);
    const edits = replaceCredential(
      workspaceOf({ 'sip.conf': text }),
      { uri: `${FOLDER}sip.conf`, offset: text.indexOf(S) },
      { random: seededRandom(1), settings: defaultLintSettings, aliases: 'offer' },
    );
    expect(edits?.map(({ needsConfirmation }) => needsConfirmation)).toEqual([false, true]);
    expect(new Set(edits?.map(({ newText }) => newText)).size).toBe(1);
  });

  test('the light bulb says how many places follow', () => {
    const workspace = workspaceOf(trunk);
    const uri = `${FOLDER}a/iax.conf`;
    const start = trunk['a/iax.conf'].lastIndexOf('test');
    const range = { start, end: start };
    const [first, second] = codeActions(workspace, uri, range, defaultLintSettings);
    expect(first).toMatchObject({
      title: 'Replace by a generated secret here and in the 2 places that hold the same credential',
      isPreferred: true,
    });
    expect(second).toMatchObject({ data: { kind: 'fix' }, isPreferred: false });
    const edits = first && resolveAction(workspace, uri, first.data, defaultLintSettings, seededRandom(2));
    expect(edits?.map((edit) => edit.uri?.slice(FOLDER.length))).toEqual([
      'a/iax.conf',
      'a/iax.conf',
      'b/iax.conf',
    ]);
  });

  test('all weak secrets of a file, one for each credential', () => {
    const workspace = workspaceOf(trunk);
    const edits = replaceWeakSecrets(workspace, `${FOLDER}b/iax.conf`, defaultLintSettings, seededRandom(3));
    expect(edits).toHaveLength(4);
    expect(new Set(edits.map(({ newText }) => newText)).size).toBe(2);
  });

  test('rotation tells what changed and how far it is', () => {
    const workspace = workspaceOf(trunk);
    const uris = Object.keys(trunk).map((name) => FOLDER + name);
    const settings = defaultLintSettings;
    expect(
      [...weakSecrets(workspace, uris, settings)].map(({ rule, section }) => `${rule} ${section}`),
    ).toEqual(['secret-default general', 'secret-default b', 'secret-default a', 'secret-default z']);
    const work = rotateWeakSecrets(workspace, uris, settings, seededRandom(4));
    expect(work.next().value).toEqual({ done: 1, total: 2 });
    expect(work.next().value).toEqual({ done: 2, total: 2 });
    const last = work.next();
    if (last.done !== true) throw new Error('the rotation goes on');
    expect(last.value.changed.map(({ section, user, others }) => [section, user, others.length])).toEqual([
      ['general', 'a', 2],
      ['z', 'z', 0],
    ]);
    expect(last.value.edits).toHaveLength(4);
    const after = workspaceOf(applied(trunk, last.value.edits));
    expect([...weakSecrets(after, uris, settings)]).toEqual([]);
  });
});
