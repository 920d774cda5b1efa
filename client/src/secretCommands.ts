/** The commands that give secrets: replace one or all weak ones, copy settings of a phone. The server draws every secret. */
import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient';
import {
  languageId,
  phoneSettingsRequest,
  replaceSecretRequest,
  rotateSecretsRequest,
  type OffsetParams,
  type PhoneSettingsAnswer,
  type ReplaceAnswer,
  type RotateParams,
  type RotationAnswer,
} from '../../server/src/lsp/protocol.ts';
import { longRequest } from './longRequest.ts';
import { SecretList } from './secretList.ts';
import type { Server } from './server.ts';

/** Registers `replaceSecret`, `rotateWeakSecrets` and `copyPhoneSettings`. */
export function registerSecretCommands(server: Server): readonly vscode.Disposable[] {
  const list = new SecretList();
  return [
    new vscode.Disposable(() => {
      list.dispose();
    }),
    vscode.commands.registerCommand('asteriskConf.replaceSecret', () => replaceSecret(server)),
    vscode.commands.registerCommand('asteriskConf.rotateWeakSecrets', (given?: unknown) =>
      rotateWeakSecrets(server, list, asScope(given)),
    ),
    vscode.commands.registerCommand('asteriskConf.copyPhoneSettings', () => copyPhoneSettings(server)),
  ];
}

async function replaceSecret(server: Server): Promise<void> {
  const editor = ourEditor();
  if (editor === undefined) return;
  const answer = await server.ask<ReplaceAnswer | null>(replaceSecretRequest, placeIn(editor));
  if (answer === null) {
    tell('Put the cursor on the line of the secret that should be replaced.');
    return;
  }
  const edit = await chosenEdit(answer);
  if (edit !== undefined) await apply(server, edit);
}

/** Only where there are other places is there anything to ask. */
async function chosenEdit(answer: ReplaceAnswer): Promise<WorkspaceEdit | undefined> {
  const { chosen, others, aliasMembers, here, everywhere, review } = answer;
  if (others.length === 0 && aliasMembers.length === 0) return here;
  const places =
    others.length === 1 ? 'the place that holds' : `the ${String(others.length)} places that hold`;
  const choices = [
    ...(others.length === 0
      ? []
      : [
          {
            label: `$(check-all) Here and in ${places} the same credential`,
            detail: `${chosen}, ${others.join(', ')}`,
            edit: everywhere,
          },
        ]),
    {
      label: '$(list-selection) Choose the places in a preview',
      detail:
        aliasMembers.length === 0
          ? 'Each place by its name; nothing changes before you apply'
          : `Also for other phones of the alias: ${aliasMembers.join(', ')}`,
      edit: review,
    },
    {
      label: '$(circle-slash) Only here',
      detail: others.length === 0 ? chosen : `${chosen}; the others keep the old secret and no longer match`,
      edit: here,
    },
  ];
  const title = 'Replace this secret by a new one';
  return (await vscode.window.showQuickPick(choices, { title, placeHolder: 'Where?' }))?.edit;
}

/** What a rotation is for, and whether somebody has agreed to it already. */
interface Scope {
  readonly scope?: RotateParams['scope'];
  readonly isConfirmed: boolean;
}

/** Key bindings and tests may name the scope: `{ "scope": "workspace", "isConfirmed": true }`. */
function asScope(given: unknown): Scope {
  if (typeof given !== 'object' || given === null) return { isConfirmed: false };
  const { scope, isConfirmed } = given as Readonly<Record<string, unknown>>;
  const known = scopes.find((one) => one.scope === scope);
  return { ...(known === undefined ? {} : { scope: known.scope }), isConfirmed: isConfirmed === true };
}

const scopes = [
  { label: 'This File', scope: 'file' },
  { label: 'All Files in Its Folder and Below', scope: 'folder' },
  { label: 'All Files of the Open Folders', scope: 'workspace' },
] as const;

async function rotateWeakSecrets(server: Server, list: SecretList, given: Scope): Promise<number> {
  const editor = ourEditor();
  if (editor === undefined) return 0;
  const title = 'Replace default and weak secrets';
  const scope = given.scope ?? (await vscode.window.showQuickPick(scopes, { title }))?.scope;
  if (scope === undefined) return 0;
  const rotation = await longRequest<RotationAnswer>(
    server,
    'Looking for weak secrets',
    rotateSecretsRequest,
    {
      uri: editor.document.uri.toString(),
      scope,
    } satisfies RotateParams,
  );
  if (rotation === undefined) return 0;
  const { changed, edit } = rotation;
  if (changed.length === 0) {
    tell('There is no default or weak secret there.');
    return 0;
  }
  if (!given.isConfirmed && !(await isAgreed(rotation))) return 0;
  if (!(await apply(server, edit))) return 0;
  // Not awaited: the offer may stay until the user has saved and reloaded.
  void list.offer(changed);
  return changed.length;
}

async function isAgreed({ changed, edit }: RotationAnswer): Promise<boolean> {
  const files = edit.documentChanges?.length ?? 0;
  const replace = 'Replace Them';
  const answer = await vscode.window.showWarningMessage(
    `${count(changed.length, 'secret')} in ${count(files, 'file')} will be replaced.`,
    {
      modal: true,
      detail:
        'Every phone and provider that uses one of them needs the new one, and cannot log in until it has it. Nothing is saved yet, and one Undo takes everything back. Afterwards you can see the list of new secrets.',
    },
    replace,
  );
  return answer === replace;
}

/** Makes the edit of all files in one step, unless one of them was changed since it was worked out. */
async function apply(server: Server, edit: WorkspaceEdit): Promise<boolean> {
  const versions = new Map(
    vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document.version]),
  );
  const { protocol2CodeConverter } = await server.start();
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    const { uri, version } = change.textDocument;
    const now = versions.get(protocol2CodeConverter.asUri(uri).toString());
    if (version !== null && now !== undefined && now !== version) {
      tell('A file was changed meanwhile. Try again.');
      return false;
    }
  }
  return vscode.workspace.applyEdit(await protocol2CodeConverter.asWorkspaceEdit(edit));
}

async function copyPhoneSettings(server: Server): Promise<void> {
  const editor = ourEditor();
  if (editor === undefined) return;
  const place = placeIn(editor);
  const first = await server.ask<PhoneSettingsAnswer | null>(phoneSettingsRequest, {
    ...place,
    withSecret: false,
  });
  if (first === null) return;
  if (first.kind === 'explained') {
    tell(first.message);
    return;
  }
  const choices = [
    { label: 'Without the Secret', withSecret: false },
    { label: 'With the Secret', withSecret: true },
  ];
  const chosen = await vscode.window.showQuickPick(choices, { title: `Copy the settings of ${first.name}` });
  if (chosen === undefined) return;
  const params = { ...place, withSecret: chosen.withSecret };
  const settings = await server.ask<PhoneSettingsAnswer | null>(phoneSettingsRequest, params);
  if (settings?.kind !== 'settings') return;
  await vscode.env.clipboard.writeText(settings.text);
  tell(`The settings of ${settings.name} are on the clipboard, as its phone needs them.`);
}

function placeIn({ document, selection }: vscode.TextEditor): OffsetParams {
  return { uri: document.uri.toString(), offset: document.offsetAt(selection.active) };
}

function ourEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === languageId) return editor;
  tell('Open an Asterisk configuration file first.');
  return undefined;
}

function count(number: number, word: string): string {
  return `${String(number)} ${word}${number === 1 ? '' : 's'}`;
}

/** Not awaited: the message may stay until the user closes it. */
function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
