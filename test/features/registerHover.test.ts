/** What hovers say about register lines and their parts. */
import { describe, expect, it } from 'vitest';
import { describePart, describeRegister } from '../../server/src/features/registerHover.ts';
import { partTexts } from '../../server/src/features/registerPartTexts.ts';
import { stateTables } from '../../server/src/register/states.ts';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { parseSipRegister } from '../../server/src/register/chanSip.ts';
import type { RegisterPartName } from '../../server/src/register/shape.ts';
import type { RegisterDriver } from '../../server/src/workspace/registerLines.ts';

function parse(driver: RegisterDriver, value: string) {
  return (driver === 'sip' ? parseSipRegister : parseIaxRegister)(value, { defaultExpiry: 120 });
}

/** The second block: the sentences. */
function sentences(driver: RegisterDriver, value: string, context?: string): string {
  const surroundings = context === undefined ? {} : { context };
  return describeRegister(driver, value, parse(driver, value), surroundings).split('\n\n')[1] ?? '';
}

const PEER_CONTEXT = 'in the context of the peer that matches the provider, or else the one of `[general]`';

const lines: readonly (readonly [RegisterDriver, string, string])[] = [
  [
    'sip',
    '4711:geheim@sip.example',
    `Asterisk registers as \`4711\` with \`sip.example\`, port 5060, over UDP, asking for 120 seconds and renewing in time. When asked, it logs in with the secret of this line. Calls from there arrive at extension \`s\` ${PEER_CONTEXT}.`,
  ],
  [
    'sip',
    'office?tls://4711@dom.example:geheim:login@sip.example/200~600',
    `Asterisk registers as \`4711\` in the domain \`dom.example\` with \`sip.example\`, port 5061, over TLS, asking for 600 seconds and renewing in time. It uses the settings of the peer \`office\`. When asked, it logs in as \`login\` with the secret of this line. Calls from there arrive at extension \`200\` ${PEER_CONTEXT}.`,
  ],
  [
    'sip',
    '4711@sip.example~0',
    `Asterisk registers as \`4711\` with \`sip.example\`, port 5060, over UDP, asking for no time at all, which ends a registration. It has no secret to log in with, unless the settings of the peer or an \`auth\` line give one. Calls from there arrive at extension \`s\` ${PEER_CONTEXT}.`,
  ],
  ['sip', '4711', 'Asterisk skips this line.'],
  [
    'sip',
    '4711:${SECRET}@sip.example',
    'Another program has to fill in the marked places. Asterisk itself does not expand them.',
  ],
  [
    'iax',
    '4711:geheim@iax.example:4570',
    'Asterisk registers as `4711` with `iax.example`, port 4570, over UDP, and renews that about every minute. When asked, it logs in with the secret of this line. Calls from there arrive in the context of the matching user, at the number the other side dials.',
  ],
  [
    'iax',
    '4711:[trunkkey]@iax.example',
    'Asterisk registers as `4711` with `iax.example`, port 4569, over UDP, and renews that about every minute. It proves who it is with the private key `trunkkey`. Calls from there arrive in the context of the matching user, at the number the other side dials.',
  ],
  ['iax', '4711:geheim@iax.example:0', 'Asterisk skips this line.'],
];

describe('the whole line', () => {
  it.each(lines)('%s: %j reads like a sentence', (driver, value, expected) => {
    expect(sentences(driver, value)).toBe(expected);
  });

  it('names the context where it is known', () => {
    expect(sentences('sip', '4711@sip.example/200', 'inbound')).toContain(
      'at extension `200` in the context `inbound`.',
    );
    expect(sentences('iax', '4711@iax.example', 'inbound')).toContain('arrive in the context `inbound`,');
  });

  it('says what is filled in', () => {
    const value = '4711:geheim@sip.example';
    const text = describeRegister('sip', value, parse('sip', value));
    expect(text).toContain(
      'Not written, so Asterisk takes: port 5060, UDP as transport, the user as login name, `s` as extension, 120 seconds (from `defaultexpiry`) as time.',
    );
    const full = 'tcp://4711:geheim:login@sip.example:5060/200~60';
    expect(describeRegister('sip', full, parse('sip', full))).not.toContain('Not written');
  });

  it.each([
    ['sip', '4711@sip.example', ['sip show registry', 'sip show peers', 'No Authentication', 'Auth\\. Sent']],
    ['sip', '4711', ['sip show registry', 'Missing']],
    ['iax', '4711@iax.example', ['iax2 show registry', 'iax2 show peers', 'Timeout', 'Rejected']],
  ] as const)('%s: %j says how to see whether it worked', (driver, value, words) => {
    const text = describeRegister(driver, value, parse(driver, value));
    for (const word of words) {
      expect(text).toContain(word);
    }
  });
});

const parts: readonly (readonly [RegisterDriver, string, RegisterPartName, string])[] = [
  ['sip', 'tls://4711:geheim@sip.example', 'transport', '**Transport** `tls`'],
  ['sip', 'ws://4711:geheim@sip.example', 'transport', '**Transport** `udp`'],
  ['sip', 'office?4711:geheim@sip.example', 'peer', '**Peer** `office`'],
  ['sip', '4711:geheim@sip.example', 'user', '**User** `4711`'],
  ['sip', ':geheim@sip.example', 'user', '**User**'],
  ['sip', '4711@dom.example:geheim@sip.example', 'domain', '**Domain** `dom.example`'],
  ['sip', '4711:5070:geheim:login@sip.example', 'domainport', '**Port of the domain** `5070`'],
  ['sip', '4711:5060:geheim:login@sip.example', 'domainport', '**Port of the domain** `5060`'],
  ['sip', '4711:geheim@sip.example', 'secret', '**Secret** `********`'],
  ['sip', '4711:"ge heim"@sip.example', 'secret', '**Secret** `********`'],
  ['sip', '4711:geheim:login@sip.example', 'authuser', '**Login name** `login`'],
  ['sip', '4711:geheim@sip.example', 'host', '**Host** `sip.example`'],
  ['sip', '4711:geheim@sip.example:506O', 'port', '**Port** `506`'],
  ['sip', '4711:geheim@sip.example:abc', 'port', '**Port** `5060`'],
  ['sip', '4711:geheim@sip.example/200', 'callback', '**Extension** `200`'],
  ['sip', '4711:geheim@sip.example/', 'callback', '**Extension**'],
  ['sip', '4711:geheim@sip.example~60', 'expiry', '**Time** `60`'],
  ['sip', '4711:geheim@sip.example~x', 'expiry', '**Time** `0`'],
  ['iax', '4711:geheim@iax.example', 'user', '**User** `4711`'],
  ['iax', '4711:geheim@iax.example', 'secret', '**Secret** `********`'],
  ['iax', '4711:[trunkkey]@iax.example', 'key', '**Key** `trunkkey`'],
  ['iax', '4711:geheim@iax.example', 'host', '**Host** `iax.example`'],
  ['iax', '4711:geheim@iax.example:70000', 'port', '**Port** `4464`'],
  // Pieces of a secret that the driver took for something else.
  ['sip', '4711:ge?heim@sip.example', 'peer', '**Peer** `********`'],
  ['sip', '4711:ge?heim@sip.example', 'user', '**User** `********`'],
  ['sip', '4711:ge:hei!m@sip.example', 'authuser', '**Login name** `********`'],
  ['iax', '4711:ge@heim@iax.example', 'host', '**Host** `********`'],
  ['iax', '4711:[trunkkey]x@iax.example', 'key', '**Key** `********`'],
];

describe('one part', () => {
  it.each(parts)('%s: %j, %s', (driver, value, name, expected) => {
    const blocks = describePart(driver, { name }, parse(driver, value)).split('\n\n');
    expect(blocks[0]).toBe(expected);
    expect(blocks[1]).toBe(partTexts[driver][name].what);
    const command =
      driver === 'iax' ? 'iax2 show registry' : name === 'peer' ? 'sip show peers' : 'sip show registry';
    expect(blocks.at(-2)).toContain(`\`${command}\``);
  });

  it('lists what is wrong with it', () => {
    const value = '4711:geheim@sip.example:0';
    expect(describePart('sip', { name: 'port' }, parse('sip', value))).toContain(
      'Asterisk uses 5060 instead',
    );
  });
});

describe('a secret', () => {
  const secret = 'Zq7xw';
  const values = [
    `4711:${secret}@h.example`,
    `4711:a:${secret}!:${secret}@h.example`,
    `4711:${secret}?${secret}@h.example`,
    `4711:${secret}//${secret}@h.example`,
    `4711:${secret}/${secret}@h.example`,
    `4711:${secret}@h.example/200@office`,
    `4711@h.example:${secret}`,
    `4711:${secret}`,
    secret,
    `"4711:${secret}@h.example"`,
    `4711:${secret}("${secret}:login@h.example`,
  ];

  it.each(values.map((value) => [value.replaceAll(secret, 'SECRET'), value]))(
    'of %j never shows',
    (_, value) => {
      for (const driver of ['sip', 'iax'] as const) {
        const parsed = parse(driver, value);
        const texts = [
          describeRegister(driver, value, parsed),
          ...parsed.parts.map((part) => describePart(driver, part, parsed)),
        ];
        expect(texts.filter((text) => text.includes(secret))).toEqual([]);
      }
    },
  );
});

describe('the tables of states', () => {
  it('explain every word once, in one sentence', () => {
    for (const { command, states } of Object.values(stateTables)) {
      expect(command).toMatch(/ show /);
      expect(new Set(states.map(({ word }) => word)).size).toBe(states.length);
      for (const { meaning } of states) {
        expect(meaning).toMatch(/^[^\n]{7,}[^.\s]$/);
      }
    }
  });
});
