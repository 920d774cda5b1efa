/** Starts and stops the extension; what differs between desktop and browser comes as a parameter. */
import * as vscode from 'vscode';
import { languageId } from '../../server/src/lsp/protocol.ts';
import { registerCommands } from './commands.ts';
import { offerEffectiveSection } from './effectiveSection.ts';
import { registerInsertRegistration } from './insertRegistration.ts';
import { Memory } from './memory.ts';
import { offerOtherFiles } from './offer.ts';
import { createOutput } from './output.ts';
import { type MakeClient, Server } from './server.ts';
import { hideSecrets } from './hideSecrets.ts';
import { registerPhoneCommands } from './phoneCommands.ts';
import { offerReport } from './reportCommand.ts';
import { registerSecretCommands } from './secretCommands.ts';
import { registerShowReferences } from './showReferences.ts';
import { showStatus } from './status.ts';
import { registerVicidial } from './vicidialCommands.ts';
import { offerWorkspaceCheck } from './workspaceCheck.ts';

/** Parts that outlive activation. */
export interface Extension {
  readonly stop: () => Promise<void>;
}

/**
 * Sets everything up without starting the server: that happens when a file of our language is open, and at once when
 * one already is.
 */
export function activateWith(context: vscode.ExtensionContext, makeClient: MakeClient): Extension {
  const output = createOutput();
  const memory = new Memory(context.workspaceState);
  const server = new Server(context, makeClient, output, memory);
  const startFor = (document: vscode.TextDocument): void => {
    if (document.languageId !== languageId || server.isRunning) return;
    server.start().catch((error: unknown) => {
      output.channel.error('The language server did not start', error instanceof Error ? error.name : '');
    });
  };
  context.subscriptions.push(
    output,
    server,
    vscode.workspace.onDidOpenTextDocument(startFor),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.sendTrust()),
    ...registerCommands(server, memory, output),
    ...registerPhoneCommands(server),
    registerShowReferences(),
    ...registerSecretCommands(server),
    ...registerVicidial(server, memory),
    ...hideSecrets(server, memory),
    registerInsertRegistration(server),
    ...offerOtherFiles(server, memory),
    ...offerEffectiveSection(server),
    ...offerReport(context, server, output),
    ...offerWorkspaceCheck(server),
    ...showStatus(server),
  );
  for (const document of vscode.workspace.textDocuments) startFor(document);
  return { stop: () => server.stop() };
}
