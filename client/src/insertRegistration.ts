/** The command that puts a provider's account into the file: takes it from the clipboard and shows first what it read. */
import * as vscode from 'vscode';
import {
  insertRegistrationRequest,
  languageId,
  type RegistrationAnswer,
} from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

/** Registers `insertRegistration`. A text as argument takes the place of the clipboard. */
export function registerInsertRegistration(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand('asteriskConf.insertRegistration', (text?: unknown) =>
    insertRegistration(server, typeof text === 'string' ? text : undefined),
  );
}

async function insertRegistration(server: Server, given: string | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== languageId) {
    tell('Open an Asterisk configuration file first.');
    return;
  }
  const text = given ?? (await vscode.env.clipboard.readText());
  if (text.trim() === '') {
    tell('Copy what the provider gave you first: a register line, or user, password and server.');
    return;
  }
  const uri = editor.document.uri.toString();
  const answer = await server.ask<RegistrationAnswer | null>(insertRegistrationRequest, { uri, text });
  if (answer === null) return;
  if (answer.kind === 'explained') {
    tell(answer.message);
    return;
  }
  if (!(await isConfirmed(answer))) return;
  // The places count in the text the server saw.
  if (editor.document.version !== answer.version) {
    tell('The file was changed meanwhile. Try again.');
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of answer.edits) {
    const { start, end } = range;
    const place = new vscode.Range(start.line, start.character, end.line, end.character);
    edit.replace(editor.document.uri, place, newText);
  }
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const first = answer.edits[0]?.range.start;
  if (first !== undefined) editor.revealRange(new vscode.Range(first.line, 0, first.line + 2, 0));
  tell('The registration was put in. Reload Asterisk, then look at its state on the console.');
}

/** Lists what was understood and what will be written, the secret hidden. */
async function isConfirmed({
  understood,
  notes,
  preview,
}: Extract<RegistrationAnswer, { kind: 'registration' }>): Promise<boolean> {
  const heading = (label: string): vscode.QuickPickItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const insert: vscode.QuickPickItem = { label: '$(check) Insert', detail: understood.join(', ') };
  const items: readonly vscode.QuickPickItem[] = [
    insert,
    ...(notes.length === 0 ? [] : [heading('Look out')]),
    ...notes.map((label) => ({ label })),
    heading('These lines are written'),
    ...preview
      .split('\n')
      .filter((label) => label !== '')
      .map((label) => ({ label })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Insert Registration from Provider Text',
    placeHolder: 'Insert what was read from the clipboard?',
  });
  return chosen === insert;
}

/** Not awaited: the message may stay until the user closes it. */
function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
