/** `textDocument/documentLink`. */
import { documentLink } from '../../features/navigation/documentLink.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';
import { clientUriOf } from './placesInFiles.ts';

export const documentLinkHandler: Handler = {
  capabilities: { documentLinkProvider: {} },
  listen: ({ connection, log, session, checked }) => {
    connection.onDocumentLinks(
      safely(log, 'documentLink', [], async ({ textDocument }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { tree } = document.model;
        return documentLink(session.workspace, document.uri).map(({ span, target, tooltip }) => ({
          range: toLspRange(tree, span),
          target: clientUriOf(session, target),
          tooltip,
        }));
      }),
    );
  },
};
