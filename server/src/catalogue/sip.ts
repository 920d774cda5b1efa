/**
 * What chan_sip reads from sip.conf, by topic. Reading is the same in Asterisk 16, 18 and 20; the driver is gone in 21.
 * `peer` stands for every device section, whatever its `type`; `realtime` for database rows only.
 */
import type { OptionFile } from './option.ts';
import { access } from './sip/access.ts';
import { credentials } from './sip/credentials.ts';
import { matching } from './sip/matching.ts';
import { nat } from './sip/nat.ts';
import { registration } from './sip/registration.ts';
import { transport } from './sip/transport.ts';

/** Options of sip.conf (Asterisk channels/chan_sip.c: reload_config, build_peer, handle_common_options). */
export const sip = {
  kind: 'sip.conf',
  module: 'chan_sip',
  options: [...credentials, ...access, ...registration, ...nat, ...matching, ...transport],
} satisfies OptionFile;
