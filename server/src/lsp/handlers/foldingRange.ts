/** `textDocument/foldingRange`; answers for files of any size. */
import { foldingRange } from '../../features/foldingRange.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

export const foldingRangeHandler: Handler = {
  capabilities: { foldingRangeProvider: true },
  listen: ({ connection, log, session }) => {
    connection.onFoldingRanges(
      safely(log, 'foldingRange', [], ({ textDocument }) => {
        const document = session.documents.get(textDocument.uri);
        return document === undefined ? [] : [...foldingRange(session.workspace, document.uri)];
      }),
    );
  },
};
