/** `textDocument/references` and `textDocument/documentHighlight`. */
import { DocumentHighlightKind } from 'vscode-languageserver';
import { documentHighlight, references } from '../../features/navigation/references.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';
import { toLocations } from './placesInFiles.ts';

export const referencesHandler: Handler = {
  capabilities: { referencesProvider: true, documentHighlightProvider: true },
  listen: ({ connection, log, session, checked }) => {
    connection.onReferences(
      safely(log, 'references', [], async ({ textDocument, position, context }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const offset = fromLspPosition(document.model.tree, position);
        const found = references(session.workspace, document.uri, offset, context.includeDeclaration);
        return toLocations(session, found);
      }),
    );
    connection.onDocumentHighlight(
      safely(log, 'documentHighlight', [], async ({ textDocument, position }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { tree } = document.model;
        const found = documentHighlight(session.workspace, document.uri, fromLspPosition(tree, position));
        return found.map(({ span, isDefinition }) => ({
          range: toLspRange(tree, span),
          kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        }));
      }),
    );
  },
};
