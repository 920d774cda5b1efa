// Files of other programs are none of the server's business: while it runs, it hears nothing of them.
import * as assert from 'node:assert/strict';
import childProcess, { type ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import { finding, hoverText, inFolder, openFile, rangeOf, until } from './drive.ts';

/** Notes the methods of all that is sent to processes started from now on. */
function listenIn(sent: string[]): () => void {
  const { fork } = childProcess;
  const listening = (...words: Parameters<typeof fork>): ChildProcess => {
    const child = fork(...words);
    const send = child.send.bind(child) as (...message: readonly unknown[]) => boolean;
    const noting = (...message: readonly unknown[]): boolean => {
      sent.push((message[0] as { readonly method?: string }).method ?? 'an answer');
      return send(...message);
    };
    return Object.assign(child, { send: noting });
  };
  Object.assign(childProcess, { fork: listening });
  return () => {
    Object.assign(childProcess, { fork });
  };
}

const others = ['nginx-site.conf', 'my.conf', 'http.conf', 'notes.txt'];

/** Declares the tests; `suite` and `test` must be in place. */
export function quiet(): void {
  suite('Files of other programs', () => {
    const sent: string[] = [];

    /** Resolves once nothing was sent for a second. */
    const silence = async (): Promise<void> => {
      for (let before = -1; before < sent.length;) {
        before = sent.length;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    };

    suiteSetup(async () => {
      const { document } = await openFile('sip.conf');
      const stop = listenIn(sent);
      await vscode.commands.executeCommand('asteriskConf.restartServer');
      stop();
      await finding(document.uri, 'secret-default', rangeOf(document, 'secret=test'));
      assert.match(await hoverText(document.uri, rangeOf(document, 'insecure').start), /insecure/);
      for (const name of [...others, 'plain.txt']) {
        const text = new TextEncoder().encode('[mysqld]\nsecret=test\nport=1\n');
        await vscode.workspace.fs.writeFile(inFolder(`elsewhere/${name}`), text);
      }
      // What is still said about the file of ours that was shown is said now.
      await openFile('elsewhere/plain.txt');
      await silence();
      assert.ok(sent.includes('textDocument/didOpen') && sent.includes('textDocument/hover'), 'listens in');
    });

    for (const name of others) {
      test(`${name} is opened, edited and asked about without a message`, async () => {
        const before = sent.length;
        const editor = await openFile(`elsewhere/${name}`);
        const { uri, languageId } = editor.document;
        assert.notEqual(languageId, 'asterisk-conf');
        await silence();
        assert.deepEqual(sent.slice(before), []);
        await editor.edit((edit) => {
          edit.insert(new vscode.Position(0, 0), '# a remark\n');
        });
        const place = new vscode.Position(1, 2);
        await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, place);
        await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
        await vscode.commands.executeCommand('undo');
        await silence();
        assert.deepEqual(sent.slice(before), []);
      });
    }

    test('but a file of ours is told of', async () => {
      const before = sent.length;
      await openFile('iax.conf');
      await until('a message', () => (sent.length > before ? true : undefined));
    });
  });
}
