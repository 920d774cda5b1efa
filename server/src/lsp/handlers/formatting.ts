/** `textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`. */
import type { FormattingOptions, TextEdit as LspTextEdit } from 'vscode-languageserver';
import { formatting, formattingOnType, type FormatWishes } from '../../features/formatting/formatting.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/span.ts';
import { fromLspPosition, fromLspRange } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const formattingHandler: Handler = {
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' },
  },
  listen: ({ connection, log, session, checked }) => {
    connection.onDocumentFormatting(
      safely(log, 'formatting', [], async ({ textDocument, options }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { format } = session.settingsFor(document.uri);
        const edits = formatting(session.workspace, document.uri, format, wishesOf(options));
        return toLspEdits(document.model.tree, edits);
      }),
    );
    connection.onDocumentRangeFormatting(
      safely(log, 'rangeFormatting', [], async ({ textDocument, range, options }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { format } = session.settingsFor(document.uri);
        const { tree } = document.model;
        const span = fromLspRange(tree, range);
        return toLspEdits(tree, formatting(session.workspace, document.uri, format, wishesOf(options), span));
      }),
    );
    connection.onDocumentOnTypeFormatting(
      safely(log, 'onTypeFormatting', [], async ({ textDocument, position, options }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { format } = session.settingsFor(document.uri);
        const { tree } = document.model;
        const offset = fromLspPosition(tree, position);
        return toLspEdits(
          tree,
          formattingOnType(session.workspace, document.uri, format, wishesOf(options), offset),
        );
      }),
    );
  },
};

/** A client may send anything; a tab has at least one column. */
function wishesOf(options: FormattingOptions): FormatWishes {
  const { tabSize, insertFinalNewline, trimFinalNewlines } = options;
  return {
    tabSize: Number.isInteger(tabSize) && tabSize >= 1 && tabSize <= 32 ? tabSize : 4,
    insertFinalNewline: insertFinalNewline === true,
    trimFinalNewlines: trimFinalNewlines === true,
  };
}

function toLspEdits(tree: SyntaxTree, edits: readonly TextEdit[]): LspTextEdit[] {
  return edits.map(({ span, newText }) => ({ range: toLspRange(tree, span), newText }));
}
