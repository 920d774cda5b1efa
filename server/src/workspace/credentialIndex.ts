/**
 * Which places of all files hold the same password. Built from extracts of chunks that are kept while their text is
 * unchanged, and moved from one snapshot to the next by what differs. Values stay in memory and are never shown.
 */
import {
  entriesOf,
  isTemplate,
  linesOf,
  parentsOf,
  type PlacedSection,
  type Section,
} from '../model/fileModel.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import type { Chunk } from '../syntax/tree.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { aliasComment } from './aliases.ts';
import type { Credential } from './credentials.ts';
import { credentialsOf } from './credentialsOf.ts';
import { keptBySection, readingAhead } from './keptBySection.ts';
import { registerLines } from './registerLines.ts';
import { factsOf, type FileFacts, type Workspace, type WorkspaceOptions } from './workspace.ts';

/** One password with what tells whose it is. Names and hosts are in lower case. */
export interface SecretRecord {
  readonly section: Section;
  /** Name of the section as written; empty before the first header. */
  readonly name: string;
  /** Places count from the section's first character. */
  readonly credential: Credential;
  readonly isTemplate: boolean;
  /** Other end: `host` of the section, of the register line or of the dial string. */
  readonly host: string | undefined;
  /** Peer a register line names. */
  readonly peer: string | undefined;
  /** From a comment in the section. */
  readonly alias: string | undefined;
}

/** A section without a password of its own that takes over what a parent has. */
export interface Heir {
  readonly section: Section;
  readonly name: string;
  readonly isTemplate: boolean;
}

interface Extract {
  readonly byValue: ReadonlyMap<string, readonly SecretRecord[]>;
  /** By name of the parent in lower case. */
  readonly heirs: ReadonlyMap<string, readonly Heir[]>;
}

/** Where a chunk stands. */
interface Location {
  readonly uri: string;
  readonly root: string;
  readonly kind: string;
  readonly chunk: Chunk;
  readonly index: number;
  readonly order: number;
}

/** A record with its place. */
export interface PlacedSecret {
  readonly uri: string;
  readonly root: string;
  readonly kind: string;
  readonly record: SecretRecord;
  readonly placed: PlacedSection;
  /** The value; counts from the start of the file. */
  readonly span: Span;
}

/** What all snapshots with the same options share. */
interface State {
  workspace: Workspace | undefined;
  locations: Map<Extract, Location>;
  /** One extract, or a set of several. */
  readonly byValue: Map<string, Extract | Set<Extract>>;
  /** Values with several records or in a template, with what was concluded from them. */
  readonly shared: Map<string, SharedGroup>;
}

/** All places of one value. A new object whenever one of them comes, goes or changes. */
export interface SharedGroup {
  /** The first places, at most `limit`, in the order of files and text. */
  readonly places: (limit: number) => readonly PlacedSecret[];
}

const states = new WeakMap<WorkspaceOptions, State>();

function stateOf(workspace: Workspace): State {
  let state = states.get(workspace.options);
  if (state === undefined) {
    state = { workspace: undefined, locations: new Map(), byValue: new Map(), shared: new Map() };
    states.set(workspace.options, state);
  }
  if (state.workspace !== workspace) moveTo(state, workspace);
  return state;
}

/** Every value that stands in several places, or in a template. */
export function sharedSecrets(workspace: Workspace): Iterable<SharedGroup> {
  return stateOf(workspace).shared.values();
}

/** The places that hold exactly this password, in the order of files and text. */
export function placesOfSecret(workspace: Workspace, value: string, limit = 1000): readonly PlacedSecret[] {
  return placesOf(stateOf(workspace), value, limit);
}

/** The sections that take over the passwords of the template, at most `limit`, through other templates too. */
export function heirsOf(
  workspace: Workspace,
  { root, record }: Pick<PlacedSecret, 'root' | 'record'>,
  limit: number,
): readonly { readonly uri: string; readonly placed: PlacedSection; readonly name: string }[] {
  const { locations } = stateOf(workspace);
  const found: { uri: string; placed: PlacedSection; name: string }[] = [];
  const wanted = [foldCase(record.name)];
  const seen = new Set(wanted);
  for (let name = wanted.pop(); name !== undefined && found.length < limit; name = wanted.pop()) {
    for (const [extract, location] of locations) {
      if (location.root !== root) continue;
      for (const heir of extract.heirs.get(name) ?? []) {
        const key = foldCase(heir.name);
        if (!heir.isTemplate) {
          const placed = placedIn(workspace, location, heir.section);
          if (placed !== undefined && found.length < limit) {
            found.push({ uri: location.uri, placed, name: heir.name });
          }
        } else if (!seen.has(key)) {
          seen.add(key);
          wanted.push(key);
        }
      }
    }
  }
  return found;
}

function placesOf(state: State, value: string, limit: number): readonly PlacedSecret[] {
  const { workspace, locations } = state;
  const held = state.byValue.get(value);
  if (workspace === undefined || held === undefined) return [];
  const extracts = held instanceof Set ? [...held] : [held];
  const ordered = extracts
    .map((extract) => ({ extract, location: locations.get(extract) }))
    .sort((a, b) => (a.location?.order ?? 0) - (b.location?.order ?? 0));
  const result: PlacedSecret[] = [];
  for (const { extract, location } of ordered) {
    if (location === undefined) continue;
    const { uri, root, kind } = location;
    for (const record of extract.byValue.get(value) ?? []) {
      if (result.length >= limit) return result;
      const placed = placedIn(workspace, location, record.section);
      if (placed === undefined) continue;
      result.push({ uri, root, kind, record, placed, span: shift(record.credential.span, placed.start) });
    }
  }
  return result;
}

interface LocalPlace {
  readonly start: number;
  readonly line: number;
  readonly index: number;
}

const localPlaces = new WeakMap<Chunk, ReadonlyMap<Section, LocalPlace>>();

function placedIn(
  workspace: Workspace,
  { uri, chunk, index: chunkIndex }: Location,
  section: Section,
): PlacedSection | undefined {
  let places = localPlaces.get(chunk);
  if (places === undefined) {
    const fresh = new Map<Section, LocalPlace>();
    let start = 0;
    let line = 0;
    chunk.sections.forEach((one, index) => {
      fresh.set(one, { start, line, index });
      start += one.length;
      line += one.lineCount;
    });
    localPlaces.set(chunk, fresh);
    places = fresh;
  }
  const local = places.get(section);
  const tree = workspace.files.get(uri)?.tree;
  if (local === undefined || tree === undefined) return undefined;
  return {
    section,
    start: local.start + (tree.offsetBases[chunkIndex] ?? 0),
    line: local.line + (tree.lineBases[chunkIndex] ?? 0),
    index: local.index + (tree.sectionBases[chunkIndex] ?? 0),
  };
}

function moveTo(state: State, workspace: Workspace): void {
  const locations = new Map<Extract, Location>();
  for (const uri of [...workspace.files.keys()].sort()) {
    const model = workspace.files.get(uri);
    const facts = factsOf(workspace, uri);
    const { kind } = facts;
    if (model === undefined || kind === undefined) continue;
    const root = facts.root ?? uri;
    noteKind(kind);
    model.tree.chunks.forEach((chunk, index) => {
      const extract = extractOf(chunk, facts, model.tree.encoding);
      if (extract === undefined) return;
      locations.set(extract, { uri, root, kind, chunk, index, order: locations.size });
    });
  }
  const touched = new Set<string>();
  for (const gone of state.locations.keys()) {
    if (!locations.has(gone)) for (const value of gone.byValue.keys()) remove(state, value, gone, touched);
  }
  for (const extract of locations.keys()) {
    if (!state.locations.has(extract)) {
      for (const value of extract.byValue.keys()) add(state, value, extract, touched);
    }
  }
  state.locations = locations;
  state.workspace = workspace;
  for (const value of touched) {
    if (isShared(state, value)) {
      state.shared.set(value, { places: (limit) => placesOf(state, value, limit) });
    } else state.shared.delete(value);
  }
}

function isShared({ byValue }: State, value: string): boolean {
  const held = byValue.get(value);
  if (held === undefined || held instanceof Set) return held !== undefined;
  const records = held.byValue.get(value) ?? [];
  return records.length > 1 || records.some((record) => record.isTemplate);
}

function add({ byValue }: State, value: string, extract: Extract, touched: Set<string>): void {
  touched.add(value);
  const held = byValue.get(value);
  if (held === undefined) byValue.set(value, extract);
  else if (held instanceof Set) held.add(extract);
  else byValue.set(value, new Set([held, extract]));
}

function remove({ byValue }: State, value: string, extract: Extract, touched: Set<string>): void {
  touched.add(value);
  const held = byValue.get(value);
  if (!(held instanceof Set)) {
    byValue.delete(value);
    return;
  }
  held.delete(extract);
  const [only] = held;
  if (held.size === 1 && only !== undefined) byValue.set(value, only);
}

const noteKind = readingAhead((chunk, { tree }, facts) => {
  if (facts.kind !== undefined) extractOf(chunk, facts, tree.encoding);
});

const extracts = new WeakMap<Chunk, { readonly key: string; readonly extract: Extract | undefined }>();

function extractOf(chunk: Chunk, facts: FileFacts, encoding: Encoding): Extract | undefined {
  const key = `${facts.kind ?? ''}\n${facts.sectionAtStart ?? ''}`;
  const known = extracts.get(chunk);
  if (known?.key === key) return known.extract;
  const extract = readChunk(chunk, secretsOfSections(chunk, key, { facts, encoding }));
  extracts.set(chunk, { key, extract });
  return extract;
}

interface Reading {
  readonly facts: FileFacts;
  readonly encoding: Encoding;
}

const noRecords: readonly SecretRecord[] = [];

const secretsOfSections = keptBySection<Reading, readonly SecretRecord[]>((section, { facts, encoding }) => {
  const records = readSection(section, facts, encoding);
  return records.length === 0 ? undefined : records;
});

function readChunk(
  chunk: Chunk,
  bySection: readonly (readonly SecretRecord[] | undefined)[],
): Extract | undefined {
  const byValue = new Map<string, SecretRecord[]>();
  const heirs = new Map<string, Heir[]>();
  for (const [i, section] of chunk.sections.entries()) {
    const records = bySection[i] ?? noRecords;
    for (const record of records) {
      const { value } = record.credential;
      const held = byValue.get(value);
      if (held === undefined) byValue.set(value, [record]);
      else held.push(record);
    }
    const { header } = section;
    if (header === undefined || records.some(({ credential: { place } }) => place === 'option')) continue;
    for (const parent of parentsOf(header)) {
      const list = heirs.get(foldCase(parent)) ?? [];
      list.push({ section, name: header.name, isTemplate: isTemplate(header) });
      heirs.set(foldCase(parent), list);
    }
  }
  return byValue.size === 0 && heirs.size === 0 ? undefined : { byValue, heirs };
}

function readSection(section: Section, facts: FileFacts, encoding: Encoding): readonly SecretRecord[] {
  const { kind } = facts;
  if (kind === undefined) return [];
  const lines = linesOf(section, encoding);
  const entries = entriesOf(lines);
  const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
  const passwords = credentialsOf(kind, name, entries).filter(
    (one) => one.kind === 'password' && one.unread !== true && one.value !== '',
  );
  if (passwords.length === 0) return [];
  const registers = new Map(registerLines(kind, entries).map((one) => [one.entry.number, one.parsed.fields]));
  const host = foldCase(entries.findLast(({ line }) => foldCase(line.key) === 'host')?.line.value ?? '');
  const alias = lines.map(({ text }) => aliasComment(text)).find((found) => found !== undefined);
  const isInTemplate = isTemplate(section.header);
  // Written out, so that all of them have one shape.
  const record = (credential: Credential, other: string | undefined, peer?: string): SecretRecord => ({
    section,
    name: name ?? '',
    isTemplate: isInTemplate,
    credential,
    host: other === undefined ? undefined : foldCase(other),
    peer: peer === undefined ? undefined : foldCase(peer),
    alias,
  });
  return passwords.map((credential) => {
    if (credential.place === 'register') {
      const fields = registers.get(credential.lineNumber);
      return record(credential, fields?.host, fields?.peer);
    }
    if (credential.place === 'dial-string') {
      const line = lines[credential.lineNumber];
      const rest = line?.text.slice(credential.span.end - line.start) ?? '';
      return record(credential, /^(?::[^@/&,\s]{0,100})?@([^\s:/&,()|]+)/.exec(rest)?.[1]);
    }
    return record(credential, host === '' || host === 'dynamic' ? undefined : host);
  });
}
