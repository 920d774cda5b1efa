/** Every place a secret can stand, as it is hidden on the screen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretOptions } from '../../server/src/workspace/secretOptions.ts';
import { secretSpans } from '../../server/src/workspace/secretSpans.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

/** The text with each secret in angle brackets. */
function marked(name: string, text: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of secretSpans(workspaceOf({ [name]: text }), FOLDER + name)) {
    result += `${text.slice(at, start)}<${text.slice(start, end)}>`;
    at = end;
  }
  return result + text.slice(at);
}

/** Name of the file, and lines with the secrets in angle brackets. */
const places: readonly (readonly [string, string])[] = [
  ['sip.conf', '[a]\nsecret = <one>\nremotesecret=><two>\nmd5secret=<three> ; remark'],
  ['sip.conf', '[a]\nsecret=<one>\nsecret=<two>'],
  ['sip.conf', '[authentication]\nauth=bob:<one>@realm\nauth=bob#<two>@realm'],
  ['sip.conf', '[general]\nregister => bob:<one>@host/1\nregister=>p?tls://u@d:<two>:au@h:5061~60'],
  ['sip.conf', '[a]\n;secret=<one>\n; ;  secret = <two>\n;--\nsecret=<three>\n--;'],
  ['sip.conf', '[general]\n;register => bob:<one>@host\n#secret=<two>'],
  ['sip.conf', '[a]\nsecret <one>\n;secret: <two>'],
  ['sip.conf', '[a]\nsecret=<ab><;cd>\nsecret=<ab>  ; a remark'],
  ['sip.conf', '; the secret is kept elsewhere = see the wiki\n[a]\ntype=friend\nhost=dynamic'],
  ['iax.conf', '[a]\nsecret=<one>\\;<two>\nauth=md5\ninkeys=key\noutkey=key'],
  ['iax.conf', '[general]\nregister => bob:<one>@host:4569\nregister => bob:[key]@host'],
  ['pjsip.conf', '[a]\ntype=auth\nusername=b\npassword=<one>\nmd5_cred=<two>\npassword_digest=<MD5:x>'],
  ['pjsip.conf', '[a]\ntype=registration\nclient_uri=sip:bob:<one>@host\nserver_uri=sip:host'],
  ['pjsip.conf', '[a]\ntype=transport\npassword=<one>\npriv_key_file=/etc/key'],
  ['pjsip_wizard.conf', '[a]\ninbound_auth/password=<one>\noutbound_auth/password = <two>'],
  ['manager.conf', '[admin]\nsecret=<one>\nread=all'],
  ['ari.conf', '[u]\npassword=<one>\npassword_format=plain'],
  ['http.conf', '[general]\ntlsprivatekey=/etc/key\ntlscertfile=/etc/cert'],
  ['voicemail.conf', '[general]\nimappassword=<one>\n[default]\n100 => <1234>,Bob,b@c.d\n;101 => <99>,Al'],
  ['users.conf', '[a]\nsecret=<one>\nvmsecret=<12>'],
  ['meetme.conf', '[rooms]\nconf => 100,<1>,<2>'],
  ['confbridge.conf', '[u]\npin=<123>\nadmin=yes'],
  ['res_odbc.conf', '[x]\nusername=u\npassword => <one>'],
  ['cdr_pgsql.conf', '[global]\npassword=<one>'],
  ['cdr_mysql.conf', '[global]\n;password=<one>'],
  ['extensions.conf', '[globals]\nTRUNK=IAX2/bob:<one>@host\nT2=SIP/bob:<two>:md5:auth@host'],
  [
    'extensions.conf',
    '[c]\nexten => 1,1,Dial(IAX2/bob:<one>@h/${EXTEN:1}@ctx&SIP/al:<two>@h,30)\n; exten => 1,1,Dial(IAX2/b:<three>@h)',
  ],
  ['queues.conf', '[q]\nmember => IAX2/bob:<one>@host/100,1'],
  ['res_curl.conf', '[globals]\nuserpwd=bob:<one>'],
  ['unknown.conf', '[a]\ndb_password=<one>\nurl=https://u:<two>@h/\nbypass=yes'],
];

test.each(places)('%s %#', (name, lines) => {
  expect(marked(name, plain(lines))).toBe(lines);
});

/** Without the brackets; the arrow of `=>` stays. */
function plain(lines: string): string {
  return lines.replaceAll(/(?<!=)>|</g, '');
}

describe('each listed option', () => {
  const options = Object.entries(secretOptions).flatMap(([file, names]) =>
    Object.entries(names)
      .filter(([, kind]) => kind !== 'file-name' && kind !== 'key-name')
      .map(([option]) => [file, option] as const),
  );
  test.each(options)('%s %s, also in a comment', (file, option) => {
    expect(marked(file, `[alice]\n${option}=mark\n;${option} = other\n`)).toBe(
      `[alice]\n${option}=<mark>\n;${option} = <other>\n`,
    );
  });
});

test('any text: in order, inside, each on one line', () => {
  const piece = fc.constantFrom(
    ...'secret= register=>a:b@c ;-- --; [a] \n\r\n => auth=u#x@y \\; # '.split(/(?<= )/),
    'é',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom('sip.conf', 'iax.conf', 'x.conf'),
      (pieces, name) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of secretSpans(workspaceOf({ [name]: text }), FOLDER + name)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(start, end)).not.toContain('\n');
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});

test('a part of a large file has what the whole has there', () => {
  const phone = (i: number): string =>
    `[${String(i)}]\nhost=dynamic\n;secret=old${String(i)}\nsecret=new${String(i)}\n`;
  const long = `[long]\n${'secret=x\n'.repeat(5000)}`;
  const text = Array.from({ length: 2000 }, (_, i) => phone(i)).join('') + long + phone(1);
  const workspace = workspaceOf({ 'sip.conf': text });
  const uri = `${FOLDER}sip.conf`;
  const parts = [0, 0.2, 0.5, 0.8, 0.97].map((share) => Math.floor(share * text.length));
  // First, so that nothing is there to be taken over from the whole.
  const found = parts.map((start) => secretSpans(workspace, uri, { start, end: start + 3000 }));
  const all = secretSpans(workspace, uri);
  expect(all.length).toBeGreaterThan(9000);
  parts.forEach((start, i) => {
    expect(found[i]).toEqual(all.filter((span) => span.start <= start + 3000 && span.end >= start));
  });
});
