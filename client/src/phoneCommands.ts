/** The commands that add a phone, and that copy the command which applies a change. The server works out both. */
import * as vscode from 'vscode';
import {
  languageId,
  newPhoneRequest,
  reloadCommandRequest,
  type PhoneAnswer,
  type PlaceParams,
  type ReloadAnswer,
} from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

/** Registers `newPhone` and `copyReloadCommand`. */
export function registerPhoneCommands(server: Server): readonly vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('asteriskConf.newPhone', () => newPhone(server)),
    vscode.commands.registerCommand('asteriskConf.copyReloadCommand', () => copyReloadCommand(server)),
  ];
}

async function newPhone(server: Server): Promise<void> {
  const editor = ourEditor();
  if (editor === undefined) return;
  const phone = await server.ask<PhoneAnswer | null>(newPhoneRequest, placeIn(editor));
  if (phone === null) return;
  if (phone.kind === 'explained') {
    tell(phone.message);
    return;
  }
  // The place counts in the text the server saw.
  if (editor.document.version !== phone.version) {
    tell('The file was changed meanwhile. Try again.');
    return;
  }
  const start = new vscode.Position(phone.line, phone.character);
  if (
    !(await editor.edit((edit) => {
      edit.insert(start, phone.text);
    }))
  ) {
    tell('The editor did not take the new phone. The file may be read-only.');
    return;
  }
  const end = editor.document.positionAt(editor.document.offsetAt(start) + phone.text.length);
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(start, end));
  tell(`Added ${phone.name} with a new secret. Set the same secret in the phone, then reload Asterisk.`);
}

async function copyReloadCommand(server: Server): Promise<void> {
  const editor = ourEditor();
  if (editor === undefined) return;
  const advice = await server.ask<ReloadAnswer | null>(reloadCommandRequest, placeIn(editor));
  if (advice === null) {
    tell(
      'It is not known which file of Asterisk this is. Choose it with "Treat This File as an Asterisk File".',
    );
    return;
  }
  const { command, reason } = advice;
  if (command === undefined) {
    tell(reason);
    return;
  }
  await vscode.env.clipboard.writeText(command);
  tell(`"${command}" is on the clipboard, for the Asterisk console. ${reason}`);
}

function placeIn({ document, selection }: vscode.TextEditor): PlaceParams {
  return { uri: document.uri.toString(), line: selection.active.line };
}

function ourEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === languageId) return editor;
  tell('Open an Asterisk configuration file first.');
  return undefined;
}

/** Not awaited: the message may stay until the user closes it. */
function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
