/** Finds devices that may register from anywhere without a password. */
import { generateSecret } from '../secrets/generate.ts';
import type { FileRule } from './rule.ts';
import { hasProof, isDynamic, keepsStrangersOut, sidesOf } from './support/deviceDoors.ts';
import { usableProfile } from './support/judgedSecrets.ts';
import { deviceAt } from './support/openDevice.ts';
import { sectionsWhere, type SectionTest } from './support/sectionsWhere.ts';
import { allValues, entryOf, isShared, lastValue, nameSpan, placedLines } from './support/sectionValues.ts';
import { lineAfter } from './support/valueParts.ts';

/**
 * Without `secret` chan_sip and chan_iax2 ask nobody for a password. `remotesecret` only serves calls out. Judges what the
 * section ends up with; silent where a parent is not known.
 * Source: Asterisk channels/chan_sip.c, check_auth; channels/chan_iax2.c, register_verify.
 */
export const secretMissing: FileRule = {
  id: 'secret-missing',
  summary: 'Report devices that can register from anywhere without a password',
  severity: 'warning',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf'],
  *check({ workspace, uri, facts }) {
    for (const device of sectionsWhere(workspace, uri, facts.kind === 'iax.conf' ? isOpenIax : isOpenSip)) {
      if (isShared(workspace, uri, device)) continue;
      yield {
        span: nameSpan(device),
        message: `Missing secret: anyone can register as [${device.name}] from any address`,
      };
    }
  },
  *fix(context, finding) {
    const device = deviceAt(context, finding);
    const below = device && (entryOf(device, lastValue(device, 'host')) ?? placedLines(device)[0]);
    if (below === undefined || lineAfter(below, '') === undefined) return;
    yield {
      title: 'Add a generated secret (the phone must get it too)',
      safety: 'unsafe',
      isPreferred: true,
      edits: (random) => {
        const secret = generateSecret(random, usableProfile(context.settings));
        const edit = lineAfter(below, `secret=${secret}`);
        return edit === undefined ? [] : [edit];
      },
    };
  },
};

const isOpenSip = openIn('sip.conf');
const isOpenIax = openIn('iax.conf');

function openIn(kind: string): SectionTest {
  return (device) => {
    // An empty secret is what `secret-empty` reports.
    if (allValues(device, 'secret').length > 0 || !isDynamic(device) || !device.isComplete) return false;
    if (hasProof(device, ['md5secret', 'inkeys', 'dbsecret']) || keepsStrangersOut(device)) return false;
    const { isUser, isPeer } = sidesOf(device, kind);
    return isUser || isPeer;
  };
}
