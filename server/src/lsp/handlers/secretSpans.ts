/** Our own request for the places that show secrets; answers with places, never with text. */
import { secretSpans } from '../../workspace/secretSpans.ts';
import { secretSpansRequest, type FileParams, type SecretSpans } from '../protocol.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const secretSpansHandler: Handler = {
  listen: ({ connection, log, session, checked }) => {
    connection.onRequest(
      secretSpansRequest,
      safely<FileParams, SecretSpans | null>(log, 'secretSpans', null, async ({ uri }) => {
        const document = await checked(uri);
        if (document === undefined) return null;
        const { tree } = document.model;
        const spans = secretSpans(session.workspace, document.uri);
        return { version: document.version, ranges: spans.map((span) => toLspRange(tree, span)) };
      }),
    );
  },
};
