/** Where the editor suggests while typing and matches brackets: in values, but neither in secrets nor in comments. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammar } from './tokenize.ts';
import type { LoadedGrammar, TokenType } from './tokenize.ts';

let grammar: LoadedGrammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

describe('the editor takes', () => {
  it.each<readonly [line: string, part: string, type: TokenType]>([
    ['context=from-internal', 'from-internal', 'other'],
    ['allow=ulaw', 'ulaw', 'other'],
    ['allow=nonsense', 'nonsense', 'other'],
    ['exten => 100,1,Dial(SIP/100,30,tT)', 'tT', 'other'],
    ['secret=example', 'example', 'string'],
    ['secret=a)b', ')', 'string'],
    ['register => 100:example@host', 'example', 'string'],
    ['register => 100:example@host', 'host', 'other'],
    ['a=b ; remark', 'remark', 'comment'],
    ['a=b ;-- (x --; c', 'x', 'comment'],
    ['[a] (b)', 'b', 'comment'],
  ])('line %# for what it is', (line, part, type) => {
    expect(grammar.tokenTypes(line)[line.indexOf(part)]).toBe(type);
  });
});
