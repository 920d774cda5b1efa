/** Entry in a browser: the server is a web worker. */
import * as vscode from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { activateWith, type Extension } from './activate.ts';

// The type belongs to the browser's library, which the rest of the project does without.
declare const Worker: new (url: string) => never;

let extension: Extension | undefined;

export function activate(context: vscode.ExtensionContext): void {
  extension = activateWith(context, async (id, name, options, { extensionUri }) => {
    const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } =
      await import('vscode-languageclient/browser');
    const script = vscode.Uri.joinPath(extensionUri, 'dist', 'server.browser.js');
    // A function, so that a restart gets a worker of its own. It returns the two ends of the wire, because the library
    // knows a worker by its class, and the workers of VS Code are of another one.
    const connect = (): Promise<MessageTransports> => {
      const worker = new Worker(script.toString(true));
      return Promise.resolve({
        reader: new BrowserMessageReader(worker),
        writer: new BrowserMessageWriter(worker),
      });
    };
    return new LanguageClient(id, name, connect, options);
  });
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
