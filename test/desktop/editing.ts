// Formatting, code lenses and refactorings as a click or a key carries them out in a real VS Code.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, inFolder, openFile, rangeOf, until } from './drive.ts';

const text = [
  ...['[general]', 'allowguest=no', '[base](!)', 'type=friend  ', 'host=dynamic', ''],
  ...['[desk](base)', 'canreinvite=no', 'context=office', 'secret=test', ''],
  ...['[shop](base)', 'canreinvite=no', 'context=office', 'secret=vB7_kq2RtY-9sLwZ4mXc', ''],
].join('\n');

/** Declares the tests; `suite` and `test` must be in place. */
export function editing(): void {
  suite('Editing', () => {
    let document: vscode.TextDocument;

    const lens = (title: RegExp): Promise<vscode.Command> =>
      until(`the lens ${String(title)}`, async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          100,
        );
        return all.find(({ command }) => title.test(command?.title ?? ''))?.command;
      });
    const click = async ({ command, arguments: given = [] }: vscode.Command): Promise<void> => {
      await vscode.commands.executeCommand(command, ...(given as readonly unknown[]));
    };

    suiteSetup(async () => {
      const uri = inFolder('editing/asterisk/sip.conf');
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      ({ document } = await openFile('editing/asterisk/sip.conf'));
    });

    test('a formatted file has its blanks in place and every value as before', async () => {
      await until('the formatted text', async () => {
        await vscode.commands.executeCommand('editor.action.formatDocument');
        return document.getText().includes('type=friend\n') ? true : undefined;
      });
      assert.ok(document.getText().startsWith('[general]\nallowguest=no\n\n[base](!)\ntype=friend\n'));
      assert.equal(document.getText().replace(/\s/g, ''), text.replace(/\s/g, ''));
    });

    test('a click on a count shows the places', async () => {
      const shown = await lens(/^2 references$/);
      assert.equal(shown.command, '_asteriskConf.showReferences');
      await click(shown);
      await vscode.commands.executeCommand('closeReferenceSearch');
    });

    test('a click above a weak secret replaces it, and the lens is gone', async () => {
      await click(await lens(/Replace$/));
      await until('the new secret', () =>
        /\[desk\][^[]*\nsecret=[\w-]{20}\n/.test(document.getText()) ? true : undefined,
      );
      await until('silence above it', async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          100,
        );
        return all.some(({ command }) => command?.title.endsWith('Replace')) ? undefined : true;
      });
    });

    test('what two sections share moves into a template', async () => {
      const { start } = rangeOf(document, '[desk]');
      const range = new vscode.Range(start, document.positionAt(document.getText().length));
      const extract = await until('the refactoring', async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          range,
          vscode.CodeActionKind.RefactorExtract.value,
          10,
        );
        return all[0];
      });
      await apply(extract);
      assert.ok(
        document.getText().includes('[common](!)\ncanreinvite=no\ncontext=office\n\n[desk](base,common)\n'),
      );
      assert.ok(document.getText().includes('[shop](base,common)\nsecret='));
    });

    test('all that is safe is mended on request', async () => {
      await until('the mended text', async () => {
        await vscode.commands.executeCommand('editor.action.fixAll');
        return document.getText().includes('directmedia=no') ? true : undefined;
      });
      assert.ok(!document.getText().includes('canreinvite'));
    });
  });
}
