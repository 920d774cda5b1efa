/** The command that gathers a report without secrets and shows it in a new document, to be read before it is passed on. */
import * as vscode from 'vscode';
import { reportRequest, type ServerReport } from '../../server/src/lsp/protocol.ts';
import { tellFailures } from './failures.ts';
import type { Output } from './output.ts';
import { reportText, type SettingInUse } from './report.ts';
import type { Server } from './server.ts';

/** Registers `collectRedactedReport`, and offers it when something of ours broke down. */
export function offerReport(
  context: vscode.ExtensionContext,
  server: Server,
  output: Output,
): readonly vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('asteriskConf.collectRedactedReport', async () => {
      const manifest = context.extension.packageJSON as Manifest;
      const content = reportText({
        versions: versions(manifest),
        settings: settingsInUse(manifest),
        server: await askServer(server),
        log: output.lines(),
      });
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
      await vscode.window.showTextDocument(document);
    }),
    server.onDidFail(
      tellFailures({
        show: (message, buttons) => vscode.window.showWarningMessage(message, ...buttons),
        run: (command) => vscode.commands.executeCommand(command),
      }),
    ),
  ];
}

interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>;
    }[];
  };
}

/** Any other name may be that of a machine. */
const remoteKinds = ['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel'];

function versions({ version }: Manifest): readonly string[] {
  const { uiKind, remoteName, appHost } = vscode.env;
  const isBrowser = uiKind === vscode.UIKind.Web;
  return [
    `Asterisk Conf ${version}`,
    `VS Code ${vscode.version}, ${isBrowser ? 'in a browser' : 'on the desktop'} (${appHost})`,
    `remote: ${remoteName === undefined ? 'no' : (remoteKinds.find((kind) => remoteName.startsWith(kind)) ?? 'yes')}`,
    `open folders: ${String(vscode.workspace.workspaceFolders?.length ?? 0)}, trusted: ${vscode.workspace.isTrusted ? 'yes' : 'no'}`,
  ];
}

function settingsInUse({ contributes }: Manifest): readonly SettingInUse[] {
  const settings = vscode.workspace.getConfiguration();
  return contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .flatMap(([name, { enum: words }]) => {
      const found = settings.inspect(name);
      const value =
        found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue ?? found?.defaultValue;
      const isDefault = JSON.stringify(value) === JSON.stringify(found?.defaultValue);
      return isDefault ? [] : [{ name, value, words }];
    });
}

async function askServer(server: Server): Promise<ServerReport | undefined> {
  if (!server.isRunning) return undefined;
  try {
    return (await server.ask<ServerReport | null>(reportRequest)) ?? undefined;
  } catch {
    return undefined;
  }
}
