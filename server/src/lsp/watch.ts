/** Asks the client to tell when files change outside the editor, in the folders that matter and nowhere else. */
import {
  DidChangeWatchedFilesNotification,
  type ClientCapabilities,
  type Connection,
  type Disposable,
} from 'vscode-languageserver';
import { describeFailure, type Log } from './safely.ts';

/** Folders watched at once. */
const mostFolders = 64;

/** The folders being watched; follows what the session reads. */
export class Watch {
  readonly #connection: Connection;
  readonly #log: Log;
  #isPossible = false;
  #watched = '';
  #registration: Promise<Disposable | undefined> = Promise.resolve(undefined);

  constructor(connection: Connection, log: Log) {
    this.#connection = connection;
    this.#log = log;
  }

  configure({ workspace }: ClientCapabilities): void {
    const ability = workspace?.didChangeWatchedFiles;
    this.#isPossible = ability?.dynamicRegistration === true && ability.relativePatternSupport === true;
  }

  /** Watches the files directly in `folders` (URIs) from now on, and no others. */
  follow(folders: ReadonlySet<string>): void {
    if (!this.#isPossible) return;
    const wanted = [...folders].sort().slice(0, mostFolders);
    const key = wanted.join('\n');
    if (key === this.#watched) return;
    this.#watched = key;
    this.#registration = this.#registration.then((old) => this.#replace(old, wanted));
  }

  async #replace(old: Disposable | undefined, folders: readonly string[]): Promise<Disposable | undefined> {
    try {
      const watchers = folders.map((baseUri) => ({ globPattern: { baseUri, pattern: '*' } }));
      const fresh = await this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers,
      });
      old?.dispose();
      return fresh;
    } catch (error) {
      this.#log.error(describeFailure('watching files', error));
      return old;
    }
  }
}
