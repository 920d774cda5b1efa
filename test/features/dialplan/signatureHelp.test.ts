/** The arguments of what is typed in extensions.conf. */
import { describe, expect, it } from 'vitest';
import { signatureHelp } from '../../../server/src/features/signatureHelp.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';

const name = 'extensions.conf';

/** The label with the active argument in angle brackets; empty where nothing is shown. */
function shown(source: string): string {
  const text = source.replace('<|>', '');
  const found = signatureHelp(workspaceOf({ [name]: text }), FOLDER + name, source.indexOf('<|>'));
  if (found === undefined) return '';
  const { label, parameters, active } = found;
  const field = active === undefined ? undefined : parameters[active];
  if (field === undefined) return label;
  return `${label.slice(0, field.start)}<${label.slice(field.start, field.end)}>${label.slice(field.end)}`;
}

const line = (application: string): string => `[a]\nexten => 1,1,${application}`;

describe('signature help in the dialplan', () => {
  it.each([
    ['Dial(<|>', 'Dial(<[Technology/Resource&Technology2/Resource2]>,[timeout],[options],[URL])'],
    ['Dial(SIP/1,<|>)', 'Dial([Technology/Resource&Technology2/Resource2],<[timeout]>,[options],[URL])'],
    [
      'Dial(SIP/1&SIP/2,20,m(a,b)<|>)',
      'Dial([Technology/Resource&Technology2/Resource2],[timeout],<[options]>,[URL])',
    ],
    ['Dial(a,b,c,d,<|>)', 'Dial([Technology/Resource&Technology2/Resource2],[timeout],[options],[URL])'],
    ['Dial(${CUT(A,<|>)},20)', 'CUT(varname,<char-delim>,range-spec)'],
    [
      'Dial(${CUT(A,-,1)},<|>)',
      'Dial([Technology/Resource&Technology2/Resource2],<[timeout]>,[options],[URL])',
    ],
    ['NoOp(${LEN(${CUT(A,-,<|>', 'CUT(varname,char-delim,<range-spec>)'],
    ['GotoIf($[1]?<|>)', 'GotoIf(condition?<labeliftrue:labeliffalse>)'],
    ['ExecIf($[1]?Playback(a,<|>', 'Playback(filename&filename2,<[options]>)'],
    ['Set(CUT(<|>', 'CUT(<varname>,char-delim,range-spec)'],
    ['Hangup(<|>)', 'Hangup(<[causecode]>)'],
    ['Hangup()<|>', ''],
    ['Hang<|>up()', ''],
    ['Rpt(<|>)', ''],
    ['Hangup() ; Dial(<|>)', ''],
  ])('%j shows %j', (application, wanted) => {
    expect(shown(line(application))).toBe(wanted);
  });

  it('is for contexts only', () => {
    expect(shown('[globals]\nexten => 1,1,Dial(<|>)')).toBe('');
  });
});
