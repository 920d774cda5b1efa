// The language server dies: it is started again three times, then the user is told and may start it himself.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hoverText, openFile, rangeOf, until } from './drive.ts';
import { idsStartedFrom, startedFrom } from './processes.ts';

const program = 'server.node.cjs';

/** Declares the tests; `suite` and `test` must be in place. Run last, since the server of the window is gone meanwhile. */
export function dying(): void {
  suite('A server that dies', () => {
    let editor: vscode.TextEditor;

    const kill = (): number => {
      const [id] = idsStartedFrom(program);
      assert.ok(id !== undefined, 'a server runs');
      process.kill(id, 'SIGKILL');
      return id;
    };
    const answers = (): Promise<string> =>
      hoverText(editor.document.uri, rangeOf(editor.document, 'insecure').start.translate(0, 2));

    suiteSetup(async () => {
      // So that nothing of what other tests did counts.
      await vscode.commands.executeCommand('asteriskConf.restartServer');
      editor = await openFile('sip.conf');
      await answers();
    });

    for (const time of ['first', 'second', 'third']) {
      test(`is started again after the ${time} time, and answers`, async () => {
        const dead = kill();
        await until('another server', () =>
          idsStartedFrom(program).some((id) => id !== dead) ? true : undefined,
        );
        assert.match(await answers(), /insecure/);
        assert.equal(startedFrom(program), 1);
      });
    }

    test('is left alone after the fourth time, also when another file is opened', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      kill();
      await until('its end', () => (startedFrom(program) === 0 ? true : undefined));
      await openFile('iax.conf');
      // Its restarts before took less.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      assert.equal(startedFrom(program), 0);
    });

    test('is started by the first button of the message that says so', async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      await until('the server', () => (startedFrom(program) === 1 ? true : undefined));
      editor = await openFile('sip.conf');
      assert.match(await answers(), /insecure/);
    });

    test('may die again, since the user started it', async () => {
      const dead = kill();
      await until('another server', () =>
        idsStartedFrom(program).some((id) => id !== dead) ? true : undefined,
      );
      assert.match(await answers(), /insecure/);
    });
  });
}
