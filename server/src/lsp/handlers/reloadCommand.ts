/** Our own request for the command that applies a change. */
import { reloadCommand } from '../../features/reloadCommand.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { reloadCommandRequest, type PlaceParams, type ReloadAnswer } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

export const reloadCommandHandler: Handler = {
  listen: ({ connection, log, session, checked }) => {
    connection.onRequest(
      reloadCommandRequest,
      safely<PlaceParams, ReloadAnswer | null>(log, 'reloadCommand', null, async ({ uri, line }) => {
        const document = await checked(uri);
        if (document === undefined) return null;
        const offset = fromLspPosition(document.model.tree, { line, character: 0 });
        const { asteriskVersion } = session.settingsFor(uri).lint;
        return reloadCommand(session.workspace, document.uri, offset, asteriskVersion) ?? null;
      }),
    );
  },
};
