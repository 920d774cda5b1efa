/** `textDocument/diagnostic`, for clients that ask for findings. */
import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import { safely } from '../safely.ts';
import { source } from '../toLsp.ts';
import type { Handler } from './handler.ts';

const noFindings: DocumentDiagnosticReport = { kind: 'full', items: [] };

export const diagnosticHandler: Handler = {
  capabilities: {
    diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: true },
  },
  listen: ({ connection, log, diagnostics, workspaceCheck, ready }) => {
    connection.languages.diagnostics.on(
      safely<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        log,
        'diagnostic',
        noFindings,
        async ({ textDocument, previousResultId }, token) => {
          await ready();
          const { uri } = textDocument;
          const isOver = (): boolean => token.isCancellationRequested;
          const answer = await diagnostics.pull(uri, previousResultId, isOver);
          if (answer !== undefined) return answer;
          // A file that was just closed keeps its findings where all files are checked.
          const report = await workspaceCheck.reportOf(uri, isOver);
          if (report === undefined) return noFindings;
          return { kind: 'full', resultId: report.resultId, items: [...report.items] };
        },
      ),
    );
  },
};
