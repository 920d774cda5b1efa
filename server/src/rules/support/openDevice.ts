/** Devices of sip.conf and iax.conf whose callers are let in by the name they give. No rule itself. */
import { generateSecret } from '../../secrets/generate.ts';
import type { FileContext, Finding, Fix } from '../rule.ts';
import { hasEmptyLine, hasProof, isDynamic, limitsAddresses, sidesOf } from './deviceDoors.ts';
import { usableProfile } from './judgedSecrets.ts';
import {
  entryOf,
  lastValue,
  nameSpan,
  placedLines,
  valuedSections,
  type ValuedSection,
} from './sectionValues.ts';
import { lineAfter } from './valueParts.ts';

/** Users and friends without anything to prove and without a limit of addresses; those that register are left to `secret-missing`. */
export function* openDevices(
  { workspace, uri, facts }: FileContext,
  proofs: readonly string[],
): Generator<ValuedSection> {
  for (const device of valuedSections(workspace, uri)) {
    if (hasProof(device, proofs) || !device.isComplete || device.isShared) continue;
    if (!sidesOf(device, facts.kind).isUser || isDynamic(device)) continue;
    if (!limitsAddresses(device) && !hasEmptyLine(device)) yield device;
  }
}

/** The device of a finding that stands on its name. */
export function deviceAt({ workspace, uri }: FileContext, { span }: Finding): ValuedSection | undefined {
  return valuedSections(workspace, uri).find((device) => nameSpan(device).start === span.start);
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
