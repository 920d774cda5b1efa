/** Which registrations a section of pjsip_wizard.conf makes. */
import { describe, expect, it } from 'vitest';
import { load } from '../../server/src/workspace/load.ts';
import { wizardRegistrationsOf } from '../../server/src/workspace/registrations.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const TRUNK = `[trunk]
type=wizard
sends_registrations=yes
sends_auth=yes
remote_hosts=sip.example
outbound_auth/username=4711
outbound_auth/password=geheim
`;

/** `name user@domain -> requestUri` and the rest that differs from the plain case. */
function made(text: string, version: 16 | 22 = 22): readonly string[] {
  const workspace = workspaceOf({ 'pjsip_wizard.conf': text });
  const { categories } = load(workspace, `${FOLDER}pjsip_wizard.conf`, { version });
  return wizardRegistrationsOf(categories, version).map(({ section, registration, unknownOptions }) => {
    const { ok, fields, settings, problems } = registration;
    const codes = [...problems.map(({ code }) => code), ...unknownOptions.map((name) => `unknown ${name}`)];
    if (!ok) return `${section} refused ${codes.join(' ')}`.trimEnd();
    const extra = [
      ...(fields.authuser === undefined ? [] : [`as ${fields.authuser}`]),
      ...(fields.expiry === 3600 ? [] : [`${String(fields.expiry)} s`]),
      ...(fields.callback === 's' ? [] : [`at ${fields.callback ?? ''}`]),
      ...(settings?.lineEndpoint === undefined ? [] : [`line ${settings.lineEndpoint}`]),
      ...(settings?.transport === undefined ? [] : [`over ${settings.transport}`]),
      ...codes,
    ];
    return [
      `${section} ${fields.user ?? ''}@${fields.domain ?? ''} -> ${fields.requestUri ?? ''}`,
      ...extra,
    ].join(', ');
  });
}

const PLAIN = 'trunk-reg-0 4711@sip.example -> sip:sip.example, as 4711';

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['plain', TRUNK, [PLAIN]],
  ['off', TRUNK.replace('sends_registrations=yes', 'sends_registrations=no'), []],
  ['a wrong word for yes', TRUNK.replace('sends_registrations=yes', 'sends_registrations=ja'), []],
  ['no wizard', TRUNK.replace('type=wizard\n', ''), []],
  ['type in capitals', TRUNK.replace('type=wizard', 'type=Wizard'), []],
  ['a template', TRUNK.replace('[trunk]', '[trunk](!)'), []],
  [
    'two hosts, one with a port',
    `${TRUNK}remote_hosts= a.example , b.example:5070\n`,
    [
      'trunk-reg-0 4711@a.example -> sip:a.example, as 4711',
      'trunk-reg-1 4711@b.example -> sip:b.example:5070, as 4711',
    ],
  ],
  ['no host', TRUNK.replace('remote_hosts=sip.example\n', ''), ['trunk refused missing-remote_hosts']],
  [
    'an empty host',
    `${TRUNK}remote_hosts=a.example,,b.example\n`,
    [
      'trunk-reg-0 4711@a.example -> sip:a.example, as 4711',
      'trunk-reg-1 refused invalid-server-uri invalid-client-uri',
    ],
  ],
  [
    'patterns',
    `${TRUNK}server_uri_pattern=sip:\${REMOTE_HOST}:5080\\;transport=tcp\nclient_uri_pattern=sip:\${USERNAME}@dom.example\n`,
    ['trunk-reg-0 4711@dom.example -> sip:sip.example:5080;transport=tcp, as 4711'],
  ],
  [
    'a pattern without sip:',
    `${TRUNK}server_uri_pattern=\${REMOTE_HOST}\n`,
    ['trunk-reg-0 refused server-uri-not-sip'],
  ],
  ['an empty pattern', `${TRUNK}server_uri_pattern=\n`, ['trunk-reg-0 refused missing-server-uri']],
  [
    'an empty pattern beside a written address',
    `${TRUNK}server_uri_pattern=\nregistration/server_uri=sip:own.example\n`,
    ['trunk-reg-0 4711@sip.example -> sip:own.example, as 4711'],
  ],
  [
    'no login',
    TRUNK.replace('sends_auth=yes', 'sends_auth=no'),
    ['trunk-reg-0 trunk@sip.example -> sip:sip.example, no-auth'],
  ],
  [
    'no password',
    TRUNK.replace('outbound_auth/password=geheim\n', ''),
    ['trunk-reg-0 4711@sip.example -> sip:sip.example, auth-not-found'],
  ],
  ['line', `${TRUNK}sends_line_with_registrations=yes\n`, [`${PLAIN}, line trunk`]],
  [
    'options of the registration',
    `${TRUNK}registration/expiration=300\nregistration/contact_user=200\ntransport=udp\n`,
    [`${PLAIN}, 300 s, at 200, over udp`],
  ],
  ['a prefix in capitals is another word', `${TRUNK}Registration/expiration=300\n`, [PLAIN]],
  ['an unknown option', `${TRUNK}registration/expiry=300\n`, ['trunk-reg-0 refused unknown expiry']],
  ['a bad time', `${TRUNK}registration/expiration=5m\n`, ['trunk-reg-0 refused invalid-value']],
  ['line alone', `${TRUNK}registration/line=yes\n`, ['trunk-reg-0 refused line-without-endpoint']],
  ['from a template', `${TRUNK.replace('[trunk]', '[base](!)')}[trunk](base)\n`, [PLAIN]],
];

describe('a section of pjsip_wizard.conf', () => {
  it.each(cases)('%s', (_, text, expected) => {
    expect(made(text)).toEqual(expected);
  });

  it('with no password is taken by Asterisk 16', () => {
    expect(made(TRUNK.replace('outbound_auth/password=geheim\n', ''), 16)).toEqual([PLAIN]);
  });
});
