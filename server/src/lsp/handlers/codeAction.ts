/** `textDocument/codeAction`, its resolving, and the command for clients that cannot resolve. */
import {
  CodeActionKind,
  ResponseError,
  type CodeAction,
  type ExecuteCommandParams,
} from 'vscode-languageserver';
import { actionAbilities, asFixReference, offerActions, resolveEdit } from '../actions.ts';
import { applyFixCommand, type FixResult } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler, Rim } from './handler.ts';

const actionKinds = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  'source.fixAll.asteriskConf',
];

export const codeActionHandler: Handler = {
  capabilities: {
    codeActionProvider: { codeActionKinds: actionKinds, resolveProvider: true },
    executeCommandProvider: { commands: [applyFixCommand] },
  },
  listen: (rim) => {
    const { connection, log, session, diagnostics, client, checked } = rim;
    connection.onCodeAction(
      safely(log, 'codeAction', [], async (params) => {
        const document = await checked(params.textDocument.uri);
        const abilities = actionAbilities(client(), rim.hasEditorCommands());
        return document === undefined
          ? []
          : offerActions(session, document, params, abilities, diagnostics.cache);
      }),
    );
    // The guard needs an answer for "went wrong"; without an edit the client does nothing.
    connection.onCodeActionResolve((action, token) =>
      safely(log, 'codeAction/resolve', action, (chosen: CodeAction): CodeAction => {
        const reference = asFixReference(chosen.data);
        if (reference === undefined) return chosen;
        return { ...chosen, edit: resolveEdit(session, reference, actionAbilities(client())) };
      })(action, token),
    );
    connection.onExecuteCommand(
      safely(log, 'executeCommand', null, (params: ExecuteCommandParams) => applyFix(rim, params)),
    );
  },
};

async function applyFix(
  { connection, session, client, ready }: Rim,
  { command, arguments: given }: ExecuteCommandParams,
): Promise<FixResult | null> {
  const reference = command === applyFixCommand ? asFixReference(given?.[0]) : undefined;
  if (reference === undefined) return null;
  await ready();
  try {
    const edit = resolveEdit(session, reference, actionAbilities(client()));
    const { applied } = await connection.workspace.applyEdit({ label: 'Asterisk Conf', edit });
    return applied ? { isApplied: true } : { isApplied: false, reason: 'refused' };
  } catch (error) {
    if (error instanceof ResponseError) return { isApplied: false, reason: 'nothing-to-do' };
    throw error;
  }
}
