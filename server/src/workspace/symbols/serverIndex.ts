/**
 * Every name of one server, that is of the files of one configuration directory. Follows from snapshot to snapshot:
 * after an edit only the names of touched chunks are taken out and put in.
 */
import { foldCase } from '../../text/ascii.ts';
import type { FileModel } from '../../model/fileModel.ts';
import { factsOf, serverOf, type FileFacts, type Workspace, type WorkspaceOptions } from '../workspace.ts';
import { chunkSymbolsOf, referencesNamed, type ChunkSymbols } from './chunkSymbols.ts';
import type { SectionSymbols } from './records.ts';

/** One file of a server. */
export interface IndexedFile {
  readonly uri: string;
  readonly facts: FileFacts;
  readonly model: FileModel;
  readonly chunks: readonly ChunkSymbols[];
}

/** The names of one server in one snapshot. Valid until the next snapshot is asked about. */
export interface ServerIndex {
  /** Folder that holds the roots. */
  readonly directory: string;
  readonly files: ReadonlyMap<string, IndexedFile>;
  /** The chunks that define a name, letter case folded, in no order. */
  readonly chunksDefining: (key: string) => Iterable<ChunkSymbols>;
  /** The chunks that use a name, letter case folded, in no order. */
  readonly chunksUsing: (key: string) => Iterable<ChunkSymbols>;
  /** Another object as soon as a definition changed in any way; may key what was computed from definitions alone. */
  readonly definitions: object;
  /** Grows with each change of definitions. */
  readonly version: number;
  /** Names, letter case folded, whose definitions changed since `version`; `undefined` when any may have. */
  readonly changedSince: (version: number) => ReadonlySet<string> | undefined;
  /** Where a chunk stands. */
  readonly placeOf: (chunk: ChunkSymbols) => ChunkPlace | undefined;
}

/** Where a chunk begins. */
export interface ChunkPlace {
  readonly file: IndexedFile;
  readonly start: number;
  /** Which chunk of the server it is, in the order of files and text. */
  readonly order: number;
}

/** The index of the server that `uri` belongs to. */
export function serverIndexOf(workspace: Workspace, uri: string): ServerIndex {
  const servers = serversOf(workspace);
  return servers.of(serverOf(workspace, uri));
}

/** The indexes of every server of the workspace. */
export function serverIndexes(workspace: Workspace): readonly ServerIndex[] {
  return serversOf(workspace).all();
}

const byOptions = new WeakMap<WorkspaceOptions, Servers>();

/** Snapshots of one session share their options, and with them what was read before. */
function serversOf(workspace: Workspace): Servers {
  let servers = byOptions.get(workspace.options);
  if (servers === undefined) byOptions.set(workspace.options, (servers = new Servers()));
  servers.follow(workspace);
  return servers;
}

class Servers {
  #workspace: Workspace | undefined;
  readonly #indexes = new Map<string, MutableIndex>();

  follow(workspace: Workspace): void {
    if (this.#workspace === workspace) return;
    this.#workspace = workspace;
    const filesOf = new Map<string, Map<string, FileFacts>>();
    for (const uri of workspace.files.keys()) {
      const facts = factsOf(workspace, uri);
      const directory = serverOf(workspace, uri);
      const files = filesOf.get(directory) ?? new Map<string, FileFacts>();
      filesOf.set(directory, files.set(uri, facts));
    }
    for (const directory of [...this.#indexes.keys()]) {
      if (!filesOf.has(directory)) this.#indexes.delete(directory);
    }
    for (const [directory, files] of filesOf) this.#index(directory).update(workspace, files);
  }

  of(directory: string): ServerIndex {
    return this.#indexes.get(directory) ?? new MutableIndex(directory);
  }

  all(): readonly ServerIndex[] {
    return [...this.#indexes.values()];
  }

  #index(directory: string): MutableIndex {
    let index = this.#indexes.get(directory);
    if (index === undefined) this.#indexes.set(directory, (index = new MutableIndex(directory)));
    return index;
  }
}

class MutableIndex implements ServerIndex {
  readonly directory: string;
  readonly files = new Map<string, IndexedFile>();
  readonly #defining = new ChunksByName();
  readonly #using = new ChunksByName();
  definitions: object = {};
  version = 0;
  /** The last changes, each with the version it made. */
  readonly #changes: { readonly version: number; readonly names: ReadonlySet<string> | undefined }[] = [];
  #places: Map<ChunkSymbols, ChunkPlace> | undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  readonly placeOf = (chunk: ChunkSymbols): ChunkPlace | undefined => {
    this.#places ??= placesIn(this.files);
    return this.#places.get(chunk);
  };

  readonly changedSince = (version: number): ReadonlySet<string> | undefined => {
    if (version === this.version) return new Set();
    const later = this.#changes.filter((change) => change.version > version);
    if (later.length !== this.version - version) return undefined;
    const names = new Set<string>();
    for (const change of later) {
      if (change.names === undefined) return undefined;
      for (const name of change.names) names.add(name);
    }
    return names;
  };

  #changed(names?: ReadonlySet<string>): void {
    this.definitions = {};
    this.#changes.push({ version: ++this.version, names });
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }

  readonly chunksDefining = (key: string): Iterable<ChunkSymbols> => this.#defining.of(key);

  readonly chunksUsing = (key: string): Iterable<ChunkSymbols> => this.#using.of(key);

  update(workspace: Workspace, wanted: ReadonlyMap<string, FileFacts>): void {
    for (const uri of [...this.files.keys()]) if (!wanted.has(uri)) this.#replace(uri, undefined);
    for (const [uri, facts] of wanted) {
      const model = workspace.files.get(uri);
      if (model === undefined) continue;
      const before = this.files.get(uri);
      const isSame = before?.model === model && isReadAlike(before.facts, facts);
      this.#replace(uri, {
        uri,
        facts,
        model,
        chunks: isSame ? before.chunks : chunkSymbolsOf(model, facts),
      });
    }
  }

  #replace(uri: string, file: IndexedFile | undefined): void {
    const before = this.files.get(uri);
    if (file === undefined) this.files.delete(uri);
    else this.files.set(uri, file);
    const old = before?.chunks ?? [];
    const now = file?.chunks ?? [];
    if (before?.facts.root !== file?.facts.root) this.#changed();
    if (old === now) return;
    this.#places = undefined;
    let start = 0;
    while (start < old.length && start < now.length && old[start] === now[start]) start++;
    let tail = 0;
    const most = Math.min(old.length, now.length) - start;
    while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    const gone = old.slice(start, old.length - tail);
    const come = now.slice(start, now.length - tail);
    for (const chunk of gone) this.#remove(chunk);
    for (const chunk of come) this.#add(chunk);
    // A whole file that comes or goes changes more names than are worth comparing.
    if (old.length === 0 || now.length === 0) {
      this.#changed();
      return;
    }
    const names = namesThatDiffer(definedIn(gone, symbolsIn(come)), definedIn(come, symbolsIn(gone)));
    if (names.size === 0) return;
    // A changed section that others build on may change their types too.
    this.#changed([...names].some((name) => isParent(this, name)) ? undefined : names);
  }

  #remove(chunk: ChunkSymbols): void {
    for (const name of chunk.defined) this.#defining.delete(name, chunk);
    for (const name of chunk.used) this.#using.delete(name, chunk);
  }

  #add(chunk: ChunkSymbols): void {
    for (const name of chunk.defined) this.#defining.add(name, chunk);
    for (const name of chunk.used) this.#using.add(name, chunk);
  }
}

/** Under each name the chunks that hold it. Most names have one chunk, so that one takes no set. */
class ChunksByName {
  readonly #chunks = new Map<string, ChunkSymbols | Set<ChunkSymbols>>();

  of(name: string): Iterable<ChunkSymbols> {
    const held = this.#chunks.get(name);
    if (held === undefined) return nothing;
    return held instanceof Set ? held : [held];
  }

  add(name: string, chunk: ChunkSymbols): void {
    const held = this.#chunks.get(name);
    if (held instanceof Set) held.add(chunk);
    else this.#chunks.set(name, held === undefined ? chunk : new Set([held, chunk]));
  }

  delete(name: string, chunk: ChunkSymbols): void {
    const held = this.#chunks.get(name);
    if (held instanceof Set) held.delete(chunk);
    if (held === chunk || (held instanceof Set && held.size === 0)) this.#chunks.delete(name);
  }
}

const nothing: readonly ChunkSymbols[] = [];

/** Whether a header of the server names it as a parent. */
export function isParent(index: ServerIndex, key: string): boolean {
  for (const chunk of index.chunksUsing(key)) {
    for (const { raw } of referencesNamed(chunk, key)) if (raw.role === 'parent') return true;
  }
  return false;
}

/** Changes remembered; who looks less often looks at everything. */
const MAX_CHANGES = 64;

function symbolsIn(chunks: readonly ChunkSymbols[]): ReadonlySet<SectionSymbols> {
  return new Set(chunks.flatMap(({ sections }) => sections.map(({ symbols }) => symbols)));
}

/**
 * How each name, letter case folded, is defined, headers that continue a section included.
 *
 * @param same sections that are no others than before
 */
function definedIn(
  chunks: readonly ChunkSymbols[],
  same: ReadonlySet<SectionSymbols>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { sections } of chunks) {
    for (const { symbols } of sections) {
      if (same.has(symbols)) continue;
      const { type = '', header, definitions } = symbols;
      const template = header?.isTemplate === true ? '!' : '';
      const how = `${type} ${template}${header?.parents.join() ?? ''}${header?.reopens ?? ''}`;
      const add = (name: string, text: string): void => {
        const key = foldCase(name);
        names.set(key, `${names.get(key) ?? ''}${text}\n`);
      };
      if (header !== undefined) add(header.name, how);
      for (const raw of definitions) add(raw.name, `${raw.kind} ${raw.name} ${how}`);
    }
  }
  return names;
}

function namesThatDiffer(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [name, how] of a) if (b.get(name) !== how) names.add(name);
  for (const name of b.keys()) if (!a.has(name)) names.add(name);
  return names;
}

function isReadAlike(a: FileFacts, b: FileFacts): boolean {
  return a.kind === b.kind && a.sectionAtStart === b.sectionAtStart;
}

function placesIn(files: ReadonlyMap<string, IndexedFile>): Map<ChunkSymbols, ChunkPlace> {
  const places = new Map<ChunkSymbols, ChunkPlace>();
  for (const file of files.values()) {
    file.chunks.forEach((chunk, i) => {
      places.set(chunk, { file, start: file.model.tree.offsetBases[i] ?? 0, order: places.size });
    });
  }
  return places;
}
