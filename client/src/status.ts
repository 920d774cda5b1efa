/** The entry behind the `{}` of the status bar: which file of Asterisk the editor takes this one for, and how it stands. */
import * as vscode from 'vscode';
import { languageId, statusRequest, type FileStatus } from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

/** Shows the status of the active editor and keeps it up to date. */
export function showStatus(server: Server): readonly { dispose: () => unknown }[] {
  const item = vscode.languages.createLanguageStatusItem('asteriskConf.file', { language: languageId });
  item.name = 'Asterisk Conf';
  item.command = { command: 'asteriskConf.treatFileAs', title: 'Change' };
  const version = vscode.languages.createLanguageStatusItem('asteriskConf.version', { language: languageId });
  version.name = 'Asterisk version';
  version.command = { command: 'asteriskConf.selectVersion', title: 'Change' };
  const files = vscode.languages.createLanguageStatusItem('asteriskConf.files', { language: languageId });
  files.name = 'Asterisk files that were read';
  files.command = { command: 'asteriskConf.checkWorkspace', title: 'Check All' };
  const trust = showTrust();
  const update = (): void => {
    void show({ file: item, version, files }, server);
  };
  update();
  return [
    item,
    version,
    files,
    ...trust,
    server.onDidStart(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('asteriskConf')) update();
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) update();
    }),
  ];
}

/** Says what restricted mode leaves out, and why, until the user trusts the open folders. */
function showTrust(): readonly { dispose: () => unknown }[] {
  if (vscode.workspace.isTrusted) return [];
  const item = vscode.languages.createLanguageStatusItem('asteriskConf.trust', { language: languageId });
  item.name = 'Asterisk Conf in Restricted Mode';
  item.text = 'Restricted Mode';
  item.detail = 'Everything is checked, but files outside the open folders are not read';
  item.severity = vscode.LanguageStatusSeverity.Information;
  item.command = { command: 'workbench.trust.manage', title: 'Manage' };
  return [
    item,
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      item.dispose();
    }),
  ];
}

interface Items {
  readonly file: vscode.LanguageStatusItem;
  readonly version: vscode.LanguageStatusItem;
  readonly files: vscode.LanguageStatusItem;
}

async function show({ file: item, version, files }: Items, server: Server): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== languageId || !server.isRunning) {
    item.text = 'Asterisk Conf';
    item.detail = '';
    version.text = 'Asterisk version';
    version.detail = '';
    files.text = 'No files read yet';
    files.detail = '';
    return;
  }
  const status = await ask(document.uri, server);
  // Another editor may be active by now; then its own request answers.
  if (status === undefined || vscode.window.activeTextEditor?.document !== document) return;
  item.text = status.kind ?? 'Asterisk file';
  item.detail = describe(status);
  version.text = `Asterisk ${String(status.version)}`;
  version.detail = versionOrigins[status.versionFrom];
  files.text = status.files === 1 ? '1 file read' : `${String(status.files)} files read`;
  files.detail = 'this one, what belongs to it, and other open ones';
  const needsLook = status.hidden > 0 || status.limit === 'too-large';
  item.severity = needsLook
    ? vscode.LanguageStatusSeverity.Warning
    : vscode.LanguageStatusSeverity.Information;
}

const versionOrigins: Readonly<Record<FileStatus['versionFrom'], string>> = {
  setting: 'chosen',
  banner: 'named at the top of a file',
  modules: 'the newest with the modules that modules.conf loads',
  assumed: 'assumed, nothing tells which it is',
};

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
