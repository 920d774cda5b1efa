import { describe, expect, it } from 'vitest';
import { tellFailures } from '../../client/src/failures.ts';
import manifest from '../../package.json' with { type: 'json' };

/** Tells of `failures` to a user who presses `button` each time. */
async function told(
  failures: readonly ('mistake' | 'gave-up')[],
  button?: string,
): Promise<{ messages: string[]; buttons: string[]; ran: string[] }> {
  const seen = { messages: [] as string[], buttons: [] as string[], ran: [] as string[] };
  const tell = tellFailures({
    show: (message, buttons) => {
      seen.messages.push(message);
      seen.buttons.push(buttons.join(', '));
      return Promise.resolve(button);
    },
    run: (command) => {
      seen.ran.push(command);
      return Promise.resolve();
    },
  });
  for (const failure of failures) await tell(failure);
  return seen;
}

const both = 'Restart, Collect Redacted Report';

describe('failures', () => {
  it('offers a report after a mistake, once', async () => {
    const { messages, buttons, ran } = await told(['mistake', 'mistake'], 'Collect Redacted Report');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('everything else goes on');
    expect(buttons).toEqual(['Collect Redacted Report']);
    expect(ran).toEqual(['asteriskConf.collectRedactedReport']);
  });

  it('offers to start again, and a report, each time the server is gone for good', async () => {
    const { messages, buttons, ran } = await told(['gave-up', 'mistake', 'gave-up'], 'Restart');
    expect(messages).toHaveLength(3);
    expect(messages[0]).toContain('not started again');
    expect(buttons).toEqual([both, 'Collect Redacted Report', both]);
    expect(new Set(ran)).toEqual(new Set(['asteriskConf.restartServer']));
  });

  it('does nothing when the message is closed', async () => {
    expect((await told(['mistake', 'gave-up'])).ran).toEqual([]);
  });

  it('runs commands that exist', async () => {
    const pressed = [await told(['gave-up'], 'Restart'), await told(['mistake'], 'Collect Redacted Report')];
    const known = manifest.contributes.commands.map(({ command }) => command);
    expect(known).toEqual(expect.arrayContaining(pressed.flatMap(({ ran }) => ran)));
  });
});
