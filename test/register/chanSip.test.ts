/** sip.conf register strings with every part marked, read by eye. */
import { describe, expect, it } from 'vitest';
import { callbackRegister, parseSipRegister } from '../../server/src/register/chanSip.ts';
import { fieldsOf, marked, problemsOf } from './marked.ts';

/**
 * The string; the same with its parts marked; `refused`, or fields that are not simply the text of their part or the
 * standard; problems with the text they point at.
 */
const table: readonly (readonly [string, string, string, string])[] = [
  ['4711:geheim@sip.example', '{user|4711}:{secret|geheim}@{host|sip.example}', '', ''],
  ['4711@sip.example', '{user|4711}@{host|sip.example}', '', ''],
  [
    '4711:geheim:login@sip.example',
    '{user|4711}:{secret|geheim}:{authuser|login}@{host|sip.example}',
    '',
    '',
  ],
  ['4711:geheim@sip.example:5070', '{user|4711}:{secret|geheim}@{host|sip.example}:{port|5070}', '', ''],
  ['4711:geheim@sip.example/200', '{user|4711}:{secret|geheim}@{host|sip.example}/{callback|200}', '', ''],
  ['4711:geheim@sip.example~600', '{user|4711}:{secret|geheim}@{host|sip.example}~{expiry|600}', '', ''],
  [
    '4711@dom.example:geheim:login@sip.example:5070/200~600',
    '{user|4711}@{domain|dom.example}:{secret|geheim}:{authuser|login}@{host|sip.example}:{port|5070}/{callback|200}~{expiry|600}',
    '',
    '',
  ],
  ['office?4711:geheim@sip.example', '{peer|office}?{user|4711}:{secret|geheim}@{host|sip.example}', '', ''],
  [
    'tcp://4711:geheim@sip.example',
    '{transport|tcp}://{user|4711}:{secret|geheim}@{host|sip.example}',
    '',
    '',
  ],
  [
    'tls://4711:geheim@sip.example',
    '{transport|tls}://{user|4711}:{secret|geheim}@{host|sip.example}',
    'port=5061',
    '',
  ],
  [
    'office?tls://4711@dom.example:geheim:login@sip.example:5071/200~600',
    '{peer|office}?{transport|tls}://{user|4711}@{domain|dom.example}:{secret|geheim}:{authuser|login}@{host|sip.example}:{port|5071}/{callback|200}~{expiry|600}',
    '',
    '',
  ],
  [
    '4711:5070:geheim:login@sip.example',
    '{user|4711}:{domainport|5070}:{secret|geheim}:{authuser|login}@{host|sip.example}',
    '',
    '',
  ],
  [
    '4711@dom.example:5070:geheim:login@sip.example',
    '{user|4711}@{domain|dom.example}:{domainport|5070}:{secret|geheim}:{authuser|login}@{host|sip.example}',
    '',
    '',
  ],
  ['4711:ge:heim@sip.example', '{user|4711}:{secret|ge}:{authuser|heim}@{host|sip.example}', '', ''],
  [
    '4711:ge:he:im@sip.example',
    '{user|4711}:{domainport|ge}:{secret|he}:{authuser|im}@{host|sip.example}',
    '',
    'invalid-domain-port@ge split@:',
  ],
  ['4711:ge:he!im@sip.example', '{user|4711}:{secret|ge}:{authuser|he!im}@{host|sip.example}', '', 'split@:'],
  ['4711:ge!he:im#1@sip.example', '{user|4711}:{secret|ge!he}:{authuser|im#1}@{host|sip.example}', '', ''],
  ['4711:ge@heim@sip.example', '{user|4711}:{secret|ge@heim}@{host|sip.example}', '', ''],
  ['4711:ge?heim@sip.example', '{peer|4711:ge}?{user|heim}@{host|sip.example}', '', 'split@?'],
  ['4711:geheim?@sip.example', '{user|4711}:{secret|geheim}?@{host|sip.example}', '', 'split@?'],
  ['4711:ge/heim@sip.example', '{user|4711}:{secret|ge/heim}@{host|sip.example}', 'refused', 'format@/'],
  [
    '4711:ge//heim@sip.example',
    '{transport|4711:g}e//{user|heim}@{host|sip.example}',
    'transport=udp',
    'invalid-transport@4711:g split@//',
  ],
  ['4711:geheim/@sip.example', '{user|4711}:{secret|geheim}/@{host|sip.example}', '', 'split@/'],
  ['4711:ge~heim@sip.example', '{user|4711}:{secret|ge~heim}@{host|sip.example}', '', ''],
  ['4711:"ge:heim"@sip.example', '{user|4711}:"{secret|ge:heim}"@{host|sip.example}', '', ''],
  ['4711:"ge/heim"@sip.example', '{user|4711}:"{secret|ge/heim}"@{host|sip.example}', '', ''],
  [
    '4711:"ge?heim":login@sip.example',
    '{user|4711}:"{secret|ge?heim}":{authuser|login}@{host|sip.example}',
    '',
    '',
  ],
  ['4711: "ge heim" @sip.example', '{user|4711}: "{secret|ge heim}" @{host|sip.example}', '', ''],
  ['4711:"@sip.example', '{user|4711}:"{secret|}@{host|sip.example}', '', ''],
  ['4711:""@sip.example', '{user|4711}:"{secret|}"@{host|sip.example}', '', ''],
  [
    "4711:'ge:heim'@sip.example",
    "{user|4711}:{secret|'ge}:{authuser|heim'}@{host|sip.example}",
    '',
    'split@:',
  ],
  ['4711:ge(heim:login@sip.example', '{user|4711}:{secret|ge(heim:login}@{host|sip.example}', '', 'split@('],
  [
    '4711:ge(:)heim:login@sip.example',
    '{user|4711}:{secret|ge(:)heim}:{authuser|login}@{host|sip.example}',
    '',
    '',
  ],
  ['4711:ge[heim@sip.example', '{user|4711}:{secret|ge[heim}@{host|sip.example}', '', ''],
  ['4711:ge\\:heim@sip.example', '{user|4711}:{secret|ge\\:heim}@{host|sip.example}', '', 'split@\\'],
  [
    '4711:ge\\\\:login@sip.example',
    '{user|4711}:{secret|ge\\\\}:{authuser|login}@{host|sip.example}',
    '',
    '',
  ],
  [
    '4711:geheim\\@sip.example:5070',
    '{user|4711}:{secret|geheim\\}@{host|sip.example}:{authuser|5070}',
    '',
    'split@\\',
  ],
  [
    '4711:geheim\\@sip.example/200',
    '{user|4711}:{secret|geheim\\}@{host|sip.example}/{callback|200}',
    'refused',
    'format@\\',
  ],
  [
    ' 4711 : geheim : login @ sip.example / 200 ~ 600',
    ' {user|4711} : {secret|geheim} : {authuser|login} @ {host|sip.example} / {callback|200} ~ {expiry|600}',
    '',
    '',
  ],
  [
    '4711:geheim@sip.example:506O',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|506O}',
    'port=506',
    'text-number@506O',
  ],
  [
    '4711:geheim@sip.example:O506',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|O506}',
    'port=5060',
    'invalid-port@O506',
  ],
  [
    '4711:geheim@sip.example:0',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|0}',
    'port=5060',
    'invalid-port@0',
  ],
  [
    '4711:geheim@sip.example:70000',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|70000}',
    'port=5060',
    'invalid-port@70000',
  ],
  [
    '4711:geheim@sip.example:4294972366',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|4294972366}',
    'port=5070',
    'wrapped-port@4294972366',
  ],
  ['4711:geheim@sip.example: 5070', '{user|4711}:{secret|geheim}@{host|sip.example}: {port|5070}', '', ''],
  [
    '4711:geheim@sip.example:+5070',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|+5070}',
    'port=5070',
    '',
  ],
  [
    '4711:geheim@sip.example:5070:5071',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|5070:5071}',
    'port=5070',
    'text-number@5070:5071',
  ],
  [
    '4711:geheim@sip.example:',
    '{user|4711}:{secret|geheim}@{host|sip.example}:{port|}',
    'port=5060',
    'invalid-port@',
  ],
  [
    '4711:geheim@sip.example/',
    '{user|4711}:{secret|geheim}@{host|sip.example}/{callback|}',
    'callback=s',
    '',
  ],
  ['4711:geheim@sip.example/""', '{user|4711}:{secret|geheim}@{host|sip.example}/"{callback|}"', '', ''],
  [
    '4711:geheim@sip.example~',
    '{user|4711}:{secret|geheim}@{host|sip.example}~{expiry|}',
    'expiry=0',
    'text-number@',
  ],
  [
    '4711:geheim@sip.example~10m',
    '{user|4711}:{secret|geheim}@{host|sip.example}~{expiry|10m}',
    'expiry=10',
    'text-number@10m',
  ],
  [
    '4711:geheim@sip.example~600/200',
    '{user|4711}:{secret|geheim}@{host|sip.example}~{expiry|600/200}',
    'expiry=600',
    'text-number@600/200',
  ],
  ['4711:geheim@[2001:db8::1]:5070', '{user|4711}:{secret|geheim}@{host|[2001:db8::1]}:{port|5070}', '', ''],
  [
    '4711:geheim@2001:db8::1',
    '{user|4711}:{secret|geheim}@{host|2001}:{port|db8::1}',
    'port=5060',
    'invalid-port@db8::1',
  ],
  ['4711:geheim@:5070', '{user|4711}:{secret|geheim}@{host|}:{port|5070}', '', 'no-host@@'],
  ['4711:geheim@/200', '{user|4711}:{secret|geheim}@/{callback|200}', '', 'no-host@@'],
  [
    '4711:geheim@<sip.example>',
    '{user|4711}:{secret|geheim}@{host|<sip.example>}',
    '',
    'no-host@<sip.example>',
  ],
  [
    '4711:geheim@sip.example/200@office',
    '{user|4711}:{secret|geheim@sip.example/200}@{host|office}',
    'refused',
    'format@/',
  ],
  [
    'ws://4711:geheim@sip.example',
    '{transport|ws}://{user|4711}:{secret|geheim}@{host|sip.example}',
    'transport=udp',
    'invalid-transport@ws',
  ],
  [
    '//4711:geheim@sip.example',
    '{transport|}//{user|4711}:{secret|geheim}@{host|sip.example}',
    'transport=udp',
    'invalid-transport@',
  ],
  ['tcp:4711:geheim@sip.example', '{user|tcp}:{secret|4711}:{authuser|geheim}@{host|sip.example}', '', ''],
  ['?4711:geheim@sip.example', '{peer|}?{user|4711}:{secret|geheim}@{host|sip.example}', '', ''],
  [':geheim@sip.example', ':{secret|geheim}@{host|sip.example}', '', ''],
  ['4711:@sip.example', '{user|4711}:{secret|}@{host|sip.example}', '', ''],
  [
    '"4711:geheim@sip.example"',
    '{user|"4711:geheim}@{host|sip.example"}',
    '',
    'no-host@sip.example" split@"',
  ],
  ['4711:geheim', '{user|4711}:{secret|geheim}', 'refused', 'format@4711:geheim'],
  ['@sip.example', '@{host|sip.example}', 'refused', 'format@@sip.example'],
  ['4711@', '{user|4711}@', 'refused', 'format@4711@'],
  ['', '', 'refused', 'format@'],
  ['größe:schlüssel@sip.example', '{user|größe}:{secret|schlüssel}@{host|sip.example}', '', ''],
  ['4711:ge😀heim@sip.example', '{user|4711}:{secret|ge😀heim}@{host|sip.example}', '', ''],
];

describe('parseSipRegister', () => {
  it.each(table)('reads %j', (value, parts, fields, problems) => {
    const result = parseSipRegister(value, { defaultExpiry: 120 });
    expect(marked(value, result)).toBe(parts);
    expect(problemsOf(value, result)).toBe(problems);
    expect(result.ok).toBe(fields !== 'refused');
    if (fields === 'refused') {
      expect(result.fields).toEqual({});
    } else {
      expect(fieldsOf(value, result)).toBe(fields);
    }
  });

  it('takes the time from defaultexpiry', () => {
    expect(parseSipRegister('4711@sip.example', { defaultExpiry: 77 }).fields.expiry).toBe(77);
  });

  it('looks at 255 bytes only, never at half a character', () => {
    const value = `4711:geheim@sip.example/${'ä'.repeat(200)}`;
    const { fields, problems } = parseSipRegister(value, { defaultExpiry: 120 });
    expect(fields.callback).toBe('ä'.repeat(115));
    expect(problems.map(({ code }) => code)).toEqual(['truncated']);
  });

  it('names what looks like the secret where it is cut', () => {
    const value = 'office?4711:ge:he:im@sip.example';
    const { apparentSecret } = parseSipRegister(value, { defaultExpiry: 120 });
    expect(value.slice(apparentSecret?.start, apparentSecret?.end)).toBe('ge:he:im');
  });

  it('puts the string of a peer with callbackextension together', () => {
    const peer = { name: 'office', host: 'sip.example', callbackextension: '200' };
    expect(callbackRegister({ ...peer, defaultuser: '4711', secret: 'a' })).toBe(
      'office?4711:a:4711@sip.example/200',
    );
    expect(
      callbackRegister({ ...peer, defaultuser: '4711', fromuser: 'x', secret: 'a', remotesecret: 'b' }),
    ).toBe('office?x:b:4711@sip.example/200');
  });
});
