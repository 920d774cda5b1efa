/**
 * The whole server: documents, settings and files that change; `handlers/` answers the features. Holds no meaning of conf
 * files itself.
 */
import {
  DidChangeConfigurationNotification,
  FileChangeType,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type DidChangeTextDocumentParams,
  type InitializeParams,
  type ServerCapabilities,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import type { Host } from '../host/files.ts';
import { allRules } from '../rules/index.ts';
import { normalise } from '../text/uri.ts';
import { readingVersion } from '../workspace/effective.ts';
import { Delivery } from './delivery.ts';
import { Diagnostics } from './diagnostics.ts';
import { isTooLarge, mayConcernOthers } from './documents.ts';
import type { Rim } from './handlers/handler.ts';
import { handlerCapabilities, handlers } from './handlers/index.ts';
import {
  kindsNotification,
  mistakeNotification,
  readFilesNotification,
  trustNotification,
  type InitializationOptions,
  type KindsParams,
} from './protocol.ts';
import { inBackground, safelyNotified, type Log } from './safely.ts';
import { Session } from './session.ts';
import { readSettings, settingsMessage, type Settings } from './settings.ts';
import { source } from './toLsp.ts';
import { Watch } from './watch.ts';
import { WorkspaceCheck } from './workspaceCheck.ts';

/** The open folders; clients of old name one folder only. */
function foldersOf({ workspaceFolders }: InitializeParams, rootUri: unknown): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return typeof rootUri === 'string' ? [rootUri] : [];
}

/** Fixed from the start, so that no client waits for a feature to appear. */
export const capabilities: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  ...handlerCapabilities(),
};

const ruleIds: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));

/** Serves `connection` until it closes; files that are not open come from `host`. */
export function startServer(connection: Connection, host: Host): void {
  new Server(connection, host).listen();
}

class Server {
  readonly #connection: Connection;
  readonly #host: Host;
  readonly #log: Log;
  readonly #session: Session;
  readonly #diagnostics: Diagnostics;
  readonly #workspaceCheck: WorkspaceCheck;
  readonly #delivery: Delivery;
  readonly #watch: Watch;
  #client: ClientCapabilities = {};
  #options: InitializationOptions = {};
  #toldProblems = '';
  #toldReadFiles = '';
  #hasOfferedReport = false;
  /** Settles once the settings of the client are known. */
  #configured: Promise<void> = Promise.resolve();

  constructor(connection: Connection, host: Host) {
    this.#connection = connection;
    this.#host = host;
    this.#log = {
      error: (message) => {
        connection.console.error(message);
      },
      offerReport: () => {
        if (this.#hasOfferedReport) return;
        this.#hasOfferedReport = true;
        this.#offerReport();
      },
    };
    this.#session = new Session(host, this.#log, ruleIds, {
      onLoaded: () => {
        this.#filesArrived();
      },
      onProblem: (message) => {
        this.#tell(message);
      },
    });
    this.#diagnostics = new Diagnostics(this.#session, this.#log, () => this.#options.rulePages);
    this.#workspaceCheck = new WorkspaceCheck(this.#session, this.#diagnostics, host);
    this.#delivery = new Delivery(connection, this.#session.documents, this.#diagnostics, this.#log);
    this.#delivery.onStale = () => {
      this.#workspaceCheck.changed();
    };
    this.#watch = new Watch(connection, this.#log);
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(
      this.#notified('initialized', () => {
        this.#initialized();
      }),
    );
    connection.onShutdown(() => {
      this.#delivery.stop();
      this.#workspaceCheck.stop();
    });
    this.#listenToDocuments();
    this.#listenToSurroundings();
    const rim = this.#rim();
    for (const handler of handlers) handler.listen(rim);
    connection.listen();
  }

  #initialize(params: InitializeParams): {
    capabilities: ServerCapabilities;
    serverInfo: { name: string };
  } {
    const client = params.capabilities;
    this.#client = client;
    this.#options = asOptions(params.initializationOptions);
    this.#session.setFolders(foldersOf(params, (params as { readonly rootUri?: unknown }).rootUri));
    this.#session.setTrust(this.#options.isTrusted !== false);
    this.#session.setKinds(asKinds(this.#options.kinds));
    this.#delivery.configure(client);
    this.#watch.configure(client);
    this.#useSettings(this.#options.settings);
    return { capabilities, serverInfo: { name: source } };
  }

  #initialized(): void {
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      const register = this.#connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'asteriskConf',
      });
      inBackground(this.#log, 'registering for settings', register);
    }
    this.#listenToFolders();
    this.#askForSettings();
  }

  /** Only now, since the library refuses it for clients that never say which folders are open. */
  #listenToFolders(): void {
    if (this.#client.workspace?.workspaceFolders !== true) return;
    this.#connection.workspace.onDidChangeWorkspaceFolders(
      this.#notified('didChangeWorkspaceFolders', ({ added, removed }: WorkspaceFoldersChangeEvent) => {
        const gone = new Set(removed.map(({ uri }) => normalise(uri)));
        const kept = this.#session.openFolders.filter((uri) => !gone.has(uri));
        this.#session.setFolders([...kept, ...added.map(({ uri }) => uri)]);
        this.#workspaceCheck.namesChanged();
        this.#askForSettings();
        this.#delivery.refresh();
        this.#repaint();
      }),
    );
  }

  #listenToDocuments(): void {
    const { documents } = this.#session;
    const connection = this.#connection;
    connection.onDidOpenTextDocument(
      this.#notified('didOpen', ({ textDocument }) => {
        const document = documents.open(textDocument);
        if (document === undefined) return;
        this.#session.put(document);
        this.#delivery.changed(false);
      }),
    );
    connection.onDidChangeTextDocument(
      this.#notified('didChange', (params: DidChangeTextDocumentParams) => {
        const before = documents.get(params.textDocument.uri);
        const document = documents.change(params);
        if (before === undefined || document === undefined) return;
        this.#session.put(document);
        const isAlone = documents.all().length === 1;
        this.#delivery.changed(!isAlone && mayConcernOthers(before.model.tree, document.model.tree, params));
      }),
    );
    connection.onDidSaveTextDocument(
      this.#notified('didSave', ({ textDocument }) => {
        documents.saved(textDocument.uri);
        if (this.#session.settingsFor(textDocument.uri).lintRun === 'onSave') this.#delivery.refresh();
      }),
    );
    connection.onDidCloseTextDocument(
      this.#notified('didClose', ({ textDocument }) => {
        const document = documents.close(textDocument.uri);
        if (document === undefined) return;
        this.#session.drop(document);
        this.#delivery.closed(document.uri, document.clientUri);
      }),
    );
  }

  #listenToSurroundings(): void {
    const connection = this.#connection;
    connection.onDidChangeConfiguration(
      this.#notified('didChangeConfiguration', ({ settings }) => {
        if (this.#client.workspace?.configuration === true) this.#askForSettings();
        else this.#useSettings(settingsIn(settings));
      }),
    );
    connection.onDidChangeWatchedFiles(
      this.#notified('didChangeWatchedFiles', ({ changes }) => {
        const haveNamesChanged = changes.some(({ type }) => type !== FileChangeType.Changed);
        const uris = changes.map(({ uri }) => uri);
        if (haveNamesChanged) this.#workspaceCheck.namesChanged();
        if (this.#session.changedOnDisk(uris, haveNamesChanged)) this.#delivery.refresh();
      }),
    );
    connection.onNotification(
      kindsNotification,
      this.#notified('kinds', (params: KindsParams) => {
        this.#session.setKinds(asKinds(params.kinds));
        this.#delivery.refresh();
      }),
    );
    connection.onNotification(
      trustNotification,
      this.#notified('trust', () => {
        this.#session.setTrust(true);
        this.#delivery.refresh();
      }),
    );
  }

  /** What the handlers of single features work with. */
  #rim(): Rim {
    const ready = async (): Promise<void> => {
      await this.#configured;
      await this.#session.settled();
    };
    return {
      connection: this.#connection,
      log: this.#log,
      session: this.#session,
      diagnostics: this.#diagnostics,
      host: this.#host,
      workspaceCheck: this.#workspaceCheck,
      client: () => this.#client,
      hasEditorCommands: () => this.#options.hasEditorCommands === true,
      version: (uri) => readingVersion(this.#session.settingsFor(uri).lint.asteriskVersion),
      configured: () => this.#configured,
      ready,
      checked: async (uri) => {
        await ready();
        const document = this.#session.documents.get(uri);
        return document === undefined || isTooLarge(document.model.tree) ? undefined : document;
      },
    };
  }

  #askForSettings(): void {
    if (this.#client.workspace?.configuration !== true) return;
    const folders = this.#session.openFolders;
    const section = 'asteriskConf';
    const items = [{ section }, ...folders.map((scopeUri) => ({ scopeUri, section }))];
    const asked = this.#connection.workspace.getConfiguration(items).then((values: unknown) => {
      const [window, ...rest] = Array.isArray(values) ? (values as readonly unknown[]) : [values];
      this.#useSettings(window, new Map(folders.map((folder, i) => [folder, rest[i]])));
    });
    this.#configured = asked.catch(() => undefined);
    inBackground(this.#log, 'reading settings', asked);
  }

  /** @param byFolder what the client said of single folders; one it said nothing of follows the window */
  #useSettings(window: unknown, byFolder: ReadonlyMap<string, unknown> = new Map()): void {
    const { settings, problems } = readSettings(window, ruleIds);
    const allProblems = new Set(problems);
    const folders = new Map<string, Settings>();
    for (const [folder, value] of byFolder) {
      if (value === undefined || value === null) continue;
      const read = readSettings(value, ruleIds);
      for (const problem of read.problems) allProblems.add(problem);
      folders.set(folder, read.settings);
    }
    const message = settingsMessage([...allProblems]);
    if (message !== undefined && message !== this.#toldProblems) this.#tell(message);
    this.#toldProblems = message ?? '';
    if (!this.#session.setSettings(settings, folders)) return;
    this.#delivery.refresh();
    this.#repaint();
  }

  /** Colours and hints depend on settings and on names that other files define. */
  #repaint(): void {
    const { semanticTokens, inlayHint } = this.#client.workspace ?? {};
    const { languages } = this.#connection;
    if (semanticTokens?.refreshSupport === true) {
      inBackground(this.#log, 'refreshing colours', languages.semanticTokens.refresh());
    }
    if (inlayHint?.refreshSupport === true) {
      inBackground(this.#log, 'refreshing hints', languages.inlayHint.refresh());
    }
  }

  /** A notification, since a request would fail with clients that know no such request. */
  #tell(message: string): void {
    const told = this.#connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message,
    });
    inBackground(this.#log, 'showing a message', told);
  }

  /** Our own client has a button for it; other editors have no such command, but a log. */
  #offerReport(): void {
    if (this.#options.hasEditorCommands !== true) {
      this.#tell(
        'Asterisk Conf made a mistake and left something out; everything else goes on. The log of the language server names the place, without any text of your files.',
      );
      return;
    }
    const offered = this.#connection.sendNotification(mistakeNotification);
    inBackground(this.#log, 'offering a report', offered);
  }

  /** So that the client need not ask each time some conf file is opened. */
  #tellReadFiles(): void {
    if (this.#options.hasEditorCommands !== true) return;
    const { workspace, documents } = this.#session;
    const uris = [...workspace.files.keys()].filter((uri) => documents.get(uri) === undefined);
    const told = uris.join('\n');
    if (told === this.#toldReadFiles) return;
    this.#toldReadFiles = told;
    const sent = this.#connection.sendNotification(readFilesNotification, { uris });
    inBackground(this.#log, 'naming the files that were read', sent);
  }

  #filesArrived(): void {
    this.#watch.follow(this.#session.folders());
    this.#tellReadFiles();
    if (!this.#diagnostics.hasReported) return;
    this.#delivery.refresh();
    this.#repaint();
  }

  #notified<P>(method: string, handler: (params: P) => void): (params: P) => void {
    return safelyNotified(this.#log, method, handler);
  }
}

/** Editors send the whole settings or just ours. */
function settingsIn(value: unknown): unknown {
  return isRecord(value) && 'asteriskConf' in value ? value.asteriskConf : value;
}

function asOptions(value: unknown): InitializationOptions {
  if (!isRecord(value)) return {};
  const { settings, rulePages, kinds, isTrusted, hasEditorCommands } = value;
  return {
    settings,
    ...(typeof rulePages === 'string' ? { rulePages } : {}),
    ...(typeof isTrusted === 'boolean' ? { isTrusted } : {}),
    ...(hasEditorCommands === true ? { hasEditorCommands } : {}),
    ...(isRecord(kinds) ? { kinds: Object.fromEntries(asKinds(kinds)) } : {}),
  };
}

function asKinds(value: unknown): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const [uri, kind] of Object.entries(isRecord(value) ? value : {})) {
    if (typeof kind === 'string') kinds.set(uri, kind);
  }
  return kinds;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
