/** Finds the names that one section defines and uses. Sees the section alone. */
import type { ConfKind } from '../../catalogue/option.ts';
import { contextLines } from '../../dialplan/sectionLines.ts';
import { entriesNamed } from '../../model/entriesNamed.ts';
import {
  entriesOf,
  isTemplate,
  linesOf,
  parentsOf,
  type PlacedLine,
  type Section,
} from '../../model/fileModel.ts';
import type { Encoding } from '../../syntax/lexLine.ts';
import { rawSpan, type EntryLine, type HeaderLine } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { exact } from '../../text/exact.ts';
import { shift, type Span } from '../../text/span.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import { exactPlaceOf, registerDriver, registerLines } from '../registerLines.ts';
import { dialReferences, lineReferences } from './dialplanSymbols.ts';
import type { SymbolKind } from './kinds.ts';
import { DEFAULT_MAILBOX_CONTEXT } from './mailboxes.ts';
import { namesSomething, optionSymbols } from './optionSymbols.ts';
import type { HeaderSymbols, RawDefinition, RawReference, SectionSymbols } from './records.ts';

type Entry = PlacedLine<EntryLine>;

/** What the sections of a kind of file define, and the names (in lower case) that are no such thing. */
interface SectionMeaning {
  readonly kinds: readonly (SymbolKind | 'object')[];
  readonly except: readonly string[];
}

const sectionMeanings: Readonly<Record<string, SectionMeaning>> = {
  'sip.conf': { kinds: ['sip-device'], except: ['general', 'authentication'] },
  'iax.conf': { kinds: ['iax-device'], except: ['general', 'callnumberlimits'] },
  'users.conf': { kinds: ['sip-device', 'iax-device'], except: ['general'] },
  'pjsip.conf': { kinds: ['object'], except: [] },
  'pjsip_wizard.conf': { kinds: ['endpoint', 'aor'], except: [] },
  'extensions.conf': { kinds: ['context'], except: ['general', 'globals'] },
  'voicemail.conf': { kinds: ['voicemail-context'], except: ['general', 'zonemessages'] },
  'acl.conf': { kinds: ['acl'], except: [] },
  'musiconhold.conf': { kinds: ['musicclass'], except: ['general'] },
  'queues.conf': { kinds: ['queue'], except: ['general'] },
  'queuerules.conf': { kinds: ['queue-rule'], except: ['general'] },
  'res_parking.conf': { kinds: ['parkinglot'], except: ['general'] },
  'confbridge.conf': { kinds: ['object'], except: ['general'] },
};

/** One section with what its file says about it. */
interface Reading {
  readonly section: Section;
  readonly kind: ConfKind | undefined;
  /** As in the header; before the first header the section the file starts in, if any. */
  readonly name: string | undefined;
  readonly encoding: Encoding;
}

/** The names of one section; `undefined` where it has none. */
export function sectionSymbols({ section, kind, name, encoding }: Reading): SectionSymbols | undefined {
  const { header } = section;
  const entries = relevantEntries(section, kind, name, encoding);
  const definitions: RawDefinition[] = [];
  const references: RawReference[] = [];
  if (header !== undefined) headerSymbols(header, kind, definitions, references);
  if (kind === 'extensions.conf') dialplanSymbols(section, name, entries, references);
  else if (kind !== undefined) {
    registerSymbols(kind, entries, references);
    for (const entry of entries) entrySymbols(kind, name, entry, definitions, references);
  }
  if (header === undefined && definitions.length + references.length === 0) return undefined;
  const type = entries.find(({ line }) => line.key.length === 4 && foldCase(line.key) === 'type')?.line.value;
  // One shape for all of them, and no room for more: there is one for each section.
  return {
    header: header === undefined ? undefined : headerOf(header),
    type,
    definitions: exact(definitions),
    references: exact(references),
  };
}

/** Entries that may name something; the other lines of most files are never lexed here. */
function relevantEntries(
  section: Section,
  kind: ConfKind | undefined,
  name: string | undefined,
  encoding: Encoding,
): readonly Entry[] {
  if (kind === 'extensions.conf' || (kind === 'voicemail.conf' && isMailboxSection(name))) {
    return entriesOf(linesOf(section, encoding));
  }
  return entriesNamed(section, encoding, (key) => isRelevant(kind, key));
}

function isRelevant(kind: ConfKind | undefined, key: string): boolean {
  const word = foldCase(key);
  if (word === 'type') return true;
  if (kind === undefined) return false;
  if (word === 'register') return registerDriver(kind) !== undefined;
  if (word === 'member') return kind === 'queues.conf';
  return namesSomething(kind, key);
}

function headerOf(header: HeaderLine): HeaderSymbols {
  const reopens = header.options?.find((option) => option.kind === 'reopen')?.text;
  return {
    name: header.name,
    span: header.nameSpan,
    isTemplate: isTemplate(header),
    reopens,
    parents: parentsOf(header),
  };
}

function headerSymbols(
  header: HeaderLine,
  kind: ConfKind | undefined,
  definitions: RawDefinition[],
  references: RawReference[],
): void {
  const { name, nameSpan: span } = header;
  const reopening = header.options?.find((option) => option.kind === 'reopen');
  const isReopened = reopening !== undefined;
  if (isReopened) {
    references.push({ kind: 'section', name, span, role: 'reopen', filter: reopening.text.slice(1) });
  }
  if (!isReopened && name !== '') definitions.push({ kind: 'section', name, span });
  for (const option of header.options ?? []) {
    if (option.kind !== 'parent' || option.text === '') continue;
    references.push({ kind: 'section', name: option.text, span: option.span, role: 'parent' });
  }
  const meaning = kind === undefined ? undefined : sectionMeanings[kind];
  if (meaning === undefined || isReopened || name === '' || isTemplate(header)) return;
  if (meaning.except.includes(foldCase(name))) return;
  for (const defined of meaning.kinds) definitions.push({ kind: defined, name, span });
  if (kind === 'pjsip_wizard.conf') {
    // res/res_pjsip_config_wizard.c: the names of what a wizard makes.
    for (const suffix of ['-iauth', '-oauth']) {
      definitions.push({ kind: 'auth', name: name + suffix, span, suffix });
    }
    definitions.push({ kind: 'identify', name: `${name}-identify`, span, suffix: '-identify' });
  }
}

function dialplanSymbols(
  node: Section,
  name: string | undefined,
  entries: readonly Entry[],
  references: RawReference[],
): void {
  const section = foldCase(name ?? '');
  if (section === 'general') return;
  if (section === 'globals') {
    for (const entry of entries) {
      for (const found of dialReferences(entry.line.value)) references.push(inSection(entry, found));
    }
    return;
  }
  for (const { entry, line } of contextLines(node, entries)) {
    if (line === undefined) continue;
    for (const found of lineReferences(line, entry.line.value)) references.push(inSection(entry, found));
  }
}

function registerSymbols(kind: ConfKind, entries: readonly Entry[], references: RawReference[]): void {
  const driver = registerDriver(kind);
  if (driver === undefined) return;
  const device = driver === 'sip' ? 'sip-device' : 'iax-device';
  for (const line of registerLines(kind, entries)) {
    if (line.isTemplate) continue;
    for (const part of line.parsed.parts) {
      if ((part.name !== 'peer' && part.name !== 'host') || part.value === '') continue;
      references.push({
        kind: device,
        name: part.value,
        span: exactPlaceOf(line, part.span),
        role: 'register',
        ...(part.name === 'host' ? { isSoft: true as const } : {}),
      });
    }
  }
}

function entrySymbols(
  kind: ConfKind,
  name: string | undefined,
  entry: Entry,
  definitions: RawDefinition[],
  references: RawReference[],
): void {
  const { key, value, keySpan } = entry.line;
  if (kind === 'queues.conf' && foldCase(key) === 'member') {
    for (const reference of dialReferences(value)) references.push(inSection(entry, reference));
    return;
  }
  if (kind === 'voicemail.conf' && isMailboxSection(name)) {
    const box = `${key}@${name ?? DEFAULT_MAILBOX_CONTEXT}`;
    if (!isTemplateExpression(key)) {
      definitions.push({ kind: 'mailbox', name: box, span: shift(keySpan, entry.start) });
    }
    return;
  }
  const found = optionSymbols(kind, key, value);
  for (const reference of found.references) references.push(inSection(entry, reference));
  for (const definition of found.definitions) {
    definitions.push({ ...definition, span: placeOf(entry, definition.span) });
  }
}

function isMailboxSection(name: string | undefined): boolean {
  const section = foldCase(name ?? '');
  return section !== '' && section !== 'general' && section !== 'zonemessages';
}

function inSection(entry: Entry, reference: RawReference): RawReference {
  return { ...reference, span: placeOf(entry, reference.span) };
}

function placeOf({ line, start }: Entry, part: Span): Span {
  return shift(rawSpan(line, part), start);
}
