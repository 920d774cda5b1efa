/** Finds empty secrets where nothing else keeps strangers out. */
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { generateSecret } from '../secrets/generate.ts';
import { perSection } from '../workspace/perSection.ts';
import { chainOf, lastIn, valuesIn, type ChainValue, type SectionChain } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule, PlacedLine } from './rule.ts';
import { hasProof, isDynamic, keepsStrangersOut, sidesOf } from './support/deviceDoors.ts';
import { replaceTitle, usableProfile } from './support/judgedSecrets.ts';
import { cutIn } from './support/secretCut.ts';
import { SOME_EMPTY, type KeptValue } from './support/ownValues.ts';
import { sectionsWhere, type SectionTest } from './support/sectionsWhere.ts';
import {
  allValues,
  entryOf,
  isShared,
  nameSpan,
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
    for (const { name, span, isAmong } of emptySecrets(context)) {
      const how = isAmong === true ? 'with an empty password' : 'without a password';
      yield { span, message: `Empty secret: anyone can use ${name} ${how}` };
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
  /** Whether other passwords let in too, as several of iax.conf do. */
  readonly isAmong?: boolean;
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
  const test = context.facts.kind === 'iax.conf' ? isEmptyIax : isEmptySip;
  const inherited: ValuedSection[] = [];
  for (const device of sectionsWhere(context.workspace, context.uri, test)) {
    if (isShared(context.workspace, context.uri, device) || !isOpen(device, context.facts.kind)) continue;
    const entry = entryOf(device, allValues(device, 'secret')[emptyLineOf(device, test)]);
    if (entry === undefined) inherited.push(device);
    else if (cutIn(entry) === undefined) {
      yield { name: `[${device.name}]`, isAmong: isAmong(device, test), ...placesOf(entry, entry.start) };
    }
  }
  yield* emptyByTemplate(context, inherited, test);
}

function isEmptySip(device: Values): boolean {
  return allValues(device, 'secret').at(-1)?.value === '' && device.isComplete;
}

function isEmptyIax(device: Values): boolean {
  return emptyLineOf(device, isEmptyIax) >= 0 && device.isComplete;
}

/**
 * Which of the `secret` lines lets in without a password, -1 where none does. In sip.conf only the last one counts. In
 * iax.conf a piece between semicolons may be empty, and a user takes all lines together, so that an empty one adds the
 * empty password to those above it.
 * Source: Asterisk channels/chan_iax2.c, build_user; `inboundLogin.ts` says the same of whole texts.
 */
function emptyLineOf(device: Values, test: SectionTest): number {
  const secrets = allValues(device, 'secret').map(({ value }) => value);
  const last = secrets.length - 1;
  if (secrets[last] === '' || test === isEmptySip) return secrets[last] === '' ? last : -1;
  if (secrets.every((value) => value === 'set')) return -1;
  const { isUser } = sidesOf(device, 'iax.conf');
  const first = secrets.findIndex((value) => value !== '');
  return secrets.findLastIndex(
    (value, i) => (isUser || i === last) && (value === SOME_EMPTY || (value === '' && i > first)),
  );
}

/** Whether a password is asked for at all, so that the empty one is one of several. */
function isAmong(device: Values, test: SectionTest): boolean {
  const secrets = allValues(device, 'secret').map(({ value }) => value);
  if (test === isEmptySip || secrets.every((value) => value === '')) return false;
  // Whoever registers is compared with the last line alone.
  return secrets.at(-1) !== '' || !isDynamic(device);
}

/** One finding for each line that leaves the secret of several sections empty, on that line where it is in this file. */
function* emptyByTemplate(
  { workspace, uri }: FileContext,
  devices: readonly ValuedSection[],
  test: SectionTest,
): Generator<EmptySecret> {
  const groups = new Map<string, { readonly line: ChainValue; readonly devices: ValuedSection[] }>();
  for (const device of devices) {
    const line = valuesIn(chainOf(workspace, uri, device.placed), 'secret')[emptyLineOf(device, test)];
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
    yield { name: `[${first.name}]${more}`, isAmong: isAmong(first, test), span };
  }
}

function numbered({ origin, link }: ChainValue): KeptValue {
  return { key: 'secret', value: '', number: origin.line - link.placed.line };
}

function isOpen(device: ValuedSection, kind: string | undefined): boolean {
  if (keepsStrangersOut(device) || hasProof(device, ['md5secret', 'inkeys', 'dbsecret'])) return false;
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
