/** The whole server: says what it can do and hands each message to one core call. Holds no meaning of conf files itself. */
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  FileChangeType,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type Connection,
  type DidChangeTextDocumentParams,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { effectiveSection } from '../features/effectiveSection.ts';
import { documentSymbol } from '../features/documentSymbol.ts';
import { foldingRange } from '../features/foldingRange.ts';
import { hover } from '../features/hover.ts';
import type { Host } from '../host/files.ts';
import { allRules } from '../rules/index.ts';
import { readingVersion, type ReadingVersion } from '../workspace/effective.ts';
import { factsOf } from '../workspace/workspace.ts';
import { actionAbilities, asFixReference, drawSecret, offerActions, resolveEdit } from './actions.ts';
import { Delivery } from './delivery.ts';
import { Diagnostics } from './diagnostics.ts';
import { isTooLarge, mayConcernOthers, type OpenDocument } from './documents.ts';
import { fromLspPosition } from './fromLsp.ts';
import {
  applyFixCommand,
  effectiveSectionRequest,
  filesRequest,
  generateSecretRequest,
  kindsNotification,
  statusRequest,
  type EffectiveSection,
  type FileParams,
  type FileStatus,
  type FixResult,
  type GeneratedSecret,
  type InitializationOptions,
  type KindsParams,
  type KnownFiles,
  type PlaceParams,
} from './protocol.ts';
import { inBackground, safely, safelyNotified, type Log } from './safely.ts';
import { Session } from './session.ts';
import { readSettings, settingsMessage } from './settings.ts';
import { source, toLspHover, toLspSymbols } from './toLsp.ts';
import { Watch } from './watch.ts';

/** Fixed from the start, so that no client waits for a feature to appear. */
const capabilities: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  hoverProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: true },
  executeCommandProvider: { commands: [applyFixCommand] },
  diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: false },
};

const noFindings: DocumentDiagnosticReport = { kind: 'full', items: [] };

const ruleIds: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));

/** Serves `connection` until it closes; files that are not open come from `host`. */
export function startServer(connection: Connection, host: Host): void {
  new Server(connection, host).listen();
}

class Server {
  readonly #connection: Connection;
  readonly #log: Log;
  readonly #session: Session;
  readonly #diagnostics: Diagnostics;
  readonly #delivery: Delivery;
  readonly #watch: Watch;
  #client: ClientCapabilities = {};
  #options: InitializationOptions = {};
  #toldProblems = '';
  /** Settles once the settings of the client are known. */
  #configured: Promise<void> = Promise.resolve();

  constructor(connection: Connection, host: Host) {
    this.#connection = connection;
    this.#log = {
      error: (message) => {
        connection.console.error(message);
      },
    };
    this.#session = new Session(host, this.#log, () => {
      this.#filesArrived();
    });
    this.#diagnostics = new Diagnostics(this.#session, this.#log, () => this.#options.rulePages);
    this.#delivery = new Delivery(connection, this.#session.documents, this.#diagnostics, this.#log);
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
    });
    this.#listenToDocuments();
    this.#listenToSurroundings();
    this.#answerFeatures();
    this.#answerOwnRequests();
    connection.listen();
  }

  #initialize({ capabilities: client, initializationOptions, workspaceFolders }: InitializeParams): {
    capabilities: ServerCapabilities;
    serverInfo: { name: string };
  } {
    this.#client = client;
    this.#options = asOptions(initializationOptions);
    this.#session.setFolder(workspaceFolders?.[0]?.uri);
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
    this.#askForSettings();
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
        if (this.#session.settings.lintRun === 'onSave') this.#delivery.refresh();
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
  }

  #answerFeatures(): void {
    const connection = this.#connection;
    connection.languages.diagnostics.on(
      safely<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        this.#log,
        'diagnostic',
        noFindings,
        async ({ textDocument, previousResultId }) => {
          await this.#ready();
          const document = this.#session.documents.get(textDocument.uri);
          return document === undefined ? noFindings : this.#diagnostics.pull(document, previousResultId);
        },
      ),
    );
    connection.onHover(
      safely<HoverParams, Hover | null>(this.#log, 'hover', null, async ({ textDocument, position }) => {
        const document = await this.#checked(textDocument.uri);
        if (document === undefined) return null;
        const { tree } = document.model;
        const found = hover(
          this.#session.workspace,
          document.uri,
          fromLspPosition(tree, position),
          this.#version(),
        );
        const hasMarkdown = this.#client.textDocument?.hover?.contentFormat?.includes('markdown') ?? false;
        return found === undefined ? null : toLspHover(tree, found, hasMarkdown);
      }),
    );
    connection.onDocumentSymbol(
      safely(this.#log, 'documentSymbol', [], ({ textDocument }) => {
        const document = this.#session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        const isNested =
          this.#client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
        const symbols = documentSymbol(this.#session.workspace, document.uri);
        return toLspSymbols(document.model.tree, symbols, isNested ? undefined : document.clientUri);
      }),
    );
    connection.onFoldingRanges(
      safely(this.#log, 'foldingRange', [], ({ textDocument }) => {
        const document = this.#session.documents.get(textDocument.uri);
        return document === undefined ? [] : [...foldingRange(this.#session.workspace, document.uri)];
      }),
    );
    this.#answerActions();
  }

  #answerActions(): void {
    const connection = this.#connection;
    connection.onCodeAction(
      safely(this.#log, 'codeAction', [], async (params) => {
        const document = await this.#checked(params.textDocument.uri);
        const abilities = actionAbilities(this.#client);
        return document === undefined
          ? []
          : offerActions(this.#session, document, params, abilities, this.#diagnostics.cache);
      }),
    );
    // The guard needs an answer for "went wrong"; without an edit the client does nothing.
    connection.onCodeActionResolve((action, token) =>
      safely(this.#log, 'codeAction/resolve', action, (chosen: CodeAction): CodeAction => {
        const reference = asFixReference(chosen.data);
        if (reference === undefined) return chosen;
        return { ...chosen, edit: resolveEdit(this.#session, reference, actionAbilities(this.#client)) };
      })(action, token),
    );
    connection.onExecuteCommand(
      safely(this.#log, 'executeCommand', null, (params: ExecuteCommandParams) => this.#applyFix(params)),
    );
  }

  #answerOwnRequests(): void {
    const connection = this.#connection;
    connection.onRequest(
      statusRequest,
      safely<FileParams, FileStatus | null>(this.#log, 'status', null, async ({ uri }) => {
        await this.#ready();
        const document = this.#session.documents.get(uri);
        return document === undefined ? null : this.#status(document);
      }),
    );
    connection.onRequest(
      effectiveSectionRequest,
      safely<PlaceParams, EffectiveSection | null>(
        this.#log,
        'effectiveSection',
        null,
        async ({ uri, line }) => {
          const document = await this.#checked(uri);
          if (document === undefined) return null;
          const offset = fromLspPosition(document.model.tree, { line, character: 0 });
          const { workspace } = this.#session;
          return effectiveSection(workspace, document.uri, offset, this.#version()) ?? null;
        },
      ),
    );
    this.#onQuestion<KnownFiles>(filesRequest, { files: [] }, async () => {
      await this.#ready();
      return this.#files();
    });
    this.#onQuestion<GeneratedSecret | null>(generateSecretRequest, null, async () => {
      await this.#configured;
      return { secret: drawSecret(this.#session) };
    });
  }

  /** Answers a request that takes no parameters. */
  #onQuestion<R>(method: string, empty: R, handler: () => Promise<R>): void {
    const answer = safely<undefined, R>(this.#log, method, empty, handler);
    // Without parameters in the message the library passes the token alone; some clients send `null` or `{}`.
    this.#connection.onRequest(method, (...given: readonly unknown[]) =>
      answer(undefined, given.at(-1) as CancellationToken),
    );
  }

  async #applyFix({ command, arguments: given }: ExecuteCommandParams): Promise<FixResult | null> {
    const reference = command === applyFixCommand ? asFixReference(given?.[0]) : undefined;
    if (reference === undefined) return null;
    await this.#ready();
    try {
      const edit = resolveEdit(this.#session, reference, actionAbilities(this.#client));
      const { applied } = await this.#connection.workspace.applyEdit({ label: 'Asterisk Conf', edit });
      return applied ? { isApplied: true } : { isApplied: false, reason: 'refused' };
    } catch (error) {
      if (error instanceof ResponseError) return { isApplied: false, reason: 'nothing-to-do' };
      throw error;
    }
  }

  #version(): ReadingVersion {
    return readingVersion(this.#session.settings.lint.asteriskVersion);
  }

  #status(document: OpenDocument): FileStatus {
    const { kind, isCertain } = factsOf(this.#session.workspace, document.uri);
    const { counts, hidden, limit } = this.#diagnostics.report(document);
    return {
      ...(kind === undefined ? {} : { kind }),
      isUncertain: !isCertain,
      errors: counts.error,
      warnings: counts.warning,
      informations: counts.information,
      hints: counts.hint,
      hidden,
      limit,
    };
  }

  #files(): KnownFiles {
    const { workspace, documents } = this.#session;
    const files = [...workspace.files.keys()].map((uri) => {
      const { kind } = factsOf(workspace, uri);
      const open = documents.get(uri);
      return {
        uri: open?.clientUri ?? uri,
        isOpen: open !== undefined,
        ...(kind === undefined ? {} : { kind }),
      };
    });
    return { files };
  }

  /** Waits for settings and included files, for a short while at most. */
  async #ready(): Promise<void> {
    await this.#configured;
    await this.#session.settled();
  }

  /** The open document, unless it is too large for more than outline and folding. */
  async #checked(uri: string): Promise<OpenDocument | undefined> {
    await this.#ready();
    const document = this.#session.documents.get(uri);
    return document === undefined || isTooLarge(document.model.tree) ? undefined : document;
  }

  #askForSettings(): void {
    if (this.#client.workspace?.configuration !== true) return;
    const asked = this.#connection.workspace.getConfiguration('asteriskConf').then((value: unknown) => {
      this.#useSettings(value);
    });
    this.#configured = asked.catch(() => undefined);
    inBackground(this.#log, 'reading settings', asked);
  }

  #useSettings(value: unknown): void {
    const { settings, problems } = readSettings(value, ruleIds);
    const message = settingsMessage(problems);
    if (message !== undefined && message !== this.#toldProblems) {
      // A notification, since a request would fail with clients that know no such request.
      const told = this.#connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message,
      });
      inBackground(this.#log, 'showing a message', told);
    }
    this.#toldProblems = message ?? '';
    if (this.#session.setSettings(settings)) this.#delivery.refresh();
  }

  #filesArrived(): void {
    this.#watch.follow(this.#session.folders());
    if (this.#diagnostics.hasReported) this.#delivery.refresh();
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
  const { settings, rulePages, kinds } = value;
  return {
    settings,
    ...(typeof rulePages === 'string' ? { rulePages } : {}),
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
