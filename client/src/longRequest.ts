/** Requests that take long: with progress in a notification, and a button that ends them. */
import * as vscode from 'vscode';
import { WorkDoneProgress } from 'vscode-languageclient';
import type { Server } from './server.ts';

let requests = 0;

/** Sends the request with a token of its own for progress; `undefined` when it was cancelled or has no answer. */
export async function longRequest<R>(
  server: Server,
  title: string,
  method: string,
  params: object,
): Promise<R | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const client = await server.start();
    requests += 1;
    const workDoneToken = `asteriskConf-${String(requests)}`;
    let shown = 0;
    const following = client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
      if (step.kind !== 'report') return;
      const percentage = step.percentage ?? shown;
      progress.report({ message: step.message ?? '', increment: percentage - shown });
      shown = percentage;
    });
    try {
      const answer = await client.sendRequest<R | null>(method, { ...params, workDoneToken }, token);
      return answer ?? undefined;
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      following.dispose();
    }
  });
}
