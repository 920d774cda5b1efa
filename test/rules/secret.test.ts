import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { applyFix, fixesOf, lintText } from '../support/lintText.ts';

const STRONG = 'vK3_pQ8mWz5-tRb2XyNd';

/** `rule level@text` of the findings about secrets. */
function told(
  text: string,
  name = 'sip.conf',
  settings: Parameters<typeof lintText>[2] = {},
): readonly string[] {
  return lintText(text, name, settings)
    .filter(({ rule }) => rule.includes('secret'))
    .map(({ rule, severity, span }) => `${rule} ${severity}@${text.slice(span.start, span.end)}`);
}

const device = (lines: string): string => `[alice]\ntype=friend\nhost=dynamic\n${lines}\n`;

describe('one finding a secret, the first that fits', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['default', 'secret=test', ['secret-default error@test']],
    ['published', 'secret=zutAnacHe8ewuWr', ['secret-default error@zutAnacHe8ewuWr']],
    ['default in another letter case', 'secret=TEST', ['secret-weak error@TEST']],
    ['placeholder', 'secret = CHANGEME', ['secret-placeholder warning@CHANGEME']],
    ['owner', 'secret=Alice!', ['secret-equals-user error@Alice!']],
    ['other name of the owner', 'defaultuser=bobby\nsecret=ybbob', ['secret-equals-user error@ybbob']],
    ['digits', 'secret=4711998', ['secret-digits error@4711998']],
    ['many digits', 'secret=73910462835174', ['secret-digits warning@73910462835174']],
    ['word', 'secret=Telephone77', ['secret-weak error@Telephone77']],
    ['short', 'secret=kX8vPq2L', ['secret-weak warning@kX8vPq2L']],
    ['strong', `secret=${STRONG}`, []],
    ['template', 'secret=${SECRET}', []],
    ['template with text', 'secret={{ x }}-1', []],
    ['outgoing', `secret=${STRONG}\nremotesecret=test`, ['secret-default error@test']],
    ['replaced', `secret=test\nsecret=${STRONG}`, []],
    ['digest', 'md5secret=e1f7a3c09b54d2680f1eba7733c4d95a', []],
    ['auth line', `secret=${STRONG}\nauth=bob:test@realm`, ['secret-default error@test']],
  ])('%s', (_, lines, expected) => {
    expect(told(device(lines))).toEqual(expected);
  });

  test('the wanted bits are a setting', () => {
    expect(told(device('secret=kX8vPq2L'), 'sip.conf', { minimumBits: 45 })).toEqual([]);
    expect(told(device(`secret=${STRONG}`), 'sip.conf', { minimumBits: 200 })).toEqual([
      `secret-weak warning@${STRONG}`,
    ]);
  });

  test('register lines', () => {
    expect(told('[general]\nregister => bob:test@host/1\nregister => bob:bob1@host/2\n')).toEqual([
      'secret-default error@test',
      'secret-equals-user error@bob1',
    ]);
    expect(told('[general]\nregister => bob:<your secret>@host/1\nregister => ${U}:${S}@${H}/2\n')).toEqual(
      [],
    );
    expect(told('[general]\nregister => bob:test\n')).toEqual([]);
  });

  test('lists of iax.conf', () => {
    expect(told(device(`secret=${STRONG}\\;test`), 'iax.conf')).toEqual(['secret-default error@test']);
  });

  test('other files', () => {
    expect(told('[admin]\nsecret=amp111\n', 'manager.conf')).toEqual(['secret-default error@amp111']);
    expect(told('[bob]\ntype=auth\nusername=bob\npassword=1234\n', 'pjsip.conf')).toEqual([
      'secret-default error@1234',
    ]);
    expect(told('[bob]\ninbound_auth/password=1234\n', 'pjsip_wizard.conf')).toEqual([
      'secret-default error@1234',
    ]);
    expect(told('[x]\nexten => 1,1,Dial(IAX2/bob:test@host/1)\n', 'extensions.conf')).toEqual([
      'secret-default error@test',
    ]);
    expect(told('[globals]\nTRUNKloop = IAX2/ASTloop:test@127.0.0.1:40569\n', 'extensions.conf')).toEqual([
      'server-secret-default error@test',
    ]);
    expect(told('[odbc]\npassword => mypass\n', 'res_odbc.conf')).toEqual(['secret-default error@mypass']);
  });

  test('a template is judged at its own place', () => {
    expect(told('[base](!)\nsecret=test\n[alice](base)\ntype=friend\n[bob](base)\ntype=friend\n')).toEqual([
      'secret-default error@test',
    ]);
  });
});

describe('the server itself', () => {
  test('its default secret has a rule of its own', () => {
    const text =
      '[general]\nregister => ASTloop:test@127.0.0.1:40569\nregister => other:test@192.0.2.1\n[ASTloop]\ntype=friend\nsecret=test\n';
    expect(told(text, 'iax.conf')).toEqual([
      'server-secret-default error@test',
      'secret-default error@test',
      'server-secret-default error@test',
    ]);
    expect(fixesOf(text, 'server-secret-default', 'iax.conf').every((fix) => !fix.isPreferred)).toBe(true);
  });
});

describe('empty and missing secrets', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['dynamic friend', 'sip.conf', device('secret='), ['secret-empty error@secret=']],
    ['guarded by addresses', 'sip.conf', device('secret=\ndeny=0.0.0.0/0\npermit=192.0.2.1'), []],
    ['guarded by a named list', 'sip.conf', device('secret=\nacl=office'), []],
    [
      'everyone let in again',
      'sip.conf',
      device('secret=\ndeny=0.0.0.0/0\npermit=0.0.0.0/0'),
      ['secret-empty error@secret='],
    ],
    [
      'one network kept out',
      'sip.conf',
      device('secret=\npermit=0.0.0.0/0\ndeny=10.0.0.0/8'),
      ['secret-empty error@secret='],
    ],
    ['guarded by a digest', 'sip.conf', device('secret=\nmd5secret=e1f7a3c09b54d2680f1eba7733c4d95a'), []],
    ['guarded by a key', 'iax.conf', device('secret=\nauth=rsa\ninkeys=k'), []],
    ['a trunk known by its address', 'sip.conf', '[a]\ntype=peer\nhost=192.0.2.1\nsecret=\n', []],
    ['a user matched by name', 'sip.conf', '[a]\ntype=user\nsecret =\n', ['secret-empty error@secret =']],
    [
      'options of a parent',
      'sip.conf',
      '[b](!)\ndeny=0.0.0.0/0\n[a](b)\ntype=friend\nhost=dynamic\nsecret=\n',
      [],
    ],
    ['a template', 'sip.conf', '[b](!)\ntype=friend\nhost=dynamic\nsecret=\n', []],
    [
      'what a parent does not guard',
      'sip.conf',
      '[b](!)\ntype=friend\nhost=dynamic\n[a](b)\nsecret=\n',
      ['secret-empty error@secret='],
    ],
    [
      'left empty by a parent',
      'sip.conf',
      `[b](!)\ntype=friend\nhost=dynamic\nsecret=\n[a](b)\n[d](b)\n[c](b)\nsecret=${STRONG}\n`,
      ['secret-empty error@secret='],
    ],
    [
      'guarded by a section that continues it',
      'sip.conf',
      `${device('secret=')}[alice](+)\nsecret=${STRONG}\n`,
      [],
    ],
    ['a parent nobody has', 'sip.conf', '[a](b)\ntype=friend\nhost=dynamic\nsecret=\n', []],
    [
      'pjsip with a template',
      'pjsip.conf',
      '[t](!)\ntype=auth\n[a](t)\nusername=a\npassword=\n',
      ['secret-empty error@password='],
    ],
    [
      'pjsip with a digest in a template',
      'pjsip.conf',
      '[t](!)\ntype=auth\nmd5_cred=e1f7a3c09b54d2680f1eba7733c4d95a\n[a](t)\nusername=a\npassword=\n',
      [],
    ],
    ['inherited', 'sip.conf', `[t](!)\ntype=friend\nhost=dynamic\nsecret=${STRONG}\n[a](t)\n`, []],
    [
      'missing in a template and its heir',
      'sip.conf',
      '[t](!)\ntype=friend\nhost=dynamic\n[a](t)\n',
      ['secret-missing warning@a'],
    ],
    ['missing, with a parent nobody has', 'sip.conf', '[a](t)\ntype=friend\nhost=dynamic\n', []],
    ['outgoing only', 'sip.conf', device(`secret=${STRONG}\nremotesecret=`), []],
    ['iax', 'iax.conf', device('secret='), ['secret-empty error@secret=']],
    [
      'iax, a piece behind a semicolon',
      'iax.conf',
      device(`secret=${STRONG}\\;`),
      ['secret-empty error@secret='],
    ],
    [
      'iax, a piece between semicolons',
      'iax.conf',
      `[a]\ntype=peer\nhost=dynamic\nsecret=${STRONG}\\;\\;x${STRONG}\n`,
      ['secret-empty error@secret='],
    ],
    [
      'iax, an empty line below another',
      'iax.conf',
      `[a]\ntype=user\nsecret=${STRONG}\nsecret=\n`,
      ['secret-empty error@secret='],
    ],
    ['iax, an empty line above another', 'iax.conf', `[a]\ntype=user\nsecret=\nsecret=${STRONG}\n`, []],
    [
      'iax, an earlier line of a peer',
      'iax.conf',
      `[a]\ntype=peer\nhost=dynamic\nsecret=${STRONG}\\;\nsecret=${STRONG}\n`,
      [],
    ],
    [
      'iax, a piece that a template adds to a user',
      'iax.conf',
      `[t](!)\ntype=user\nsecret=${STRONG}\\;\n[a](t)\nsecret=${STRONG}\n`,
      ['secret-empty error@secret=', `iax-secret-accumulates warning@${STRONG}`],
    ],
    ['a semicolon at the end in sip.conf', 'sip.conf', device(`secret=${STRONG}\\;`), []],
    ['pjsip', 'pjsip.conf', '[a]\ntype=auth\nusername=a\npassword=\n', ['secret-empty error@password=']],
    [
      'pjsip with digest',
      'pjsip.conf',
      '[a]\ntype=auth\nauth_type=md5\nmd5_cred=e1f7a3c09b54d2680f1eba7733c4d95a\npassword=\n',
      [],
    ],
    [
      'wizard',
      'pjsip_wizard.conf',
      '[a]\ntype=wizard\naccepts_auth=yes\ninbound_auth/password=\n',
      ['secret-empty error@inbound_auth/password='],
    ],
    ['wizard that asks nobody', 'pjsip_wizard.conf', '[a]\ntype=wizard\noutbound_auth/password=\n', []],
    ['missing', 'sip.conf', device('context=x'), ['secret-missing warning@alice']],
    ['missing, known addresses only', 'sip.conf', device('deny=0.0.0.0/0.0.0.0\npermit=10.0.0.0/8'), []],
    [
      'missing, with the list FreePBX writes',
      'sip.conf',
      device('deny=0.0.0.0/0.0.0.0\npermit=0.0.0.0/0.0.0.0'),
      ['secret-missing warning@alice'],
    ],
    [
      'missing, only outgoing',
      'sip.conf',
      device(`remotesecret=${STRONG}`),
      ['secret-missing warning@alice'],
    ],
    ['missing but guarded', 'sip.conf', device('acl=office'), []],
    ['missing with a digest', 'sip.conf', device('md5secret=e1f7a3c09b54d2680f1eba7733c4d95a'), []],
    ['missing with a key', 'iax.conf', device('inkeys=k'), []],
    ['missing at a fixed host', 'sip.conf', '[a]\ntype=peer\nhost=192.0.2.1\n', []],
    ['missing, with a parent', 'sip.conf', '[b](!)\nsecret=${X}\n[a](b)\ntype=friend\nhost=dynamic\n', []],
    ['no device', 'sip.conf', '[a]\nhost=dynamic\n', []],
  ])('%s', (_, name, text, expected) => {
    expect(told(text, name)).toEqual(expected);
  });
});

describe('secrets cut by a semicolon', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['one word', 'sip.conf', device('secret=pa;ss'), ['secret-comment-cut error@;ss']],
    ['nothing left', 'sip.conf', device('secret=;pass'), ['secret-comment-cut error@;pass']],
    ['block comment', 'sip.conf', device('secret=pa;--ss word'), ['secret-comment-cut error@;--ss word']],
    ['block comment inside', 'sip.conf', device('secret=pa;--x--;ss'), ['secret-comment-cut error@;--x--;']],
    ['remark of words', 'sip.conf', device(`secret=${STRONG};phone at the door`), []],
    ['remark after a blank', 'sip.conf', device(`secret=${STRONG} ;door`), []],
    ['line of dashes', 'sip.conf', device(`secret=${STRONG};-----`), []],
    ['lone semicolon', 'sip.conf', device(`secret=${STRONG};`), []],
    ['escaped', 'sip.conf', device(`secret=${STRONG}\\;ss`), []],
    ['digest', 'sip.conf', device('md5secret=e1f7a3c09b54d2680f1eba7733c4d95a;x'), []],
    [
      'register',
      'sip.conf',
      '[general]\nregister => bob:pa;ss@host/1\n',
      ['secret-comment-cut error@;ss@host/1'],
    ],
    ['register, behind the host', 'sip.conf', `[general]\nregister => bob:${STRONG}@host/1;remark\n`, []],
    [
      'register with domain',
      'sip.conf',
      '[general]\nregister => bob@home:5060:p;ss:bob@host/1\n',
      ['secret-comment-cut error@;ss:bob@host/1'],
    ],
    [
      'register of iax',
      'iax.conf',
      '[general]\nregister => bob:pa;ss@host\n',
      ['secret-comment-cut error@;ss@host'],
    ],
    [
      'auth',
      'sip.conf',
      device(`secret=${STRONG}\nauth=bob:pa;ss@realm`),
      ['secret-comment-cut error@;ss@realm'],
    ],
  ])('%s', (_, name, text, expected) => {
    expect(told(text, name)).toEqual(expected);
  });

  test('the fixes', () => {
    const text = device('secret=vK3_pQ8mWz;5tRb2Xy;Nd4w');
    const [escape, draw] = fixesOf(text, 'secret-comment-cut');
    expect(escape?.isPreferred).toBe(true);
    const escaped = escape === undefined ? '' : applyFix(text, escape);
    expect(escaped).toContain('secret=vK3_pQ8mWz\\;5tRb2Xy\\;Nd4w\n');
    expect(told(escaped)).toEqual([]);
    const drawn = draw === undefined ? '' : applyFix(text, draw);
    expect(drawn).toMatch(/^secret=[\w-]{20}$/m);
    expect(told(drawn)).toEqual([]);
  });

  test('in a register line the rest of the line stays', () => {
    const text = '[general]\nregister => bob:vK3_pQ8mWz;5tRb2XyNd4w:login@host/1\n';
    const fixes = fixesOf(text, 'secret-comment-cut');
    expect(fixes.map((fix) => applyFix(text, fix).replace(/:[\w-]{20}:/, ':NEW:'))).toEqual([
      '[general]\nregister => bob:vK3_pQ8mWz\\;5tRb2XyNd4w:login@host/1\n',
      '[general]\nregister => bob:NEW:login@host/1\n',
    ]);
    for (const fix of fixes) expect(told(applyFix(text, fix))).toEqual([]);
  });

  test('line ends stay as they are', () => {
    const text = '[alice]\r\ntype=friend\r\nhost=dynamic\r\nsecret=pa;--ss\r\n';
    for (const fix of fixesOf(text, 'secret-comment-cut')) {
      const fixed = applyFix(text, fix);
      expect(fixed.match(/\r\n/g)).toHaveLength(4);
      expect(told(fixed).some((found) => found.startsWith('secret-comment-cut'))).toBe(false);
    }
  });

  test('in a list of iax.conf only a new secret helps', () => {
    const fixes = fixesOf(device('secret=pa;ss'), 'secret-comment-cut', 'iax.conf');
    expect(fixes.map(({ isPreferred }) => isPreferred)).toEqual([true]);
  });
});

describe('the form of secrets', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['quotes', 'sip.conf', device(`secret="${STRONG}"`), [`secret-quoted warning@"${STRONG}"`]],
    ['single quotes', 'sip.conf', device(`secret='${STRONG}'`), [`secret-quoted warning@'${STRONG}'`]],
    ['quotes that chan_sip removes', 'sip.conf', `[general]\nregister => bob:"${STRONG}"@host/1\n`, []],
    [
      'quotes that chan_iax2 keeps',
      'iax.conf',
      `[general]\nregister => bob:"${STRONG}"@host\n`,
      [`secret-quoted warning@"${STRONG}"`],
    ],
    ['quotes around a template', 'sip.conf', device('secret="${X}"'), []],
    ['one quote', 'sip.conf', device(`secret=${STRONG}"`), []],
    [
      'blank that does not break',
      'sip.conf',
      device(`secret=${STRONG}\u00a0x`),
      [`secret-whitespace warning@${STRONG}\u00a0x`],
    ],
    [
      'mark without width',
      'sip.conf',
      device(`secret=${STRONG}\u200b`),
      [`secret-whitespace warning@${STRONG}\u200b`],
    ],
    [
      'Cyrillic letter',
      'sip.conf',
      device(`secret=${STRONG}\u0430`),
      [`secret-whitespace warning@${STRONG}\u0430`],
    ],
    [
      'typographic quote',
      'sip.conf',
      device(`secret=${STRONG}\u2019`),
      [`secret-whitespace warning@${STRONG}\u2019`],
    ],
    ['umlauts', 'sip.conf', device(`secret=${STRONG}äöü`), []],
    ['blanks around', 'sip.conf', device(`secret=  ${STRONG}  `), []],
    [
      'digest in capitals',
      'sip.conf',
      device('md5secret=E1F7A3C09B54D2680F1EBA7733C4D95A'),
      ['secret-md5-invalid warning@E1F7A3C09B54D2680F1EBA7733C4D95A'],
    ],
    ['short digest', 'pjsip.conf', '[a]\ntype=auth\nmd5_cred=abc\n', ['secret-md5-invalid warning@abc']],
    [
      'digest of another algorithm',
      'pjsip.conf',
      '[a]\ntype=auth\npassword_digest=SHA-9:abc\n',
      ['secret-md5-invalid warning@SHA-9:abc'],
    ],
    [
      'good digests',
      'pjsip.conf',
      `[a]\ntype=auth\npassword_digest=MD5:${'ab'.repeat(16)},SHA-256:${'ab'.repeat(32)}\n`,
      [],
    ],
    [
      'both',
      'sip.conf',
      device(`secret=${STRONG}\nmd5secret=${'ab'.repeat(16)}`),
      [`secret-md5-and-plain warning@${STRONG}`],
    ],
  ])('%s', (_, name, text, expected) => {
    expect(told(text, name)).toEqual(expected);
  });

  test('length', () => {
    const long = (length: number): string =>
      STRONG.repeat(20)
        .split('')
        .map((c, i) => (i % 7 === 3 ? String(i % 10) : c))
        .join('')
        .slice(0, length);
    const rules = (text: string, name: string, settings = {}): boolean =>
      told(text, name, settings).some((found) => found.startsWith('secret-too-long'));
    expect(rules(device(`secret=${long(241)}`), 'sip.conf')).toBe(true);
    expect(rules(device(`secret=${long(240)}`), 'sip.conf')).toBe(false);
    const trunk = (length: number): string => `[a]\ntype=peer\nhost=h\nsecret=${long(length)}\n`;
    expect(rules(trunk(80), 'iax.conf')).toBe(true);
    expect(rules(trunk(79), 'iax.conf')).toBe(false);
    const generated = (length: number): string => device(`secret=${long(length)}`);
    expect(rules(generated(101), 'sip-vicidial.conf')).toBe(true);
    expect(rules(generated(100), 'sip-vicidial.conf')).toBe(false);
    expect(rules(generated(21), 'sip-vicidial.conf', { vicidialSecretLength: 20 })).toBe(true);
    expect(rules(generated(20), 'sip-vicidial.conf', { vicidialSecretLength: 20 })).toBe(false);
  });

  test('characters that VICIdial takes away', () => {
    const phone = (secret: string): string =>
      `[1001]\nusername=1001\nsecret=${secret}\naccountcode=1001\ntype=friend\nhost=dynamic\n`;
    expect(told(phone(`${STRONG}!`), 'sip-vicidial.conf')).toEqual([`secret-charset warning@${STRONG}!`]);
    expect(told(phone(STRONG), 'sip-vicidial.conf')).toEqual([]);
    expect(told(phone(`${STRONG}!`), 'sip.conf')).toEqual([]);
    expect(told(`[carrier]\ntype=peer\nhost=h\nsecret=${STRONG}!\n`, 'sip-vicidial.conf')).toEqual([]);
  });
});

describe('PINs', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['equal', 'voicemail.conf', '[default]\n4711 => 4711,A\n', ['secret-pin warning@4711']],
    ['short', 'voicemail.conf', '[default]\n4711 => 983,A\n', ['secret-pin warning@983']],
    ['listed', 'voicemail.conf', '[default]\n4711 => 1234,A\n', ['secret-pin warning@1234']],
    ['repeated', 'voicemail.conf', '[default]\n4711 => 7777,A\n', ['secret-pin warning@7777']],
    ['running', 'voicemail.conf', '[default]\n4711 => 6543,A\n', ['secret-pin warning@6543']],
    ['empty', 'voicemail.conf', '[default]\n4711 => ,A\n', ['secret-pin warning@ ']],
    ['good', 'voicemail.conf', '[default]\n4711 => 83502,A\n', []],
    ['locked', 'voicemail.conf', '[default]\n4711 => -83502,A\n', []],
    ['template', 'voicemail.conf', '[default]\n4711 => ${PIN},A\n', []],
    ['conference', 'meetme.conf', '[rooms]\nconf => 4711,4711\n', ['secret-pin warning@4711']],
    ['open conference', 'confbridge.conf', '[staff]\ntype=user\npin=\n', []],
  ])('%s', (_, name, text, expected) => {
    expect(told(text, name).map((found) => found.replace(/=>(?= )/, ''))).toEqual(expected);
  });
});

describe('replacing', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['secret-default', 'sip.conf', device('secret = test ; remark')],
    ['secret-default', 'sip.conf', '[general]\nregister => tcp://bob:test:login@host:5070/200~60\n'],
    ['secret-default', 'iax.conf', '[general]\nregister => bob:test@host:4569\n'],
    ['secret-default', 'sip.conf', device(`secret=${STRONG}\nauth=bob:test@realm`)],
    ['secret-weak', 'sip.conf', device('secret=Telephone77')],
    ['secret-weak', 'iax.conf', device(`secret=${STRONG}\\;abcabc`)],
    ['secret-digits', 'sip.conf', device('secret=4711998')],
    ['secret-equals-user', 'pjsip.conf', '[bob]\ntype=auth\nusername=bob\npassword=bob1\n'],
    ['secret-placeholder', 'sip.conf', device('secret=CHANGEME')],
    ['secret-empty', 'sip.conf', device('secret=')],
    ['secret-missing', 'sip.conf', device('context=x')],
    ['secret-missing', 'sip.conf', '[t](!)\ntype=friend\nhost=dynamic\n[alice](t)\ncontext=x\n'],
    ['secret-missing', 'sip.conf', '[alice]\r\ntype=friend\r\nhost=dynamic\r\ncontext=x\r\n'],
    ['secret-quoted', 'sip.conf', device(`secret="${STRONG}"`)],
    ['secret-whitespace', 'sip.conf', device(`secret=${STRONG}\u200b`)],
    ['secret-md5-invalid', 'sip.conf', device('md5secret=E1F7A3C09B54D2680F1EBA7733C4D95A')],
  ];
  test.each(bad)('%s in %s is gone after its fix, and nothing new is found', (rule, name, text) => {
    const before = lintText(text, name);
    const [fix, ...others] = fixesOf(text, rule, name);
    expect(others).toEqual([]);
    expect(fix?.safety).toBe('unsafe');
    expect(fix?.isPreferred).toBe(true);
    const fixed = fix === undefined ? text : applyFix(text, fix);
    const rules = lintText(fixed, name).map((found) => found.rule);
    expect(rules).toEqual(before.map((found) => found.rule).filter((found) => found !== rule));
    expect(fixed.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(/[^\r]\n/.test(fixed)).toBe(/[^\r]\n/.test(text));
  });

  test('nothing is drawn before the fix is chosen', () => {
    const [fix] = fixesOf(device('secret=test'), 'secret-default');
    let draws = 0;
    expect(draws).toBe(0);
    fix?.edits((below) => (draws++ * 7) % below);
    expect(draws).toBeGreaterThanOrEqual(20);
  });

  test('the profile of the settings is used, a refused one is not', () => {
    const drawn = (length: number): string => {
      const text = device('secret=test');
      const [fix] = fixesOf(text, 'secret-default', 'sip.conf', {
        generator: { length, alphabet: 'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789' },
      });
      return /^secret=(.*)$/m.exec(fix === undefined ? '' : applyFix(text, fix))?.[1] ?? '';
    };
    expect(drawn(25)).toHaveLength(25);
    expect(drawn(4)).toHaveLength(20);
  });

  test('in files that are rebuilt the fix says so', () => {
    expect(fixesOf(device('secret=test'), 'secret-default', 'sip-vicidial.conf')[0]?.title).toMatch(
      /temporary/,
    );
  });
});

describe('messages', () => {
  test('never hold a secret', () => {
    const marks = [
      'zqmark1',
      'zqmark2x',
      '7310052',
      'alice',
      'zq;mark',
      '"zqmark"',
      'zqmark\u00a0',
      'Zqmark77',
    ];
    for (const mark of marks) {
      for (const text of [
        device(`secret=${mark}`),
        `[general]\nregister => bob:${mark}@host/1\n`,
        `[default]\n1 => ${mark},A\n`,
      ]) {
        for (const name of ['sip.conf', 'iax.conf', 'pjsip.conf', 'voicemail.conf', 'sip-vicidial.conf']) {
          for (const { message, rule } of lintText(text.replace('[alice]', '[carol]'), name)) {
            expect(message.toLowerCase().includes(mark.toLowerCase()), rule).toBe(false);
          }
        }
      }
    }
  });

  test('say how long the secret holds, in one line without a dot', () => {
    for (const { message, rule } of lintText(
      device('secret=kX8vPq2L') + device('secret=4711998') + device('secret=test'),
    )) {
      if (rule.startsWith('secret-')) {
        expect(message).toMatch(/one graphics card finds it in /);
        expect(message).not.toMatch(/\.$|\n/);
      }
    }
  });
});

describe('any text', () => {
  const pieces = [
    'test',
    'bob',
    ';',
    '\\;',
    ':',
    '@',
    '"',
    ' ',
    ';--',
    '--;',
    'x9Kq',
    STRONG,
    '${X}',
    '/',
    '[',
    '\u00a0',
    '=',
    '\t',
    'é',
  ];
  const keys = [
    'secret=',
    'register => ',
    'register=bob:',
    'auth=',
    'md5secret=',
    'secret+=',
    'password=',
    '1001 => ',
    '[alice]',
    '[general]',
    'host=dynamic',
    'type=friend',
  ];
  const line = fc.tuple(fc.constantFrom(...keys), fc.array(fc.constantFrom(...pieces), { maxLength: 5 }));
  const text = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, end]) => lines.map(([key, rest]) => key + rest.join('')).join(end));
  const names = fc.constantFrom('sip.conf', 'iax.conf', 'pjsip.conf', 'voicemail.conf', 'sip-vicidial.conf');

  test('findings lie in it, each once, and their fixes keep its line ends', () => {
    fc.assert(
      fc.property(text, names, (content, name) => {
        const findings = lintText(content, name).filter(({ rule }) => /^(?:server-)?secret-/.test(rule));
        const places = findings.map(({ rule, span }) => `${rule} ${String(span.start)}`);
        expect(new Set(places).size).toBe(places.length);
        for (const { rule, span } of findings) {
          expect(0 <= span.start && span.start < span.end && span.end <= content.length).toBe(true);
          for (const fix of fixesOf(content, rule, name)) {
            const added = rule === 'secret-missing' ? 1 : 0;
            expect(applyFix(content, fix).split('\n').length).toBe(content.split('\n').length + added);
            expect(applyFix(content, fix).split('\r').length).toBe(
              content.split('\r').length + (content.includes('\r') ? added : 0),
            );
          }
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
