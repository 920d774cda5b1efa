/** Which command applies a change: by line, section and file. */
import { describe, expect, it } from 'vitest';
import { optionKinds } from '../../server/src/catalogue/lookup.ts';
import { reloadCommands } from '../../server/src/catalogue/reload.ts';
import { reloadCommand } from '../../server/src/features/reloadCommand.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const RESTART = 'core restart when convenient';
const PJSIP = 'module reload res_pjsip.so';

function command(name: string, source: string, chosen: 'auto' | number = 'auto'): string | undefined {
  const workspace = workspaceOf({ [name]: source.replace('<|>', '') });
  return reloadCommand(workspace, FOLDER + name, source.indexOf('<|>'), chosen)?.command;
}

describe('the command that applies a change', () => {
  it.each([
    ['sip.conf', '[general]\ncon<|>text=a', 'sip reload'],
    ['sip-phones.conf', '[101]\n<|>', 'sip reload'],
    ['iax.conf', '[general]\nbandwidth=<|>low', 'iax2 reload'],
    ['iax.conf', '[general]\nbindport=<|>4569', RESTART],
    ['iax.conf', '[general]\nbindaddr=<|>0.0.0.0', RESTART],
    ['pjsip.conf', '[201]\ntype=endpoint\n<|>', PJSIP],
    ['pjsip.conf', '[udp]\ntype=transport\n<|>bind=0.0.0.0', RESTART],
    ['pjsip.conf', '[u<|>dp]\ntype=transport', RESTART],
    ['pjsip.conf', '[t](!)\ntype=transport\n[u<|>dp](t)\n', RESTART],
    ['pjsip.conf', '[udp]\ntype=transport\nallow_reload=yes\nbi<|>nd=0.0.0.0', PJSIP],
    ['pjsip.conf', '[system]\ntype=system\ntimer_t1=<|>500', RESTART],
    ['pjsip.conf', '[global]\ntype=global\nuser_agent=<|>x', PJSIP],
    ['pjsip_wizard.conf', '[a]\ntype=wizard\n<|>', PJSIP],
    ['extensions.conf', '[office]\n<|>', 'dialplan reload'],
    ['voicemail.conf', '[default]\n<|>', 'voicemail reload'],
    ['queues.conf', '[support]\n<|>', 'queue reload all'],
    ['musiconhold.conf', '[default]\n<|>', 'moh reload'],
    ['asterisk/asterisk.conf', '[options]\nverbose=<|>3', RESTART],
    ['asterisk/modules.conf', '[modules]\n<|>', RESTART],
    ['asterisk/manager.conf', '[general]\n<|>', 'manager reload'],
    ['dundi.conf', '[general]\n<|>', 'core reload'],
    ['notes.conf', '[a]\n<|>', undefined],
  ])('%s %j: %s', (name, source, wanted) => {
    expect(command(name, source)).toBe(wanted);
  });

  it('is none where that Asterisk does not read the file', () => {
    expect(command('sip.conf', '[general]\n<|>', 20)).toBe('sip reload');
    expect(command('sip.conf', '[general]\n<|>', 22)).toBeUndefined();
    expect(command('iax.conf', '[general]\n<|>', 22)).toBe('iax2 reload');
  });

  it.each(optionKinds)('is known for %s', (kind) => {
    expect(reloadCommands[kind]).toMatch(/^[a-z0-9_. ]+$/);
  });
});
