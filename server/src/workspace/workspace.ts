/**
 * An immutable snapshot of all files read so far, and what each one's place among the others makes of it.
 * Reads nothing itself: `missing` names what is still needed, whoever drives it fetches that and adds it.
 */
import type { ConfKind } from '../catalogue/option.ts';
import type { FileModel } from '../model/fileModel.ts';
import { basename, dirname, normalise, pathOf, resolveFrom } from '../text/uri.ts';
import { generatorOf, type Generator } from '../vicidial/generated.ts';
import {
  chosenDirectory,
  directoryOfRoot,
  graphOf,
  MAX_INCLUDE_DEPTH,
  type Reached,
} from './includeGraph.ts';
import { includesOf, isKnown } from './includes.ts';
import { kindByName } from './kind.ts';
import { commonRoots, siblingsOf } from './siblings.ts';

export { directoryOfRoot, MAX_INCLUDE_DEPTH } from './includeGraph.ts';

/**
 * Why a file that was asked for has no model. `off-limits`: it lies outside the open folders, and the user has not said
 * to trust what is in them.
 */
export type Absence = 'missing' | 'not-regular' | 'unreadable' | 'off-limits';

export interface WorkspaceOptions {
  /** URI of the configuration directory, where it was set by hand. */
  readonly configDirectory?: string;
  /** The same for what lies in single folders, the innermost folder first. */
  readonly configDirectories?: readonly ChosenDirectory[];
  /** Kinds the user chose, by URI. */
  readonly chosenKinds?: ReadonlyMap<string, ConfKind>;
}

/** A configuration directory that counts for everything in a folder; both are URIs. */
export interface ChosenDirectory {
  readonly folder: string;
  readonly directory: string;
}

/** All URIs are spelled as `normalise` of text/uri.ts spells them. */
export interface Workspace {
  readonly options: WorkspaceOptions;
  readonly files: ReadonlyMap<string, FileModel>;
  readonly absent: ReadonlyMap<string, Absence>;
  /** Pattern URI to the URIs it names, in Asterisk's order. */
  readonly listings: ReadonlyMap<string, readonly string[]>;
  /** Files somebody asked about (open in an editor, named on the command line); their roots are looked for. */
  readonly wanted: ReadonlySet<string>;
}

/** What a file's name and place say about it. */
export interface FileFacts {
  readonly uri: string;
  /** The standard file it is read as; absent when nothing tells. */
  readonly kind?: ConfKind;
  /** False where only the stem of its name speaks for the kind: then only `conf-`, `secret-` and `register-` rules run. */
  readonly isCertain: boolean;
  /** `root`: loaded under its own name. `included`: reached from a root we read. `loose`: neither. */
  readonly role: 'root' | 'included' | 'loose';
  /** Whether something the root includes could not be read, so that absent things prove nothing. */
  readonly isIncomplete: boolean;
  /** For an included file: the section it starts in, as written; absent when there is none. */
  readonly sectionAtStart?: string;
  /** URI of the root it is read from; its own when it is one. */
  readonly root?: string;
  readonly generator?: Generator;
}

export function emptyWorkspace(options: WorkspaceOptions = {}): Workspace {
  return { options, files: new Map(), absent: new Map(), listings: new Map(), wanted: new Set() };
}

export function withOptions(workspace: Workspace, options: WorkspaceOptions): Workspace {
  return { ...workspace, options };
}

export function withFile(workspace: Workspace, uri: string, model: FileModel): Workspace {
  const key = normalise(uri);
  const absent = workspace.absent.has(key) ? without(workspace.absent, key) : workspace.absent;
  return { ...workspace, files: new Map(workspace.files).set(key, model), absent };
}

/** Remembers that the file cannot be had, so that `missing` no longer asks for it. */
export function withAbsent(workspace: Workspace, uri: string, absence: Absence = 'missing'): Workspace {
  const key = normalise(uri);
  return {
    ...workspace,
    files: workspace.files.has(key) ? without(workspace.files, key) : workspace.files,
    absent: new Map(workspace.absent).set(key, absence),
  };
}

/** What reading some files and patterns gave. */
export interface Fetched {
  /** A model, or why there is none; by URI. */
  readonly files: Iterable<readonly [string, FileModel | Absence]>;
  /** The URIs that each pattern names. */
  readonly listings?: Iterable<readonly [string, readonly string[]]>;
}

/** The snapshot with many files at once; one by one each would copy all before it. */
export function withFetched(workspace: Workspace, { files: read, listings: found = [] }: Fetched): Workspace {
  const files = new Map(workspace.files);
  const absent = new Map(workspace.absent);
  const listings = new Map(workspace.listings);
  for (const [uri, result] of read) {
    const key = normalise(uri);
    if (typeof result === 'string') {
      files.delete(key);
      absent.set(key, result);
    } else {
      absent.delete(key);
      files.set(key, result);
    }
  }
  for (const [pattern, uris] of found) listings.set(pattern, uris.map(normalise));
  return { ...workspace, files, absent, listings };
}

export function withListing(workspace: Workspace, pattern: string, uris: readonly string[]): Workspace {
  return { ...workspace, listings: new Map(workspace.listings).set(pattern, uris.map(normalise)) };
}

/** Forgets everything about the file, so that `missing` asks for it again where it is still needed. */
export function withoutFile(workspace: Workspace, uri: string): Workspace {
  const key = normalise(uri);
  return { ...workspace, files: without(workspace.files, key), absent: without(workspace.absent, key) };
}

/** Forgets what was off limits, so that `missing` asks for it again where it is still needed. */
export function withoutOffLimits(workspace: Workspace): Workspace {
  const known = [...workspace.absent].filter(([, absence]) => absence !== 'off-limits');
  const listings = [...workspace.listings].filter(
    ([pattern]) => workspace.absent.get(pattern) !== 'off-limits',
  );
  return { ...workspace, absent: new Map(known), listings: new Map(listings) };
}

/** Remembers that a pattern leads to where nothing may be looked for. */
export function withListingOffLimits(workspace: Workspace, pattern: string): Workspace {
  return withAbsent(withListing(workspace, pattern, [pattern]), pattern, 'off-limits');
}

/** Forgets the answers of patterns, which files that appear or vanish make stale. */
export function withoutListings(workspace: Workspace): Workspace {
  return { ...workspace, listings: new Map() };
}

/** Marks the files somebody asked about. */
export function withWanted(workspace: Workspace, uris: Iterable<string>): Workspace {
  return { ...workspace, wanted: new Set([...uris].map(normalise)) };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** Something to fetch; `uri` of a glob is a URI whose decoded path is a shell pattern. */
export interface Missing {
  readonly kind: 'file' | 'glob';
  readonly uri: string;
}

/**
 * What includes, the roots that may include a wanted file, and the standard files its names may lead to point at, and
 * nobody has added yet.
 */
export function missing(workspace: Workspace): readonly Missing[] {
  const { unknown } = graphOf(workspace);
  const result = new Map<string, Missing>(unknown.map((item) => [item.uri, item]));
  const ask = (uri: string): void => {
    if (!isKnown(workspace, uri)) result.set(uri, { kind: 'file', uri });
  };
  const asked = new Set<string>();
  for (const uri of workspace.wanted) {
    for (const root of rootCandidates(workspace, uri)) ask(root);
    if (!workspace.files.has(uri)) continue;
    const { kind } = factsOf(workspace, uri);
    const directory = serverOf(workspace, uri);
    if (kind === undefined || asked.has(`${kind} ${directory}`)) continue;
    asked.add(`${kind} ${directory}`);
    for (const name of siblingsOf(kind)) ask(resolveFrom(directory, name));
  }
  return [...result.values()];
}

/** Standard files beside or above `uri` that may include it. */
function rootCandidates(workspace: Workspace, uri: string): readonly string[] {
  const named = kindByName(pathOf(uri));
  const ownName = basename(uri);
  if (named?.kind === ownName || !workspace.files.has(uri)) return [];
  const names = named === undefined ? commonRoots : [named.kind];
  const folder = dirname(uri);
  const folders = new Set([folder, dirname(folder), chosenDirectory(workspace, uri) ?? folder]);
  return [...folders].flatMap((at) => names.map((name) => resolveFrom(at, name)));
}

/** Where relative include names of `uri` start: the setting, else the folder of the root that reads it, else its own. */
export function configDirectoryOf(workspace: Workspace, uri: string): string {
  return directoryOfRoot(workspace, graphOf(workspace).reached.get(uri)?.root ?? uri);
}

/** The configuration directory of `uri`: where its root stands, or itself where no root reads it. */
export const serverOf = keptByFile((workspace, uri): string => {
  const { root, uri: own } = factsOf(workspace, uri);
  return root === undefined ? directoryOfRoot(workspace, own) : dirname(root);
});

/** The files of one configuration directory alone, as a snapshot that shares nothing with what is kept for this one. */
export function ofServer(workspace: Workspace, directory: string): Workspace {
  const files = [...workspace.files].filter(([uri]) => serverOf(workspace, uri) === directory);
  return { ...workspace, options: { ...workspace.options }, files: new Map(files) };
}

/** The same reader, which remembers what it said of each file as long as the snapshot lives. */
function keptByFile<T extends object | string>(
  read: (workspace: Workspace, uri: string) => T,
): (workspace: Workspace, uri: string) => T {
  const bySnapshot = new WeakMap<Workspace, Map<string, T>>();
  return (workspace, uri) => {
    let byFile = bySnapshot.get(workspace);
    if (byFile === undefined) {
      byFile = new Map();
      bySnapshot.set(workspace, byFile);
    }
    let value = byFile.get(uri);
    if (value === undefined) {
      value = read(workspace, uri);
      byFile.set(uri, value);
    }
    return value;
  };
}

/** What the file's name and place say about it; a file never read has facts too, by its name. */
export const factsOf = keptByFile((workspace, givenUri): FileFacts => {
  const uri = normalise(givenUri);
  const graph = graphOf(workspace);
  const reached = graph.reached.get(uri);
  const model = workspace.files.get(uri);
  const path = pathOf(uri);
  const generator = model === undefined ? undefined : generatorOf(basename(uri), model);
  const chosen = workspace.options.chosenKinds?.get(uri);
  const named = chosen === undefined ? kindOf(path, reached) : { kind: chosen, isCertain: true };
  const role =
    reached === undefined || reached.isLoose ? 'loose' : reached.root === uri ? 'root' : 'included';
  return {
    uri,
    isCertain: named?.isCertain ?? false,
    role,
    isIncomplete: reached === undefined || reached.isLoose || graph.incompleteRoots.has(reached.root),
    ...(named === undefined ? {} : { kind: named.kind }),
    ...(reached?.sectionAtStart === undefined ? {} : { sectionAtStart: reached.sectionAtStart }),
    ...(role === 'loose' || reached === undefined ? {} : { root: reached.root }),
    ...(generator === undefined ? {} : { generator }),
  };
});

function kindOf(
  path: string,
  reached: Reached | undefined,
): { kind: ConfKind; isCertain: boolean } | undefined {
  const byRoot = reached?.includedBy === undefined ? undefined : kindByName(pathOf(reached.root));
  return byRoot === undefined ? kindByName(path) : { kind: byRoot.kind, isCertain: true };
}

/** The root and every file it reaches. */
export function filesOfRoot(workspace: Workspace, root: string): readonly string[] {
  const files: string[] = [];
  for (const [uri, reached] of graphOf(workspace).reached) if (reached.root === root) files.push(uri);
  return files;
}

/** How many includes lie between the root and the file; 0 for a root and for a file nothing includes. */
export function depthOf(workspace: Workspace, uri: string): number {
  const { reached } = graphOf(workspace);
  let depth = 0;
  for (let at = reached.get(uri)?.includedBy; at !== undefined && depth <= MAX_INCLUDE_DEPTH; depth++) {
    at = reached.get(at)?.includedBy;
  }
  return depth;
}

/** Whether one of the files that are loaded with `uri` asks for a file that must not be looked for. */
export function asksOffLimits(workspace: Workspace, uri: string): boolean {
  const root = factsOf(workspace, uri).root ?? uri;
  return filesOfRoot(workspace, root).some((file) =>
    includesOf(workspace, file, directoryOfRoot(workspace, root)).some(({ state }) => state === 'off-limits'),
  );
}

/** Why a file that was asked for cannot be read; `undefined` when it was, or nobody asked yet. */
export function absenceIn(workspace: Workspace, uri: string): Absence | undefined {
  return workspace.absent.get(uri);
}
