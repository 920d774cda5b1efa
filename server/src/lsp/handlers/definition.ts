/** `textDocument/definition`. */
import type { Definition, DefinitionLink, DefinitionParams } from 'vscode-languageserver';
import { definition } from '../../features/navigation/definition.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';
import { toLinks, toLocations } from './placesInFiles.ts';

export const definitionHandler: Handler = {
  capabilities: { definitionProvider: true },
  listen: ({ connection, log, session, client, checked }) => {
    connection.onDefinition(
      safely<DefinitionParams, Definition | DefinitionLink[]>(
        log,
        'definition',
        [],
        async ({ textDocument, position }) => {
          const document = await checked(textDocument.uri);
          if (document === undefined) return [];
          const { uri, model } = document;
          const targets = definition(session.workspace, uri, fromLspPosition(model.tree, position));
          const hasLinks = client().textDocument?.definition?.linkSupport === true;
          if (hasLinks) return toLinks(session, uri, targets);
          return toLocations(
            session,
            targets.map((target) => ({ uri: target.uri, span: target.name })),
          );
        },
      ),
    );
  },
};
