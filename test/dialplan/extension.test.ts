import { describe, expect, it } from 'vitest';
import { dialedNames } from '../../server/src/dialplan/dialStrings.ts';
import { parseDialplanLine } from '../../server/src/dialplan/extension.ts';

describe('a line of a context', () => {
  it.each<[string, string, object]>([
    [
      'exten',
      '100,1,Dial(SIP/a,20)',
      { extension: '100', priority: '1', application: 'Dial', arguments: ['SIP/a', '20'] },
    ],
    [
      'EXTEN',
      '_[1,2]X/55,n+2(here),NoOp()',
      {
        extension: '_[1,2]X',
        callerId: '55',
        priority: 'n',
        offset: '2',
        label: 'here',
        application: 'NoOp',
        arguments: [],
      },
    ],
    [
      'same',
      'n(top) , Set(A=${B,C}),x',
      { priority: 'n', label: 'top', application: 'Set', arguments: ['A=${B,C}'] },
    ],
    ['same', 'n,Gosub(a,s,1(x,y))', { priority: 'n', application: 'Gosub', arguments: ['a', 's', '1(x,y)'] }],
    [
      'exten',
      '1,1,Log("a,b",c\\,d)',
      { extension: '1', priority: '1', application: 'Log', arguments: ['"a,b"', 'c\\,d'] },
    ],
    ['exten', '1,hint,SIP/1&SIP/2', { extension: '1', priority: 'hint', hint: 'SIP/1&SIP/2' }],
    ['exten', '1,1,Hangup', { extension: '1', priority: '1', application: 'Hangup', arguments: [] }],
    ['exten', '1', { extension: '1', priority: '' }],
    ['exten', '', { extension: '', priority: '' }],
  ])('%s => %s', (key, value, expected) => {
    const line = parseDialplanLine(key, value);
    if (line?.kind !== 'extension') throw new Error('expected an extension');
    const shown = {
      extension: line.extension?.text,
      callerId: line.callerId?.text,
      priority: line.priority.text,
      offset: line.offset?.text,
      label: line.label?.text,
      hint: line.hint?.text,
      application: line.application?.name.text,
      arguments: line.application?.arguments.map(({ text }) => text),
    };
    expect(shown).toEqual({
      ...Object.fromEntries(Object.keys(shown).map((name) => [name, undefined])),
      ...expected,
    });
    for (const part of [line.extension, line.priority, line.application?.name]) {
      if (part !== undefined) expect(value.slice(part.span.start, part.span.end)).toBe(part.text);
    }
  });

  it('tells unclosed brackets', () => {
    expect(parseDialplanLine('exten', '1,n(x,NoOp()')).toMatchObject({ isLabelClosed: false });
    expect(parseDialplanLine('exten', '1,1,NoOp(a')).toMatchObject({
      application: { isClosed: false, arguments: [{ text: 'a' }] },
    });
  });

  it('splits statements and leaves other words alone', () => {
    expect(parseDialplanLine('include', 'day, 9:00-17:00 ,*')).toMatchObject({
      word: 'include',
      fields: [{ text: 'day' }, { text: '9:00-17:00' }, { text: '*' }],
    });
    expect(parseDialplanLine('extn', '1,1,NoOp()')).toBeUndefined();
  });
});

describe('dial strings', () => {
  it.each([
    ['SIP/a&sip/b@c,20', ['SIP a', 'SIP c']],
    ['SIP/u:zQ7@host:5061', ['SIP host']],
    ['PJSIP/a/sip:x@y&PJSIP/1@b', ['PJSIP a', 'PJSIP b']],
    ['IAX2/u:zQ7@peer:4569/5@remote', ['IAX2 peer']],
    ['Local/5@in/n&Local/5', ['Local in']],
    ['SIP/${X}&SIP/&XSIP/a', []],
  ])('%s', (text, expected) => {
    expect(dialedNames(text).map(({ technology, name }) => `${technology} ${name}`)).toEqual(expected);
  });
});
