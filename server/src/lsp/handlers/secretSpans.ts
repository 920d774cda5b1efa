/** Our own request for the places that show secrets; answers with places, never with text. */
import { secretSpans } from '../../workspace/secretSpans.ts';
import { secretSpansRequest, type SecretSpans, type SecretSpansParams } from '../protocol.ts';
import { fromLspRange } from '../fromLsp.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const secretSpansHandler: Handler = {
  listen: ({ connection, log, session, checked }) => {
    connection.onRequest(
      secretSpansRequest,
      safely<SecretSpansParams, SecretSpans | null>(log, 'secretSpans', null, async (params) => {
        const { uri, firstLine, lastLine } = params;
        const document = await checked(uri);
        if (document === undefined) return null;
        const { tree } = document.model;
        const part =
          firstLine === undefined || lastLine === undefined
            ? undefined
            : fromLspRange(tree, {
                start: { line: firstLine, character: 0 },
                end: { line: lastLine + 1, character: 0 },
              });
        const spans = secretSpans(session.workspace, document.uri, part);
        return { version: document.version, ranges: spans.map((span) => toLspRange(tree, span)) };
      }),
    );
  },
};
