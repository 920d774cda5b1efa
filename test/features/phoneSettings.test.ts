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
  const answer = phoneSettings(workspace, FOLDER + name, offset, true);
  expect(answer?.kind === 'settings' ? answer.text : undefined).toBe(expected);
});
