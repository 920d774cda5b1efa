/** Random conf files: what administrators write, what they half type, and what somebody hostile would. */
import { optionFile, optionKinds } from '../../server/src/catalogue/lookup.ts';
import type { ConfKind } from '../../server/src/catalogue/option.ts';

export type Random = (below: number) => number;

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Stands wherever a secret may stand; whoever says it has leaked. */
export const MARKER = 'Zq7unmistakable';

const NAMES = [
  ...[
    'general',
    'authentication',
    '6001',
    '6002',
    'phone',
    'trunk',
    'global',
    'system',
    'default',
    'from-inside',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'é',
    '😀',
    'a b',
    'x'.repeat(90),
    '',
    '${X}',
    '{{ name }}',
    '*',
  ],
];
const TYPES = [
  'friend',
  'peer',
  'user',
  'endpoint',
  'aor',
  'auth',
  'registration',
  'identify',
  'transport',
  'freind',
];
const VALUES = [
  ...[
    'yes',
    'no',
    'maybe',
    '',
    '0',
    '65536',
    '-1',
    '99999999999999999999',
    '1e9',
    'dynamic',
    '10.0.0.1',
    '::1',
  ],
  ...['10.0.0.0/8', '0.0.0.0/0.0.0.0', 'all', 'ulaw,alaw', 'ulaw, alaw', 'port,invite', 'very', 'udp,tls'],
  ...[
    'sip:user@host;lr',
    'sip:a@b\\;lr',
    'Local/1@x/n',
    'SIP/6001&IAX2/u:p@h',
    '${SECRET}',
    '<%= x %>',
    '@X@',
  ],
  ...[
    '"quoted"',
    '[x]',
    '(',
    ')',
    '\\',
    '\\;',
    ';',
    ';--',
    '--;',
    'a;b',
    ' a ',
    'ä',
    '\u00a0',
    '\u200b',
    '٣',
  ],
  ...['test', '1234', '6001', 'CHANGEME', '0'.repeat(300), 'a'.repeat(9000)],
];
const SEPARATORS = ['=', '=', '=', ' = ', '=>', ' => ', '+=', '==', ':', ' ', ''];
const REGISTERS = [
  ...['user:PW@host', 'user:PW@host:5060/100', 'peer?user:PW@host', 'tls://user@dom:PW:auth@[::1]:5061/s~60'],
  ...[
    'user@host',
    '@',
    ':',
    'user:[key]@host',
    'a:b:c:d@e:f/g~h',
    'u:PW;x@h',
    'u:"P@W"@h',
    '=>',
    'u:PW@h:506O',
  ],
];
const DIALPLAN = [
  ...[
    'exten => 100,1,Dial(SIP/6001,20)',
    'exten => _X.,1,NoOp(${CALLERID(num)})',
    'same => n,Goto(default,100,1)',
  ],
  ...[
    'same => n(label),GotoIf($["${X}"="1"]?a:b)',
    'include => from-inside',
    'exten => s,1,Dial(IAX2/u:PW@h/1',
  ],
  ...[
    'exten => _[1-,n,',
    'same => ,,,',
    'switch => Realtime/@',
    'exten => 100,hint,SIP/6001',
    'ignorepat => 9',
  ],
  ...['exten=>_!,1,Set(a=${b${c${d', 'same=>n,VoiceMail(100@default,u)', 'exten => ${X},1,Queue(q)'],
];
const DIRECTIVES = [
  ...[
    '#include "more.conf"',
    '#include more.conf',
    '#tryinclude *.conf',
    '#exec /bin/true',
    '#include',
    '#foo bar',
  ],
  ...['#include sip.conf', '#include ../../../etc/passwd', '#include /dev/zero', '#INCLUDE <more.conf>'],
];
const OPTIONS_OF_HEADERS = [
  '',
  '',
  '',
  '(!)',
  '(+)',
  '(a)',
  '(phone,trunk)',
  '(!,phone)',
  '(+phone)',
  '(',
  '()',
  '(+name=x)',
  '(!)(+)',
];
const NOISE = [
  '\0',
  '\ufeff',
  '\r',
  '\t',
  ';',
  ';-- ',
  '--;',
  ';--;',
  '\ud800',
  '[',
  ']',
  '\\',
  '\u2028',
  '\x1b[31m',
];
const REMARKS = [
  ...[
    '; plain',
    ';-- block',
    '--;',
    '; asterisk-conf: ignore all',
    '; asterisk-conf: ignore-section secret-weak, x',
  ],
  ...['; asterisk-conf: alias desk', ';secret=PW', ';register => u:PW@h', '; asterisk-conf: ignore', ';- x'],
];

/** The kinds a random file may have, the common ones more often. */
export function randomKind(random: Random): ConfKind {
  const usual: readonly ConfKind[] = [
    'sip.conf',
    'iax.conf',
    'pjsip.conf',
    'extensions.conf',
    'voicemail.conf',
  ];
  return random(4) > 0 ? pick(random, usual) : pick(random, optionKinds);
}

/** A file of about `lines` lines. */
export function randomConf(random: Random, kind: ConfKind, lines: number): string {
  const keys = optionFile(kind)?.options.map(({ name }) => name) ?? ['context'];
  const ending = pick(random, ['\n', '\n', '\n', '\r\n', '\r']);
  let text = random(5) === 0 ? `${pick(random, NOISE)}${ending}` : '';
  for (let i = 0; i < lines; i++) text += randomLine(random, kind, keys) + ending;
  return random(3) === 0 ? damaged(random, text) : text;
}

function randomLine(random: Random, kind: ConfKind, keys: readonly string[]): string {
  switch (random(12)) {
    case 0:
    case 1:
      return `[${pick(random, NAMES)}]${pick(random, OPTIONS_OF_HEADERS)}`;
    case 2:
      return `type${pick(random, SEPARATORS)}${pick(random, TYPES)}`;
    case 3:
      return pick(random, REMARKS).replace('PW', MARKER);
    case 4:
      return random(3) === 0 ? pick(random, DIRECTIVES) : '';
    case 5:
      return `register${pick(random, SEPARATORS)}${pick(random, REGISTERS).replace('PW', random(2) === 0 ? MARKER : pick(random, VALUES))}`;
    case 6:
      return `${pick(random, ['secret', 'password', 'md5secret', 'remotesecret'])}${pick(random, SEPARATORS.slice(0, -1))}${MARKER}${random(8) === 0 ? ' = 1' : ''}`;
    case 7:
      if (kind === 'extensions.conf' || random(8) === 0) return pick(random, DIALPLAN).replace('PW', MARKER);
      break;
    default:
  }
  return `${pick(random, keys)}${pick(random, SEPARATORS)}${pick(random, VALUES)}${random(10) === 0 ? ` ${pick(random, REMARKS).replace('PW', MARKER)}` : ''}`;
}

/** Takes pieces out, doubles them and puts noise in; never glues a line to another, which would make names of secrets. */
function damaged(random: Random, text: string): string {
  const lines = text.split('\n');
  for (let i = random(6); i > 0; i--) {
    const number = random(lines.length);
    const line = lines[number] ?? '';
    const at = random(line.length + 1);
    const length = random(20);
    const doubled = line.slice(at, at + length).repeat(2);
    const middle = random(3) === 0 ? '' : random(2) === 0 ? pick(random, NOISE) : doubled;
    lines[number] = line.slice(0, at) + middle + line.slice(at + length);
  }
  return lines.join('\n');
}
