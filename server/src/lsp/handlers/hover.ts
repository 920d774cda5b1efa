/** `textDocument/hover`. */
import type { Hover, HoverParams } from 'vscode-languageserver';
import { hover } from '../../features/hover.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import { toLspHover } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const hoverHandler: Handler = {
  capabilities: { hoverProvider: true },
  listen: ({ connection, log, session, client, checked }) => {
    connection.onHover(
      safely<HoverParams, Hover | null>(log, 'hover', null, async ({ textDocument, position }) => {
        const document = await checked(textDocument.uri);
        if (document === undefined) return null;
        const { uri, model } = document;
        const { asteriskVersion, aliases } = session.settingsFor(uri).lint;
        const offset = fromLspPosition(model.tree, position);
        const found = hover(session.workspace, uri, offset, asteriskVersion, aliases);
        const hasMarkdown = client().textDocument?.hover?.contentFormat?.includes('markdown') ?? false;
        return found === undefined ? null : toLspHover(model.tree, found, hasMarkdown);
      }),
    );
  },
};
