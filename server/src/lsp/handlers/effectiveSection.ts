/** Our own request for a section as Asterisk ends up with it. */
import { effectiveSection } from '../../features/effectiveSection.ts';
import { fromLspPosition } from '../fromLsp.ts';
import { effectiveSectionRequest, type EffectiveSection, type PlaceParams } from '../protocol.ts';
import { safely } from '../safely.ts';
import type { Handler } from './handler.ts';

export const effectiveSectionHandler: Handler = {
  listen: ({ connection, log, session, version, checked }) => {
    connection.onRequest(
      effectiveSectionRequest,
      safely<PlaceParams, EffectiveSection | null>(log, 'effectiveSection', null, async ({ uri, line }) => {
        const document = await checked(uri);
        if (document === undefined) return null;
        const offset = fromLspPosition(document.model.tree, { line, character: 0 });
        return effectiveSection(session.workspace, document.uri, offset, version(document.uri)) ?? null;
      }),
    );
  },
};
