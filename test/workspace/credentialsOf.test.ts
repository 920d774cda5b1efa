import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileModel, entriesOf, linesOf, sectionsOf } from '../../server/src/model/fileModel.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import type { Credential } from '../../server/src/workspace/credentials.ts';
import { credentialsOf } from '../../server/src/workspace/credentialsOf.ts';
import { secretOptions } from '../../server/src/workspace/secretOptions.ts';
import { entriesIn } from '../support/entriesIn.ts';

/** `kind place option` of each credential, with `owner|owner`, what it covers, and `unread` where it is. */
function told(kind: string, section: string | undefined, text: string): readonly string[] {
  return credentialsOf(kind, section, entriesIn(text)).map((credential) =>
    [
      credential.kind,
      credential.place,
      credential.option,
      credential.owners.join('|'),
      text.slice(credential.span.start, credential.span.end),
      ...(credential.unread === true ? ['unread'] : []),
    ].join(' '),
  );
}

describe('sip.conf', () => {
  test('options of a device', () => {
    const text = 'defaultuser=al\nsecret = one\nRemoteSecret=>two\nmd5secret=three\nfromuser=alf\n';
    expect(told('sip.conf', 'alice', text)).toEqual([
      'password option secret alice|al|alf one',
      'password option remotesecret alice|al|alf two',
      'digest option md5secret alice|al|alf three',
    ]);
  });
  test('only the last secret is read', () => {
    expect(told('sip.conf', 'alice', 'secret=one\nsecret=two\n')).toEqual([
      'password option secret alice one unread',
      'password option secret alice two',
    ]);
  });
  test('what is glued together is not judged by line', () => {
    expect(told('sip.conf', 'alice', 'secret=one\nsecret+=two\nremotesecret=three')).toEqual([
      'password option secret alice one unread',
      'password option secret alice two unread',
      'password option remotesecret alice three',
    ]);
  });
  test('an escaped semicolon is part of the value', () => {
    const [found] = credentialsOf('sip.conf', 'alice', entriesIn('secret=pa\\;ss ; remark'));
    expect(found).toMatchObject({ value: 'pa;ss', span: { start: 7, end: 13 } });
  });
  test('an empty secret stands behind its equals sign', () => {
    const [found] = credentialsOf('sip.conf', 'alice', entriesIn('\nsecret=\n'));
    expect(found).toMatchObject({ value: '', span: { start: 8, end: 8 }, lineNumber: 1 });
  });
  test('register lines', () => {
    const text =
      'register => tls://bob@home:one:login@host/200\nregister => bob@host\nregister => bob:two@\n';
    expect(told('sip.conf', 'general', text)).toEqual([
      'password register register bob|login one',
      'password register register bob two unread',
    ]);
  });
  test('register lines outside of [general] are not read', () => {
    expect(told('sip.conf', 'alice', 'register=b:s@h')).toEqual(['password register register b s unread']);
    expect(told('sip.conf', undefined, 'register=b:s@h')).toEqual(['password register register b s']);
  });
  test('auth lines', () => {
    const text = 'auth=bob:o@n:e@realm\nauth = bob#hash@realm\nauth=bob@realm\nauth=bob:two\n';
    expect(told('sip.conf', 'authentication', text)).toEqual([
      'password auth auth bob o@n:e',
      'digest auth auth bob hash',
      'password auth auth bob two unread',
    ]);
    expect(told('sip.conf', 'general', text)).toEqual([]);
  });
  test('a secret of [general] guards nothing', () => {
    expect(told('sip.conf', 'general', 'secret=one')).toEqual(['password option secret  one unread']);
  });
});

describe('iax.conf', () => {
  test('each secret of a list stands alone', () => {
    expect(told('iax.conf', 'alice', 'secret=one\\;two\\;\nsecret=three')).toEqual([
      'password option secret alice one',
      'password option secret alice two',
      'password option secret alice ',
      'password option secret alice three',
    ]);
  });
  test('keys have names', () => {
    expect(told('iax.conf', 'alice', 'inkeys=a:b\noutkey=c\ndbsecret=f/k\nauth=rsa')).toEqual([
      'key-name option inkeys alice a:b',
      'key-name option outkey alice c',
      'key-name option dbsecret alice f/k',
    ]);
  });
  test('register lines', () => {
    expect(
      told('iax.conf', 'general', 'register => bob:one@host:4569\nregister => bob:[key]@host\n'),
    ).toEqual(['password register register bob one', 'key-name register register bob key']);
  });
});

describe('pjsip', () => {
  test('auth sections', () => {
    const text = 'type=auth\nusername=bob@home\npassword=one\nmd5_cred=two\npassword_digest=MD5:x\n';
    expect(told('pjsip.conf', 'alice', text)).toEqual([
      'password option password alice|bob@home|bob one',
      'digest option md5_cred alice|bob@home|bob two',
      'digest option password_digest alice|bob@home|bob MD5:x',
    ]);
  });
  test('the pass phrase of a key file is not judged', () => {
    expect(told('pjsip.conf', 'tls', 'type=transport\npassword=one\npriv_key_file=/k')).toEqual([
      'key-name option password tls one',
      'file-name option priv_key_file tls /k',
    ]);
  });
  test('the wizard', () => {
    expect(
      told(
        'pjsip_wizard.conf',
        'alice',
        'inbound_auth/username=al\ninbound_auth/password=one\noutbound_auth/password=two',
      ),
    ).toEqual([
      'password option inbound_auth/password alice|al one',
      'password option outbound_auth/password alice|al two',
    ]);
  });
});

describe('other files', () => {
  test('mailboxes', () => {
    expect(
      told('voicemail.conf', 'default', '1001 => 4711,Alice\n1002 => -4712 ,Bob\n1003=>,Carl\nattach=yes\n'),
    ).toEqual(['pin auth mailbox 1001 4711', 'pin auth mailbox 1002 4712', 'pin auth mailbox 1003 ']);
    expect(told('voicemail.conf', 'general', 'imappassword=one\nformat=wav,gsm')).toEqual([
      'password option imappassword  one',
    ]);
  });
  test('conferences', () => {
    expect(told('meetme.conf', 'rooms', 'conf => 100, 2345 ,6789\nconf => 101')).toEqual([
      'pin auth conf 100 2345',
      'pin auth conf 100 6789',
    ]);
    expect(told('confbridge.conf', 'staff', 'pin=2345')).toEqual(['pin option pin staff 2345']);
  });
  test('dial strings', () => {
    const text =
      'TRUNK = IAX2/ASTloop:one@127.0.0.1:40569\n' +
      'exten => 1,1,Dial(SIP/bob:two:digest:login@host/100&IAX2/carl:[key]@host/100@ctx,30)\n' +
      'exten => 2,1,Dial(SIP/1001)\nexten => 3,1,Dial(IAX2/peer:4569/100@ctx)\nexten => 4,1,Dial(SIP/100@peer:5060)\n' +
      'exten => 5,1,Dial(IAX2/${U}:${S}@host)\n' +
      'exten => 6,1,Dial(SIP/${EXTEN:1}@peer)\nexten => 7,1,Dial(SIP/${A:${B:1}}@peer)\n';
    expect(told('extensions.conf', 'default', text)).toEqual([
      'password dial-string trunk ASTloop one',
      'password dial-string exten bob two',
      'key-name dial-string exten carl [key]',
      'password dial-string exten ${U} ${S}',
    ]);
  });
  test('passwords that are hashes', () => {
    expect(told('ari.conf', 'bob', 'password=$6$x\npassword_format = crypt')).toEqual([
      'digest option password bob $6$x',
    ]);
  });
  test('user and password in one value', () => {
    expect(told('res_curl.conf', 'globals', 'userpwd=bob:one')).toEqual(['password auth userpwd bob one']);
  });
  test.each(
    Object.entries(secretOptions).flatMap(([kind, options]) =>
      Object.keys(options).map((name) => [kind, name]),
    ),
  )('in %s %s is found', (kind = '', name = '') => {
    expect(told(kind, 'x', `${name} = kept`)).toHaveLength(1);
  });
  test('files without secrets have none', () => {
    expect(told('queues.conf', 'q', 'secret=one\npassword=two')).toEqual([]);
  });
});

describe('laws', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .tuple(
          fc.constantFrom('secret', 'register', 'auth', 'password', 'conf', '100', 'userpwd'),
          fc.stringMatching(/^[a:@;\\"#,[ /?]{0,14}$/),
        )
        .map(([name, value]) => `${name}=${value}`),
    ),
    { maxLength: 8 },
  );
  const kinds = fc.constantFrom(
    'sip.conf',
    'iax.conf',
    'pjsip.conf',
    'voicemail.conf',
    'meetme.conf',
    'res_curl.conf',
  );
  test('spans lie in the text and the value is what they cover', () => {
    fc.assert(
      fc.property(kinds, fc.constantFrom('general', 'alice', undefined), lines, (kind, section, texts) => {
        const text = texts.join('\n');
        for (const { span, value } of credentialsOf(kind, section, entriesIn(text))) {
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
          const covered = text.slice(span.start, span.end);
          if (!covered.includes('\\') && !covered.includes(';')) expect(covered).toBe(value);
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });
});

interface OracleRecord {
  readonly id: string;
  readonly module: string;
  readonly kind: string;
  readonly input: string;
  readonly accepted?: readonly string[];
}

/** Secrets of the last section of the input that has any, as the module reads them. */
function readSecrets(kind: string, text: string): readonly Credential[] {
  const model = fileModel(parse(text));
  let last: readonly Credential[] = [];
  for (const { section } of sectionsOf(model)) {
    const found = credentialsOf(kind, section.header?.name, entriesOf(linesOf(section, model.tree.encoding)));
    if (found.length > 0) {
      last = found.filter(({ unread, kind: sort }) => unread !== true && sort === 'password');
    }
  }
  return last;
}

describe('what real Asterisk accepts', () => {
  const recorded = new URL('../../../shared/oracle/secrets.json', import.meta.url);
  const kinds: Readonly<Record<string, string>> = {
    chan_sip: 'sip.conf',
    chan_iax2: 'iax.conf',
    chan_pjsip: 'pjsip.conf',
  };
  test('is what is found', () => {
    if (!existsSync(recorded)) {
      console.log('skipped: ../shared/oracle/secrets.json is not there');
      expect(kinds.chan_sip).toBe('sip.conf');
      return;
    }
    const records = JSON.parse(readFileSync(recorded, 'utf8')) as OracleRecord[];
    let compared = 0;
    const wrong: string[] = [];
    for (const { id, module, kind, input, accepted } of records) {
      const simple =
        kind.includes('incoming') &&
        !/absent|template|append|md5|digest|twice|duplicate|friend-two|len-300|latin|unicode/.test(id);
      const confKind = kinds[module];
      if (!simple || confKind === undefined || accepted === undefined || accepted.length === 0) continue;
      const found = new Set(readSecrets(confKind, input).map(({ value }) => value));
      compared++;
      if (!accepted.every((value) => found.has(value))) wrong.push(`${module} ${kind} ${id}`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(80);
  });
});
