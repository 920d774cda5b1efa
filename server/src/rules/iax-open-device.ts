import { lastIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule } from './rule.ts';
import { isTrue } from './support/deviceDoors.ts';
import { generalSection } from './support/generalSection.ts';
import { addSecret, deviceAt, isOpenDevice } from './support/openDevice.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { isShared, lastValue, nameSpan, type ValuedSection } from './support/sectionValues.ts';

/**
 * A call names its user, or none, and then fits any user without a secret; nobody compares addresses but lists of them
 * (channels/chan_iax2.c, `check_access` and `authenticate_verify`).
 */
export const iaxOpenDevice: FileRule = {
  id: 'iax-open-device',
  summary: 'Report users of iax.conf that anyone can call in as',
  severity: 'warning',
  scope: 'workspace',
  files: ['iax.conf'],
  *check(context) {
    const { workspace, uri } = context;
    for (const device of sectionsWhere(workspace, uri, isOpen)) {
      if (isShared(workspace, uri, device) || isForced(context, device)) continue;
      yield {
        span: nameSpan(device),
        message: `Open door: anyone can call as ${device.name} from any address; expected a secret, inkeys or a list of addresses`,
      };
    }
  },
  *fix(context, finding) {
    const device = deviceAt(context, finding);
    if (device !== undefined) yield* addSecret(context, device, true);
  },
};

const isOpen = isOpenDevice('iax.conf', ['secret', 'md5secret', 'inkeys', 'dbsecret']);

/** Calls that have to be encrypted are refused where there is no secret to encrypt with. */
function isForced({ workspace, uri }: FileContext, device: ValuedSection): boolean {
  const own = lastValue(device, 'forceencryption')?.value;
  if (own !== undefined) return isForcing(own);
  const general = generalSection(workspace, uri);
  return general !== undefined && isForcing(lastIn(general.chain, 'forceencryption')?.value);
}

function isForcing(value: string | undefined): boolean {
  return isTrue(value) || value?.toLowerCase() === 'aes128';
}
