/** What a hover says about an option of the catalogue; the same for every kind of file. */
import type { BadValue, Option, OptionValue } from '../catalogue/option.ts';
import { restartCommand } from '../catalogue/reload.ts';
import { isBefore } from '../catalogue/version.ts';
import { foldCase } from '../text/ascii.ts';
import { assertNever } from '../text/span.ts';
import { blocks, code, escape, link, list } from './markdown.ts';
import type { OfficialPage } from './officialPage.ts';

/** What is known about the place the hover stands at. */
export interface OptionHoverContext {
  /** The spelling in the file, when it may be another than the option's own name. */
  readonly spelling?: string;
  /** Section kind the line stands in, for options that differ from one to the next. */
  readonly sectionKind?: string;
  /** What is in force in this section and where it comes from; `origin` is Markdown of one line. */
  readonly effective?: { readonly value: string; readonly origin?: string };
  /** Asterisk version the files are read for, such as 18. */
  readonly version?: number;
  /** The project's own page about it. */
  readonly page?: OfficialPage;
}

/** Shown in place of every secret, whatever its length. */
const mask = '********';

/**
 * The hover of one option as Markdown: what it does, what it accepts, its default, what is in force, versions, and its
 * counterpart in pjsip.conf. A value of an option that holds a credential is masked.
 */
export function optionHover(option: Option, context: OptionHoverContext = {}): string {
  return blocks(
    `**${code(option.name)}**`,
    option.docs,
    list([
      ...entry('Belongs into', belongs(option, context)),
      ...entry('Accepts', accepted(valueAt(option, context))),
      ...entry('Default', defaultOf(option, context)),
      ...entry('In force here', inForce(option, context)),
      ...entry('Any other value', option.onBadValue === undefined ? undefined : badValue(option.onBadValue)),
      ...entry('Several lines', repeats(option, context)),
      ...entry('Kept', kept(option, context)),
      ...entry('Outdated', outdated(option, context)),
      ...entry('Versions', versions(option, context)),
      ...entry('Takes effect', option.restart === true ? restartText : undefined),
      ...entry('In pjsip.conf', option.pjsip?.split(', ').map(code).join(', ')),
    ]),
    context.page === undefined ? undefined : link(context.page.title, context.page.url),
  );
}

const restartText = `only after a restart of Asterisk: ${code(restartCommand)}`;

function entry(title: string, text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : [`${title}: ${text}`];
}

/** Where it is read, when that is not the section at hand. */
function belongs(option: Option, { sectionKind }: OptionHoverContext): string | undefined {
  if (sectionKind === undefined || option.in.includes(sectionKind)) return undefined;
  const where = [...new Set(option.in.map((kind) => sections[kind] ?? `sections of type ${code(kind)}`))];
  return `${alternatives(where)}; here it does not count`;
}

/** Section kinds that are no word of a `type` line, or not only that. */
const sections: Readonly<Record<string, string>> = {
  authentication: code('[authentication]'),
  callnumberlimits: code('[callnumberlimits]'),
  general: code('[general]'),
  peer: 'the sections of devices',
  realtime: 'the database',
  user: 'the sections of devices',
};

/** What it accepts in the section at hand. */
function valueAt({ value, scoped }: Option, { sectionKind }: OptionHoverContext): OptionValue {
  const min = sectionKind === undefined ? undefined : scoped?.[sectionKind]?.min;
  return min !== undefined && (value.kind === 'integer' || value.kind === 'duration')
    ? { ...value, min }
    : value;
}

/** What a value may look like, in words of Markdown. Where nothing can be said, the docs have to do. */
function accepted(value: OptionValue): string | undefined {
  const words = wordsOf(value);
  switch (value.kind) {
    case 'boolean':
    case 'choice':
      return alternatives(words);
    case 'integer':
      return alternatives([...words, number(value.min, value.max, unitName(value.unit))]);
    case 'duration':
      return alternatives([...words, number(value.min, value.max, unitName(value.unit))]);
    case 'flags':
      return listed(value.separator, words);
    case 'codecs':
      return `codecs separated by ${code(',')}, ${code('all')}, or ${code('!')} before a name to leave it out`;
    case 'acl':
      return `addresses or networks such as ${code('192.0.2.0/24')}, separated by ${code(',')} without blanks`;
    case 'port':
      return alternatives([...words, number(value.min, value.max, undefined)]);
    case 'reference':
      return value.list === true
        ? `the name of ${placeOf(value.to)}; several are separated by ${code(',')}`
        : `the name of ${placeOf(value.to)}`;
    case 'host':
      return alternatives([...words, 'a host name or an address']);
    case 'address':
      return alternatives([...words, 'a numeric address']);
    case 'uri':
      return alternatives([...words, 'a SIP address']);
    case 'path':
      return alternatives([...words, 'a file or folder']);
    case 'callerid':
      return code('"Name" <number>');
    case 'secret':
    case 'register':
    case 'text':
      return words.length === 0 ? undefined : alternatives([...words, 'any text']);
    default:
      return assertNever(value);
  }
}

/** The fixed words of a value as inline code, the booleans it takes first. */
function wordsOf(value: OptionValue): readonly string[] {
  const own = 'words' in value ? (value.words ?? []) : [];
  const taken = 'booleans' in value ? value.booleans : undefined;
  const booleans =
    value.kind === 'boolean' || taken === 'all' ? ['yes', 'no'] : taken === 'false' ? ['no'] : [];
  return [...new Set([...booleans, ...own])].map(code);
}

function alternatives(choices: readonly string[]): string {
  return choices.length < 2
    ? choices.join('')
    : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1) ?? ''}`;
}

function listed(separator: string, words: readonly string[]): string {
  const names = words.length === 0 ? 'items' : words.join(', ');
  return `${names}; several are separated by ${code(separator)}`;
}

function number(min: number | undefined, max: number | undefined, unit: string | undefined): string {
  const what = unit === undefined ? 'a number' : `a number of ${unit}`;
  if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}`;
  if (min !== undefined) return `${what}, ${min} or more`;
  return max === undefined ? what : `${what}, ${max} or less`;
}

function unitName(unit: string | undefined): string | undefined {
  switch (unit) {
    case 's':
      return 'seconds';
    case 'ms':
      return 'milliseconds';
    case 'min':
      return 'minutes';
    default:
      return unit;
  }
}

/** What references name, where that is no section of a file with types. */
const places: Readonly<Record<string, string>> = {
  acl: 'an access list of acl.conf',
  'ari-user': 'a user of ari.conf',
  'confbridge-bridge': 'a bridge of confbridge.conf',
  'confbridge-menu': 'a menu of confbridge.conf',
  'confbridge-user': 'a user of confbridge.conf',
  context: 'a dialplan context',
  feature: 'a feature of features.conf',
  'geolocation-profile': 'a profile of geolocation.conf',
  mailbox: 'a mailbox',
  module: 'a module',
  musicclass: 'a class of musiconhold.conf',
  'odbc-class': 'a class of res_odbc.conf',
  'phoneprov-profile': 'a profile of phoneprov.conf',
  'queue-rule': 'a rule of queuerules.conf',
  'stir-shaken-profile': 'a profile of stir_shaken.conf',
  tonezone: 'a country of indications.conf',
  'voicemail-context': 'a context of voicemail.conf',
  'voicemail-zone': 'a time zone of voicemail.conf',
  'websocket-client': 'a section of websocket_client.conf',
};

function placeOf(target: string): string {
  return places[target] ?? `a section of type ${code(target)}`;
}

function defaultOf(option: Option, { sectionKind }: OptionHoverContext): string | undefined {
  const scoped = sectionKind === undefined ? undefined : option.scoped?.[sectionKind]?.default;
  const value = scoped ?? option.default;
  if (value === undefined || value === '') return undefined;
  return option.sensitive === true ? code(mask) : code(value);
}

/** Nothing when it is the default anyway and no other line says so. */
function inForce(option: Option, { effective }: OptionHoverContext): string | undefined {
  if (effective === undefined) return undefined;
  const { value, origin } = effective;
  if (origin === undefined && value === option.default) return undefined;
  const shown = value === '' ? 'nothing' : code(option.sensitive === true ? mask : value);
  return origin === undefined ? shown : `${shown}, ${origin}`;
}

function badValue(effect: BadValue): string {
  switch (effect) {
    case 'no':
    case 'yes':
      return `counts as ${code(effect)}`;
    case 'zero':
      return `counts as ${code('0')}`;
    case 'default':
      return 'gives the default';
    case 'unchanged':
      return 'changes nothing';
    case 'skipped':
      return 'is skipped';
    case 'kept':
      return 'is kept unchecked';
    case 'clamped':
      return 'becomes the nearest limit';
    case 'section':
      return 'costs the whole section';
    case 'file':
      return 'has the whole file refused';
    default:
      return assertNever(effect);
  }
}

function repeats(option: Option, { sectionKind }: OptionHoverContext): string | undefined {
  const scoped = sectionKind === undefined ? undefined : option.scoped?.[sectionKind]?.repeats;
  switch (scoped ?? option.repeats) {
    case 'first':
      return 'the first one counts';
    case 'accumulate':
    case 'merge':
      return 'add up';
    default:
      return undefined;
  }
}

function kept(option: Option, { sectionKind }: OptionHoverContext): string | undefined {
  const scoped = sectionKind === undefined ? undefined : option.scoped?.[sectionKind]?.maxLength;
  const length = scoped ?? option.maxLength;
  return length === undefined ? undefined : `the first ${length} characters`;
}

function outdated(option: Option, { spelling }: OptionHoverContext): string | undefined {
  const since = spelling === undefined ? undefined : option.deprecatedAliases?.[foldCase(spelling)];
  if (since !== undefined) return `this spelling since Asterisk ${since}, write ${code(option.name)}`;
  if (option.deprecated === undefined) return undefined;
  const { since: version, use } = option.deprecated;
  const when = version === undefined ? [] : [`since Asterisk ${version}`];
  const instead = use === undefined ? [] : [`use ${replacement(use)}`];
  return [...when, ...instead].join(', ');
}

/** One or more names, or a few words. */
function replacement(use: string): string {
  const parts = use.split(', ');
  return parts.every((part) => /^[\w./-]+$/u.test(part)) ? parts.map(code).join(', ') : escape(use);
}

function versions(option: Option, { version, sectionKind }: OptionHoverContext): string | undefined {
  const scoped = sectionKind === undefined ? undefined : option.scoped?.[sectionKind]?.since;
  const since = scoped ?? option.since;
  const texts: string[] = [];
  if (since !== undefined) {
    const early = version !== undefined && isBefore(String(version), since);
    const releases = option.sinceVersions === undefined ? '' : ` (${option.sinceVersions.join(', ')})`;
    texts.push(
      early
        ? `not read yet by Asterisk ${version}, but from ${since} on`
        : `since Asterisk ${since}${releases}`,
    );
  }
  if (option.removed !== undefined) {
    const gone = version !== undefined && !isBefore(String(version), option.removed);
    texts.push(
      gone ? `no longer read by Asterisk ${version}, gone in ${option.removed}` : `gone in ${option.removed}`,
    );
  }
  return texts.join('; ');
}
