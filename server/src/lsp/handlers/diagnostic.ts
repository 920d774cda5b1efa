/** `textDocument/diagnostic`, for clients that ask for findings. */
import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver';
import { safely } from '../safely.ts';
import { source } from '../toLsp.ts';
import type { Handler } from './handler.ts';

const noFindings: DocumentDiagnosticReport = { kind: 'full', items: [] };

export const diagnosticHandler: Handler = {
  capabilities: {
    diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: false },
  },
  listen: ({ connection, log, session, diagnostics, ready }) => {
    connection.languages.diagnostics.on(
      safely<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        log,
        'diagnostic',
        noFindings,
        async ({ textDocument, previousResultId }) => {
          await ready();
          const document = session.documents.get(textDocument.uri);
          return document === undefined ? noFindings : diagnostics.pull(document, previousResultId);
        },
      ),
    );
  },
};
