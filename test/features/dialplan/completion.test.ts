/** What is offered in extensions.conf. */
import { describe, expect, it } from 'vitest';
import { resolveCompletion } from '../../../server/src/features/completion/resolve.ts';
import { accepted, completedAt, expectOffers } from '../../support/completions.ts';

const name = 'extensions.conf';
const line = (application: string): string => `[a]\nexten => 1,1(top),${application}`;

describe('the dialplan', () => {
  it.each([
    ['[a]\n<|>', '^exten same include switch'],
    ['[a]\nexten => 1,1,Answer()\n<|>', '^same exten include'],
    ['[a]\nexten => 1,<|>', '^1 n hint'],
    ['[a]\nexten => 1,1,Answer()\nexten => 1,<|>', '^n 1 hint'],
    ['[a]\nexten => 1,1,Answer()\nsame => <|>', '^n 1 hint'],
    [line('<|>'), '^Dial Answer Queue ~ADSIProg'],
    [line('Di<|>al(SIP/1)'), '^Dial'],
    [line('ExecIf($[1]?<|>'), '^Dial Playback'],
    [line('NoOp(${<|>'), 'EXTEN CALLERID DIALSTATUS'],
    [line('NoOp(${<|>})'), 'EXTEN CALLERID'],
    [line('NoOp(${LEN(${<|>'), 'EXTEN CUT'],
    [line('Set(FOO=1)\n same => n,NoOp(${<|>})'), '^FOO EXTEN'],
    ['[globals]\nTRUNK=x\n[a]\nexten => 1,1,NoOp(${<|>})', '^TRUNK EXTEN'],
    [line('Goto(<|>)\n[b]\nexten => 7,1,Answer()\n'), 'top 1 a b'],
    [line('Goto(b,<|>)\n[b]\nexten => 7,1,Answer()\nexten => _X,1,A()\n'), '= 7'],
    [line('Goto(b,7,<|>)\n[b]\nexten => 7,1(in),Answer()\n'), '= 1 in'],
    [line('GotoIf($[1]?<|>)'), 'top 1 a'],
    [line('GotoIf($[1]?top:<|>)'), 'top 1 a'],
    [line('Gosub(b,7,<|>)\n[b]\nexten => 7,1(in),Answer()\n'), '= 1 in'],
    [line('Macro(<|>)\n[macro-x]\nexten => s,1,NoOp()\n'), '= x'],
    [line('Dial(<|>)'), 'PJSIP/ SIP/ IAX2/'],
    [line('Dial(PJSIP/<|>)\n;- pjsip.conf\n[201]\ntype=endpoint\n'), '= 201'],
    [line('Dial(SIP/1&SIP/<|>)\n;- sip.conf\n[101]\ntype=friend\n'), '= 101'],
    [line('Dial(SIP/1,20,t<|>)'), 'T m -t'],
    [line('Queue(<|>)\n;- queues.conf\n[sales]\n'), '= sales'],
    [line('VoiceMail(<|>)\n;- voicemail.conf\n[default]\n100 => 1\n'), '100@default'],
    [line('MusicOnHold(<|>)\n;- musiconhold.conf\n[jazz]\n'), 'jazz'],
    [line('Playback(x,<|>)'), '= skip noanswer say mix'],
    ['[a]\nexten => 1,hint,<|>', 'PJSIP/ SIP/'],
    ['[a]\ninclude => <|>\n[b]\n', '= b'],
    ['[a]\nswitch => <|>\n', 'Realtime/ IAX2/'],
    ['[a]\nexten => <|>', '='],
    [line('NoOp($[<|>'), '='],
    ['[general]\nexten => 1,1,<|>', '='],
  ])('%j offers %s', (source, wanted) => {
    expectOffers(name, source, wanted);
  });

  it.each([
    ['[a]\n<|>', 'exten', '[a]\nexten => '],
    ['[a]\nexten => 1,1,A()\nsa<|>', 'same', '[a]\nexten => 1,1,A()\nsame => n,'],
    ['[a]\nexten => 1,<|>', '1', '[a]\nexten => 1,1,'],
    ['[a]\nexten => 1,<|>,A()', '1', '[a]\nexten => 1,1,A()'],
    [line('Di<|>'), 'Dial', line('Dial($0)')],
    [line('Di<|>(SIP/1)'), 'Dial', line('Dial(SIP/1)')],
    [line('NoOp(${EX<|>})'), 'EXTEN', line('NoOp(${EXTEN})')],
    [line('NoOp(${EX<|>'), 'EXTEN', line('NoOp(${EXTEN}')],
    [line('NoOp(${CA<|>})'), 'CALLERID', line('NoOp(${CALLERID($0)})')],
    [line('Goto(t<|>)'), 'top', line('Goto(top)')],
    [line('Goto(<|>)'), 'a', line('Goto(a,)')],
    [line('Dial(SIP/1,20,t<|>)'), 'T', line('Dial(SIP/1,20,tT)')],
    [line('Dial(PJ<|>)'), 'PJSIP/', line('Dial(PJSIP/)')],
  ])('%j with %s becomes %j', (source, label, result) => {
    expect(accepted(name, source, label)).toBe(result);
  });

  it('leaves out what the version does not have', () => {
    expectOffers(name, line('<|>'), '-Macro Gosub', { version: 22 });
    expectOffers(name, line('<|>'), '~Macro Gosub', { version: 18 });
  });

  it('tells more about the chosen one', () => {
    expect(resolveCompletion({ from: 'callable', callee: 'application', name: 'Dial' }, 22)).toContain(
      'Calls devices',
    );
    expect(resolveCompletion({ from: 'callable', callee: 'function', name: 'gone' })).toBeUndefined();
  });

  it('offers no value of a global variable', () => {
    const { entries } = completedAt(name, '[globals]\nPIN=Hidden-marker7\n[a]\nexten => 1,1,NoOp(${<|>})');
    expect(JSON.stringify(entries)).not.toContain('Hidden');
  });
});
