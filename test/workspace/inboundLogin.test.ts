/** Which secrets let callers in: a table of the rules, and all recorded logins of real Asterisk where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isReopened, isTemplate, sectionsOf } from '../../server/src/model/fileModel.ts';
import { foldCase } from '../../server/src/text/ascii.ts';
import {
  iaxInboundLogin,
  pjsipInboundLogin,
  sipInboundLogin,
  type InboundLogin,
} from '../../server/src/workspace/inboundLogin.ts';
import { pjsipAuthsOf } from '../../server/src/workspace/registrations.ts';
import { optionsIn } from '../../server/src/workspace/registrationSections.ts';
import { chainOf, valuesIn, type ChainValue } from '../../server/src/workspace/sectionChain.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { load } from '../../server/src/workspace/load.ts';
import { FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

type Reader = 'sip' | 'iax peer' | 'iax user' | 'pjsip 16' | 'pjsip 22';

const files: Readonly<Record<Reader, string>> = {
  sip: 'sip.conf',
  'iax peer': 'iax.conf',
  'iax user': 'iax.conf',
  'pjsip 16': 'pjsip.conf',
  'pjsip 22': 'pjsip.conf',
};

/** What the section of that name asks callers for, read as the rules and hovers read it. */
function inboundLogin(reader: Reader, text: string, name: string): InboundLogin {
  const workspace = workspaceOf({ [files[reader]]: text });
  const uri = FOLDER + files[reader];
  if (reader === 'sip') return sipInboundLogin(valuesNamed(workspace, uri, name).flat());
  if (reader === 'iax peer' || reader === 'iax user') {
    const [values = []] = valuesNamed(workspace, uri, name);
    return iaxInboundLogin(values, reader === 'iax user' ? 'user' : 'peer');
  }
  const version = reader === 'pjsip 16' ? 16 : 22;
  const { categories } = load(workspace, uri, { version });
  const isTaken = pjsipAuthsOf(categories, version).find(({ section }) => section === name)?.auth.ok;
  if (isTaken !== true) return { state: 'refused', secrets: [] };
  for (const section of sectionsOf(workspace.files.get(uri) ?? never())) {
    const chain = chainOf(workspace, uri, section);
    if (section.section.header?.name !== name || valuesIn(chain, 'type')[0]?.value !== 'auth') continue;
    const names = new Set(valuesIn(chain).map((value) => foldCase(value.name)));
    return pjsipInboundLogin(optionsIn(chain, ...names), version);
  }
  return never();
}

function never(): never {
  throw new Error('no such file or section');
}

/** The values of each section with the name, templates aside. */
function valuesNamed(workspace: Workspace, uri: string, name: string): readonly (readonly ChainValue[])[] {
  return [...sectionsOf(workspace.files.get(uri) ?? never())]
    .filter(({ section: { header } }) => header?.name === name && !isTemplate(header) && !isReopened(header))
    .map((section) => valuesIn(chainOf(workspace, uri, section)));
}

const HASH = '0cc175b9c0f1b6a831c399e269772661';

/** `open`, `refused`, `digest`, or the secrets that let in, an empty one as two quotes. */
function told({ state, secrets, digest }: InboundLogin): string {
  if (state !== 'asked') return state;
  return digest === undefined ? secrets.map((one) => (one === '' ? '""' : one)).join(' ') : 'digest';
}

describe('what a section asks callers for', () => {
  test.each<readonly [Reader, string, string]>([
    // Which line counts.
    ['sip', '[a]\nsecret=one\nsecret=two\n', 'two'],
    ['sip', '[a]\nsecret=one\nsecret=\n', 'open'],
    ['sip', '[a]\nsecret=one\nsecret+=two\n', 'onetwo'],
    ['sip', '[a]\nsecret=one\nsecret += two\n', 'one two'],
    ['sip', '[a]\nsecret=one\n[a]\nsecret=two\n', 'two'],
    ['sip', '[a]\nsecret=one\n[a](+)\nsecret=two\n', 'two'],
    ['sip', '[t](!)\nsecret=one\n[a](t)\n', 'one'],
    ['sip', '[t](!)\nsecret=one\n[a](t)\nsecret=two\n', 'two'],
    ['sip', '[t](!)\nsecret=one\n[a](t)\nsecret=\n', 'open'],
    ['sip', '[a]\nSeCrEt=one\n', 'one'],
    ['sip', '[a]\ntype=friend\n', 'open'],
    // What is no secret for calls that come in.
    ['sip', '[a]\nremotesecret=one\n', 'open'],
    ['sip', '[a]\npassword=one\n', 'open'],
    ['sip', '[a]\nauth=me:one@realm\n', 'open'],
    ['sip', '[a]\nsecret=one\nremotesecret=two\nauth=me:three@realm\n', 'one'],
    // Digests.
    ['sip', `[a]\nmd5secret=${HASH}\nsecret=one\n`, 'digest'],
    ['sip', '[a]\nmd5secret=\nsecret=one\n', 'one'],
    ['sip', `[a]\nmd5secret=${HASH}\nmd5secret=\n`, 'open'],
    // What a value is.
    ['sip', '[a]\nsecret=one;two\n', 'one'],
    ['sip', '[a]\nsecret=;one\n', 'open'],
    ['sip', '[a]\nsecret=one\\;two\n', 'one;two'],
    ['sip', '[a]\nsecret=one;-- x --;two\n', 'onetwo'],
    ['sip', '[a]\nsecret="one"\n', '"one"'],
    ['sip', "[a]\nsecret='one'\n", "'one'"],
    ['sip', '[a]\nsecret=>one\n', 'one'],
    ['sip', '[a]\nsecret= >one\n', '>one'],
    ['sip', '[a]\nsecret  =  a:b@c/d?e#f \n', 'a:b@c/d?e#f'],
    // Registrations of chan_iax2 take the last line, calls all of them; semicolons separate.
    ['iax peer', '[a]\nsecret=one\nsecret=two\n', 'two'],
    ['iax user', '[a]\nsecret=one\nsecret=two\n', 'one two'],
    ['iax peer', '[a]\nsecret=one\nsecret=\n', 'open'],
    ['iax user', '[a]\nsecret=one\nsecret=\n', 'one ""'],
    ['iax user', '[a]\nsecret=\nsecret=one\n', 'one'],
    ['iax user', '[a]\nsecret=\n', 'open'],
    ['iax peer', '[a]\nsecret=one\\;two\n', 'one two'],
    ['iax peer', '[a]\nsecret=one\\;\n', 'one ""'],
    ['iax user', '[a]\nsecret=\\;one\n', '"" one'],
    ['iax user', '[a]\nsecret="one\\;two"\n', '"one two"'],
    ['iax peer', '[t](!)\nsecret=one\n[a](t)\nsecret=two\n', 'two'],
    ['iax user', '[t](!)\nsecret=one\n[a](t)\nsecret=two\n', 'one two'],
    ['iax user', '[a]\ninkeys=k\n', ''],
    ['iax user', '[a]\nmd5secret=x\n', 'open'],
    // A login of pjsip.
    ['pjsip 16', '[a]\ntype=auth\nusername=a\npassword=one\npassword=two\n', 'two'],
    ['pjsip 16', '[a]\ntype=auth\nusername=a\npassword=\n', '""'],
    ['pjsip 22', '[a]\ntype=auth\nusername=a\npassword=\n', 'refused'],
    ['pjsip 16', '[a]\ntype=auth\nusername=a\n', '""'],
    ['pjsip 22', '[a]\ntype=auth\nusername=a\n', 'refused'],
    ['pjsip 22', '[a]\ntype=auth\npassword=one\n', 'refused'],
    ['pjsip 22', '[a]\ntype=auth\nusername=a\nsecret=one\n', 'refused'],
    ['pjsip 16', `[a]\ntype=auth\nusername=a\npassword=one\nmd5_cred=${HASH}\n`, 'one'],
    ['pjsip 22', `[a]\ntype=auth\nusername=a\npassword=one\nmd5_cred=${HASH}\n`, 'digest'],
    ['pjsip 16', `[a]\ntype=auth\nauth_type=md5\nusername=a\npassword=one\nmd5_cred=${HASH}\n`, 'digest'],
    ['pjsip 16', '[a]\ntype=auth\nauth_type=md5\nusername=a\npassword=one\n', 'refused'],
    ['pjsip 22', '[a]\ntype=auth\nauth_type=md5\nusername=a\npassword=one\n', 'one'],
    ['pjsip 22', '[a]\ntype=auth\nauth_type=md5\nusername=a\nmd5_cred=one\n', 'refused'],
    ['pjsip 16', '[a]\ntype=auth\nauth_type=digest\nusername=a\npassword=one\n', 'refused'],
    ['pjsip 22', '[a]\ntype=auth\nauth_type=digest\nusername=a\npassword=one\n', 'one'],
    ['pjsip 22', `[a]\ntype=auth\nauth_type=digest\nusername=a\npassword_digest=MD5:${HASH}\n`, 'digest'],
    ['pjsip 22', '[t](!)\ntype=auth\npassword=one\n[a](t)\nusername=a\n', 'one'],
    ['pjsip 22', '[t](!)\ntype=auth\npassword=one\n[a](t)\nusername=a\npassword=two\n', 'two'],
  ])('%s, row %#', (reader, text, expected) => {
    expect(told(inboundLogin(reader, text, 'a'))).toBe(expected);
  });
});

interface Recorded {
  readonly id: string;
  readonly module: string;
  readonly kind: string;
  readonly asterisk: readonly string[];
  readonly input: string;
  readonly ok: boolean;
  readonly authRequired?: boolean;
  readonly accepted?: readonly string[];
  readonly rejected?: readonly string[];
}

const RECORDED = new URL('../../../shared/oracle/secrets.json', import.meta.url);
const IS_HERE = existsSync(RECORDED);
if (!IS_HERE) console.warn('skipped: no recorded logins of real Asterisk beside the repository');

function readersOf({ module, kind, asterisk }: Recorded): readonly Reader[] {
  if (module === 'chan_sip') return ['sip'];
  if (module === 'chan_iax2') return [kind.startsWith('user') ? 'iax user' : 'iax peer'];
  return asterisk.map((version) => (version.startsWith('16') ? 'pjsip 16' : 'pjsip 22'));
}

/** chan_sip hashes no more than 255 bytes of user, realm and secret; `secret-too-long` says so. */
function isTooLong(reader: Reader, text: string): boolean {
  return lintText(text, files[reader]).some(
    ({ rule, message }) => rule === 'secret-too-long' && message.includes('no phone can log in'),
  );
}

function difference(reader: Reader, one: Recorded): string | undefined {
  const name = [...one.input.matchAll(/^\[([^\]]*)\]/gm)].at(-1)?.[1] ?? '';
  const { state, secrets, digest } = inboundLogin(reader, one.input, name);
  if (!one.ok) return state === 'refused' ? undefined : `is ${state}, but refused`;
  if (one.authRequired !== true) return state === 'open' ? undefined : `is ${state}, but nobody is asked`;
  if (state !== 'asked') return `is ${state}, but asks`;
  const { accepted = [], rejected = [] } = one;
  if (digest !== undefined) {
    const isUsable = /^(?:MD5:)?[0-9a-f]{32}$/.test(digest);
    return isUsable === accepted.length > 0 ? undefined : 'takes the digest otherwise';
  }
  if (reader === 'sip' && isTooLong(reader, one.input)) {
    return accepted.length === 0 ? undefined : 'is too long';
  }
  if (!accepted.every((secret) => secrets.includes(secret))) return 'misses one that lets in';
  return rejected.some((secret) => secrets.includes(secret)) ? 'names one that does not let in' : undefined;
}

describe.skipIf(!IS_HERE)('every recorded login', () => {
  const all = IS_HERE ? (JSON.parse(readFileSync(RECORDED, 'utf8')) as readonly Recorded[]) : [];
  const incoming = all.filter(({ kind }) => kind !== 'outgoing registration');

  test('lets in who Asterisk lets in', () => {
    const wrong: string[] = [];
    const count = new Map<Reader, number>();
    for (const one of incoming) {
      for (const reader of readersOf(one)) {
        count.set(reader, (count.get(reader) ?? 0) + 1);
        const found = difference(reader, one);
        if (found !== undefined) wrong.push(`${reader} ${one.id} ${found}`);
      }
    }
    const counts = [...count].map(([reader, number]) => `${reader} ${String(number)}`).join(', ');
    console.log(
      `incoming logins: ${String(incoming.length)} recorded (${counts}), ${String(wrong.length)} wrong`,
    );
    expect(incoming.length).toBeGreaterThan(180);
    expect(wrong).toEqual([]);
  });

  test('is reported where it takes an empty password or none', () => {
    const silent: string[] = [];
    let open = 0;
    for (const one of incoming) {
      const isOpen = one.authRequired === false || one.accepted?.includes('') === true;
      // Templates are judged by their heirs, and 16 alone takes an auth section without any password line.
      if (!isOpen || (one.module === 'chan_pjsip' && !/^password=/m.test(one.input))) continue;
      open++;
      const findings = lintText(one.input, files[readersOf(one)[0] ?? 'sip']);
      // An empty secret behind a `;` is told as a comment that cuts it.
      const rules = ['secret-empty', 'secret-missing', 'secret-comment-cut', 'iax-open-device'];
      if (!findings.some(({ rule }) => rules.includes(rule))) {
        silent.push(`${one.module} ${one.kind} ${one.id}`);
      }
    }
    expect(open).toBeGreaterThan(10);
    expect(silent).toEqual([]);
  });
});
