// What happens while somebody types in a real VS Code, on the desktop and in a browser: names and values are offered, one is taken, a phone is added.
import * as vscode from 'vscode';
import { openFile, rangeOf, until } from './drive.ts';

/** Declares the tests; `suite` and `test` must be in place. */
export function typing(): void {
  suite('Typing', () => {
    test('offers an option, then its values, and takes the one that is chosen', async () => {
      const editor = await openFile('iax.conf');
      const { document } = editor;
      const { line } = rangeOf(document, 'host=depot.example.com').start;
      const lineText = (): string => document.lineAt(line + 1).text;
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(line + 1, 0), 'trun\n');
      });
      const caret = new vscode.Position(line + 1, 4);
      await until('trunk in the list', async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          caret,
        );
        return list.items.find(({ label }) => label === 'trunk');
      });
      editor.selection = new vscode.Selection(caret, caret);
      await accept('the option', () => lineText() === 'trunk=');
      await accept('its value', () => /^trunk=(?:yes|no)$/.test(lineText()));
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    test('adds a phone as its neighbours are written', async () => {
      const editor = await openFile('sip.conf');
      const { document } = editor;
      const { start } = rangeOf(document, '[phone104](office)');
      editor.selection = new vscode.Selection(start, start);
      await vscode.commands.executeCommand('asteriskConf.newPhone');
      const text = await until('the phone', () => {
        const now = document.getText();
        return now.includes('[phone105](office)') ? now : undefined;
      });
      if (!/\n\n\[phone105\]\(office\)\nsecret=[A-Za-z0-9][\w-]{19}\n\n\[provider\]/.test(text)) {
        throw new Error('The phone is not written as its neighbours are');
      }
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });
  });
}

/** Opens the list of suggestions and takes the first until the text is as wanted. */
async function accept(what: string, isDone: () => boolean): Promise<void> {
  await until(what, async () => {
    if (isDone()) return true;
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    // The list opens once the answer is there; taking from a closed list does nothing.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await vscode.commands.executeCommand('acceptSelectedSuggestion');
    return isDone() ? true : undefined;
  });
}
