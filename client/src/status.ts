/** The entry behind the `{}` of the status bar: which file of Asterisk the editor takes this one for, and how it stands. */
import * as vscode from 'vscode';
import { languageId, statusRequest, type FileStatus } from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

/** Shows the status of the active editor and keeps it up to date. */
export function showStatus(server: Server): readonly { dispose: () => unknown }[] {
  const item = vscode.languages.createLanguageStatusItem('asteriskConf.file', { language: languageId });
  item.name = 'Asterisk Conf';
  item.command = { command: 'asteriskConf.treatFileAs', title: 'Change' };
  const update = (): void => {
    void show(item, server);
  };
  update();
  return [
    item,
    server.onDidStart(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) update();
    }),
  ];
}

async function show(item: vscode.LanguageStatusItem, server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== languageId || !server.isRunning) {
    item.text = 'Asterisk Conf';
    item.detail = '';
    return;
  }
  const status = await ask(document.uri, server);
  // Another editor may be active by now; then its own request answers.
  if (status === undefined || vscode.window.activeTextEditor?.document !== document) return;
  item.text = status.kind ?? 'Asterisk file';
  item.detail = describe(status);
  const needsLook = status.hidden > 0 || status.limit === 'too-large';
  item.severity = needsLook
    ? vscode.LanguageStatusSeverity.Warning
    : vscode.LanguageStatusSeverity.Information;
}

async function ask(uri: vscode.Uri, server: Server): Promise<FileStatus | undefined> {
  try {
    return (await server.ask<FileStatus | null>(statusRequest, { uri: uri.toString() })) ?? undefined;
  } catch {
    return undefined;
  }
}

function describe({ limit, isUncertain, kind, errors, warnings, hidden }: FileStatus): string {
  if (limit === 'too-large') return 'Too large to be checked';
  if (limit === 'lint-off') return 'Checks are switched off';
  const parts = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== '');
  const found = parts.length === 0 ? 'no problems' : parts.join(', ');
  const more = hidden === 0 ? '' : `, ${String(hidden)} findings not shown`;
  const guess = isUncertain && kind !== undefined ? 'guessed from its name, ' : '';
  return `${guess}${found}${more}`;
}

function count(number: number, word: string): string {
  if (number === 0) return '';
  return `${String(number)} ${word}${number === 1 ? '' : 's'}`;
}
