/** Which field of a register line the caret is in while it is typed, by the driver's own split. */
import { describe, expect, it } from 'vitest';
import { signatureHelp } from '../../server/src/features/signatureHelp.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

/** The active field at `<|>`; a dash where there is none, `undefined` without help. */
function fieldAt(name: string, line: string): string | undefined {
  const text = `[general]\n${line}\n`;
  const offset = text.indexOf('<|>');
  const help = signatureHelp(workspaceOf({ [name]: text.replace('<|>', '') }), FOLDER + name, offset);
  if (help === undefined) return undefined;
  const field = help.parameters[help.active ?? -1];
  return field === undefined ? '-' : help.label.slice(field.start, field.end);
}

describe('in a register line', () => {
  it.each([
    ['register =><|>', 'user'],
    ['register => <|>', 'user'],
    ['register = 47<|>', 'user'],
    ['register => 4711:<|>', 'secret'],
    ['register => 4711:geh<|>', 'secret'],
    ['register => 4711:geheim:<|>', 'login'],
    ['register => 4711:geheim@<|>', 'host'],
    ['register => 4711:ge@heim<|>', 'host'],
    ['register => 4711:ge<|>@heim@host', 'secret'],
    ['register => 4711:ge@he<|>im@host', 'secret'],
    ['register => 4711@dom<|>', 'host'],
    ['register => 4711@dom<|>:geheim@host', 'domain'],
    ['register => 4711@dom:5060<|>:geheim:login@host', 'domain'],
    ['register => 4711:geheim@host:<|>', 'port'],
    ['register => 4711:geheim@host:50<|>', 'port'],
    ['register => 4711:geheim@host/<|>', 'extension'],
    ['register => 4711:geheim@host:5060/2<|>', 'extension'],
    ['register => 4711:geheim@host~<|>', 'seconds'],
    ['register => peer?<|>', 'user'],
    ['register => pe<|>er?4711@host', 'peer'],
    ['register => tl<|>s://4711@host', 'transport'],
    ['register => tls://<|>', 'user'],
    ['register => 4711:ge?heim<|>', 'user'],
    ['register => 4711:"ge?heim<|>"@host', 'secret'],
    ['register => 4711:ge\\;he<|>im@host', 'secret'],
    ['register => 4711:ge/he<|>im@host', '-'],
    ['<|>register => 4711@host', undefined],
    ['register => 4711@host ; rem<|>ark', undefined],
    ['secret=<|>', undefined],
    ['register <|>', undefined],
  ])('of sip.conf %#', (line, field) => {
    expect(fieldAt('sip.conf', line)).toBe(field);
  });

  it.each([
    ['register => <|>', 'user'],
    ['register => 4711:<|>', 'secret'],
    ['register => 4711:ge@he<|>', 'host'],
    ['register => 4711:ge@host@<|>', '-'],
    ['register => 4711:[ke<|>', 'secret'],
    ['register => 4711:geheim@host:<|>', 'port'],
  ])('of iax.conf %#', (line, field) => {
    expect(fieldAt('iax.conf', line)).toBe(field);
  });

  it('of other files there is none', () => {
    expect(fieldAt('pjsip.conf', 'register => <|>')).toBeUndefined();
  });

  it('each field is explained', () => {
    const help = signatureHelp(workspaceOf({ 'sip.conf': 'register => \n' }), `${FOLDER}sip.conf`, 12);
    expect(help?.parameters).toHaveLength(10);
    expect(help?.parameters.every(({ markdown }) => markdown.length > 20)).toBe(true);
    expect(help?.markdown).toContain('last `@`');
  });
});
