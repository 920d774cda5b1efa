/** Values of options: fixed words, codecs, items of lists, and names that other sections and files define. */
import { codecs } from '../../catalogue/codecs.ts';
import { optionFile } from '../../catalogue/lookup.ts';
import type { Option, OptionValue } from '../../catalogue/option.ts';
import { isKnownIn } from '../../catalogue/version.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import { foldCase } from '../../text/ascii.ts';
import { assertNever, type Span } from '../../text/span.ts';
import { credentialsOf } from '../../workspace/credentialsOf.ts';
import { optionData, optionHere, placed, type CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';
import { knownNames } from './references.ts';

/** Object types of pjsip.conf that only the driver itself writes. */
const INTERNAL_TYPES: ReadonlySet<string> = new Set(['contact', 'subscription_persistence']);

type ValueContext = CompletionContext<Extract<CompletionContext['place'], { kind: 'value' }>>;

export function optionValues(context: CompletionContext): readonly Offer[] | undefined {
  if (!isValue(context)) return undefined;
  const { place, facts } = context;
  if (facts.kind === undefined || isTemplateExpression(place.text)) return [];
  if (foldCase(place.key) === 'type') return typeWords(context);
  const option = optionHere(context, place.key);
  const secret = newSecret(context);
  if (secret !== undefined) return secret;
  if (option === undefined || option.sensitive === true) return [];
  return valuesOf(context, option);
}

/** Whether a list opens behind the `=` of the option. */
export function hasValues({ value, sensitive }: Option): boolean {
  if (sensitive === true) return false;
  if (value.kind === 'boolean' || value.kind === 'codecs' || value.kind === 'register') return true;
  return value.kind === 'reference' || words(value).length > 0;
}

function isValue(context: CompletionContext): context is ValueContext {
  return context.place.kind === 'value';
}

function valuesOf(context: ValueContext, option: Option): readonly Offer[] {
  const { value } = option;
  switch (value.kind) {
    case 'codecs':
      return codecItems(context, option);
    case 'flags':
      return items(context, option, value.separator, words(value), value.trims === true);
    case 'reference':
      return references(context, value);
    case 'register':
      return [];
    case 'boolean':
    case 'choice':
    case 'integer':
    case 'duration':
    case 'port':
    case 'host':
    case 'address':
    case 'acl':
    case 'uri':
    case 'path':
    case 'secret':
    case 'callerid':
      return words(value).map((word, i) => wordOffer(context, option, word, i));
    case 'text':
      return [];
    default:
      return assertNever(value);
  }
}

/** The fixed words of a value, the common true and false words first. */
function words(value: OptionValue): readonly string[] {
  const own = 'words' in value ? (value.words ?? []) : [];
  const taken = 'booleans' in value ? value.booleans : undefined;
  const booleans =
    value.kind === 'boolean' || taken === 'all' ? ['yes', 'no'] : taken === 'false' ? ['no'] : [];
  return [...new Set([...booleans, ...own])].filter((word) => word !== '');
}

function wordOffer(context: ValueContext, option: Option, word: string, rank: number): Offer {
  const data = optionData(context, option);
  return {
    label: word,
    kind: 'word',
    newText: word,
    rank,
    ...(foldCase(word) === foldCase(defaultHere(context, option) ?? '') ? { detail: 'default' } : {}),
    ...(data === undefined ? {} : { data }),
  };
}

function defaultHere({ sectionKinds }: CompletionContext, option: Option): string | undefined {
  const kind = sectionKinds.find((one) => option.in.includes(one));
  return (kind === undefined ? undefined : option.scoped?.[kind]?.default) ?? option.default;
}

/** The item of a list that the caret stands in, and what the list holds besides. */
interface Item {
  /** Counts from the start of the file. */
  readonly span: Span;
  /** From the start of the item to the caret. */
  readonly typed: string;
  /** In lower case. */
  readonly others: ReadonlySet<string>;
}

function itemAt(context: ValueContext, isSeparator: (character: string) => boolean): Item {
  const { place } = context;
  const { text } = place;
  const caret = place.caret - place.span.start;
  const parts: { readonly start: number; readonly end: number }[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isSeparator(text.charAt(i))) continue;
    parts.push({ start, end: i });
    start = i + 1;
  }
  const current = parts.find((part) => caret <= part.end) ?? { start: 0, end: text.length };
  let from = current.start;
  while (from < caret && text.charAt(from) === ' ') from++;
  const others = parts
    .filter((part) => part !== current)
    .map((part) => foldCase(text.slice(part.start, part.end).trim()));
  let end = current.end;
  while (end > caret && text.charAt(end - 1) === ' ') end--;
  return {
    span: placed(context, { start: place.span.start + from, end: place.span.start + end }),
    typed: text.slice(from, caret),
    others: new Set(others),
  };
}

function items(
  context: ValueContext,
  option: Option,
  separator: string,
  known: readonly string[],
  trims: boolean,
): readonly Offer[] {
  const item = itemAt(context, (character) => character === separator);
  const isFirst = item.others.size === 0;
  // A blank in front would become part of the item.
  if (!trims && item.span.start > 0 && !isFirst && hasBlankBefore(context, item)) return [];
  return known
    .filter((word) => !item.others.has(foldCase(word)) && (isFirst || !isAloneWord(word)))
    .map((word, i) => ({ ...wordOffer(context, option, word, i), span: item.span }));
}

function hasBlankBefore({ place, lineStart }: ValueContext, { span }: Item): boolean {
  return place.text.charAt(span.start - lineStart - place.span.start - 1) === ' ';
}

/** Words that make no sense beside others. */
function isAloneWord(word: string): boolean {
  return ['yes', 'no', 'none', 'never', 'all'].includes(foldCase(word));
}

function codecItems(context: ValueContext, option: Option): readonly Offer[] {
  const item = itemAt(context, (character) => character === ',' || character === '|');
  const { version } = context.options;
  const isIax = context.facts.kind === 'iax.conf';
  const isDisallow = foldCase(context.place.key) === 'disallow';
  const sign = !isDisallow && item.typed.startsWith('!') ? '!' : '';
  const data = optionData(context, option);
  const known = codecs.filter(
    (codec) =>
      codec.name !== 'none' &&
      !(isIax && codec.notInIax === true) &&
      (version === undefined || isKnownIn(codec, version)) &&
      !item.others.has(codec.name),
  );
  const common = ['ulaw', 'alaw', 'g722', 'g729', 'opus', 'gsm'];
  const named = known.map(({ name, label }): Offer => {
    const place = common.indexOf(name);
    const rank = place < 0 ? 20 : place + 1;
    return codecOffer(item, sign + name, label, rank, data);
  });
  const canBeAll = item.others.size === 0;
  return canBeAll
    ? [codecOffer(item, `${sign}all`, 'every codec', isDisallow || sign === '!' ? 0 : 19, data), ...named]
    : named;
}

function codecOffer(item: Item, label: string, detail: string, rank: number, data: Offer['data']): Offer {
  return {
    label,
    kind: 'word',
    newText: label,
    span: item.span,
    detail,
    rank,
    ...(data === undefined ? {} : { data }),
  };
}

function references(
  context: ValueContext,
  value: Extract<OptionValue, { kind: 'reference' }>,
): readonly Offer[] {
  const isList = value.list === true;
  const item = itemAt(context, (character) => isList && character === ',');
  const { names, isCut } = knownNames(context, value.to, item.typed);
  return names
    .filter((name) => !item.others.has(foldCase(name.name)))
    .map(({ name, detail }, i) => ({
      label: name,
      kind: 'reference',
      newText: name,
      span: item.span,
      rank: i,
      ...(detail === undefined ? {} : { detail }),
      ...(isCut ? { isCut } : {}),
    }));
}

function typeWords(context: ValueContext): readonly Offer[] {
  const { kind } = context.facts;
  const found = new Map<string, Option>();
  for (const option of kind === undefined ? [] : typeOptions(kind)) {
    if (context.options.version !== undefined && !isKnownIn(option, context.options.version)) continue;
    for (const word of words(option.value)) {
      if (!found.has(word) && !INTERNAL_TYPES.has(word)) found.set(word, option);
    }
  }
  const common = [
    'endpoint',
    'auth',
    'aor',
    'registration',
    'identify',
    'transport',
    'friend',
    'peer',
    'user',
  ];
  return [...found].map(([word, option]) => {
    const place = common.indexOf(word);
    const section = option.in.includes(word) ? word : option.in[0];
    return {
      label: word,
      kind: 'type',
      newText: word,
      rank: place < 0 ? common.length : place,
      ...(kind === undefined
        ? {}
        : {
            data: {
              from: 'option',
              file: kind,
              name: option.name,
              ...(section === undefined ? {} : { section }),
            },
          }),
    };
  });
}

function typeOptions(kind: string): readonly Option[] {
  const known = typeOptionsByKind.get(kind);
  if (known !== undefined) return known;
  const options = (optionFile(kind)?.options ?? []).filter((option) => option.name === 'type');
  typeOptionsByKind.set(kind, options);
  return options;
}

const typeOptionsByKind = new Map<string, readonly Option[]>();

/** An empty value of an option that holds a password: the secret is drawn once the entry is chosen. */
function newSecret(context: ValueContext): readonly Offer[] | undefined {
  const { facts, place, entries, lineNumber, section } = context;
  if (facts.kind === undefined) return undefined;
  const name = section?.section.header?.name ?? facts.sectionAtStart;
  const here = entries.filter(({ number }) => number === lineNumber);
  const found = credentialsOf(facts.kind, name, here).find((credential) => credential.place === 'option');
  if (found === undefined || found.kind === 'key-name' || found.kind === 'file-name') return undefined;
  if (found.kind !== 'password' || place.text.trim() !== '') return [];
  return [
    {
      label: 'New secret',
      kind: 'action',
      newText: '',
      detail: 'drawn when chosen',
      rank: 0,
      then: 'draw-secret',
    },
  ];
}
