import { shift } from '../text/span.ts';
import type { FileContext, FileRule, Finding, Fix } from './rule.ts';
import { isTrue } from './support/deviceDoors.ts';
import type { KeptValue } from './support/ownValues.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import {
  entryOf,
  hasValue,
  lastValue,
  nameSpan,
  objectType,
  type ValuedSection,
  type Values,
} from './support/sectionValues.ts';
import { lineAfter } from './support/valueParts.ts';

/**
 * Public addresses are written for partners outside of `local_net`, so without it for those inside too (res/res_pjsip_nat.c);
 * `rewrite_contact` is about messages, `rtp_symmetric` about sound (res/res_pjsip/pjsip_config.xml).
 */
export const pjsipNatIncomplete: FileRule = {
  id: 'pjsip-nat-incomplete',
  summary: 'Report settings for address translation that lack their other half',
  severity: 'hint',
  scope: 'workspace',
  files: ['pjsip.conf'],
  *check(context) {
    for (const { finding } of halves(context)) yield finding;
  },
  *fix(context, finding) {
    for (const half of halves(context)) {
      if (half.finding.span.start !== finding.span.start || half.newLine === undefined) continue;
      const entry = entryOf(half.section, half.value);
      const edit = entry && lineAfter(entry, half.newLine);
      if (edit === undefined) return;
      yield fixOf(half.newLine, edit);
      return;
    }
  },
};

function fixOf(newLine: string, edit: ReturnType<Fix['edits']>[number]): Fix {
  return { title: `Add ${newLine}`, safety: 'unsafe', isPreferred: true, edits: () => [edit] };
}

interface Half {
  readonly finding: Finding;
  readonly section: ValuedSection;
  readonly value: KeptValue;
  /** What is missing, where it can be told. */
  readonly newLine?: string;
}

function* halves({ workspace, uri }: FileContext): Generator<Half> {
  for (const section of sectionsWhere(workspace, uri, isHalf)) {
    const half = halfOf(section);
    if (half === undefined) continue;
    const entry = entryOf(section, half.value);
    const span = entry === undefined ? nameSpan(section) : shift(entry.line.keySpan, entry.start);
    yield { ...half, section, finding: { span, message: half.message } };
  }
}

function isHalf(section: Values): boolean {
  return section.isComplete && halfOf(section) !== undefined;
}

function halfOf(section: Values): Missing | undefined {
  return transportHalf(section) ?? endpointHalf(section);
}

type Missing = Pick<Half, 'value' | 'newLine'> & { readonly message: string };

function transportHalf(section: Values): Missing | undefined {
  const value = (key: string): KeptValue | undefined =>
    hasValue(section, key) ? lastValue(section, key) : undefined;
  const media = value('external_media_address');
  const signalling = value('external_signaling_address');
  const inside = value('local_net');
  const outer = media ?? signalling;
  if ((outer ?? inside) === undefined || objectType(section) !== 'transport') return undefined;
  if (outer === undefined) {
    if (inside === undefined) return undefined;
    const message = 'Missing external addresses: without them local_net does nothing';
    return { value: inside, message };
  }
  if (inside === undefined) {
    const message = 'Missing local_net: phones inside are given the public address too';
    return { value: outer, message };
  }
  if (media !== undefined && signalling !== undefined) return undefined;
  const missing = media === undefined ? 'external_media_address' : 'external_signaling_address';
  const what = media === undefined ? 'sound' : 'messages';
  const message = `Missing ${missing}: ${what} from outside still go to the private address`;
  return { value: outer, message, newLine: `${missing}=${outer.value}` };
}

function endpointHalf(section: Values): Missing | undefined {
  const rewrite = lastValue(section, 'rewrite_contact');
  if (rewrite === undefined || !isTrue(rewrite.value) || objectType(section) !== 'endpoint') return undefined;
  const keys = ['rtp_symmetric', 'webrtc', 'ice_support'];
  if (keys.some((key) => isTrue(lastValue(section, key)?.value))) return undefined;
  const message = 'Missing rtp_symmetric=yes: messages find the phone behind its router, sound may not';
  return { value: rewrite, message, newLine: 'rtp_symmetric=yes' };
}
