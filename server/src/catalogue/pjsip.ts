/**
 * What chan_pjsip reads from pjsip.conf, by topic. Section kinds in `in` are the words of the `type` line, compared with case.
 * `since` counts from branch 16 on; an option a version does not know has its whole section refused there.
 */
import type { OptionFile } from './option.ts';
import { aor } from './pjsip/aor.ts';
import { auth } from './pjsip/auth.ts';
import { endpointAccess } from './pjsip/endpointAccess.ts';
import { endpointCalls } from './pjsip/endpointCalls.ts';
import { endpointMedia } from './pjsip/endpointMedia.ts';
import { filters } from './pjsip/filters.ts';
import { internal } from './pjsip/internal.ts';
import { publishing } from './pjsip/publishing.ts';
import { registration } from './pjsip/registration.ts';
import { server } from './pjsip/server.ts';
import { transport } from './pjsip/transport.ts';

/** Options of pjsip.conf (Asterisk res/res_pjsip, res/res_pjsip_*.c). */
export const pjsip = {
  kind: 'pjsip.conf',
  module: 'chan_pjsip',
  onUnknown: 'section',
  options: [
    ...registration,
    ...auth,
    ...aor,
    ...transport,
    ...filters,
    ...endpointAccess,
    ...endpointMedia,
    ...endpointCalls,
    ...server,
    ...publishing,
    ...internal,
  ],
} satisfies OptionFile;
