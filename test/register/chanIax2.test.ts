/** iax.conf register strings with every part marked, read by eye. */
import { describe, expect, it } from 'vitest';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { fieldsOf, marked, problemsOf } from './marked.ts';

/**
 * The string; the same with its parts marked; `refused`, or fields that are not simply the text of their part or the
 * standard; problems with the text they point at.
 */
const table: readonly (readonly [string, string, string, string])[] = [
  ['4711:geheim@iax.example', '{user|4711}:{secret|geheim}@{host|iax.example}', '', ''],
  ['4711@iax.example', '{user|4711}@{host|iax.example}', '', ''],
  ['4711:geheim@iax.example:4570', '{user|4711}:{secret|geheim}@{host|iax.example}:{port|4570}', '', ''],
  [' 4711 : geheim @iax.example', '{user| 4711 }:{secret| geheim }@{host|iax.example}', '', ''],
  ['4711:ge:heim@iax.example', '{user|4711}:{secret|ge}:heim@{host|iax.example}', '', 'split@:'],
  ['4711:ge@heim@iax.example', '{user|4711}:{secret|ge}@{host|heim}@iax.example', '', 'split@@'],
  ['4711:geheim@iax.example@more', '{user|4711}:{secret|geheim}@{host|iax.example}@more', '', 'split@@'],
  ['4711:"ge:heim"@iax.example', '{user|4711}:{secret|"ge}:heim"@{host|iax.example}', '', 'split@:'],
  ['4711:ge/heim?x~y@iax.example', '{user|4711}:{secret|ge/heim?x~y}@{host|iax.example}', '', ''],
  ['4711:[trunkkey]@iax.example', '{user|4711}:[{key|trunkkey}]@{host|iax.example}', '', ''],
  ['4711:[trunkkey]x@iax.example', '{user|4711}:[{key|trunkkey]}x@{host|iax.example}', '', 'split@['],
  ['4711:[@iax.example', '{user|4711}:[{key|}@{host|iax.example}', '', 'split@['],
  [
    '4711:geheim@iax.example:456O',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|456O}',
    'port=456',
    'text-number@456O',
  ],
  [
    '4711:geheim@iax.example:O456',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|O456}',
    'refused',
    'invalid-port@O456',
  ],
  [
    '4711:geheim@iax.example:0',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|0}',
    'refused',
    'invalid-port@0',
  ],
  [
    '4711:geheim@iax.example:',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|}',
    'refused',
    'invalid-port@',
  ],
  [
    '4711:geheim@iax.example:70000',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|70000}',
    'port=4464',
    'wrapped-port@70000',
  ],
  [
    '4711:geheim@iax.example:000004570',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|000004570}',
    'port=0',
    'wrapped-port@000004570',
  ],
  [
    '4711:geheim@iax.example:-5',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|-5}',
    'port=65531',
    'wrapped-port@-5',
  ],
  [
    '4711:geheim@iax.example:4294967296',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|4294967296}',
    'refused',
    'invalid-port@4294967296',
  ],
  ['4711:geheim@iax.example/200', '{user|4711}:{secret|geheim}@{host|iax.example/200}', '', 'no-host@/200'],
  ['4711:geheim@iax.example~60', '{user|4711}:{secret|geheim}@{host|iax.example~60}', '', 'no-host@~60'],
  [
    '4711:geheim@iax.example:4570/200',
    '{user|4711}:{secret|geheim}@{host|iax.example}:{port|4570/200}',
    'port=4570',
    'text-number@4570/200',
  ],
  ['4711:geheim@[::1]', '{user|4711}:{secret|geheim}@{host|[}:{port|}:1]', 'refused', 'invalid-port@[::1]'],
  ['4711:geheim@', '{user|4711}:{secret|geheim}@{host|}', 'refused', 'no-host@@'],
  ['@', '{user|}@{host|}', 'refused', 'no-host@@'],
  ['4711', '{user|4711}', 'refused', 'format@4711'],
  [':geheim@iax.example', '{user|}:{secret|geheim}@{host|iax.example}', '', ''],
  ['tcp://4711:geheim@iax.example', '{user|tcp}:{secret|//4711}:geheim@{host|iax.example}', '', 'split@:'],
  [
    '4711@dom.example:geheim@iax.example',
    '{user|4711}@{host|dom.example}:{port|geheim}@iax.example',
    'refused',
    'invalid-port@geheim split@@',
  ],
];

describe('parseIaxRegister', () => {
  it.each(table)('reads %j', (value, parts, fields, problems) => {
    const result = parseIaxRegister(value, { defaultExpiry: 120 });
    expect(marked(value, result)).toBe(parts);
    expect(problemsOf(value, result)).toBe(problems);
    expect(result.ok).toBe(fields !== 'refused');
    if (fields === 'refused') {
      expect(result.fields).toEqual({});
    } else {
      expect(fieldsOf(value, result)).toBe(fields);
    }
  });

  it('keeps 79 bytes of a user and of a secret', () => {
    const value = `${'ä'.repeat(50)}:${'x'.repeat(100)}@iax.example`;
    const { fields, problems } = parseIaxRegister(value, { defaultExpiry: 120 });
    expect(fields.user).toBe('ä'.repeat(39));
    expect(fields.secret).toBe('x'.repeat(79));
    expect(problems.map(({ code, part }) => `${code} ${part ?? ''}`)).toEqual([
      'truncated user',
      'truncated secret',
    ]);
  });

  it('names what looks like the secret where it is cut', () => {
    const value = '4711:ge@he:im@iax.example';
    const { apparentSecret } = parseIaxRegister(value, { defaultExpiry: 120 });
    expect(value.slice(apparentSecret?.start, apparentSecret?.end)).toBe('ge@he:im');
  });
});
