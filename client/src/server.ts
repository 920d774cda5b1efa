/** The language server seen from the editor: started when first needed, asked, restarted. Knows no process and no worker. */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type BaseLanguageClient,
  type CloseHandlerResult,
  type ErrorHandler,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import {
  kindsNotification,
  languageId,
  listFilesRequest,
  mistakeNotification,
  readFileRequest,
  readFilesNotification,
  trustNotification,
  type InitializationOptions,
  type ReadFiles,
} from '../../server/src/lsp/protocol.ts';
import type { Failure } from './failures.ts';
import { listFiles, readFile } from './files.ts';
import type { Memory } from './memory.ts';
import type { Output } from './output.ts';
import { Restarts } from './restarts.ts';

/** Schemes of texts that are no files: older versions in a comparison, and previews of changes. */
const shownBeside: ReadonlySet<string> = new Set([
  'git',
  'vscode-bulkeditpreview',
  'vscode-bulkeditpreview-editor',
  'vscode-local-history',
]);

/** Makes the client for the platform. Runs once, and only when the server is needed. */
export type MakeClient = (
  id: string,
  name: string,
  options: LanguageClientOptions,
  context: vscode.ExtensionContext,
) => Promise<BaseLanguageClient>;

/** What runs at most once for the whole window. */
export class Server implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #makeClient: MakeClient;
  readonly #output: Output;
  readonly #memory: Memory;
  readonly #started = new vscode.EventEmitter<void>();
  readonly #failed = new vscode.EventEmitter<Failure>();
  readonly #restarts = new Restarts();
  #client: Promise<BaseLanguageClient> | undefined;
  #isRunning = false;
  #read: ReadonlySet<string> = new Set();

  /** Fires after each start. */
  readonly onDidStart: vscode.Event<void> = this.#started.event;
  /** Fires when the user should hear of a failure of ours. */
  readonly onDidFail: vscode.Event<Failure> = this.#failed.event;

  constructor(context: vscode.ExtensionContext, makeClient: MakeClient, output: Output, memory: Memory) {
    this.#context = context;
    this.#makeClient = makeClient;
    this.#output = output;
    this.#memory = memory;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether the server read the file without its being open, because a file of ours includes it or it stands beside one. */
  hasRead(uri: vscode.Uri): boolean {
    return this.#isRunning && this.#read.has(uri.toString());
  }

  /** Starts the server unless it runs. Rejects when it cannot be started; a later call tries again. */
  async start(): Promise<BaseLanguageClient> {
    this.#client ??= this.#startClient();
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  async restart(): Promise<void> {
    this.#restarts.forget();
    const client = await this.#client?.catch(() => undefined);
    if (client === undefined) {
      await this.start();
      return;
    }
    if (client.needsStop()) await client.stop();
    await client.start();
    this.#isRunning = true;
    this.#started.fire();
  }

  /** Asks the server, starting it if need be. */
  async ask<R>(method: string, params?: unknown): Promise<R> {
    const client = await this.start();
    return client.sendRequest<R>(method, params);
  }

  /** Tells the server which kinds the user chose; nothing when it does not run, since it asks at its start. */
  async sendKinds(): Promise<void> {
    if (!this.#isRunning) return;
    const client = await this.start();
    await client.sendNotification(kindsNotification, { kinds: this.#memory.kinds() });
  }

  /** Tells the server that the user trusts the open folders from now on; it asks at its start. */
  async sendTrust(): Promise<void> {
    if (!this.#isRunning) return;
    const client = await this.start();
    await client.sendNotification(trustNotification);
  }

  async stop(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    this.#isRunning = false;
    await client?.dispose();
  }

  dispose(): void {
    this.#started.dispose();
    this.#failed.dispose();
  }

  async #startClient(): Promise<BaseLanguageClient> {
    const client = await this.#makeClient('asteriskConf', 'Asterisk Conf', this.#options(), this.#context);
    client.onRequest(readFileRequest, readFile);
    client.onRequest(listFilesRequest, listFiles);
    client.onNotification(readFilesNotification, ({ uris }: ReadFiles) => {
      this.#read = new Set(uris.map((uri) => vscode.Uri.parse(uri).toString()));
    });
    client.onNotification(mistakeNotification, () => {
      this.#failed.fire('mistake');
    });
    await client.start();
    this.#isRunning = true;
    this.#started.fire();
    return client;
  }

  /** Our own, since that of the library tells of a dead server in the words of a programmer. */
  #errorHandler(): ErrorHandler {
    return {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => this.#closed(),
    };
  }

  #closed(): CloseHandlerResult {
    if (this.#restarts.mayStartAgain(Date.now())) {
      const message = 'The language server ended unexpectedly and is started again';
      return { action: CloseAction.Restart, message, handled: true };
    }
    this.#isRunning = false;
    this.#failed.fire('gave-up');
    const message = 'The language server ended unexpectedly too often and is not started again';
    return { action: CloseAction.DoNotRestart, message, handled: true };
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: [{ language: languageId }],
      outputChannel: this.#output.channel,
      traceOutputChannel: this.#output.trace,
      initializationOptions: (): InitializationOptions => ({
        // Only plain data crosses to a worker; the object of the editor carries functions as well.
        settings: JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('asteriskConf'))) as unknown,
        rulePages: vscode.Uri.joinPath(this.#context.extensionUri, 'docs', 'rules').toString(),
        kinds: this.#memory.kinds(),
        isTrusted: vscode.workspace.isTrusted,
        hasEditorCommands: true,
      }),
      middleware: {
        // The left side of a comparison, or a preview of changes, would list every problem a second time.
        provideDiagnostics: (document, previous, token, next) =>
          shownBeside.has(('uri' in document ? document.uri : document).scheme)
            ? undefined
            : next(document, previous, token),
      },
      errorHandler: this.#errorHandler(),
      markdown: { isTrusted: false, supportHtml: false },
    };
  }
}
