/**
 * What chan_sip reads from sip.conf, by topic. Reading is the same in Asterisk 16, 18 and 20; the driver is gone in 21.
 * `peer` stands for every device section, whatever its `type`; `realtime` for database rows only.
 */
import type { OptionFile } from './option.ts';
import { access } from './sip/access.ts';
import { calls } from './sip/calls.ts';
import { completion } from './sip/completion.ts';
import { credentials } from './sip/credentials.ts';
import { dtls } from './sip/dtls.ts';
import { identity } from './sip/identity.ts';
import { matching } from './sip/matching.ts';
import { media } from './sip/media.ts';
import { nat } from './sip/nat.ts';
import { presence } from './sip/presence.ts';
import { registration } from './sip/registration.ts';
import { retired } from './sip/retired.ts';
import { system } from './sip/system.ts';
import { transport } from './sip/transport.ts';

/** Options of sip.conf (Asterisk channels/chan_sip.c: reload_config, build_peer, handle_common_options). */
export const sip = {
  kind: 'sip.conf',
  module: 'chan_sip',
  options: [
    ...credentials,
    ...access,
    ...registration,
    ...nat,
    ...matching,
    ...transport,
    ...identity,
    ...calls,
    ...media,
    ...dtls,
    ...presence,
    ...completion,
    ...system,
    ...retired,
  ],
} satisfies OptionFile;
