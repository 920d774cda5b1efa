/** `workspace/symbol`. */
import { workspaceSymbol } from '../../features/navigation/workspaceSymbol.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';
import { clientUriOf } from './placesInFiles.ts';

export const workspaceSymbolHandler: Handler = {
  capabilities: { workspaceSymbolProvider: true },
  listen: ({ connection, log, session, ready }) => {
    connection.onWorkspaceSymbol(
      safely(log, 'workspaceSymbol', [], async ({ query }) => {
        await ready();
        const { workspace } = session;
        return workspaceSymbol(workspace, query).flatMap(({ name, container, kind, uri, span }) => {
          const tree = workspace.files.get(uri)?.tree;
          if (tree === undefined) return [];
          const location = { uri: clientUriOf(session, uri), range: toLspRange(tree, span) };
          return [{ name, containerName: container, kind, location }];
        });
      }),
    );
  },
};
