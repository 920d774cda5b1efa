/** The outline of extensions.conf. */
import { describe, expect, it } from 'vitest';
import { documentSymbol, type OutlineSymbol } from '../../../server/src/features/documentSymbol.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';

const name = 'extensions.conf';

/** One line an entry, indented by depth. */
function outline(text: string): readonly string[] {
  const lines: string[] = [];
  const add = (symbols: readonly OutlineSymbol[], depth: number): void => {
    for (const { name: shown, detail, children } of symbols) {
      lines.push(`${'  '.repeat(depth)}${shown}${detail === '' ? '' : ` ${detail}`}`);
      add(children, depth + 1);
    }
  };
  add(documentSymbol(workspaceOf({ [name]: text }), FOLDER + name), 0);
  return lines;
}

describe('the outline of the dialplan', () => {
  it('lists extensions with their lines, and what is included', () => {
    const text = [
      '[a]',
      'include => b',
      'exten => _1XX,1,Answer()',
      ' same => n(top),Dial(SIP/${EXTEN})',
      'exten => _1XX,n,Hangup',
      'exten => 200/100,1,NoOp(x)',
      'exten => 200,hint,SIP/200',
      '#include more.conf',
      '',
    ].join('\n');
    expect(outline(text)).toEqual([
      '[a]',
      '  include b',
      '  _1XX',
      '    1 Answer',
      '    n (top) Dial',
      '    n Hangup',
      '  200/100 NoOp',
      '  200',
      '  #include more.conf',
    ]);
  });

  it('keeps globals as they are', () => {
    expect(outline('[globals]\nTRUNK=SIP/provider\n')).toEqual(['[globals]', '  TRUNK']);
  });

  it.each([
    'exten => 1,1,Dial(IAX2/user:Hidden-marker7@host/1)',
    'exten => 1,hint,IAX2/user:Hidden-marker7@host',
    'exten => IAX2/user:Hidden-marker7@host',
    'switch => IAX2/user:Hidden-marker7@host/a',
    'exten => 1,1,IAX2/user:Hidden-marker7@host',
  ])('shows no secret of %j', (line) => {
    expect(outline(`[a]\n${line}\n`).join('\n')).not.toContain('Hidden');
  });

  it('covers the lines of an extension', () => {
    const text = '[a]\nexten => 1,1,Answer()\n same => n,Hangup() ; bye\n';
    const [context] = documentSymbol(workspaceOf({ [name]: text }), FOLDER + name);
    const span = context?.children[0]?.span ?? { start: 0, end: 0 };
    expect(text.slice(span.start, span.end)).toBe('exten => 1,1,Answer()\n same => n,Hangup()');
  });
});
