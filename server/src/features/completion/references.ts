/** Names that an option can refer to: what the files of this server define, and what lines of this file use already. */
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import { foldCase } from '../../text/ascii.ts';
import type { ChunkSymbols, SectionRecord } from '../../workspace/symbols/chunkSymbols.ts';
import type { SymbolKind } from '../../workspace/symbols/kinds.ts';
import { sectionType } from '../../workspace/symbols/sectionType.ts';
import { serverIndexOf, type ServerIndex } from '../../workspace/symbols/serverIndex.ts';
import type { CompletionContext } from './context.ts';

/** A name and where it comes from. */
export interface KnownName {
  readonly name: string;
  readonly detail?: string;
}

/** Words of the catalogue's references that the index of names knows by the same or another word. */
const KINDS: Readonly<Record<string, SymbolKind>> = {
  acl: 'acl',
  aor: 'aor',
  'asterisk-publication': 'asterisk-publication',
  auth: 'auth',
  'confbridge-bridge': 'confbridge-bridge',
  'confbridge-menu': 'confbridge-menu',
  'confbridge-user': 'confbridge-user',
  context: 'context',
  endpoint: 'endpoint',
  mailbox: 'mailbox',
  musicclass: 'musicclass',
  'outbound-publish': 'outbound-publish',
  peer: 'sip-device',
  queue: 'queue',
  'queue-rule': 'queue-rule',
  transport: 'transport',
  'voicemail-context': 'voicemail-context',
};

/** Longer lists are cut down to what fits the letters typed so far. */
const MOST_NAMES = 1000;

/** Names for a list. */
export interface KnownNames {
  readonly names: readonly KnownName[];
  /** Only those that fit the letters typed so far. */
  readonly isCut: boolean;
}

/** Names of the kind `to` (a word of the catalogue's references, or `peer`), defined ones first. */
export function knownNames(context: CompletionContext, to: string, typed: string): KnownNames {
  const { workspace, facts } = context;
  const kind = KINDS[to];
  if (kind === undefined) return { names: [], isCut: false };
  const index = serverIndexOf(workspace, facts.uri);
  const defined = definedIn(index, kind);
  const used = usedNames(context, index, kind);
  const isCut = defined.length + used.length > MOST_NAMES;
  const wanted = foldCase(typed);
  const fits = (name: string): boolean => !isCut || foldCase(name).includes(wanted);
  const names = new Map<string, KnownName>();
  for (const name of defined) {
    if (names.size < MOST_NAMES && fits(name)) names.set(name, { name });
  }
  for (const name of used) {
    if (!names.has(name) && fits(name)) names.set(name, { name, detail: 'used in this file' });
  }
  return { names: [...names.values()], isCut };
}

const namesByIndex = new WeakMap<object, Map<SymbolKind, readonly string[]>>();

/** Every name of this kind once; kept until a definition of the server changes. */
function definedIn(index: ServerIndex, kind: SymbolKind): readonly string[] {
  const byKind = namesByIndex.get(index.definitions) ?? new Map<SymbolKind, readonly string[]>();
  namesByIndex.set(index.definitions, byKind);
  const known = byKind.get(kind);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const { chunks } of index.files.values()) {
    for (const chunk of chunks) for (const name of definedInChunk(index, chunk, kind)) names.add(name);
  }
  const list = [...names];
  byKind.set(kind, list);
  return list;
}

interface ChunkDefinitions {
  /** Names whose kind the chunk alone tells. */
  readonly byKind: ReadonlyMap<string, readonly string[]>;
  /** Objects whose type may come from a section elsewhere. */
  readonly heirs: readonly { readonly name: string; readonly section: SectionRecord }[];
  /** Names that lines refer to, whether anybody defines them or not. */
  readonly used: ReadonlyMap<SymbolKind, ReadonlySet<string>>;
}

const definitionsByChunk = new WeakMap<ChunkSymbols, ChunkDefinitions>();

function* definedInChunk(index: ServerIndex, chunk: ChunkSymbols, kind: SymbolKind): Generator<string> {
  const { byKind, heirs } = definitionsIn(chunk);
  yield* byKind.get(kind) ?? [];
  for (const { name, section } of heirs) if (sectionType(index, chunk, section) === kind) yield name;
}

function definitionsIn(chunk: ChunkSymbols): ChunkDefinitions {
  const known = definitionsByChunk.get(chunk);
  if (known !== undefined) return known;
  const byKind = new Map<string, string[]>();
  const heirs: { name: string; section: SectionRecord }[] = [];
  const used = new Map([...USED].map((kind) => [kind, new Set<string>()]));
  for (const section of chunk.sections) {
    const { header, type, definitions, references } = section.symbols;
    for (const { kind, name } of references) if (isPlain(name)) used.get(kind)?.add(name);
    if (header?.isTemplate === true) continue;
    for (const { kind, name } of definitions) {
      if (!isPlain(name)) continue;
      if (kind === 'object' && (header?.parents.length ?? 0) > 0) heirs.push({ name, section });
      else {
        const own = kind === 'object' ? type : kind;
        const names = byKind.get(own ?? '') ?? [];
        byKind.set(own ?? '', names);
        names.push(name);
      }
    }
  }
  const fresh = { byKind, heirs, used };
  definitionsByChunk.set(chunk, fresh);
  return fresh;
}

function isPlain(name: string): boolean {
  return name !== '' && !/[,;]/.test(name) && !isTemplateExpression(name);
}

/** The files that define contexts and music are often not open, so what this one names already helps as well. */
const USED: ReadonlySet<SymbolKind> = new Set(['context', 'musicclass']);

function usedNames(
  { facts, entries, lineNumber }: CompletionContext,
  index: ServerIndex,
  kind: SymbolKind,
): readonly string[] {
  if (!USED.has(kind)) return [];
  const here = entries.find(({ number }) => number === lineNumber)?.line.value;
  const names = new Set<string>();
  for (const chunk of index.files.get(facts.uri)?.chunks ?? []) {
    for (const name of definitionsIn(chunk).used.get(kind) ?? []) if (name !== here) names.add(name);
  }
  return [...names];
}
