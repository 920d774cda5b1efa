/** Devices of sip.conf and iax.conf whose callers are let in by the name they give. No rule itself. */
import { generateSecret } from '../../secrets/generate.ts';
import type { FileContext, Finding, Fix } from '../rule.ts';
import { hasEmptyLine, hasProof, isDynamic, limitsAddresses, sidesOf } from './deviceDoors.ts';
import { usableProfile } from './judgedSecrets.ts';
import { sectionAtOffset, type SectionTest } from './sectionsWhere.ts';
import { entryOf, lastValue, placedLines, type ValuedSection } from './sectionValues.ts';
import { lineAfter } from './valueParts.ts';

/**
 * A test for users and friends without anything to prove and without a limit of addresses; those that register are left to
 * `secret-missing`.
 */
export function isOpenDevice(kind: string, proofs: readonly string[]): SectionTest {
  return (device) => {
    if (hasProof(device, proofs) || !device.isComplete || isDynamic(device)) return false;
    return sidesOf(device, kind).isUser && !limitsAddresses(device) && !hasEmptyLine(device);
  };
}

/** The device of a finding that stands on its name. */
export function deviceAt({ workspace, uri }: FileContext, { span }: Finding): ValuedSection | undefined {
  return sectionAtOffset(workspace, uri, span.start);
}

/** Adds a generated secret below the `type` line, or below the header where that is not the section's own. */
export function* addSecret(
  context: FileContext,
  device: ValuedSection,
  isPreferred: boolean,
): Generator<Fix> {
  const below = entryOf(device, lastValue(device, 'type')) ?? placedLines(device)[0];
  if (below === undefined || lineAfter(below, '') === undefined) return;
  yield {
    title: 'Add a generated secret (the other side must get it too)',
    safety: 'unsafe',
    isPreferred,
    edits: (random) => {
      const edit = lineAfter(below, `secret=${generateSecret(random, usableProfile(context.settings))}`);
      return edit === undefined ? [] : [edit];
    },
  };
}
