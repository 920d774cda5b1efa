/**
 * What one connection knows: the open documents, the settings, and the snapshot of all files. The only place where the
 * snapshot is replaced, and where files it misses are fetched.
 */
import { type FolderEntry, type Host, largestChecked } from '../host/files.ts';
import { fileModel } from '../model/fileModel.ts';
import { parse } from '../syntax/parse.ts';
import { basename, dirname, fileUri, isAbsolutePath, normalise, pathOf, resolveFrom } from '../text/uri.ts';
import {
  emptyWorkspace,
  missing,
  withAbsent,
  withFile,
  withListing,
  withOptions,
  withWanted,
  withoutFile,
  withoutListings,
  type Missing,
  type Workspace,
} from '../workspace/workspace.ts';
import { Documents, type OpenDocument } from './documents.ts';
import { inBackground, type Log } from './safely.ts';
import { defaultSettings, type Settings } from './settings.ts';

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

/** One connection's state. Readers take `workspace` once and work on that. */
export class Session {
  readonly documents = new Documents();
  readonly #host: Host;
  readonly #log: Log;
  readonly #onLoaded: () => void;
  #workspace: Workspace = emptyWorkspace();
  #settings: Settings = defaultSettings;
  #chosenKinds: ReadonlyMap<string, string> = new Map();
  #folder: string | undefined;
  #loading: Promise<void> | undefined;

  /** @param onLoaded runs after files arrived that earlier answers did without */
  constructor(host: Host, log: Log, onLoaded: () => void) {
    this.#host = host;
    this.#log = log;
    this.#onLoaded = onLoaded;
  }

  get workspace(): Workspace {
    return this.#workspace;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The folder a relative `configDirectory` starts from: the first one the editor has open. */
  setFolder(uri: string | undefined): void {
    this.#folder = uri;
  }

  /** Tells whether anything differs from before; the same settings read again keep what was computed with them. */
  setSettings(settings: Settings): boolean {
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return false;
    this.#settings = settings;
    this.#setOptions();
    return true;
  }

  /** Reads some files as another kind than their names tell; replaces what was chosen before. */
  setKinds(kinds: ReadonlyMap<string, string>): void {
    this.#chosenKinds = new Map([...kinds].map(([uri, kind]) => [normalise(uri), kind]));
    this.#setOptions();
  }

  /** Takes over a document that was opened or changed. */
  put(document: OpenDocument): void {
    const isNew = !this.#workspace.wanted.has(document.uri);
    this.#workspace = withFile(this.#workspace, document.uri, document.model);
    if (isNew) this.#wantOpenFiles();
    this.#load();
  }

  /** Goes back to what the disk says about a file that was closed, if anything still needs it. */
  drop(document: OpenDocument): void {
    this.#workspace = withoutFile(this.#workspace, document.uri);
    this.#wantOpenFiles();
    this.#load();
  }

  /** Reads files again that changed outside the editor; an open one keeps its text. Tells whether any mattered. */
  changedOnDisk(uris: readonly string[], haveNamesChanged: boolean): boolean {
    const before = this.#workspace;
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
    return this.#workspace !== before;
  }

  /** Folders that hold files the answers depend on, read or looked for. */
  folders(): ReadonlySet<string> {
    const { files, absent, listings } = this.#workspace;
    return new Set([...files.keys(), ...absent.keys(), ...listings.keys()].map(dirname));
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
    const opened = this.#folder === undefined ? undefined : normalise(this.#folder);
    if (opened !== undefined && (uri === opened || uri.startsWith(`${opened}/`))) return true;
    const { configDirectory } = this.#workspace.options;
    return uri === configDirectory || this.documents.all().some((document) => dirname(document.uri) === uri);
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
    const directory = this.#configDirectory();
    this.#workspace = withOptions(this.#workspace, {
      chosenKinds: this.#chosenKinds,
      ...(directory === undefined ? {} : { configDirectory: directory }),
    });
    this.#load();
  }

  #configDirectory(): string | undefined {
    const path = this.#settings.configDirectory;
    if (path === '') return undefined;
    if (/^[a-z][a-z\d+.-]+:\/\//i.test(path)) return normalise(path);
    if (this.#folder !== undefined) return resolveFrom(this.#folder, path);
    return isAbsolutePath(path) ? fileUri(path) : undefined;
  }

  #wantOpenFiles(): void {
    const open = this.documents.all().map((document) => document.uri);
    this.#workspace = withWanted(this.#workspace, open);
  }

  #load(): void {
    if (this.#loading !== undefined || missing(this.#workspace).length === 0) return;
    const loading = this.#fill().then((isComplete) => {
      this.#loading = undefined;
      // A document may have changed between the last look and now.
      if (isComplete) this.#load();
      this.#onLoaded();
    });
    this.#loading = loading;
    inBackground(this.#log, 'loading included files', loading);
  }

  /** Whether nothing is missing any more; false when the rounds ran out. */
  async #fill(): Promise<boolean> {
    for (let round = 0; round < mostRounds; round++) {
      const wanted = missing(this.#workspace);
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
      const found = await this.#host.list(uri);
      this.#workspace = withListing(this.#workspace, uri, found);
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
