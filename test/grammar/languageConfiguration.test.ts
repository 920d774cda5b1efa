/** What the editor does with a line by itself: words, comment lines that go on, blocks that fold. And the snippets. */
import { describe, expect, it } from 'vitest';
import configuration from '../../syntaxes/language-configuration.json' with { type: 'json' };
import snippets from '../../snippets/asterisk-conf.json' with { type: 'json' };

const word = new RegExp(configuration.wordPattern, 'g');

describe('a word', () => {
  it.each<readonly [text: string, words: readonly string[]]>([
    ['context=from-internal', ['context', 'from-internal']],
    [
      'register => 100:aA_1-b@sip.example.com:5060/200~60',
      ['register', '100', 'aA_1-b', 'sip.example.com', '5060', '200', '60'],
    ],
    ['inbound_auth/username=x', ['inbound_auth', 'username', 'x']],
    ['[phone](!,base)', ['phone', 'base']],
    ['exten => *97,1,Goto(a,s,1)', ['exten', '*97', '1', 'Goto', 'a', 's', '1']],
    ['allow=!all,ulaw&alaw', ['allow', 'all', 'ulaw', 'alaw']],
    ['${EXTEN:1}', ['EXTEN', '1']],
    ['#include x.conf', ['#include', 'x.conf']],
  ])('case %#', (text, words) => {
    expect(text.match(word)).toEqual(words);
  });
});

describe('Enter', () => {
  const [rule] = configuration.onEnterRules;
  const goesOn = (before: string, after: string): boolean =>
    rule !== undefined && new RegExp(rule.beforeText).test(before) && new RegExp(rule.afterText).test(after);

  it.each<readonly [before: string, after: string, expected: boolean]>([
    ['; a remark that', ' goes on', true],
    ['a=b ; a remark', ' goes on', true],
    ['; a remark', '', false],
    ['a=b', 'c', false],
    ['a=b\\;c', 'd', false],
    [';-- a block', ' goes on', false],
    [';--- a ruler', ' goes on', true],
  ])('between %j and %j', (before, after, expected) => {
    expect(goesOn(before, after)).toBe(expected);
  });
});

describe('folding', () => {
  const { start, end } = configuration.folding.markers;

  it.each<readonly [line: string, starts: boolean, ends: boolean]>([
    ['; region phones', true, false],
    ['; #endregion', false, true],
    [';-- a block', true, false],
    ['end of it --;', false, true],
    [';--== a banner ==--;', false, false],
    [';--- a ruler', false, false],
    ['; regions', false, false],
    ['[general]', false, false],
  ])('of %j', (line, starts, ends) => {
    expect([new RegExp(start).test(line), new RegExp(end).test(line)]).toEqual([starts, ends]);
  });
});

describe.each(Object.entries(snippets))('snippet %s', (_name, snippet) => {
  const lines = [snippet.body].flat();

  it('leaves every secret to be filled in', () => {
    const secrets = lines.filter((line) => /^(?:secret|remotesecret|password)=/.test(line));
    expect(secrets.filter((line) => !/=\$\d$/.test(line))).toEqual([]);
    const registers = lines.filter((line) => line.startsWith('register'));
    expect(registers.filter((line) => !line.includes(':${2}@'))).toEqual([]);
  });

  it('says where it belongs and ends the tab stops', () => {
    expect(snippet.description).not.toBe('');
    expect(lines.join('\n')).toContain('$0');
  });
});
