/**
 * What is wrong with a value, by what its option accepts: the one place that judges values, for every kind of file.
 * Says nothing where it is not sure. Knows neither templates nor other lines.
 */
import { foldCase, isBlank } from '../text/ascii.ts';
import { closest } from '../text/closest.ts';
import type { Span } from '../text/span.ts';
import { isNumericAddress, isNetwork } from './address.ts';
import { codecNamed, codecNames, mayBeCustom } from './codecNames.ts';
import type { ConfKind, Option, OptionValue } from './option.ts';

/** One stretch of a value that Asterisk does not read as it is meant. */
export interface BadPart {
  /** Counts from the start of the value. */
  readonly span: Span;
  /**
   * `blank`: a blank in a list that is not trimmed. `rest`: what follows a number and is not read. `dropped`: known, but
   * the driver has no use for it.
   */
  readonly problem: 'word' | 'number' | 'range' | 'rest' | 'blank' | 'codec' | 'dropped' | 'address' | 'form';
  /** What could stand there, for a sentence that begins with "expected"; absent for `blank`, `rest` and `dropped`. */
  readonly expected?: string;
  /** The known word a slip most likely meant. */
  readonly near?: string;
}

/** Words of Asterisk main/utils.c, `ast_true` and `ast_false`; compared without case, as a whole. */
const TRUE_WORDS: ReadonlySet<string> = new Set(['yes', 'true', 'y', 't', '1', 'on']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['no', 'false', 'n', 'f', '0', 'off']);

/** Whether the value is a true word. */
export function isTrue(value: string): boolean {
  return TRUE_WORDS.has(foldCase(value));
}

/** Whether the value is a false word. */
export function isFalse(value: string): boolean {
  return FALSE_WORDS.has(foldCase(value));
}

/**
 * Everything wrong with `value` for the option in a section of these kinds; nearly always empty. An empty value is never
 * judged: it is how people write "none", and what it does differs from option to option.
 */
export function badParts(
  kind: ConfKind,
  option: Option,
  sectionKinds: readonly string[],
  value: string,
): readonly BadPart[] {
  if (value === '' || option.sensitive === true) return NONE;
  // Whatever stands there is used as it is; a name with a port in it cannot be found, though.
  if (option.onBadValue === 'kept' && option.value.kind !== 'host') return NONE;
  const accepted = option.value;
  switch (accepted.kind) {
    case 'boolean':
      return isTrue(value) || isFalse(value) ? NONE : word(value, accepted.words ?? [], ['yes', 'no']);
    case 'choice':
      return choice(accepted, value);
    case 'integer':
    case 'duration':
      return number(kind, accepted, leastOf(option, sectionKinds), value);
    case 'port':
      return number(kind, accepted, accepted.min, value);
    case 'flags':
      return flags(accepted, value);
    case 'codecs':
      return codecList(kind, foldCase(option.name) === 'disallow', value);
    case 'acl':
      return accessList(value);
    case 'address':
      return address(accepted.words ?? [], value);
    case 'host':
      return foldCase(option.name) === 'host' ? hostName(value) : NONE;
    case 'text':
      return accepted.pattern === undefined || matchesWhole(accepted.pattern, value)
        ? NONE
        : [{ span: all(value), problem: 'form' }];
    case 'uri':
    case 'path':
    case 'secret':
    case 'register':
    case 'callerid':
    case 'reference':
      return NONE;
  }
}

const NONE: readonly BadPart[] = [];

function all(value: string): Span {
  return { start: 0, end: value.length };
}

function word(value: string, words: readonly string[], booleans: readonly string[]): readonly BadPart[] {
  if (hasWord(words, value)) return NONE;
  const known = [...booleans, ...words];
  return [{ span: all(value), problem: 'word', expected: alternatives(known), ...near(value, known) }];
}

function choice(
  { words, exact }: Extract<OptionValue, { kind: 'choice' }>,
  value: string,
): readonly BadPart[] {
  if (exact === true ? words.includes(value) : hasWord(words, value)) return NONE;
  const otherCase = words.find((one) => foldCase(one) === foldCase(value));
  const meant = otherCase === undefined ? near(value, words) : { near: otherCase };
  return [{ span: all(value), problem: 'word', expected: alternatives(words), ...meant }];
}

function leastOf(option: Option, sectionKinds: readonly string[]): number | undefined {
  const own = 'min' in option.value ? option.value.min : undefined;
  const scoped = sectionKinds.map((kind) => option.scoped?.[kind]?.min).filter((min) => min !== undefined);
  return scoped.length > 0 ? Math.min(...scoped) : own;
}

interface NumberLike {
  readonly kind: 'integer' | 'duration' | 'port';
  readonly max?: number;
  readonly words?: readonly string[];
  readonly hex?: boolean;
  readonly unit?: string;
  readonly fraction?: boolean;
  readonly booleans?: 'all' | 'false';
}

/** Numbers are read by sscanf or strtol: what follows the digits is not looked at, except in pjsip.conf. */
function number(
  kind: ConfKind,
  accepted: NumberLike,
  min: number | undefined,
  value: string,
): readonly BadPart[] {
  const { words = [], booleans, max } = accepted;
  if (hasWord(words, value)) return NONE;
  if (booleans !== undefined && (isFalse(value) || (booleans === 'all' && isTrue(value)))) return NONE;
  const expected = alternatives([
    ...(booleans === 'all' ? ['yes', 'no'] : booleans === 'false' ? ['no'] : []),
    ...(words.length > 6 ? [`a name such as ${words.at(-1) ?? ''}`] : words),
    range(accepted, min),
  ]);
  const read = /^[+-]?(?:0[xX][0-9a-fA-F]+|\d+)/.exec(value)?.[0];
  if (read === undefined) return [{ span: all(value), problem: 'number', expected, ...near(value, words) }];
  const found = Number(read.replace(/^\+/, ''));
  const size = Number.isNaN(found) ? -Number(read.slice(1)) : found;
  if ((min !== undefined && size < min) || (max !== undefined && size > max)) {
    return [{ span: all(value), problem: 'range', expected }];
  }
  return rest(kind, accepted, value, read.length, expected);
}

function rest(
  kind: ConfKind,
  { kind: form, unit, fraction }: NumberLike,
  value: string,
  from: number,
  expected: string,
): readonly BadPart[] {
  const tail = value.slice(from);
  if (tail === '' || (fraction === true && /^\.\d*$/.test(tail))) return NONE;
  const span = { start: from, end: value.length };
  // res_sorcery and main/config.c, `ast_parse_arg`, want nothing but the number.
  if (kind === 'pjsip.conf') return [{ span: all(value), problem: 'number', expected }];
  const letters = /^\s*([a-z]+)\.?$/i.exec(tail)?.[1];
  // "60s" and "60 seconds" are read as meant; "1h" is not.
  if (letters === undefined || form !== 'duration' || isUnit(unit, letters)) return NONE;
  return [{ span, problem: 'rest' }];
}

function isUnit(unit: string | undefined, letters: string): boolean {
  const names: Readonly<Record<string, RegExp>> = {
    s: /^s(?:ec(?:ond)?s?)?$/i,
    ms: /^m(?:illi)?s(?:ec(?:ond)?s?)?$/i,
    min: /^m(?:in(?:ute)?s?)?$/i,
  };
  return unit === undefined || (names[unit]?.test(letters) ?? true);
}

function range({ kind, max, unit }: NumberLike, min: number | undefined): string {
  const what = kind === 'port' ? 'a port' : unit === undefined ? 'a number' : `a number of ${unitName(unit)}`;
  if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}`;
  if (min !== undefined) return `${what} of at least ${min}`.replace('of at least 0', 'not below 0');
  return max === undefined ? what : `${what} up to ${max}`;
}

function unitName(unit: string): string {
  return unit === 's' ? 'seconds' : unit === 'ms' ? 'milliseconds' : unit === 'min' ? 'minutes' : unit;
}

function flags(accepted: Extract<OptionValue, { kind: 'flags' }>, value: string): readonly BadPart[] {
  const { words, separator, patterns = [], booleans, trueItems, trims, search } = accepted;
  if (booleans !== undefined && (isFalse(value) || (booleans === 'all' && isTrue(value)))) return NONE;
  if (search === true) {
    if (words.some((one) => value.includes(one))) return NONE;
    const meant = words.find((one) => foldCase(value) === one);
    const guess = meant === undefined ? near(value, words) : { near: meant };
    return [{ span: all(value), problem: 'word', expected: alternatives(words), ...guess }];
  }
  const bad: BadPart[] = [];
  const isKnown = (text: string): boolean =>
    isItem(words, patterns, text) || (trueItems === true && isTrue(text));
  for (const { text, span } of items(value, separator)) {
    const bare = trimmed(text, span);
    if (bare.text === '' || isKnown(trims === true ? bare.text : text)) continue;
    if (trims !== true && bare.text !== text && isKnown(bare.text)) {
      bad.push({ span, problem: 'blank' });
      continue;
    }
    const known = [...(booleans === 'all' ? ['yes', 'no'] : booleans === 'false' ? ['no'] : []), ...words];
    const expected = words.length === 0 ? 'numbers from 0 to 63' : alternatives([...new Set(known)]);
    bad.push({ span: bare.span, problem: 'word', expected, ...near(bare.text, words) });
  }
  return bad;
}

function isItem(words: readonly string[], patterns: readonly string[], text: string): boolean {
  return hasWord(words, text) || patterns.some((pattern) => matchesWhole(pattern, text));
}

/** Items are trimmed; `!` turns one round, `:ms` asks for a packet length, brackets empty the list first. */
function codecList(kind: ConfKind, isForbidding: boolean, value: string): readonly BadPart[] {
  const bad: BadPart[] = [];
  for (const item of items(value, /[,|]/)) {
    const { text, span } = trimmed(item.text, item.span);
    const name = (text.replace(/^[(!\s]+/, '').split(/[:)]/, 1)[0] ?? '').trimEnd();
    if (name === '' || foldCase(name) === 'all') continue;
    const codec = codecNamed(name);
    if (codec === undefined) {
      if (mayBeCustom(name)) continue;
      bad.push({ span, problem: 'codec', expected: 'the name of a codec', ...near(name, codecNames) });
    } else if (kind === 'iax.conf' && codec.notInIax === true && !isForbidding && !text.startsWith('!')) {
      bad.push({ span, problem: 'dropped' });
    }
  }
  return bad;
}

/** Main/acl.c, `ast_append_ha`, splits at commas without trimming and takes numeric addresses only. */
function accessList(value: string): readonly BadPart[] {
  const bad: BadPart[] = [];
  for (const { text, span } of items(value, ',')) {
    const item = text.startsWith('!') ? text.slice(1) : text;
    if (item === '' || isNetwork(item)) continue;
    const isSpaced = isNetwork(item.replaceAll(/\s/g, ''));
    bad.push(
      isSpaced
        ? { span, problem: 'blank' }
        : { span: trimmed(text, span).span, problem: 'address', expected: 'a network such as 192.0.2.0/24' },
    );
  }
  return bad;
}

function address(words: readonly string[], value: string): readonly BadPart[] {
  return hasWord(words, value) || isNumericAddress(value)
    ? NONE
    : [{ span: all(value), problem: 'address', expected: 'a numeric address' }];
}

/** A port behind the name makes the lookup fail. */
function hostName(value: string): readonly BadPart[] {
  const port = /^[\w-]+(?:\.[\w-]+)+(:\d{1,5})$/.exec(value)?.[1];
  if (port === undefined) return NONE;
  const span = { start: value.length - port.length, end: value.length };
  return [{ span, problem: 'form', expected: 'a name or an address alone, the port in a line of its own' }];
}

/** The parts of a list with their places, blanks included. */
function* items(value: string, separator: string | RegExp): Generator<{ text: string; span: Span }> {
  let start = 0;
  for (const text of value.split(separator)) {
    yield { text, span: { start, end: start + text.length } };
    start += text.length + 1;
  }
}

function trimmed(text: string, { start }: Span): { text: string; span: Span } {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return { text: text.slice(from, to), span: { start: start + from, end: start + to } };
}

function hasWord(words: readonly string[], value: string): boolean {
  if (words.includes(value)) return true;
  const folded = foldCase(value);
  return words.some((one) => foldCase(one) === folded);
}

function near(value: string, known: readonly string[]): { readonly near?: string } {
  const found = closest(value, known);
  return found === undefined ? {} : { near: found };
}

const patterns = new Map<string, RegExp>();

function matchesWhole(pattern: string, text: string): boolean {
  let regex = patterns.get(pattern);
  if (regex === undefined) {
    regex = new RegExp(pattern.startsWith('^') ? pattern : `^(?:${pattern})$`, 'u');
    patterns.set(pattern, regex);
  }
  return regex.test(text);
}

function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
