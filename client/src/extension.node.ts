/** Entry on the desktop and on remote machines: the server is a child process of its own. */
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { NodeModule } from 'vscode-languageclient/node';
import { activateWith, type Extension } from './activate.ts';
import { offerTasks } from './tasks.ts';

let extension: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(offerTasks(context, process.execPath));
  extension = activateWith(context, async (id, name, options, { extensionPath }) => {
    // Loaded only now: most windows that wake the extension never need the client.
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const module = path.join(extensionPath, 'dist', 'server.node.cjs');
    const run: NodeModule = { module, transport: TransportKind.ipc };
    const debug: NodeModule = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
    return new LanguageClient(id, name, { run, debug }, options);
  });
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
