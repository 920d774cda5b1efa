/**
 * What the default themes make of the grammar: coloured by the engine VS Code uses, with the rules of four themes that
 * `scripts/record-themes.mjs` wrote down.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from './tokenize.ts';
import type { Colourist } from './tokenize.ts';
import themes from './themes.json' with { type: 'json' };

/** Lines and, of each, the parts that may not look like plain text. */
const lines: readonly (readonly [line: string, parts: readonly string[]])[] = [
  ['[phone](!,base)', ['phone', '!', 'base']],
  ['[phone](+type=auth)', ['phone', '+', 'type=auth']],
  ['[phone] (base)', ['(base)']],
  ['secret=example', ['secret', 'example']],
  ['context => from-internal', ['context', 'from-internal']],
  ['qualify=yes', ['yes']],
  ['maxexpiry=3600', ['3600']],
  ['deny=0.0.0.0/0.0.0.0', ['0.0.0.0/0.0.0.0']],
  ['allow=!all,ulaw', ['all', 'ulaw']],
  ['type=friend', ['friend']],
  ['a=b\\;c', ['\\;']],
  ['host={{ pbx }}', ['{{ pbx }}']],
  ['contact=sip:200@host', ['sip']],
  ['#include "x.conf"', ['include', '"x.conf"']],
  ['; remark', ['remark']],
  [';-- block --;', ['block']],
  ['; asterisk-conf: ignore secret-weak', ['asterisk-conf:', 'ignore']],
  [
    'register => peer?tls://100@dom:example:auth@host:5061/200~60',
    ['register', 'peer', 'tls', '100', 'dom', 'example', 'auth', 'host', '5061', '200', '60'],
  ],
  [
    'exten => _X./100,n(again),Dial(SIP/${EXTEN:1},30,tT)',
    ['exten', '_X.', '100', 'n', 'again', 'Dial', 'SIP', '${', 'EXTEN', '30', 'tT'],
  ],
  ['same => n,GotoIf($["${CALLERID(num)}" = "100"]?a)', ['same', '$[', 'CALLERID', '100', 'a']],
  ['include => parkedcalls', ['include', 'parkedcalls']],
  ['100 => 1234,Alice', ['100', '1234', 'Alice']],
];

/** Neighbours that have to differ from each other. */
const pairs: readonly (readonly [line: string, one: string, other: string])[] = [
  ['secret=example', 'secret', 'example'],
  ['qualify=yes', 'qualify', 'yes'],
  ['context=1 ; remark', 'context', 'remark'],
  ['register => 100:example:auth@host:5061/200', 'register', '100'],
  ['register => 100:example:auth@host:5061/200', '100', 'example'],
  ['register => 100:example:auth@host:5061/200', 'example', 'auth'],
  ['register => 100:example:auth@host:5061/200', 'auth', 'host'],
  ['register => 100:example:auth@host:5061/200', 'host', '/200'],
  ['exten => 100,1,Dial(SIP/100)', 'exten', '100'],
  ['exten => 100,1,Dial(tT)', 'Dial', 'tT'],
];

let grammar: Awaited<ReturnType<typeof loadGrammar>>;

beforeAll(async () => {
  grammar = await loadGrammar();
});

describe.each(Object.entries(themes))('%s', (_name, theme) => {
  const plain = theme.foreground;
  let colours: Colourist;

  beforeAll(() => {
    colours = grammar.colourist(
      plain,
      theme.rules.map(([scope = '', foreground = '']) => ({ scope, foreground })),
    );
  });

  it.each(lines)('colours the parts of line %#', (line, parts) => {
    const found = colours(line);
    const uncoloured = parts.filter((part) => found[line.lastIndexOf(part)] === plain);
    expect(uncoloured).toEqual([]);
  });

  it.each(pairs)('tells the neighbours %# apart', (line, one, other) => {
    const found = colours(line);
    const at = (part: string): number => line.lastIndexOf(part) + (part.startsWith('/') ? 1 : 0);
    expect(found[at(one)]).not.toBe(found[at(other)]);
  });
});
