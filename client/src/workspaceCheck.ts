/** The command that checks the files of the open folders, whether somebody opened them or not. The server does the work. */
import * as vscode from 'vscode';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../../server/src/lsp/protocol.ts';
import { longRequest } from './longRequest.ts';
import type { Server } from './server.ts';

/** Registers `checkWorkspace`. */
export function offerWorkspaceCheck(server: Server): readonly vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('asteriskConf.checkWorkspace', async () => {
      if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
        void vscode.window.showInformationMessage('Open the folder first that should be checked.');
        return undefined;
      }
      const summary = await longRequest<WorkspaceSummary>(
        server,
        'Checking Asterisk files',
        checkWorkspaceRequest,
        {},
      );
      if (summary !== undefined) void tell(summary);
      return summary;
    }),
  ];
}

async function tell(summary: WorkspaceSummary): Promise<void> {
  const show = 'Show Problems';
  const hasFindings = summary.errors + summary.warnings + summary.informations + summary.hints > 0;
  const text = summaryText(summary);
  if (!hasFindings) {
    await vscode.window.showInformationMessage(text);
    return;
  }
  const answer = await vscode.window.showInformationMessage(text, show);
  if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

function summaryText({ files, errors, warnings, isCut }: WorkspaceSummary): string {
  if (files === 0) return 'The open folders hold no file that Asterisk loads by its own name.';
  const found = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== '');
  const more = isCut ? ' There are more files than are looked at.' : '';
  const sum = found.length === 0 ? 'no errors and no warnings' : found.join(' and ');
  return `${count(files, 'file')} checked, ${sum}.${more}`;
}

function count(number: number, word: string): string {
  if (number === 0) return '';
  return `${String(number)} ${word}${number === 1 ? '' : 's'}`;
}
