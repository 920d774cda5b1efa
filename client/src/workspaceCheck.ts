/** The command that checks the files of the open folders, whether somebody opened them or not. The server does the work. */
import * as vscode from 'vscode';
import { WorkDoneProgress } from 'vscode-languageclient';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

/** Registers `checkWorkspace`. */
export function offerWorkspaceCheck(server: Server): readonly vscode.Disposable[] {
  let running = 0;
  return [
    vscode.commands.registerCommand('asteriskConf.checkWorkspace', async () => {
      if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
        void vscode.window.showInformationMessage('Open the folder first that should be checked.');
        return undefined;
      }
      running += 1;
      const summary = await check(server, `asteriskConf-check-${String(running)}`);
      if (summary !== undefined) void tell(summary);
      return summary;
    }),
  ];
}

/** `undefined` when it was cancelled or failed. */
async function check(server: Server, workDoneToken: string): Promise<WorkspaceSummary | undefined> {
  const title = 'Checking Asterisk files';
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const client = await server.start();
    let shown = 0;
    const following = client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
      if (step.kind !== 'report') return;
      const percentage = step.percentage ?? shown;
      progress.report({ message: step.message ?? '', increment: percentage - shown });
      shown = percentage;
    });
    try {
      const asked = client.sendRequest<WorkspaceSummary | null>(
        checkWorkspaceRequest,
        { workDoneToken },
        token,
      );
      return (await asked) ?? undefined;
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      following.dispose();
    }
  });
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
