/** Devices that may register from any address. No rule itself. */
import type { FileContext, Finding } from '../rule.ts';
import { hasAccessLines, isDynamic, sidesOf } from './deviceDoors.ts';
import { nameSpan, valuedSections } from './sectionValues.ts';

/** One finding for each such device. Generated files are left alone: nobody can add addresses there. */
export function* devicesWithoutAcl({ workspace, uri, facts }: FileContext): Generator<Finding> {
  if (facts.generator !== undefined) return;
  for (const device of valuedSections(workspace, uri)) {
    if (!isDynamic(device) || hasAccessLines(device) || !device.isComplete || device.isShared) continue;
    if (!sidesOf(device, facts.kind).isPeer) continue;
    yield {
      span: nameSpan(device),
      message:
        'No list of addresses: a known secret works from anywhere; add deny and permit where the network is known',
    };
  }
}
