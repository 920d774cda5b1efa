/** `textDocument/inlayHint`; the setting is off by default. */
import { InlayHintKind, type InlayHint, type InlayHintParams } from 'vscode-languageserver';
import { inlayHint } from '../../features/inlayHint.ts';
import { positionAt } from '../../syntax/position.ts';
import { fromLspRange } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

export const inlayHintHandler: Handler = {
  capabilities: { inlayHintProvider: true },
  listen: ({ connection, log, session, checked }) => {
    connection.languages.inlayHint.on(
      safely<InlayHintParams, InlayHint[]>(log, 'inlayHint', [], async ({ textDocument, range }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return [];
        const { registerHints } = session.settingsFor(document.uri);
        const { tree } = document.model;
        const span = fromLspRange(tree, range);
        return inlayHint(session.workspace, document.uri, span, registerHints).map((hint) => {
          const position = positionAt(tree, hint.offset);
          // Choosing a hint writes it down.
          const textEdits = [{ range: { start: position, end: position }, newText: hint.label }];
          return {
            position,
            label: hint.label,
            kind: InlayHintKind.Parameter,
            tooltip: hint.about,
            textEdits,
          };
        });
      }),
    );
  },
};
