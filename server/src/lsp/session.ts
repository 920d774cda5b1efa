/**
 * What one connection knows: the open documents, the settings, and the snapshot of all files. The only place where the
 * snapshot is replaced, and where files it misses are fetched.
 */
import { type FencedHost, fencedHost } from '../host/fence.ts';
import { type FolderEntry, type Host, largestChecked } from '../host/files.ts';
import { fileModel } from '../model/fileModel.ts';
import { parse } from '../syntax/parse.ts';
import { basename, dirname, isBelow, normalise, pathOf } from '../text/uri.ts';
import {
  emptyWorkspace,
  missing,
  withAbsent,
  withFile,
  withListing,
  withListingOffLimits,
  withOptions,
  withWanted,
  withoutFile,
  withoutListings,
  withoutOffLimits,
  type Missing,
  type Workspace,
} from '../workspace/workspace.ts';
import { Documents, type OpenDocument } from './documents.ts';
import { inBackground, type Log } from './safely.ts';
import { Scopes } from './scopes.ts';
import type { Settings } from './settings.ts';

/** Files read for one session besides those that are open; more are treated as unreadable. */
const mostFiles = 2000;
/** Characters of all files read for one session. */
const mostCharacters = 4 * largestChecked;
/** Requests to the host at once. */
const atOnce = 16;
/** Rounds of fetching; each include level needs one, and each pattern another. */
const mostRounds = 64;
/** Longest wait of an answer for files that are still on their way, in milliseconds. */
const patience = 2000;

/** What a session tells whoever holds it. */
export interface SessionEvents {
  readonly onLoaded: () => void;
  readonly onProblem: (message: string) => void;
}

/** One connection's state. Readers take `workspace` once and work on that. */
export class Session {
  readonly documents = new Documents();
  readonly #host: FencedHost;
  readonly #log: Log;
  readonly #onLoaded: () => void;
  readonly #onProblem: (message: string) => void;
  readonly #scopes: Scopes;
  #workspace: Workspace = emptyWorkspace();
  #chosenKinds: ReadonlyMap<string, string> = new Map();
  #isTrusted = true;
  #checked: readonly string[] = [];
  /** Files wanted for one piece of work, with how many want each. */
  readonly #alsoWanted = new Map<string, number>();
  #loading: Promise<void> | undefined;

  /**
   * @param ruleIds every rule there is
   * @param events `onLoaded` runs after files arrived that earlier answers did without, `onProblem` gets what the user should
   *   know of a project file
   */
  constructor(host: Host, log: Log, ruleIds: ReadonlySet<string>, events: SessionEvents) {
    this.#host = fencedHost(host);
    this.#log = log;
    this.#scopes = new Scopes(ruleIds);
    this.#onLoaded = events.onLoaded;
    this.#onProblem = events.onProblem;
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** The settings of the window, for what belongs to no file. */
  get settings(): Settings {
    return this.#scopes.window;
  }

  /** The settings that count for a file; the same object as long as none of them changes. */
  settingsFor(uri: string): Settings {
    return this.#scopes.settingsFor(uri);
  }

  /** The folders the editor has open, in their own spelling here. */
  get openFolders(): readonly string[] {
    return this.#scopes.folders;
  }

  setFolders(uris: readonly string[]): void {
    this.#scopes.setFolders(uris);
    this.#confine();
    this.#setOptions();
  }

  /** Without trust nothing outside of the open folders is read but what the editor itself has open. */
  setTrust(isTrusted: boolean): void {
    this.#isTrusted = isTrusted;
    this.setFolders(this.openFolders);
  }

  #confine(): void {
    this.#host.confine(this.#isTrusted ? undefined : this.openFolders);
    this.#workspace = withoutOffLimits(this.#workspace);
  }

  /**
   * Tells whether anything differs from before; the same settings read again keep what was computed with them.
   *
   * @param byFolder settings of open folders, by URI as `openFolders` spells them
   */
  setSettings(settings: Settings, byFolder: ReadonlyMap<string, Settings> = new Map()): boolean {
    if (!this.#scopes.setSettings(settings, byFolder)) return false;
    this.#setOptions();
    return true;
  }

  /** Reads some files as another kind than their names tell; replaces what was chosen before. */
  setKinds(kinds: ReadonlyMap<string, string>): void {
    this.#chosenKinds = new Map([...kinds].map(([uri, kind]) => [normalise(uri), kind]));
    this.#setOptions();
  }

  /**
   * Reads files that are not open, and what they include, for one piece of work.
   *
   * @returns forgets them again, unless somebody else needs them
   */
  async readAlso(uris: readonly string[], isOver: () => boolean = () => false): Promise<() => void> {
    const files = [...new Set(uris.map(normalise))].slice(0, mostFiles);
    const wasKnown = new Set(this.#workspace.files.keys());
    for (const uri of files) this.#alsoWanted.set(uri, (this.#alsoWanted.get(uri) ?? 0) + 1);
    this.#wantFiles();
    this.#load();
    await this.loaded(isOver);
    return () => {
      for (const uri of files) {
        const left = (this.#alsoWanted.get(uri) ?? 1) - 1;
        if (left > 0) this.#alsoWanted.set(uri, left);
        else this.#alsoWanted.delete(uri);
      }
      if (this.#alsoWanted.size === 0) {
        for (const uri of this.#workspace.files.keys()) {
          const isKept = wasKnown.has(uri) || this.documents.get(uri) !== undefined;
          if (!isKept) this.#workspace = withoutFile(this.#workspace, uri);
        }
      }
      this.#wantFiles();
      this.#load();
    };
  }

  /** Takes over a document that was opened or changed. */
  put(document: OpenDocument): void {
    const isNew = !this.#workspace.wanted.has(document.uri);
    this.#workspace = withFile(this.#workspace, document.uri, document.model);
    if (isNew) this.#wantFiles();
    this.#load();
  }

  /** Goes back to what the disk says about a file that was closed, if anything still needs it. */
  drop(document: OpenDocument): void {
    this.#workspace = withoutFile(this.#workspace, document.uri);
    this.#wantFiles();
    this.#load();
  }

  /** Files that are to be read besides those an editor has open, by normalised URI; replaces the list before. */
  setChecked(uris: readonly string[]): void {
    if (uris.length === this.#checked.length && uris.every((uri, i) => uri === this.#checked[i])) return;
    this.#checked = uris;
    this.#wantFiles();
    this.#load();
  }

  /** Resolves once nothing is being fetched any more, however long that takes. */
  async loaded(isOver: () => boolean): Promise<void> {
    while (this.#loading !== undefined && !isOver()) await this.#loading;
  }

  /** Reads files again that changed outside the editor; an open one keeps its text. Tells whether any mattered. */
  changedOnDisk(uris: readonly string[], haveNamesChanged: boolean): boolean {
    const before = this.#workspace;
    const isProject = uris.filter((uri) => this.#scopes.forget(uri)).length > 0;
    for (const uri of uris.map(normalise)) {
      const isKnown = this.#workspace.files.has(uri) || this.#workspace.absent.has(uri);
      if (isKnown && this.documents.get(uri) === undefined) {
        this.#workspace = withoutFile(this.#workspace, uri);
      }
    }
    if (haveNamesChanged && this.#workspace.listings.size > 0) {
      this.#workspace = withoutListings(this.#workspace);
    }
    this.#load();
    return isProject || this.#workspace !== before;
  }

  /** Folders that hold files the answers depend on, read or looked for. */
  folders(): ReadonlySet<string> {
    const { files, absent, listings } = this.#workspace;
    const read = [...files.keys(), ...absent.keys(), ...listings.keys()].map(dirname);
    return new Set([...read, ...this.#scopes.watched()]);
  }

  /**
   * The conf files of a folder and the folders in it that hold some. Nothing for a folder outside of what is open in the
   * editor, unless the file itself names it.
   */
  async listFolder(uri: string, isNamed: boolean): Promise<readonly FolderEntry[]> {
    if (/[*?[\]{}\\]/.test(pathOf(uri)) || !(isNamed || this.#isNear(uri))) return [];
    const base = uri.endsWith('/') ? uri : `${uri}/`;
    const [files, deeper] = await Promise.all([
      this.#host.list(`${base}%2A`),
      this.#host.list(`${base}%2A/%2A.conf`),
    ]);
    const folders = new Set(deeper.map((file) => basename(dirname(file))));
    const names = new Set(files.map(basename).filter((name) => !folders.has(name)));
    return [
      ...[...names].map((name) => ({ name, isFolder: false })),
      ...[...folders].map((name) => ({ name, isFolder: true })),
    ];
  }

  #isNear(uri: string): boolean {
    if (this.openFolders.some((opened) => uri === opened || isBelow(opened, uri))) return true;
    const { configDirectory, configDirectories = [] } = this.#workspace.options;
    if (uri === configDirectory || configDirectories.some(({ directory }) => uri === directory)) return true;
    return this.documents.all().some((document) => dirname(document.uri) === uri);
  }

  /** Resolves once nothing is being fetched, or after two seconds: a slow disk must not hold up every answer. */
  async settled(): Promise<void> {
    if (this.#loading === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([this.#loading, enough]);
    clearTimeout(timer);
  }

  #setOptions(): void {
    const directory = this.#scopes.directory();
    this.#workspace = withOptions(this.#workspace, {
      chosenKinds: this.#chosenKinds,
      configDirectories: this.#scopes.directories(),
      ...(directory === undefined ? {} : { configDirectory: directory }),
    });
    this.#load();
  }

  #wantFiles(): void {
    this.#workspace = withWanted(this.#workspace, this.#wanted());
  }

  #wanted(): readonly string[] {
    return [...this.documents.all().map(({ uri }) => uri), ...this.#checked, ...this.#alsoWanted.keys()];
  }

  #load(): void {
    if (this.#loading !== undefined || !this.#needsFiles()) return;
    const loading = this.#fill().then((isComplete) => {
      this.#loading = undefined;
      // A document may have changed between the last look and now.
      if (isComplete) this.#load();
      this.#onLoaded();
    });
    this.#loading = loading;
    inBackground(this.#log, 'loading included files', loading);
  }

  #needsFiles(): boolean {
    return this.#missingProjects().length > 0 || this.#missing().length > 0;
  }

  #missing(): readonly Missing[] {
    const { files, absent } = this.#workspace;
    const unread = [...this.#checked, ...this.#alsoWanted.keys()].filter(
      (uri) => !files.has(uri) && !absent.has(uri),
    );
    return unread.length > 0 ? unread.map((uri) => ({ kind: 'file', uri })) : missing(this.#workspace);
  }

  #missingProjects(): readonly string[] {
    return this.#scopes.missing(this.#wanted());
  }

  /** Reads the project files that may count for open files; they can change where includes are looked for. */
  async #fillProjects(): Promise<void> {
    const wanted = this.#missingProjects();
    if (wanted.length === 0) return;
    for (let at = 0; at < wanted.length; at += atOnce) {
      const batch = wanted.slice(at, at + atOnce);
      const results = await Promise.all(
        batch.map(async (uri) => ({ uri, result: await this.#host.read(uri) })),
      );
      for (const { uri, result } of results) {
        const problem = this.#scopes.take(uri, result);
        if (problem !== undefined) this.#onProblem(problem);
      }
    }
    this.#workspace = withOptions(this.#workspace, {
      ...this.#workspace.options,
      configDirectories: this.#scopes.directories(),
    });
  }

  /** Whether nothing is missing any more; false when the rounds ran out. */
  async #fill(): Promise<boolean> {
    for (let round = 0; round < mostRounds; round++) {
      await this.#fillProjects();
      const wanted = this.#missing();
      if (wanted.length === 0) return true;
      for (let at = 0; at < wanted.length; at += atOnce) {
        await Promise.all(wanted.slice(at, at + atOnce).map((item) => this.#fetch(item)));
      }
    }
    return false;
  }

  #isFull(): boolean {
    const { files } = this.#workspace;
    if (files.size >= mostFiles) return true;
    let characters = 0;
    for (const { tree } of files.values()) characters += tree.length;
    return characters >= mostCharacters;
  }

  async #fetch({ kind, uri }: Missing): Promise<void> {
    if (kind === 'glob') {
      const { uris, isOffLimits } = await this.#host.look(uri);
      this.#workspace =
        isOffLimits && uris.length === 0
          ? withListingOffLimits(this.#workspace, uri)
          : withListing(this.#workspace, uri, uris);
      return;
    }
    const result = this.#isFull() ? ({ kind: 'unreachable' } as const) : await this.#host.read(uri);
    // The editor's own text wins; it may have opened the file while the disk was being read.
    if (this.documents.get(uri) !== undefined) return;
    if (result.kind === 'text' && result.text.length <= largestChecked) {
      this.#workspace = withFile(this.#workspace, uri, fileModel(parse(result.text, result.encoding)));
    } else if (result.kind === 'absent' && result.reason !== 'denied') {
      this.#workspace = withAbsent(this.#workspace, uri, result.reason);
    } else {
      this.#workspace = withAbsent(this.#workspace, uri, 'unreadable');
    }
  }
}
