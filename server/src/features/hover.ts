/** What the editor shows for the word under the pointer: option, part of a register line, section, include, secret. */
import { lookup } from '../catalogue/lookup.ts';
import {
  entriesOf,
  isReopened,
  isTemplate,
  lineAtOffset,
  linesOf,
  parentsOf,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
} from '../model/fileModel.ts';
import { classifySecret } from '../secrets/classify.ts';
import { rawSpan, type DirectiveLine, type EntryLine, type HeaderLine } from '../syntax/line.ts';
import { sameIgnoringCase } from '../text/ascii.ts';
import { covers, shift, type Span } from '../text/span.ts';
import { pathOf } from '../text/uri.ts';
import type { DeclaredAlias } from '../workspace/aliases.ts';
import type { Credential } from '../workspace/credentials.ts';
import { credentialsOf } from '../workspace/credentialsOf.ts';
import { readingVersion, type Step } from '../workspace/effective.ts';
import { chainText } from '../workspace/effectiveText.ts';
import { withFileTime, type Inbound } from '../workspace/inbound.ts';
import { maskedValues } from '../workspace/masked.ts';
import { registerLines, type RegisterLine } from '../workspace/registerLines.ts';
import { chainOf, valuesIn, type ChainValue } from '../workspace/sectionChain.ts';
import { versionOf } from '../workspace/version.ts';
import { resolveInclude } from '../workspace/includes.ts';
import { configDirectoryOf, factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import { aliasItems, aliasSecret } from './aliasHover.ts';
import { dialplanHover } from './dialplan/dialplanHover.ts';
import { blocks, code, list } from './markdown.ts';
import { officialPage } from './officialPage.ts';
import { optionHover } from './optionHover.ts';
import { describePart, describeRegister } from './registerHover.ts';
import { inboundOfLine, optionAdvice, registerAdvice, registrationAdvice } from './registerHoverAdvice.ts';
import { sectionReload, type ReloadAdvice } from './reloadCommand.ts';
import { sectionKindsAt } from './sectionKindsAt.ts';
import { vicidialField } from './vicidial/fieldHover.ts';

/** Markdown about one stretch of the file. */
export interface HoverText {
  readonly markdown: string;
  /** Counts from the start of the file. */
  readonly span: Span;
}

/**
 * The text for `offset`; `undefined` where there is nothing to say. Never holds a secret.
 *
 * @param chosen the version of Asterisk the user chose
 * @param aliases phone aliases of the settings
 */
export function hover(
  workspace: Workspace,
  uri: string,
  offset: number,
  chosen: 'auto' | number = 'auto',
  aliases: readonly DeclaredAlias[] = [],
): HoverText | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  const found = model === undefined ? undefined : lineAtOffset(model, offset);
  if (model === undefined || found === undefined) return undefined;
  const { placed, section } = found;
  const { line } = placed;
  if (line.kind === 'directive') return directiveHover(workspace, facts.uri, { ...placed, line }, offset);
  if (line.kind === 'header') {
    const advice = sectionReload(workspace, facts, model, placed.start, chosen);
    const types = sectionKindsAt(workspace, facts, model, section.section);
    const told = headerHover(facts, { ...placed, line }, offset, types, advice);
    if (told === undefined) return undefined;
    const { number: version } = versionOf(workspace, facts.uri, chosen);
    const place = { workspace, uri: facts.uri, section };
    const members = list(aliasItems(workspace, facts.uri, section, aliases));
    return {
      ...told,
      markdown: blocks(told.markdown, members, registrationAdvice(place, readingVersion(version))),
    };
  }
  if (line.kind !== 'entry' || line.problem !== undefined) return undefined;
  const lines = linesOf(section.section, model.tree.encoding);
  return entryHover(
    facts,
    { workspace, model, chosen, aliases, section, entries: entriesOf(lines) },
    { ...placed, line },
    offset,
  );
}

interface Surroundings {
  readonly workspace: Workspace;
  readonly model: FileModel;
  readonly chosen: 'auto' | number;
  readonly aliases: readonly DeclaredAlias[];
  readonly section: PlacedSection;
  /** Places count from the section. */
  readonly entries: readonly PlacedLine<EntryLine>[];
}

function entryHover(
  facts: FileFacts,
  around: Surroundings,
  placed: PlacedLine<EntryLine>,
  offset: number,
): HoverText | undefined {
  const { line, start } = placed;
  const name = around.section.section.header?.name ?? facts.sectionAtStart;
  const at = { local: offset - around.section.start, base: around.section.start };
  const register = registerLines(facts.kind, around.entries).find(
    ({ entry }) => entry.start + at.base === start,
  );
  const keySpan = shift(line.keySpan, start);
  if (register !== undefined) {
    const inbound = inboundOfLine(around.workspace, facts.uri, register);
    const timed = withFileTime(around.workspace, facts.uri, around.section, register);
    const told = registerHoverAt(timed, at, { span: keySpan, placed, inbound });
    const origin = vicidialField(around.workspace, facts.uri, offset, line.key);
    return { ...told, markdown: blocks(told.markdown, origin) };
  }
  const secret = credentialAt(facts, name, around.entries, at.local);
  if (secret !== undefined) {
    const told = secretHover(secret, at.base);
    return { ...told, markdown: blocks(told.markdown, ownerText(facts, around, secret, offset)) };
  }
  if (facts.kind === undefined) return undefined;
  if (facts.kind === 'extensions.conf') {
    const { number, from } = versionOf(around.workspace, facts.uri, around.chosen);
    const version = from === 'assumed' ? undefined : number;
    const { section, entries } = around;
    const told = dialplanHover({ section, name, entries, placed, version }, offset);
    if (told !== undefined) return told;
  }
  const kinds = sectionKindsAt(around.workspace, facts, around.model, around.section.section);
  const kind = kinds.find((one) => lookup(facts.kind ?? '', one, line.key) !== undefined) ?? kinds[0];
  const option = lookup(facts.kind, kind, line.key) ?? lookup(facts.kind, undefined, line.key);
  const valueSpan = shift(line.valueSpan, start);
  if (option === undefined || !(covers(keySpan, offset) || covers(valueSpan, offset))) return undefined;
  // Of options whose lines add up, or whose first line counts, no single value tells the whole.
  const isLast = option.repeats === undefined || option.repeats === 'last';
  const effective = option.sensitive === true || !isLast ? undefined : inForce(facts, around, placed);
  const { number: version, from } = versionOf(around.workspace, facts.uri, around.chosen);
  const page = officialPage(
    facts.kind,
    option.in.includes(kind ?? '') ? kind : option.in[0],
    version,
    from !== 'assumed',
  );
  const context = {
    spelling: line.key,
    ...(from === 'assumed' ? {} : { version }),
    ...(kind === undefined ? {} : { sectionKind: kind }),
    ...(effective === undefined ? {} : { effective }),
    ...(page === undefined ? {} : { page }),
  };
  const advice = optionAdvice({ ...around, uri: facts.uri }, line.key, readingVersion(version));
  const origin = vicidialField(around.workspace, facts.uri, offset, line.key);
  return {
    markdown: blocks(optionHover(option, context), advice, origin),
    span: covers(keySpan, offset) ? keySpan : valueSpan,
  };
}

/** Where VICIdial keeps the secret, else which of the two passwords of an alias it is. */
function ownerText(
  facts: FileFacts,
  { workspace, section, aliases }: Surroundings,
  { kind, option }: Credential,
  offset: number,
): string {
  const origin = vicidialField(workspace, facts.uri, offset, option);
  if (origin !== '' || (kind !== 'password' && kind !== 'pin')) return origin;
  return aliasSecret(workspace, { uri: facts.uri, section, offset }, aliases, kind === 'pin');
}

/** What the section ends up with, where another line than this one has a say. */
function inForce(
  facts: FileFacts,
  { workspace, section }: Surroundings,
  { line, number }: PlacedLine<EntryLine>,
): { readonly value: string; readonly origin: string } | undefined {
  if (section.section.header === undefined || section.section.lineCount > MOST_LINES) return undefined;
  const values = valuesIn(chainOf(workspace, facts.uri, section));
  const at = values.findLastIndex(({ name }) => sameIgnoringCase(name, line.key));
  const found = values[at];
  if (found === undefined) return undefined;
  const isHere = found.origin.uri === facts.uri && found.origin.line === number;
  if (isHere && found.appendedTo === undefined) return undefined;
  const variables = { name: section.section.header.name, variables: values };
  const value = maskedValues(facts.kind, variables)[at] ?? '';
  const directory = configDirectoryOf(workspace, facts.uri);
  const origin = `set at ${code(chainText({ directory }, stepsOf(found)))}`;
  return { value, origin };
}

/** Longer sections are not gone through for a hover, so that it stays quick. */
const MOST_LINES = 5000;

/** The way of the value into the section, as `chainText` words it. */
function stepsOf({ origin, appendedTo, through = [], link }: ChainValue): readonly Step[] {
  const steps: Step[] = [{ kind: 'entry', origin }];
  for (let old = appendedTo; old !== undefined; old = old.appendedTo) {
    steps.push({ kind: 'append', origin: old.origin });
  }
  if (through.length === 0 && isReopened(link.placed.section.header)) {
    steps.push({ kind: 'reopened', origin: { uri: link.uri, line: link.placed.line } });
  }
  for (const name of through) steps.push({ kind: 'template', name });
  return steps;
}

interface Place {
  readonly local: number;
  readonly base: number;
}

function registerHoverAt(
  register: RegisterLine,
  { local, base }: Place,
  whole: { readonly span: Span; readonly placed: PlacedLine<EntryLine>; readonly inbound: Inbound },
): HoverText {
  const { entry, parsed, driver, value } = register;
  for (const part of parsed.parts) {
    const span = shift(rawSpan(entry.line, part.span), entry.start);
    if (
      local >= span.start &&
      local < Math.max(span.end, span.start + 1) &&
      local >= entry.start + entry.line.valueSpan.start
    ) {
      return { markdown: describePart(driver, part, parsed), span: shift(span, base) };
    }
  }
  const { placed, inbound } = whole;
  const advice = parsed.ok && !register.isTemplate ? registerAdvice(inbound) : '';
  return {
    markdown: blocks(describeRegister(driver, value, parsed, inbound), advice),
    span: { start: whole.span.start, end: placed.start + placed.line.valueSpan.end },
  };
}

function credentialAt(
  facts: FileFacts,
  name: string | undefined,
  entries: readonly PlacedLine<EntryLine>[],
  local: number,
): Credential | undefined {
  if (facts.kind === undefined) return undefined;
  return credentialsOf(facts.kind, name, entries).find(
    ({ span }) => span.end > span.start && covers(span, local),
  );
}

/** Says how good the secret is without showing it. */
function secretHover({ kind, value, span, owners }: Credential, base: number): HoverText {
  const placed = shift(span, base);
  if (kind !== 'password') return { markdown: SECRET_KINDS[kind], span: placed };
  const judged = classifySecret(value, owners, { minimumBits: MINIMUM_BITS });
  const verdict =
    judged.kind === 'ok'
      ? 'Nothing speaks against it: guessing it would take longer than anyone can wait.'
      : judged.kind === 'template'
        ? 'This looks like a place another program fills in. Asterisk itself does not expand it.'
        : 'It is too easy to guess; the quick fix replaces it by a generated one.';
  return { markdown: blocks(`**Secret** ${code('********')}`, verdict), span: placed };
}

const MINIMUM_BITS = 72;

const SECRET_KINDS = {
  pin: 'A number that people type on a phone. It is never shown here.',
  digest:
    'A digest: the login, realm and secret in one checksum. It is as good as the secret to whoever reads it, and is never shown here.',
  'key-name': 'The name of a key file below the keys folder, not a secret itself.',
  'file-name': 'The file that holds the private key; only Asterisk should be able to read it.',
} as const;

function headerHover(
  facts: FileFacts,
  { line, start }: PlacedLine<HeaderLine>,
  offset: number,
  types: readonly string[],
  advice: ReloadAdvice | undefined,
): HoverText | undefined {
  const end = line.options?.at(-1)?.span.end ?? line.nameSpan.end;
  const span = shift({ start: line.nameSpan.start - 1, end: end + 1 }, start);
  if (!line.isClosed || !covers(span, offset)) return undefined;
  const parents = parentsOf(line).filter((name) => name !== '');
  const facts1 = [
    isTemplate(line)
      ? 'A template: Asterisk does not use it by itself, other sections take their first values from it.'
      : '',
    facts.kind === 'pjsip.conf' && types.length > 0 ? `Type: ${types.map(code).join(' and ')}.` : '',
    isReopened(line) ? 'Continues the earlier section of this name.' : '',
    parents.length > 0 ? `Takes its first values from ${parents.map(code).join(', ')}.` : '',
    facts.generator === 'vicidial'
      ? 'Written by VICIdial: change it in the admin pages, edits here are replaced.'
      : '',
    facts.generator === 'freepbx' ? 'Written by FreePBX: edits here are lost.' : '',
    reloadText(advice),
  ].filter((text) => text !== '');
  return { markdown: blocks(`**Section** ${code(line.name)}`, list(facts1)), span };
}

/** Which command applies a change of the section. */
function reloadText(advice: ReloadAdvice | undefined): string {
  if (advice === undefined) return '';
  const { command, reason } = advice;
  return command === undefined ? reason : `To apply a change: ${code(command)}. ${reason}`;
}

function directiveHover(
  workspace: Workspace,
  uri: string,
  { line, start }: PlacedLine<DirectiveLine>,
  offset: number,
): HoverText | undefined {
  const span = shift(
    { start: line.wordSpan.start, end: Math.max(line.argumentSpan.end, line.wordSpan.end) },
    start,
  );
  if (line.directive === 'unknown' || !covers(span, offset)) return undefined;
  const about = DIRECTIVES[line.directive];
  if (line.argument === undefined || line.directive === 'exec') return { markdown: about, span };
  const directory = configDirectoryOf(workspace, uri);
  const { files, state } = resolveInclude(workspace, directory, line.argument);
  const folder = `Names start at ${code(pathOf(directory))}, whatever folder this file is in.`;
  const shown = files.slice(0, MAX_LISTED).map((file) => code(pathOf(file)));
  if (files.length > MAX_LISTED) shown.push(`and ${String(files.length - MAX_LISTED)} more`);
  const missing =
    state === 'nothing'
      ? 'No such file is here.'
      : state === 'off-limits'
        ? 'Not read: it is outside of the open folders, and the editor is in restricted mode until you trust them.'
        : undefined;
  return { markdown: blocks(about, folder, missing, list(shown)), span };
}

const MAX_LISTED = 20;

const DIRECTIVES = {
  include: 'Reads another file here. If there is none, Asterisk refuses the file that asks for it.',
  tryinclude: 'Reads another file here if there is one; a missing file is no error.',
  exec: 'Runs a program and reads what it prints as configuration. Asterisk does so only with `execincludes=yes` in asterisk.conf. It is never run here.',
} as const;
