/** The tokens of some lines of one section. Sees neither other files nor what they define; that is asked for. */
import { optionFile, optionsFor, type SectionOptions } from '../../catalogue/lookup.ts';
import type { ConfKind, Option, OptionValue } from '../../catalogue/option.ts';
import { isFalse, isTrue } from '../../catalogue/value.ts';
import { isKnownIn, outdatedIn } from '../../catalogue/version.ts';
import { entriesOf, isReopened, isTemplate, type PlacedLine } from '../../model/fileModel.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import { rawSpan, type EntryLine, type HeaderLine } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import { isTolerated } from '../../vicidial/tolerated.ts';
import { credentialsOf } from '../../workspace/credentialsOf.ts';
import { registerLines } from '../../workspace/registerLines.ts';
import { sectionKindsOf } from '../../workspace/sectionKind.ts';
import { dialplanReferences, dialReferences } from '../../workspace/symbols/dialplanSymbols.ts';
import type { SymbolKind } from '../../workspace/symbols/kinds.ts';
import { optionSymbols } from '../../workspace/symbols/optionSymbols.ts';
import type { RawReference } from '../../workspace/symbols/records.ts';
import { isCertain, type AsteriskVersion } from '../../workspace/version.ts';
import type { FileFacts } from '../../workspace/workspace.ts';
import type { Token, TokenModifier, TokenType } from './legend.ts';
import { registerTokens } from './registerTokens.ts';

/** What the lines are read as. */
export interface Reading {
  readonly facts: Pick<FileFacts, 'kind' | 'isCertain' | 'generator'>;
  readonly version: AsteriskVersion;
  /** Name of the section the lines stand in; absent before the first one. */
  readonly name: string | undefined;
  /** Its type as far as known. */
  readonly type: string | undefined;
  readonly isDefined: (kind: SymbolKind, name: string) => boolean;
}

type Entry = PlacedLine<EntryLine>;

/** In the order of the text and without overlap; counted as the lines are. */
export function lineTokens(reading: Reading, lines: readonly PlacedLine[]): readonly Token[] {
  const tokens: Token[] = [];
  const entries = entriesOf(lines);
  secretTokens(reading, entries, tokens);
  for (const placed of lines) {
    const { line } = placed;
    if (line.kind === 'header') headerTokens(reading, { ...placed, line }, tokens);
    else if (line.kind === 'directive' && line.directive !== 'unknown') {
      tokens.push({ ...shift(line.wordSpan, placed.start), type: 'keyword' });
    }
  }
  if (reading.facts.kind === 'extensions.conf') dialplanTokens(reading, entries, tokens);
  else entryTokens(reading, entries, tokens);
  return withoutOverlap(tokens);
}

/** Earlier ones in the list win. */
function withoutOverlap(tokens: readonly Token[]): readonly Token[] {
  const ordered = tokens
    .map((token, rank) => ({ token, rank }))
    .filter(({ token }) => token.end > token.start)
    .sort((a, b) => a.token.start - b.token.start || a.rank - b.rank);
  const kept: { token: Token; rank: number }[] = [];
  for (const one of ordered) {
    const last = kept.at(-1);
    if (last === undefined || one.token.start >= last.token.end) kept.push(one);
    else if (one.rank < last.rank) {
      kept.pop();
      kept.push(one);
    }
  }
  return kept.map(({ token }) => token);
}

function headerTokens(
  { isDefined }: Reading,
  { line, start }: PlacedLine<HeaderLine>,
  tokens: Token[],
): void {
  if (!line.isClosed || isTemplateExpression(line.name)) return;
  const modifiers: TokenModifier[] = isReopened(line) ? [] : ['declaration'];
  if (isTemplate(line)) modifiers.push('template');
  tokens.push({ ...shift(line.nameSpan, start), type: 'class', modifiers });
  for (const { kind, text, span } of line.options ?? []) {
    if (kind !== 'parent' || !isDefined('section', text)) continue;
    tokens.push({ ...shift(span, start), type: 'class' });
  }
}

function secretTokens({ facts, name }: Reading, entries: readonly Entry[], tokens: Token[]): void {
  const { kind } = facts;
  if (kind === undefined) return;
  for (const credential of credentialsOf(kind, name, entries)) {
    if (credential.place === 'register' || isTemplateExpression(credential.value)) continue;
    if (credential.kind === 'key-name' || credential.kind === 'file-name') continue;
    tokens.push({ ...credential.span, type: 'secret' });
  }
}

function dialplanTokens(reading: Reading, entries: readonly Entry[], tokens: Token[]): void {
  const section = foldCase(reading.name ?? '');
  if (section === 'general') return;
  for (const entry of entries) {
    const { key, value } = entry.line;
    const found = section === 'globals' ? dialReferences(value) : dialplanReferences(key, value);
    referenceTokens(reading, entry, found, tokens);
  }
}

function entryTokens(reading: Reading, entries: readonly Entry[], tokens: Token[]): void {
  const { facts, name, type } = reading;
  const { kind } = facts;
  if (kind === undefined) return;
  const registers = new Map(registerLines(kind, entries).map((line) => [line.entry, line]));
  const sectionKinds = facts.isCertain ? sectionKindsOf(kind, name, type) : [];
  const options = sectionKinds.length === 0 ? undefined : optionsFor(kind, sectionKinds);
  for (const entry of entries) {
    const { line, start } = entry;
    const register = registers.get(entry);
    if (register !== undefined) {
      tokens.push({ ...shift(line.keySpan, start), type: 'keyword' });
      if (!register.isTemplate) add(entry, registerTokens(register.value, register.parsed), tokens);
      continue;
    }
    if (isTemplateExpression(line.key)) continue;
    if (options !== undefined) nameToken(reading, entry, kind, options, tokens);
    if (isTemplateExpression(line.value)) continue;
    const references =
      kind === 'queues.conf' && foldCase(line.key) === 'member'
        ? dialReferences(line.value)
        : optionSymbols(kind, line.key, line.value).references;
    referenceTokens(reading, entry, references, tokens);
    const option = options?.find(line.key);
    if (option !== undefined && foldCase(line.key) !== 'type') {
      add(entry, valueTokens(option, line.value), tokens);
    }
  }
}

/** Turns tokens of a value into tokens of its lines, leaving out comments inside of it. */
function add({ line, start }: Entry, found: readonly Token[], tokens: Token[]): void {
  for (const token of found) {
    for (const span of withoutComments(line, rawSpan(line, token))) {
      tokens.push({ ...token, ...shift(span, start) });
    }
  }
}

function withoutComments({ comments, valueMap }: EntryLine, span: Span): readonly Span[] {
  if (valueMap === undefined) return [span];
  const pieces: Span[] = [];
  let { start } = span;
  for (const comment of comments) {
    if (comment.end <= start || comment.start >= span.end) continue;
    if (comment.start > start) pieces.push({ start, end: comment.start });
    start = comment.end;
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}

function nameToken(
  { facts, version }: Reading,
  { line, start }: Entry,
  kind: ConfKind,
  options: SectionOptions,
  tokens: Token[],
): void {
  const { key, value, keySpan } = line;
  const option = options.find(key);
  const span = shift(keySpan, start);
  if (option !== undefined) {
    const isGone = isCertain(version) && !isKnownIn(option, version.number);
    const isOld = outdatedIn(option, key, version.number) !== undefined;
    if (isGone) tokens.push({ ...span, type: 'ignored' });
    else tokens.push({ ...span, type: 'property', ...(isOld ? { modifiers: ['deprecated'] } : {}) });
    return;
  }
  const isFree = key.startsWith('@') || kind === 'users.conf' || optionFile(kind) === undefined;
  const isHandedOn = kind === 'pjsip_wizard.conf' && key.includes('/');
  if (isFree || isHandedOn || options.names.length === 0) return;
  if (facts.generator !== undefined && isTolerated(kind, key, value)) return;
  tokens.push({ ...span, type: 'ignored' });
}

function referenceTokens(
  { isDefined }: Reading,
  entry: Entry,
  references: readonly RawReference[],
  tokens: Token[],
): void {
  for (const { kind, name, span } of references) {
    if (!isDefined(kind, name)) continue;
    const isPlace = kind === 'context' || kind === 'voicemail-context';
    add(entry, [{ ...span, type: isPlace ? 'namespace' : 'class' }], tokens);
  }
}

/** What the catalogue tells about the value; nothing where it would say no more than the grammar does. */
function valueTokens({ value: accepted, sensitive }: Option, value: string): readonly Token[] {
  if (sensitive === true || value === '') return [];
  const whole = { start: 0, end: value.length };
  switch (accepted.kind) {
    case 'boolean':
      return wordTokens(accepted, value, whole, true);
    case 'choice':
      return wordTokens(accepted, value, whole, false);
    case 'integer':
    case 'duration':
    case 'port':
      if (/^[+-]?(?:0x[\da-f]+|\d+(?:\.\d+)?)$/i.test(value)) return [{ ...whole, type: 'number' }];
      return wordTokens(accepted, value, whole, 'booleans' in accepted);
    case 'flags':
      return pieces(value, accepted.separator).flatMap((piece) =>
        wordTokens(accepted, value, piece, accepted.booleans !== undefined),
      );
    case 'host':
      if (hasWord(accepted.words, value)) return [{ ...whole, type: 'enumMember' }];
      return /[a-z]/i.test(value) && /^[\w.-]+$/.test(value) ? [{ ...whole, type: 'host' }] : [];
    case 'address':
    case 'acl':
    case 'uri':
    case 'callerid':
      return wordTokens(accepted, value, whole, false);
    case 'codecs':
    case 'path':
    case 'secret':
    case 'register':
    case 'reference':
    case 'text':
      return [];
  }
}

function wordTokens(
  accepted: Extract<OptionValue, { readonly words?: readonly string[] }>,
  value: string,
  span: Span,
  mayBeBoolean: boolean,
): readonly Token[] {
  const word = value.slice(span.start, span.end);
  const isWord = hasWord(accepted.words, word);
  const isBoolean = (isTrue(word) || isFalse(word)) && (mayBeBoolean || isWord);
  const type: TokenType | undefined = isBoolean ? 'boolean' : isWord ? 'enumMember' : undefined;
  return type === undefined ? [] : [{ ...span, type }];
}

function hasWord(words: readonly string[] | undefined, word: string): boolean {
  return words?.some((one) => foldCase(one) === foldCase(word)) ?? false;
}

/** The items between separators, without blanks around them. */
function pieces(value: string, separator: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const item of value.split(separator)) {
    const lead = item.length - item.trimStart().length;
    spans.push({ start: start + lead, end: start + item.trimEnd().length });
    start += item.length + separator.length;
  }
  return spans.filter((span) => span.end > span.start);
}
