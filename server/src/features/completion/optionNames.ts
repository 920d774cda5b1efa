/** Names of options at the start of a line: what this section reads, first what neither it nor its templates set yet. */
import { optionFile } from '../../catalogue/lookup.ts';
import type { Option, OptionFile } from '../../catalogue/option.ts';
import { isKnownIn } from '../../catalogue/version.ts';
import { parentsOf } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import { chainOf, valuesIn } from '../../workspace/sectionChain.ts';
import { optionData, type CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';
import { hasValues } from './optionValues.ts';

/** Order of the groups. */
const RANK = {
  required: 10,
  common: 15,
  open: 20,
  inherited: 28,
  elsewhere: 30,
  outdated: 40,
  set: 50,
} as const;

/** What nearly every section of its kind has, in the order in which it is usually written. */
const COMMON: ReadonlyMap<string, number> = new Map(
  (
    'host secret username auth_type password context auth aors transport disallow allow callerid mailbox qualify nat ' +
    'directmedia dtmfmode requirecalltoken bind protocol server_uri client_uri outbound_auth endpoint match max_contacts ' +
    'contact qualify_frequency bindaddr udpbindaddr bindport register'
  )
    .split(' ')
    .map((name, i) => [name, i / 100]),
);

/** The words beside a name stay short. */
const MOST_DETAIL = 40;

export function optionNames(context: CompletionContext): readonly Offer[] | undefined {
  const { facts, place } = context;
  if (place.kind !== 'name' || facts.kind === undefined) return undefined;
  const file = optionFile(facts.kind);
  if (file === undefined) return undefined;
  const { version } = context.options;
  const set = namesSet(context);
  const inherited = namesInherited(context);
  const current = optionsUnderCaret(context);
  const seen = new Map<string, Offer>();
  for (const option of file.options) {
    if (!canBeTyped(option) || (version !== undefined && !isKnownIn(option, version))) continue;
    const ownRank = rankOf(context, file, option, set, current);
    if (ownRank === undefined) continue;
    const isGiven = inherited.has(foldCase(option.name)) && !addsUp(option);
    const rank = isGiven && ownRank < RANK.inherited ? RANK.inherited : ownRank;
    const name = foldCase(option.name);
    const known = seen.get(name);
    if (known === undefined || rank < known.rank) seen.set(name, offer(context, option, rank));
  }
  return [...seen.values()];
}

/** Options of database rows only cannot stand in a file, and a label stands for free names. */
function canBeTyped(option: Option): boolean {
  return !/[*<>]/.test(option.name) && option.in.some((kind) => kind !== 'realtime');
}

/** Kinds that the name of a section decides, not its type. */
const NAMED_KINDS = new Set([
  'general',
  'authentication',
  'callnumberlimits',
  'global',
  'system',
  'realtime',
]);

function isNamedKind(file: OptionFile, kind: string): boolean {
  return (
    NAMED_KINDS.has(kind) ||
    (file.sections?.some((one) => one.kind === kind && one.name !== undefined) ?? false)
  );
}

function rankOf(
  { sectionKinds, section }: CompletionContext,
  file: OptionFile,
  option: Option,
  set: ReadonlySet<string>,
  current: string | undefined,
): number | undefined {
  const name = foldCase(option.name);
  const isHere = option.in.some((kind) => sectionKinds.includes(kind));
  if (!isHere) {
    // Where the kind cannot be told, `type` tells it, and the rest may come to be right.
    if (sectionKinds.length > 0 || section?.section.header === undefined) return undefined;
    if (name === 'type') return set.has(name) ? RANK.set : RANK.required;
    if (option.in.every((kind) => isNamedKind(file, kind))) return undefined;
    return set.has(name) ? RANK.set : RANK.elsewhere + (COMMON.get(name) ?? 1);
  }
  const isSet = [option.name, ...(option.aliases ?? [])].some((one) => set.has(foldCase(one)));
  if (option.deprecated !== undefined) return RANK.outdated;
  if (isSet && !addsUp(option) && name !== current) return RANK.set;
  if (option.required === true || name === 'type') return RANK.required;
  const place = COMMON.get(name);
  return place === undefined ? RANK.open : RANK.common + place;
}

function namesSet({ entries, lineNumber }: CompletionContext): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { line, number } of entries) if (number !== lineNumber) names.add(foldCase(line.key));
  return names;
}

/** Whether each further line of it adds to those before. */
function addsUp({ repeats }: Option): boolean {
  return repeats === 'accumulate' || repeats === 'merge';
}

/** What templates give the section already; it may still be written to differ from them. */
function namesInherited({ workspace, facts, section }: CompletionContext): ReadonlySet<string> {
  if (section === undefined || parentsOf(section.section.header).length === 0) return new Set();
  const values = valuesIn(chainOf(workspace, facts.uri, section));
  const others = values.filter(({ link }) => link.uri !== facts.uri || link.placed.start !== section.start);
  return new Set(others.map(({ name }) => foldCase(name)));
}

function optionsUnderCaret({ entries, lineNumber }: CompletionContext): string | undefined {
  const entry = entries.find(({ number }) => number === lineNumber);
  return entry === undefined ? undefined : foldCase(entry.line.key);
}

function offer(context: CompletionContext, option: Option, rank: number): Offer {
  const { place, sectionKinds } = context;
  const hasOperator = place.kind === 'name' && place.hasOperator;
  const operator = option.value.kind === 'register' ? ' => ' : operatorOf(context);
  const data = optionData(context, option);
  const isElsewhere = rank >= RANK.elsewhere && rank < RANK.outdated;
  const detail = detailOf(option, isElsewhere, sectionKinds);
  return {
    label: option.name,
    kind: 'option',
    newText: hasOperator ? option.name : option.name + operator,
    rank,
    ...(option.aliases === undefined ? {} : { filter: [option.name, ...option.aliases].join(' ') }),
    ...(detail === '' ? {} : { detail }),
    ...(option.deprecated === undefined ? {} : { isDeprecated: true }),
    ...(data === undefined ? {} : { data }),
    ...(!hasOperator && hasValues(option) ? { then: 'suggest' } : {}),
  };
}

function detailOf(option: Option, isElsewhere: boolean, sectionKinds: readonly string[]): string {
  if (isElsewhere) return option.in.join(', ');
  const kind = sectionKinds.find((one) => option.in.includes(one));
  const own = kind === undefined ? undefined : option.scoped?.[kind]?.default;
  const value = own ?? option.default;
  const isShown =
    value !== undefined && value !== '' && option.sensitive !== true && value.length <= MOST_DETAIL;
  return isShown ? `default ${value}` : '';
}

/** `=` as the nearest line of the section writes it, with or without blanks. */
function operatorOf({ entries, lineNumber }: CompletionContext): string {
  let nearest = '=';
  for (const { line, text, number } of entries) {
    if (number === lineNumber || line.operator !== '=' || line.value === '') continue;
    const written = text.slice(line.keySpan.end, line.valueSpan.start);
    if (/^ {0,2}= {0,2}$/.test(written)) nearest = written;
    if (number > lineNumber) break;
  }
  return nearest;
}
