/**
 * What the editor does about files that VICIdial or FreePBX rebuild: one notice at the first edit, and the commands that
 * copy the lasting way to change a secret. Nothing here connects to anything.
 */
import * as vscode from 'vscode';
import {
  languageId,
  statusRequest,
  vicidialChangeRequest,
  vicidialCommands,
  type FileStatus,
  type VicidialAnswer,
  type VicidialParams,
} from '../../server/src/lsp/protocol.ts';
import type { Memory } from './memory.ts';
import type { Server } from './server.ts';

/** Registers the three copy commands and watches for edits of generated files. */
export function registerVicidial(server: Server, memory: Memory): readonly vscode.Disposable[] {
  const guarded = new Set<string>();
  return [
    ...(['steps', 'sql', 'api'] as const).map((as) =>
      vscode.commands.registerCommand(vicidialCommands[as], (place?: unknown) =>
        copyChange(server, memory, as, asPlace(place)),
      ),
    ),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (document.languageId !== languageId || contentChanges.length === 0 || reason !== undefined) return;
      const key = document.uri.toString();
      if (guarded.has(key) || !server.isRunning) return;
      guarded.add(key);
      warnSoon(server, document).catch(() => guarded.delete(key));
    }),
  ];
}

/** In milliseconds. */
const pause = 150;

/** What the notice says: whose file it is, and where a change lasts. */
function noticeOf(generator: 'vicidial' | 'freepbx', customFiles: readonly string[] = []): string {
  if (generator === 'vicidial') {
    return 'VICIdial rebuilds this file from its admin pages: edits here are replaced without a backup at the next rebuild, which any change to a phone, carrier or server in the admin pages starts. Change it there: Admin, then Phones, Carriers or Servers.';
  }
  const instead = customFiles.length === 0 ? '' : `, or write your lines into ${customFiles.join(' or ')}`;
  return `FreePBX rebuilds this file: edits here are lost at the next Apply Config. Change it in its admin pages${instead}.`;
}

/** Waits until the editor knows that the document is changed: a file read again from the disk is no edit. */
async function warnSoon(server: Server, document: vscode.TextDocument): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (!document.isDirty) throw new Error('not an edit');
  await warn(server, document.uri);
}

async function warn(server: Server, uri: vscode.Uri): Promise<void> {
  const status = await server.ask<FileStatus | null>(statusRequest, { uri: uri.toString() });
  const generator = status?.generator;
  if (generator === undefined) return;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const undo = 'Undo';
  const steps = 'Copy a New Secret and the Steps';
  const choices = generator === 'vicidial' ? [undo, steps] : [undo];
  const answer = await vscode.window.showWarningMessage(
    `${name}: ${noticeOf(generator, status?.customFiles)}`,
    ...choices,
  );
  if (answer === undo) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await vscode.commands.executeCommand('undo');
  } else if (answer === steps) await vscode.commands.executeCommand(vicidialCommands.steps);
}

/** The place a code action names; a menu of the editor passes other things. */
function asPlace(given: unknown): { readonly uri: string; readonly offset: number } | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { uri, offset } = given as Readonly<Record<string, unknown>>;
  return typeof uri === 'string' && typeof offset === 'number' ? { uri, offset } : undefined;
}

async function copyChange(
  server: Server,
  memory: Memory,
  as: VicidialParams['as'],
  given: { readonly uri: string; readonly offset: number } | undefined,
): Promise<void> {
  const place = given ?? cursor();
  if (place === undefined) return;
  // Asked without an address first, so that nobody is asked for one in vain.
  const first = await change(server, { ...place, as });
  if (first === null) return;
  if (first.kind === 'explained') {
    tell(first.message);
    return;
  }
  const server_ip = as === 'steps' ? '' : await askForServer(memory, vscode.Uri.parse(place.uri));
  if (server_ip === undefined) return;
  const answer = server_ip === '' ? first : await change(server, { ...place, as, server: server_ip });
  if (answer?.kind === 'explained') tell(answer.message);
  if (answer?.kind !== 'text') return;
  await vscode.env.clipboard.writeText(answer.text);
  tell(`${answer.summary} are on the clipboard. Nothing was changed here.`);
}

function change(server: Server, params: VicidialParams): Promise<VicidialAnswer | null> {
  return server.ask<VicidialAnswer | null>(vicidialChangeRequest, params);
}

/** The files do not say it; it is remembered for their folder. Empty leaves a placeholder, `undefined` gives up. */
async function askForServer(memory: Memory, file: vscode.Uri): Promise<string | undefined> {
  const folder = vscode.Uri.joinPath(file, '..');
  const answer = await vscode.window.showInputBox({
    title: 'Address of this Asterisk server, as in Admin, Servers',
    prompt: 'Leave it empty to fill it in yourself',
    value: memory.serverAddress(folder) ?? '',
    validateInput: (text) =>
      text === '' || /^[A-Za-z0-9][A-Za-z0-9.:-]{0,62}$/.test(text)
        ? undefined
        : 'An address such as 10.10.10.15',
  });
  if (answer !== undefined && answer !== '') await memory.keepServerAddress(folder, answer);
  return answer;
}

function cursor(): { readonly uri: string; readonly offset: number } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === languageId) {
    const { document, selection } = editor;
    return { uri: document.uri.toString(), offset: document.offsetAt(selection.active) };
  }
  tell('Open a file that VICIdial writes first.');
  return undefined;
}

/** Not awaited: the message may stay until the user closes it. */
function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
