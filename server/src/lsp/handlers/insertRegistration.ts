/** Our own request for a registration from a provider's text. Text and answer hold a secret and are never logged. */
import { insertRegistration } from '../../features/insertRegistration/insertRegistration.ts';
import { insertRegistrationRequest, type RegistrationAnswer, type RegistrationParams } from '../protocol.ts';
import { safely } from '../safely.ts';
import { toLspRange } from '../toLsp.ts';
import type { Handler } from './handler.ts';

export const insertRegistrationHandler: Handler = {
  listen: ({ connection, log, session, checked }) => {
    connection.onRequest(
      insertRegistrationRequest,
      safely<RegistrationParams, RegistrationAnswer | null>(
        log,
        'insertRegistration',
        null,
        async ({ uri, text }) => {
          const document = await checked(uri);
          if (document === undefined || typeof text !== 'string') return null;
          const result = insertRegistration(session.workspace, document.uri, text);
          if (result?.kind !== 'registration') return result ?? null;
          const { tree } = document.model;
          const edits = result.edits.map(({ span, newText }) => ({ range: toLspRange(tree, span), newText }));
          return { ...result, version: document.version, edits };
        },
      ),
    );
  },
};
