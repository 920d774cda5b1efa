import { describe, expect, test } from 'vitest';
import { loadedRoot } from '../../server/src/workspace/effective.ts';
import { MASK, maskedValues, maskedMessages } from '../../server/src/workspace/masked.ts';
import { secretOptions } from '../../server/src/workspace/secretOptions.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

/** Every value of every section, masked. */
function masked(kind: string | undefined, text: string): readonly string[] {
  const { result } = loadedRoot(workspaceOf({ 'x.conf': text }), `${FOLDER}x.conf`, 22);
  return result.categories.flatMap((category) => maskedValues(kind, category));
}

const M = 'Marker7';

describe('no secret is left', () => {
  test.each([
    ['sip.conf', `[general]\nregister => bob:${M}@host/200\nsecret=${M}\nauth=bob:${M}@realm`],
    ['sip.conf', `[general]\nregister => bob:${M}@\nregister => tls://bob@dom:${M}:login@host:99999`],
    ['sip.conf', `[general]\nregister => bob:\nregister += ${M}@host`],
    ['sip.conf', `[alice]\nsecret=${M}\nsecret=${M}2\nsecret+=${M}\nremotesecret=${M}\nmd5secret=${M}`],
    ['sip.conf', `[authentication]\nauth=bob:${M}@realm\nauth=bob#${M}@realm\nauth=bob:${M}`],
    ['sip.conf', `[base](!)\nsecret=${M}\n[alice](base)\nsetvar=PASSWORD=${M}`],
    ['sip.conf', `[alice]\nsecret => ${M}\\;${M}`],
    ['iax.conf', `[general]\nregister => bob:${M}@host\n[alice]\nsecret=${M}\\;${M}2\n`],
    ['pjsip.conf', `[a]\ntype=auth\npassword=${M}\nmd5_cred=${M}\n[t]\ntype=transport\npassword=${M}`],
    ['extensions.conf', `[globals]\nTRUNK=IAX2/bob:${M}@host\nDBPASS=${M}`],
    ['extensions.conf', `[default]\nexten => 1,1,Dial(SIP/bob:${M}:d:l@host/1&IAX2/bob:${M}@host)`],
    ['extensions.conf', `[default]\nexten => 1,1,Set(X=\${CURL(http://bob:${M}@host/)})`],
    ['voicemail.conf', `[default]\n1001 => ${M},Al\n1002 => -${M},Bo,,,imappassword=${M}`],
    ['meetme.conf', `[rooms]\nconf => 100,${M},${M}`],
    [undefined, `[a]\nsecret=${M}\nmypassword=${M}\nDBPASS=${M}\napi_key=${M}\npin=${M}\nauth_token=${M}`],
    [undefined, `[a]\nregister => bob:${M}@host\nauth=bob:${M}@realm\nurl=ftp://bob:${M}@host/`],
    [undefined, `[a]\nexten => 1,1,Dial(SIP/bob:${M}@host)`],
  ])('in %s', (kind, text) => {
    const values = masked(kind, text).join('\n');
    expect(values).toContain(MASK);
    expect(values).not.toContain(M);
  });
  test('of mailboxes in a file of unknown kind', () => {
    expect(masked(undefined, '[a]\n1001 => 4711,Al')).toEqual([`${MASK},Al`]);
  });
  const certain = Object.entries(secretOptions).flatMap(([kind, options]) =>
    Object.entries(options).flatMap(([name, what]) =>
      what === 'file-name' || what === 'key-name' ? [] : [[kind, name]],
    ),
  );
  test.each(certain)('in %s in the option %s', (kind = '', name = '') => {
    expect(masked(kind, `[x]\n${name} = ${M}`)).toEqual([MASK]);
  });
});

test('only the secret of a longer value is hidden', () => {
  expect(masked('sip.conf', '[general]\nregister => bob:one@host/200')).toEqual([`bob:${MASK}@host/200`]);
});

test('what is no secret stays', () => {
  const text =
    '[a]\nhost=dynamic\nrequirecalltoken=no\nallow_pass_through=x\nprivate_file=/k\nsecret=\ncontact=sip:a@b:5060';
  expect(masked(undefined, text)).toEqual(['dynamic', 'no', 'x', '/k', '', 'sip:a@b:5060']);
  expect(masked('iax.conf', '[a]\nauth=md5,rsa\ninkeys=a:b')).toEqual(['md5,rsa', 'a:b']);
});

test('messages keep what names a directive and hide what may follow it', () => {
  const named = (summary: string, name?: string) => ({
    level: 'warning' as const,
    summary,
    ...(name === undefined ? {} : { name }),
  });
  const given = [
    named('unknown-directive', 'secret=hiddenmarker'),
    named('unknown-directive', 'inclde'),
    named('invalid-filter-regex', 'secret[hiddenmarker'),
    named('include-not-found', 'phones.conf'),
    named('missing-equals'),
  ];
  expect(maskedMessages(given).map(({ name }) => name)).toEqual([
    `secret${MASK}`,
    'inclde',
    MASK,
    'phones.conf',
    undefined,
  ]);
});
