/** Finds register lines for providers that are let in by their address. Off unless asked for. */
import { trunksAt } from '../workspace/trunks.ts';
import type { FileRule } from './rule.ts';
import { registersOfFile } from './support/registersOfRoot.ts';

/** Asterisk channels/chan_sip.c, check_peer_ok: a peer without secret is recognised by its address alone. */
export const registerNotNeeded: FileRule = {
  id: 'register-not-needed',
  summary: 'Suggest to ask whether a provider that is known by its address wants a registration',
  severity: 'off',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf'],
  *check(context) {
    const { workspace, uri } = context;
    for (const { line, span } of registersOfFile(context)) {
      const { ok, fields } = line.parsed;
      if (!ok || line.isTemplate || fields.host === undefined) continue;
      const trunk = trunksAt(workspace, uri, fields.host).find(
        ({ secrets, hasOtherProof, isComplete }) => isComplete && secrets.length === 0 && !hasOtherProof,
      );
      if (trunk === undefined) continue;
      const known = `[${trunk.name}] has this host and no secret, so the two sides may know each other by address`;
      yield { span, message: `${known}: ask the provider whether it wants a registration at all` };
    }
  },
};
