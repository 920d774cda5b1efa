import { lastIn } from '../workspace/sectionChain.ts';
import type { FileRule } from './rule.ts';
import { sidesOf } from './support/deviceDoors.ts';
import { generalSection } from './support/generalSection.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { hasValue, lastValue, nameSpan, type Values } from './support/sectionValues.ts';

/** Without `qualify` nobody asks a device whether it is still there (channels/chan_sip.c, `sip_poke_peer`). */
export const sipNoQualify: FileRule = {
  id: 'sip-no-qualify',
  summary: 'Suggest to watch whether devices can be reached',
  severity: 'off',
  scope: 'workspace',
  files: ['sip.conf'],
  *check({ workspace, uri }) {
    const general = generalSection(workspace, uri);
    if (general !== undefined) {
      // Whatever stands there was chosen for all devices.
      if (!general.chain.isComplete || lastIn(general.chain, 'qualify') !== undefined) return;
    }
    for (const device of sectionsWhere(workspace, uri, isUnwatched)) {
      yield {
        span: nameSpan(device),
        message: 'Missing qualify: Asterisk does not notice when this device can no longer be reached',
      };
    }
  },
};

function isUnwatched(device: Values): boolean {
  if (!device.isComplete || lastValue(device, 'qualify') !== undefined) return false;
  return hasValue(device, 'host') && sidesOf(device, 'sip.conf').isPeer;
}
