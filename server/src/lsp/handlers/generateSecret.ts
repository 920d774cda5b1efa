/** Our own request for a new secret; it is never logged. */
import { drawSecret } from '../actions.ts';
import { generateSecretRequest, type GeneratedSecret } from '../protocol.ts';
import type { Handler } from './handler.ts';
import { onQuestion } from './question.ts';

export const generateSecretHandler: Handler = {
  listen: (rim) => {
    onQuestion<GeneratedSecret | null>(rim, generateSecretRequest, null, async () => {
      await rim.configured();
      return { secret: drawSecret(rim.session) };
    });
  },
};
