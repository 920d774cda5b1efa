/** Devices that may register from any address. No rule itself. */
import type { FileContext, Finding } from '../rule.ts';
import { hasAccessLines, isDynamic, sidesOf } from './deviceDoors.ts';
import { sectionsWhere, type OwnValues, type SectionTest } from './sectionsWhere.ts';
import { nameSpan } from './sectionValues.ts';

/**
 * One finding for each such device, and one for all that take `host=dynamic` from the same templates, since that is where
 * the list belongs. Generated files are left alone: nobody can add addresses there.
 */
export function* devicesWithoutAcl({ workspace, uri, facts }: FileContext): Generator<Finding> {
  if (facts.generator !== undefined) return;
  const test = facts.kind === 'iax.conf' ? isOpenIax : isOpenSip;
  for (const device of sectionsWhere(workspace, uri, test, byTemplates)) {
    yield {
      span: nameSpan(device),
      message:
        'No list of addresses: this device can be registered from anywhere; add deny and permit where the network is known',
    };
  }
}

/** A device with a `host` of its own, or without templates, stands for itself. */
function byTemplates({ values, parents }: OwnValues): string | undefined {
  return parents === '' || values.some(({ key }) => key === 'host') ? undefined : parents;
}

const isOpenSip = openIn('sip.conf');
const isOpenIax = openIn('iax.conf');

function openIn(kind: string): SectionTest {
  return (device) =>
    isDynamic(device) && !hasAccessLines(device) && device.isComplete && sidesOf(device, kind).isPeer;
}
