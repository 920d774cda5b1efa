/** `workspace/diagnostic`, and our own request to check files nobody has opened. Its capability stands with `diagnostic`. */
import type {
  WorkDoneProgressParams,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { normalise } from '../../text/uri.ts';
import { checkWorkspaceRequest, type WorkspaceSummary } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

export const workspaceDiagnosticHandler: Handler = {
  listen: ({ connection, log, configured, workspaceCheck }) => {
    connection.languages.diagnostics.onWorkspace((params, token, _workDone, partial) => {
      const { previousResultIds } = params;
      const answer = safely<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
        log,
        'workspace/diagnostic',
        { items: [] },
        async () => {
          await configured();
          const previous = new Map(previousResultIds.map(({ uri, value }) => [normalise(uri), value]));
          const send =
            partial &&
            ((reports: readonly WorkspaceDocumentDiagnosticReport[]): void => {
              partial.report({ items: [...reports] });
            });
          return { items: await workspaceCheck.pull(previous, token, send) };
        },
      );
      return answer(params, token);
    });
    connection.onRequest(
      checkWorkspaceRequest,
      safely<WorkDoneProgressParams, WorkspaceSummary | null>(
        log,
        'checkWorkspace',
        null,
        async (params, token) => {
          await configured();
          const progress = connection.window.attachWorkDoneProgress(params.workDoneToken);
          progress.begin('Asterisk Conf', 0, 'Looking for files', true);
          try {
            let shown = 0;
            return await workspaceCheck.run(token, (checked, total) => {
              const percent = Math.floor((checked / total) * 100);
              if (percent === shown) return;
              shown = percent;
              progress.report(percent, `${String(checked)} of ${String(total)} files`);
            });
          } finally {
            progress.done();
          }
        },
      ),
    );
  },
};
