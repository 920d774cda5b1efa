import { lastIn } from '../workspace/sectionChain.ts';
import type { FileRule } from './rule.ts';
import { sidesOf } from './support/deviceDoors.ts';
import { generalSection } from './support/generalSection.ts';
import { hasValue, lastValue, nameSpan, valuedSections } from './support/sectionValues.ts';

/** Without `qualify` nobody asks a device whether it is still there (channels/chan_sip.c, `sip_poke_peer`). */
export const sipNoQualify: FileRule = {
  id: 'sip-no-qualify',
  summary: 'Suggest to watch whether devices can be reached',
  severity: 'off',
  scope: 'workspace',
  files: ['sip.conf'],
  *check({ workspace, uri, facts }) {
    const general = generalSection(workspace, uri);
    if (general !== undefined) {
      // Whatever stands there was chosen for all devices.
      if (!general.chain.isComplete || lastIn(general.chain, 'qualify') !== undefined) return;
    }
    for (const device of valuedSections(workspace, uri)) {
      if (!device.isComplete || device.isShared || lastValue(device, 'qualify') !== undefined) continue;
      if (!hasValue(device, 'host') || !sidesOf(device, facts.kind).isPeer) continue;
      yield {
        span: nameSpan(device),
        message: 'Missing qualify: Asterisk does not notice when this device can no longer be reached',
      };
    }
  },
};
