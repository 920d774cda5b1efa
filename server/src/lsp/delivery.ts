/**
 * Decides when findings travel: a client that can asks for them and is told when to ask again, any other gets them sent
 * shortly after a change. Does not know how findings are made.
 */
import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import { inBackground, type Log } from './safely.ts';

/** Longest time an edit waits for its findings where they are sent, in milliseconds. */
const pushDelay = 100;
/** Time in which several reasons to ask again become one, in milliseconds. */
const refreshDelay = 200;

/** What reaches the client, and when. */
export class Delivery {
  readonly #connection: Connection;
  readonly #documents: Documents;
  readonly #diagnostics: Diagnostics;
  readonly #log: Log;
  readonly #published = new Map<string, string>();
  /** Runs when findings of files besides one that is being edited may have changed. */
  onStale: () => void = () => undefined;
  #canPull = false;
  #canRefresh = false;
  #isStopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, documents: Documents, diagnostics: Diagnostics, log: Log) {
    this.#connection = connection;
    this.#documents = documents;
    this.#diagnostics = diagnostics;
    this.#log = log;
    diagnostics.onLate = () => {
      this.#deliver();
    };
  }

  configure({ textDocument, workspace }: ClientCapabilities): void {
    this.#canPull = textDocument?.diagnostic !== undefined;
    this.#canRefresh = workspace?.diagnostics?.refreshSupport === true;
    this.#diagnostics.answersEarly = !this.#canPull || this.#canRefresh;
  }

  /** One document has a new text; `concernsOthers` when files that include it or are included may read differently now. */
  changed(concernsOthers: boolean): void {
    if (concernsOthers) this.onStale();
    if (!this.#canPull || concernsOthers) this.#schedule();
  }

  /** Something besides the text changed: settings, other files, a save. */
  refresh(): void {
    this.onStale();
    this.#schedule();
  }

  closed(uri: string, clientUri: string): void {
    this.#diagnostics.forget(uri);
    this.#published.delete(uri);
    this.onStale();
    if (!this.#canPull) this.#send(clientUri, []);
  }

  /** Ends all waiting. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Not put off by further changes, so that fast typing does not starve anyone. */
  #schedule(): void {
    if (this.#timer !== undefined || (this.#canPull && !this.#canRefresh)) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#deliver();
      },
      this.#canPull ? refreshDelay : pushDelay,
    );
  }

  #deliver(): void {
    if (this.#canPull) this.#askToPull();
    else inBackground(this.#log, 'delivering diagnostics', this.#publishAll());
  }

  #askToPull(): void {
    inBackground(this.#log, 'refreshing diagnostics', this.#connection.languages.diagnostics.refresh());
  }

  async #publishAll(): Promise<void> {
    await Promise.all(this.#documents.all().map(({ uri }) => this.#publish(uri)));
  }

  async #publish(uri: string): Promise<void> {
    const report = await this.#diagnostics.report(uri, () => this.#isStopped, true);
    const document = this.#documents.get(uri);
    if (report === undefined || document === undefined) return;
    const { resultId, items, version } = report;
    if (this.#published.get(uri) === resultId) return;
    this.#published.set(uri, resultId);
    this.#send(document.clientUri, [...items], version);
  }

  #send(
    uri: string,
    diagnostics: Parameters<Connection['sendDiagnostics']>[0]['diagnostics'],
    version?: number,
  ): void {
    const params = { uri, diagnostics, ...(version === undefined ? {} : { version }) };
    inBackground(this.#log, 'sending diagnostics', this.#connection.sendDiagnostics(params));
  }
}
