/** `textDocument/selectionRange`. */
import type { SelectionRange } from 'vscode-languageserver';
import { selectionRange } from '../../features/selectionRange.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const selectionRangeHandler: Handler = {
  capabilities: { selectionRangeProvider: true },
  listen: ({ connection, log, session, checked }) => {
    connection.onSelectionRanges(
      safely(log, 'selectionRange', [], async ({ textDocument, positions }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { tree } = document.model;
        return positions.map((position): SelectionRange => {
          const spans = selectionRange(session.workspace, document.uri, fromLspPosition(tree, position));
          const outermost = { range: toLspRange(tree, { start: 0, end: tree.length }) };
          return spans.reduceRight<SelectionRange>(
            (parent, span, i) =>
              i === spans.length - 1 ? parent : { range: toLspRange(tree, span), parent },
            outermost,
          );
        });
      }),
    );
  },
};
