import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import { valuesIn, type ChainValue } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule, Finding } from './rule.ts';
import { isTrue } from './support/deviceDoors.ts';
import { entryIn, generalSection, type GeneralSection } from './support/generalSection.ts';
import { sectionAtOffset, sectionsWhere } from './support/sectionsWhere.ts';
import { allValues, entryOf, isShared, lastValue, type Values } from './support/sectionValues.ts';

/**
 * The public address is written into messages only for partners outside of `localnet`, and without `localnet` never
 * (channels/chan_sip.c, `ast_sip_ouraddrfor`). `force_rport` is about messages, `comedia` about sound
 * (channels/sip/config_parser.c, `sip_parse_nat_option`).
 */
export const sipNatIncomplete: FileRule = {
  id: 'sip-nat-incomplete',
  summary: 'Report settings for address translation that lack their other half',
  severity: 'hint',
  scope: 'workspace',
  files: ['sip.conf'],
  *check(context) {
    const general = generalSection(context.workspace, context.uri);
    if (general !== undefined) yield* lonelyAddresses(context, general);
    yield* halfDevices(context, general);
  },
  *fix({ workspace, uri }, { span }) {
    const device = sectionAtOffset(workspace, uri, span.start);
    const entry = device && entryOf(device, lastValue(device, 'nat'));
    if (entry === undefined || entry.start + entry.line.valueSpan.start !== span.start) return;
    yield {
      title: 'Add comedia',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: { start: span.end, end: span.end }, newText: ',comedia' }],
    };
  },
};

const PUBLIC = ['externaddr', 'externip', 'externhost', 'stunaddr'];

function* lonelyAddresses(
  { workspace, uri, facts }: FileContext,
  general: GeneralSection,
): Generator<Finding> {
  if (facts.role === 'loose' || !general.isComplete) return;
  const isSet = ({ value }: ChainValue): boolean => value !== '';
  const outer = valuesIn(general.chain, ...PUBLIC).findLast(isSet);
  const inner = valuesIn(general.chain, 'localnet').find(isSet);
  const lonely = outer === undefined ? inner : inner === undefined ? outer : undefined;
  const entry = entryIn(workspace, uri, lonely);
  if (entry === undefined) return;
  yield {
    span: shift(entry.line.keySpan, entry.start),
    message:
      outer === undefined
        ? 'Missing externaddr or externhost: without a public address localnet does nothing'
        : `Missing localnet: without the networks inside, ${entry.line.key} is never used`,
  };
}

function* halfDevices(
  { workspace, uri }: FileContext,
  general: GeneralSection | undefined,
): Generator<Finding> {
  const shared = general === undefined ? [] : natWords(valuesIn(general.chain, 'nat'));
  if (shared.some((word) => word.endsWith('comedia') || word === 'yes')) return;
  for (const device of sectionsWhere(workspace, uri, isHalf)) {
    if (isShared(workspace, uri, device)) continue;
    const last = lastValue(device, 'nat');
    const entry = entryOf(device, last);
    if (entry === undefined) continue;
    yield {
      span: shift(entry.line.valueSpan, entry.start),
      message:
        'Missing comedia: messages go back to where they came from, sound does not; expected force_rport,comedia',
    };
  }
}

function isHalf(device: Values): boolean {
  const values = allValues(device, 'nat');
  if (values.at(-1)?.number === undefined || !device.isComplete) return false;
  const words = natWords(values);
  if (words.some((word) => word !== 'force_rport')) return false;
  return !['icesupport', 'avpf'].some((key) => isTrue(lastValue(device, key)?.value));
}

function natWords(values: readonly { readonly value: string }[]): readonly string[] {
  return values.flatMap(({ value }) => foldCase(value).split(','));
}
