/** The commands of the palette. What they change in a file is worked out by the server. */
import * as vscode from 'vscode';
import {
  applyFixCommand,
  generateSecretRequest,
  languageId,
  replaceWeakSecrets,
  type FixReference,
  type FixResult,
  type GeneratedSecret,
} from '../../server/src/lsp/protocol.ts';
import type { Memory } from './memory.ts';
import type { Output } from './output.ts';
import type { Server } from './server.ts';

/** Registers the commands of the manifest that need no file of their own. */
export function registerCommands(
  server: Server,
  memory: Memory,
  output: Output,
): readonly vscode.Disposable[] {
  const commands: Readonly<Record<string, (argument: unknown) => Promise<void>>> = {
    replaceWeakSecretsInFile: () => replaceWeakSecretsInFile(server),
    copyGeneratedSecret: () => copyGeneratedSecret(server),
    treatFileAs: (kind) => treatFileAs(server, memory, kind),
    selectVersion: (version) => selectVersion(version),
    toggleLint,
    restartServer: () => server.restart(),
    showOutput: () => {
      output.channel.show();
      return Promise.resolve();
    },
  };
  return Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`asteriskConf.${name}`, (argument: unknown) => run(argument)),
  );
}

async function replaceWeakSecretsInFile(server: Server): Promise<void> {
  const editor = ourEditor();
  if (editor === undefined) return;
  const reference = replaceWeakSecrets(editor.document.uri.toString());
  await applyFix(server, reference, 'There is no default or weak secret in this file.');
}

async function applyFix(server: Server, reference: FixReference, whenNothing: string): Promise<void> {
  const params = { command: applyFixCommand, arguments: [reference] };
  const result = await server.ask<FixResult | null>('workspace/executeCommand', params);
  if (result?.reason === 'nothing-to-do') tell(whenNothing);
  if (result?.reason === 'refused') tell('The editor did not take the change. The file may be read-only.');
}

async function copyGeneratedSecret(server: Server): Promise<void> {
  const drawn = await server.ask<GeneratedSecret | null>(generateSecretRequest);
  if (drawn === null) return;
  await vscode.env.clipboard.writeText(drawn.secret);
  tell(`A new secret of ${String(drawn.secret.length)} characters is on the clipboard.`);
}

/** Standard files that others are usually read like; any other name can be reached through the file's own name. */
const kinds = [
  'sip.conf',
  'iax.conf',
  'pjsip.conf',
  'pjsip_wizard.conf',
  'extensions.conf',
  'voicemail.conf',
  'queues.conf',
  'meetme.conf',
  'confbridge.conf',
  'musiconhold.conf',
  'manager.conf',
  'http.conf',
  'users.conf',
];

/** @param given one of `kinds`, from a key binding; anything else is asked for */
async function treatFileAs(server: Server, memory: Memory, given: unknown): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    tell('Open the file first that should be treated as an Asterisk file.');
    return;
  }
  const byName = 'What its name and the files that include it tell';
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const chosen =
    kinds.find((kind) => kind === given) ??
    (await vscode.window.showQuickPick([byName, ...kinds], { title: `Read ${name} like` }));
  if (chosen === undefined) return;
  await memory.chooseKind(document.uri, chosen === byName ? undefined : chosen);
  if (document.languageId !== languageId) {
    await memory.add('treated', document.uri);
    await vscode.languages.setTextDocumentLanguage(document, languageId);
  }
  await server.sendKinds();
}

const versions = ['auto', 16, 18, 20, 22, 23] as const;

/**
 * Changes the setting where it is set; for all windows when it is set nowhere.
 *
 * @param given one of `versions`, from a key binding; anything else is asked for
 */
async function selectVersion(given: unknown): Promise<void> {
  const file = vscode.window.activeTextEditor?.document.uri;
  const settings = vscode.workspace.getConfiguration('asteriskConf', file);
  const current = String(settings.get<string | number>('asteriskVersion', 'auto'));
  const choices = versions.map((version) => ({
    version,
    label: version === 'auto' ? 'Let the files tell' : `Asterisk ${String(version)}`,
    description: String(version) === current ? 'in use' : '',
    detail: version === 'auto' ? 'Where they do not, the newest that reads all of them counts' : '',
  }));
  const chosen =
    choices.find(({ version }) => version === given) ??
    (await vscode.window.showQuickPick(choices, { title: 'Version of Asterisk the files are for' }));
  if (chosen === undefined) return;
  await settings.update('asteriskVersion', chosen.version, targetOf(settings, 'asteriskVersion'));
}

/** Where a setting is set; all windows when it is set nowhere. */
function targetOf(settings: vscode.WorkspaceConfiguration, name: string): vscode.ConfigurationTarget {
  const set = settings.inspect(name);
  const { WorkspaceFolder, Workspace, Global } = vscode.ConfigurationTarget;
  if (set?.workspaceFolderValue !== undefined) return WorkspaceFolder;
  return set?.workspaceValue === undefined ? Global : Workspace;
}

/** Changes the setting where it is set; for all windows when it is set nowhere. */
async function toggleLint(): Promise<void> {
  const file = vscode.window.activeTextEditor?.document.uri;
  const settings = vscode.workspace.getConfiguration('asteriskConf', file);
  const isOn = settings.get<boolean>('lint.enable', true);
  await settings.update('lint.enable', !isOn, targetOf(settings, 'lint.enable'));
  tell(isOn ? 'Asterisk Conf no longer reports problems.' : 'Asterisk Conf reports problems again.');
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
