/** `textDocument/documentSymbol`; answers for files of any size. */
import { documentSymbol } from '../../features/documentSymbol.ts';
import { safely } from '../safely.ts';
import { toLspSymbols } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const documentSymbolHandler: Handler = {
  capabilities: { documentSymbolProvider: true },
  listen: ({ connection, log, session, client }) => {
    connection.onDocumentSymbol(
      safely(log, 'documentSymbol', [], ({ textDocument }) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        const isNested = client().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
        const symbols = documentSymbol(session.workspace, document.uri);
        return toLspSymbols(document.model.tree, symbols, isNested ? undefined : document.clientUri);
      }),
    );
  },
};
