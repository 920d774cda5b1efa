/** Hovers in extensions.conf. */
import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/features/hover.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';

const name = 'extensions.conf';

function hoverAt(source: string, chosen: 'auto' | number = 'auto'): string {
  const text = source.replace('<|>', '');
  return hover(workspaceOf({ [name]: text }), FOLDER + name, source.indexOf('<|>'), chosen)?.markdown ?? '';
}

/** The text that the hover is about. */
function spanAt(source: string): string {
  const text = source.replace('<|>', '');
  const span = hover(workspaceOf({ [name]: text }), FOLDER + name, source.indexOf('<|>'))?.span;
  return span === undefined ? '' : text.slice(span.start, span.end);
}

const line = (application: string): string => `[a]\nexten => 1,1,${application}\n`;

describe('a hover in the dialplan', () => {
  it.each([
    [
      line('Di<|>al(SIP/1,20)'),
      '`Dial([Technology/Resource&Technology2/Resource2],[timeout],[options],[URL])`',
    ],
    [line('di<|>al(SIP/1,20)'), 'Calls devices and connects the one that answers.'],
    [line('Dia<|>l'), 'Module: `app_dial`.'],
    [line('NoOp(${CALL<|>ERID(num)})'), '`${CALLERID('],
    [line('NoOp(${LEN(${CUT<|>(A,-,1)})})'), '`${CUT('],
    [line('Set(CHAN<|>NEL(language)=en)'), '`${CHANNEL('],
    [line('ExecIf($[1]?Play<|>back(a):Hangup())'), 'Plays prompts to the end.'],
    [line('ExecIf($[1]?Playback(a):Hang<|>up())'), 'Ends the call'],
    [line('NoOp(${DIAL<|>STATUS})'), 'After Dial: ANSWER'],
    [line('NoOp(${EXT<|>EN:1})'), 'The extension the call is in'],
    [line('NoOp(${ARG<|>12})'), 'argument number 12'],
    [line('Dial(SIP/1,20,t<|>T)'), '- `t`: the called phone may transfer\n- `T`: the caller may transfer'],
    [line('Dial(SIP/1,2<|>0)'), 'Argument `timeout`, may be left out.'],
    [line('Playback(a,no<|>answer)'), '- `noanswer`: does not answer the call'],
    [line('NoOp(${CHANNEL(<|>)})'), 'Argument `item`'],
    [line('Macr<|>o(x)'), 'Gone from Asterisk 21 on: use Gosub.'],
    [line('System(l<|>s)'), 'Argument `command`'],
    [line('Sys<|>tem(ls)'), 'Careful: shell injection if caller data is used.'],
    [
      '[a]\nexten => _9N<|>XX.,1,NoOp()\n',
      'Fits `9`, then 2 to 9, then 2 digits, then one or more of anything.',
    ],
    ['[a]\nexten => _01[13-5<|>]!,1,NoOp()\n', 'Fits `01`, then one of `1345`, then anything or nothing.'],
    ['[a]\nexten => i<|>,1,NoOp()\n', 'when the number dialled is invalid'],
    ['[a]\nexten => 1<|>00/200,1,NoOp()\n', 'Only for calls from `200`.'],
    ['[a]\nexten => 1,1,A()\n same => n<|>,B()\n', 'Priority 2 of `1`.'],
    ['[a]\nexten => 1,1,A()\n same => n(x<|>),B()\n', 'Jumps reach it as `x` too.'],
    ['[a]\nexten => 1,hi<|>nt,SIP/1\n', 'lamp'],
    ['[a]\nexten => 1,1,Di<|>al(SIP/1', 'Calls devices'],
    ['[a]\nexten => 1,1,Set(X=a\\;b)\n same => n,Pl<|>ayback(a)\n', 'Plays prompts'],
  ])('%j says %j', (source, wanted) => {
    expect(hoverAt(source)).toContain(wanted);
  });

  it.each([
    [line('Di<|>al(SIP/1)'), 'Dial'],
    [line('NoOp(${CALL<|>ERID(num)})'), 'CALLERID'],
    [line('Dial(SIP/1,t<|>T)'), 'tT'],
    ['[a]\nexten => _1<|>X,1,A()\n', '_1X'],
  ])('%j is about %s', (source, wanted) => {
    expect(spanAt(source).trim()).toBe(wanted);
  });

  it.each([
    line('Rp<|>t(1)'),
    line('NoOp(${MY<|>VAR})'),
    '[globals]\nexten => 1,1,Di<|>al(SIP/1)\n',
    '[a]\nexten => 10<|>0,1,A()\n',
    '[a]\nignorepat => <|>9\n',
    '[a]\nexten => 1,hint,SI<|>P/1\n',
  ])('says nothing at %j', (source) => {
    expect(hoverAt(source)).toBe('');
  });

  it('names what the chosen version lacks', () => {
    expect(hoverAt(line('Mac<|>ro(x)'), 22)).toContain('- Not in Asterisk 22.');
    expect(hoverAt(line('Mac<|>ro(x)'), 22)).toContain('Asterisk_20_Documentation');
    expect(hoverAt(line('Di<|>al(x)'), 22)).toContain(
      'https://docs.asterisk.org/Asterisk_22_Documentation/API_Documentation/Dialplan_Applications/Dial/',
    );
  });

  it('never shows a secret', () => {
    const text = line('Dial(IAX2/user:Hidden-marker7@host/1<|>00,20)');
    expect(hoverAt(text)).not.toContain('Hidden');
  });
});
