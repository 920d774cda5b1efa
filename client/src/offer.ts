/**
 * Looks at conf files that belong to another language and asks, once for each file, whether they are Asterisk's. Looks
 * at the first 4 KB, here in the editor; the server is not asked.
 */
import * as vscode from 'vscode';
import { languageId } from '../../server/src/lsp/protocol.ts';
import { looksLikeAsterisk } from './detect.ts';
import type { Memory } from './memory.ts';
import type { Server } from './server.ts';

/** Languages a conf file has when nobody claims it; any other was chosen by the user or another extension. */
const foreignLanguages: ReadonlySet<string> = new Set(['ini', 'properties', 'plaintext']);
/** Documents that are no files: views of a version control system, output, settings. */
const foreignSchemes: ReadonlySet<string> = new Set([
  'untitled',
  'git',
  'output',
  'vscode-settings',
  'vscode-userdata',
]);
const headLength = 4096;
const treat = 'Treat as Asterisk';
const leave = 'Leave It';
const never = 'Never Ask';

/** Watches which files are shown and opened. */
export function offerOtherFiles(server: Server, memory: Memory): readonly vscode.Disposable[] {
  const look = (editor: vscode.TextEditor | undefined): void => {
    if (editor !== undefined) void offer(editor.document, server, memory);
  };
  look(vscode.window.activeTextEditor);
  return [vscode.window.onDidChangeActiveTextEditor(look), ...keepChoices(memory)];
}

async function offer(document: vscode.TextDocument, server: Server, memory: Memory): Promise<void> {
  const isCandidate =
    isForeignConf(document) && !hasChosenLanguage(document) && !memory.has('asked', document.uri);
  if (
    !isCandidate ||
    !vscode.workspace.getConfiguration('asteriskConf').get<boolean>('detectOtherFiles', true)
  ) {
    return;
  }
  const isIncluded = server.hasRead(document.uri);
  if (!isIncluded && !looksLikeAsterisk(headOf(document))) return;
  if (!(await memory.add('asked', document.uri))) return;
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const why = isIncluded ? 'is included by an Asterisk file' : 'looks like an Asterisk file';
  const answer = await vscode.window.showInformationMessage(
    `${name} ${why}. Show it as one?`,
    treat,
    leave,
    never,
  );
  if (answer === treat) {
    await memory.add('treated', document.uri);
    await vscode.languages.setTextDocumentLanguage(document, languageId);
  } else if (answer === never) {
    const settings = vscode.workspace.getConfiguration('asteriskConf');
    await settings.update('detectOtherFiles', false, vscode.ConfigurationTarget.Global);
  }
}

function isForeignConf({ languageId: language, uri }: vscode.TextDocument): boolean {
  return (
    foreignLanguages.has(language) &&
    !foreignSchemes.has(uri.scheme) &&
    /\.conf(?:\.[\w-]+)?$/i.test(uri.path)
  );
}

/** Whether the user's own `files.associations` decided the language. */
function hasChosenLanguage(document: vscode.TextDocument): boolean {
  const associations = vscode.workspace
    .getConfiguration('files')
    .get<Record<string, string>>('associations', {});
  return Object.keys(associations).some((pattern) => {
    const glob = pattern.includes('/') ? pattern : `**/${pattern}`;
    return vscode.languages.match({ pattern: glob }, document) > 0;
  });
}

function headOf(document: vscode.TextDocument): string {
  const end = document.positionAt(headLength);
  return document.getText(new vscode.Range(new vscode.Position(0, 0), end));
}

/**
 * Gives a file the language again that the user agreed to when it is opened later, until the user picks another one.
 * A change of language closes and opens the document in one go, which tells it from a later opening.
 */
function keepChoices(memory: Memory): readonly vscode.Disposable[] {
  let switching: string | undefined;
  return [
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.languageId !== languageId) return;
      switching = document.uri.toString();
      queueMicrotask(() => {
        switching = undefined;
      });
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.languageId === languageId || !memory.has('treated', document.uri)) return;
      if (switching === document.uri.toString()) void memory.remove('treated', document.uri);
      else void vscode.languages.setTextDocumentLanguage(document, languageId);
    }),
  ];
}
