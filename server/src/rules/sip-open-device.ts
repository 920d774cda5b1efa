import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { FileRule, Fix } from './rule.ts';
import { generalSection, isLocalOnly } from './support/generalSection.ts';
import { addSecret, deviceAt, isOpenDevice } from './support/openDevice.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import {
  allValues,
  entryOf,
  hasValue,
  isShared,
  nameSpan,
  type ValuedSection,
} from './support/sectionValues.ts';

/**
 * A call is first matched by the user in its From header against users and friends, whatever address it comes from; without
 * a secret nothing more is asked (channels/chan_sip.c, `check_peer_ok` and `check_auth`).
 */
export const sipOpenDevice: FileRule = {
  id: 'sip-open-device',
  summary: 'Report devices that anyone can call in as by giving their name',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    const general = generalSection(context.workspace, context.uri);
    if (general !== undefined && isLocalOnly(general)) return;
    for (const device of sectionsWhere(context.workspace, context.uri, isOpen)) {
      if (isShared(context.workspace, context.uri, device)) continue;
      yield {
        span: nameSpan(device),
        message: `Open door: whoever gives the name ${device.name} can call from any address; expected ${
          hasValue(device, 'host')
            ? 'type=peer, a secret or a list of addresses'
            : 'a secret or a list of addresses'
        }`,
      };
    }
  },
  *fix(context, finding) {
    const device = deviceAt(context, finding);
    if (device === undefined) return;
    const byAddress = hasValue(device, 'host') ? peerFix(device) : undefined;
    if (byAddress !== undefined) yield byAddress;
    yield* addSecret(context, device, byAddress === undefined);
  },
};

const isOpen = isOpenDevice('sip.conf', ['secret', 'md5secret']);

/** Only where the one `type` line is the section's own: types add up. */
function peerFix(device: ValuedSection): Fix | undefined {
  const types = allValues(device, 'type');
  const entry = types.length === 1 ? entryOf(device, types[0]) : undefined;
  if (entry === undefined || foldCase(entry.line.value) !== 'friend') return undefined;
  return {
    title: 'Change to type=peer (calls must then come from its address)',
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [{ span: shift(entry.line.valueSpan, entry.start), newText: 'peer' }],
  };
}
