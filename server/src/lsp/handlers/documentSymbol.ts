/** `textDocument/documentSymbol`; answers for files of any size. */
import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import { documentSymbolSteps } from '../../features/documentSymbol.ts';
import { safely } from '../safely.ts';
import { inSlices } from '../slices.ts';
import { toLspSymbols } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const documentSymbolHandler: Handler = {
  capabilities: { documentSymbolProvider: true },
  listen: ({ connection, log, session, client }) => {
    connection.onDocumentSymbol(
      safely<DocumentSymbolParams, DocumentSymbol[] | SymbolInformation[]>(
        log,
        'documentSymbol',
        [],
        async ({ textDocument }, token) => {
          const document = session.documents.get(textDocument.uri);
          if (document === undefined) return [];
          const isOver = (): boolean => token.isCancellationRequested;
          const isNested = client().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
          const flatFor = isNested ? undefined : document.clientUri;
          const symbols = await inSlices(documentSymbolSteps(session.workspace, document.uri), isOver);
          return (await inSlices(toLspSymbols(document.model.tree, symbols ?? [], flatFor), isOver)) ?? [];
        },
      ),
    );
  },
};
