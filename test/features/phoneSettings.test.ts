/** What a softphone is given for a section of each driver. */
import { expect, test } from 'vitest';
import { phoneSettings } from '../../server/src/features/phoneSettings.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const here = 'the address of this Asterisk server';

test.each<readonly [string, string, string | undefined]>([
  [
    'sip.conf',
    '[general]\nudpbindaddr=0.0.0.0:5070\n[t](!)\ntype=friend\nsecret=s\n|[1](t)\nhost=dynamic\n',
    `Phone: 1\nUser: 1\nServer: ${here}\nPort: 5070\nTransport: UDP\nSecret: s\n`,
  ],
  [
    'iax.conf',
    '[general]\nbindaddr=192.0.2.1\n|[1]\ntype=friend\nsecret=${S}\n',
    'Phone: 1\nUser: 1\nServer: 192.0.2.1\nPort: 4569\nTransport: IAX2 over UDP\nSecret: (another program fills it in)\n',
  ],
  [
    'pjsip.conf',
    '[t]\ntype=transport\nprotocol=tls\nbind=0.0.0.0:5081\nexternal_signaling_address=203.0.113.1\n|[1]\ntype=endpoint\ntransport=t\nauth=a\naors=1\n[a]\ntype=auth\nusername=u\npassword=s\n',
    'Phone: 1\nUser: 1\nLogin: u\nServer: 203.0.113.1\nPort: 5081\nTransport: TLS\nSecret: s\n',
  ],
  [
    'pjsip_wizard.conf',
    '|[1]\ntype=wizard\ninbound_auth/username=u\n',
    `Phone: 1\nUser: 1\nLogin: u\nServer: ${here}\nPort: 5060\nTransport: UDP\nSecret: (none is set)\n`,
  ],
  ['sip.conf', '|[general]\nbindport=5060\n', undefined],
  ['sip.conf', '|[t](!)\ntype=friend\n', undefined],
  ['extensions.conf', '|[c]\nexten => 1,1,Hangup()\n', undefined],
  ['sip.conf', '|; nothing yet\n', undefined],
])('%s %s', (name, marked, expected) => {
  const offset = marked.indexOf('|');
  const workspace = workspaceOf({ [name]: marked.replace('|', '') });
  const answer = phoneSettings(workspace, FOLDER + name, offset, { withSecret: true, version: 22 });
  expect(answer?.kind === 'settings' ? answer.text : undefined).toBe(expected);
});

/** The last line of the settings of the phone `1`. */
function secretLine(name: string, text: string, version: 16 | 22): string | undefined {
  const workspace = workspaceOf({ [name]: text });
  const answer = phoneSettings(workspace, FOLDER + name, text.indexOf('[1]'), { withSecret: true, version });
  return answer?.kind === 'settings' ? answer.text.trimEnd().split('\n').at(-1) : undefined;
}

const digest = 'd7a6e3817fb4cac3b07c17a4757e43dd';
const noDigest = 'Secret: (only a digest is stored, which cannot be turned back)';

test.each<readonly [string, string, string, 16 | 22, string]>([
  [
    'the digest wins in sip.conf',
    'sip.conf',
    `[1]\ntype=friend\nsecret=s\nmd5secret=${digest}\n`,
    22,
    noDigest,
  ],
  [
    'of devices with one name the last counts',
    'sip.conf',
    '[1]\ntype=friend\nsecret=one\n[1]\nsecret=two\n',
    22,
    'Secret: two',
  ],
  ['one of several', 'iax.conf', '[1]\ntype=friend\nsecret=one\nsecret=\\;two\\;x\n', 22, 'Secret: two'],
  ['an empty one only', 'iax.conf', '[1]\ntype=friend\nsecret=\\;\n', 22, 'Secret: (an empty one)'],
  ['a key', 'iax.conf', '[1]\ntype=friend\ninkeys=k\n', 22, 'Secret: (not in this file)'],
  ['a caller is asked for any', 'iax.conf', '[1]\ntype=user\nsecret=one\nsecret=\n', 22, 'Secret: one'],
  [
    'both, before 18',
    'pjsip.conf',
    `[1]\ntype=auth\nusername=1\npassword=s\nmd5_cred=${digest}\n`,
    16,
    'Secret: s',
  ],
  ['both, later', 'pjsip.conf', `[1]\ntype=auth\nusername=1\npassword=s\nmd5_cred=${digest}\n`, 22, noDigest],
  [
    'no user',
    'pjsip.conf',
    '[1]\ntype=auth\npassword=s\n',
    22,
    'Secret: (none, Asterisk refuses its section)',
  ],
  ['of a wizard', 'pjsip_wizard.conf', '[1]\ntype=wizard\ninbound_auth/password=s\n', 22, 'Secret: s'],
])('the secret: %s', (_, name, text, version, expected) => {
  expect(secretLine(name, text, version)).toBe(expected);
});
