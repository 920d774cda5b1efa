/** Finds empty secrets where nothing else keeps strangers out. */
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { generateSecret } from '../secrets/generate.ts';
import { perSection } from '../workspace/perSection.ts';
import { chainOf, lastIn, valuesIn, type ChainValue, type SectionChain } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule, PlacedLine } from './rule.ts';
import { hasAccessLines, hasProof, isDynamic, sidesOf } from './support/deviceDoors.ts';
import { replaceTitle, usableProfile } from './support/judgedSecrets.ts';
import { cutIn } from './support/secretCut.ts';
import type { KeptValue } from './support/ownValues.ts';
import {
  allValues,
  entryOf,
  isShared,
  nameSpan,
  sectionsWhere,
  type ValuedSection,
  type Values,
} from './support/sectionValues.ts';

/**
 * An empty secret turns the question for a password off. Judges what the section ends up with; silent where a parent is
 * not known.
 * Source: Asterisk channels/chan_sip.c, check_auth; channels/chan_iax2.c, authenticate_verify;
 * res/res_pjsip/config_auth.c.
 */
export const secretEmpty: FileRule = {
  id: 'secret-empty',
  summary: 'Report empty secrets where nothing else keeps strangers out',
  severity: 'error',
  scope: 'workspace',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf', 'pjsip_wizard.conf'],
  *check(context) {
    for (const { name, span } of emptySecrets(context)) {
      yield { span, message: `Empty secret: anyone can use ${name} without a password` };
    }
  },
  *fix(context, finding) {
    const found = [...emptySecrets(context)].find(({ span }) => span.start === finding.span.start);
    // A secret that a template leaves empty differs for each heir.
    if (found?.value === undefined) return;
    const { value } = found;
    yield {
      title: replaceTitle(context, 'option'),
      safety: 'unsafe',
      isPreferred: true,
      edits: (random) => [{ span: value, newText: generateSecret(random, usableProfile(context.settings)) }],
    };
  },
};

interface EmptySecret {
  /** Who can be used, such as `[101]` or `[101] and 3 more`. */
  readonly name: string;
  /** What to underline: the option with its equals sign, or a section's name where the line is in another file. */
  readonly span: Span;
  /** Where the secret belongs; absent where sections share the line. */
  readonly value?: Span;
}

function emptySecrets(context: FileContext): Iterable<EmptySecret> {
  const { kind } = context.facts;
  return kind === 'sip.conf' || kind === 'iax.conf' ? emptyOfDevices(context) : emptyOfObjects(context);
}

function* emptyOfDevices(context: FileContext): Generator<EmptySecret> {
  const inherited: ValuedSection[] = [];
  for (const device of sectionsWhere(context.workspace, context.uri, isEmpty)) {
    const secrets = allValues(device, 'secret');
    const last = secrets.at(-1);
    if (isShared(context.workspace, context.uri, device)) continue;
    // In iax.conf an earlier secret stays valid beside a later one.
    if (context.facts.kind === 'iax.conf' && secrets.some(({ value }) => value !== '')) continue;
    if (!isOpen(device, context.facts.kind)) continue;
    const entry = entryOf(device, last);
    if (entry === undefined) inherited.push(device);
    else if (cutIn(entry) === undefined) yield { name: `[${device.name}]`, ...placesOf(entry, entry.start) };
  }
  yield* emptyByTemplate(context, inherited);
}

function isEmpty(device: Values): boolean {
  return allValues(device, 'secret').at(-1)?.value === '' && device.isComplete;
}

/** One finding for each line that leaves the secret of several sections empty, on that line where it is in this file. */
function* emptyByTemplate(
  { workspace, uri }: FileContext,
  devices: readonly ValuedSection[],
): Generator<EmptySecret> {
  const groups = new Map<string, { readonly line: ChainValue; readonly devices: ValuedSection[] }>();
  for (const device of devices) {
    const line = lastIn(chainOf(workspace, uri, device.placed), 'secret');
    if (line === undefined) continue;
    const key = `${line.origin.uri}:${String(line.origin.line)}`;
    const group = groups.get(key) ?? { line, devices: [] };
    groups.set(key, group);
    group.devices.push(device);
  }
  for (const { line, devices: heirs } of groups.values()) {
    const [first] = heirs;
    if (first === undefined) continue;
    const { placed } = line.link;
    const isHere = line.origin.uri === uri;
    const entry = isHere ? entryOf({ model: first.model, placed }, numbered(line)) : undefined;
    if (entry !== undefined && cutIn(entry) !== undefined) continue;
    const more = heirs.length === 1 ? '' : ` and ${String(heirs.length - 1)} more`;
    const span = entry === undefined ? nameSpan(first) : placesOf(entry, entry.start).span;
    yield { name: `[${first.name}]${more}`, span };
  }
}

function numbered({ origin, link }: ChainValue): KeptValue {
  return { key: 'secret', value: '', number: origin.line - link.placed.line };
}

function isOpen(device: ValuedSection, kind: string | undefined): boolean {
  if (hasAccessLines(device) || hasProof(device, ['md5secret', 'inkeys', 'dbsecret'])) return false;
  const { isUser, isPeer } = sidesOf(device, kind);
  return isUser || (isPeer && isDynamic(device));
}

interface EmptyLine {
  readonly entry: PlacedLine<EntryLine>;
  readonly name: string;
}

const passwordOf: ReadonlyMap<string, string> = new Map([
  ['pjsip.conf', 'password'],
  ['pjsip_wizard.conf', 'inbound_auth/password'],
]);

/** Objects whose own last password is empty; hardly any file has one. */
const emptyLines = perSection<EmptyLine>(({ kind, name, entries }) => {
  const option = passwordOf.get(kind ?? '');
  const entry = entries.findLast(({ line }) => foldCase(line.key) === option);
  if (entry === undefined || name === undefined || entry.line.value !== '') return undefined;
  return cutIn(entry) === undefined ? { entry, name } : undefined;
});

function* emptyOfObjects({ workspace, uri, facts }: FileContext): Generator<EmptySecret> {
  const model = workspace.files.get(uri);
  if (model === undefined) return;
  for (const { placed, value } of emptyLines(model, facts)) {
    if (isOnlyGuard(facts.kind, chainOf(workspace, uri, placed))) {
      yield { name: `[${value.name}]`, ...placesOf(value.entry, placed.start + value.entry.start) };
    }
  }
}

/** Whether the object is no template and works by its password alone. */
function isOnlyGuard(kind: string | undefined, chain: SectionChain): boolean {
  if (!chain.isComplete || chain.isTemplate) return false;
  const last = (name: string): string => lastIn(chain, name)?.value ?? '';
  if (kind === 'pjsip_wizard.conf') {
    return last('accepts_auth') === 'yes' && last('inbound_auth/password') === '';
  }
  if (valuesIn(chain, 'type')[0]?.value !== 'auth' || last('password') !== '') return false;
  if (foldCase(last('auth_type')) === 'google_oauth') return false;
  return last('md5_cred') === '' && last('password_digest') === '';
}

function placesOf(
  { line }: PlacedLine<EntryLine>,
  start: number,
): { readonly span: Span; readonly value: Span } {
  const { keySpan, operatorSpan, valueSpan } = line;
  return {
    span: shift({ start: keySpan.start, end: operatorSpan.end }, start),
    value: shift(valueSpan, start),
  };
}
