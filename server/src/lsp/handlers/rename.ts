/** `textDocument/rename` and `textDocument/prepareRename`. */
import {
  LSPErrorCodes,
  ResponseError,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { prepareRename, rename } from '../../features/navigation/rename.ts';
import { isEditable } from '../editable.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import type { Session } from '../session.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';
import { clientUriOf } from './placesInFiles.ts';

export const renameHandler: Handler = {
  capabilities: { renameProvider: { prepareProvider: true } },
  listen: ({ connection, log, session, client, checked }) => {
    connection.onPrepareRename(
      safely<PrepareRenameParams, PrepareRenameResult | null>(
        log,
        'prepareRename',
        null,
        async ({ textDocument, position }) => {
          const document = await checked(textDocument.uri);
          if (document === undefined) return null;
          const { uri, model } = document;
          const offset = fromLspPosition(model.tree, position);
          const answer = prepareRename(session.workspace, uri, offset, isEditable(session));
          if ('refusal' in answer) throw refused(answer.refusal);
          return { range: toLspRange(model.tree, answer.span), placeholder: answer.placeholder };
        },
      ),
    );
    connection.onRenameRequest(
      safely<RenameParams, WorkspaceEdit | null>(
        log,
        'rename',
        null,
        async ({ textDocument, position, newName }) => {
          const document = await checked(textDocument.uri);
          if (document === undefined) return null;
          const { uri, model } = document;
          const offset = fromLspPosition(model.tree, position);
          const edits = rename(session.workspace, uri, offset, newName, isEditable(session));
          if ('refusal' in edits) throw refused(edits.refusal);
          return toWorkspaceEdit(session, edits, client().workspace?.workspaceEdit?.documentChanges === true);
        },
      ),
    );
  },
};

function refused(reason: string): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestFailed, reason);
}

function toWorkspaceEdit(
  session: Session,
  edits: Exclude<ReturnType<typeof rename>, { refusal: string }>,
  hasVersions: boolean,
): WorkspaceEdit {
  const changes = [...edits].flatMap(
    ([uri, list]): { uri: string; version: number | null; edits: TextEdit[] }[] => {
      const tree = session.workspace.files.get(uri)?.tree;
      if (tree === undefined) return [];
      return [
        {
          uri: clientUriOf(session, uri),
          version: session.documents.get(uri)?.version ?? null,
          edits: list.map(({ span, newText }) => ({ range: toLspRange(tree, span), newText })),
        },
      ];
    },
  );
  if (!hasVersions) {
    return { changes: Object.fromEntries(changes.map((change) => [change.uri, change.edits])) };
  }
  return {
    documentChanges: changes.map(({ uri, version, edits: list }) => ({
      textDocument: { uri, version },
      edits: list,
    })),
  };
}
