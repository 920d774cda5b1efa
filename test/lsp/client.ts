/** A language client for tests: runs the built server as a process of its own and speaks the protocol with it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  StreamMessageReader,
  StreamMessageWriter,
  createProtocolConnection,
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  type Command,
  type ConfigurationParams,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type FileChangeType,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type ShowMessageParams,
  type TextDocumentContentChangeEvent,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';

const server = path.resolve(import.meta.dirname, '../../dist/server.node.cjs');

/** What the client in VS Code can do, as far as this server asks. */
export const fullAbilities: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
    },
  },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};

/** A client that knows little: findings are sent to it, and fixes are commands. */
export const fewAbilities: ClientCapabilities = { workspace: { applyEdit: true } };

/** How a client starts. */
export interface StartOptions {
  readonly abilities?: ClientCapabilities;
  /** What stands under `asteriskConf`. */
  readonly settings?: unknown;
  /** Files the client can read for the server, by URI; the map may change later. */
  readonly files?: ReadonlyMap<string, string>;
  /** Open folders by URI, each with what stands under `asteriskConf` there; `null` for what counts everywhere. */
  readonly folders?: Readonly<Record<string, unknown>>;
  /** The one folder that a client of old names. */
  readonly rootUri?: string;
  /** Whether the user trusts the open folders; not said when absent, as by other editors. */
  readonly isTrusted?: boolean;
  /** Whether the client has commands and offers of its own, as the one for VS Code does. */
  readonly hasEditorCommands?: boolean;
  /** Whether the client takes no edit, as for files that must not be written. */
  readonly refusesEdits?: boolean;
}

/** One running server and the documents it was told of. */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly messages: string[] = [];
  readonly refreshes: number[] = [];
  readonly log: string[] = [];
  /** The last list of files read that are not open. */
  readFiles: readonly string[] | undefined;
  settings: unknown;
  readonly #exited: Promise<number | null>;
  readonly #texts = new Map<string, { version: number; text: string }>();
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting = new Set<() => void>();

  /** Use `start`, which also shakes hands. */
  constructor(connection: ProtocolConnection, exited: Promise<number | null>, options: StartOptions) {
    this.connection = connection;
    this.#exited = exited;
    this.settings = options.settings ?? null;
  }

  /** Starts a server and shakes hands. */
  static async start(
    options: StartOptions = {},
  ): Promise<TestClient & { readonly handshake: InitializeResult }> {
    if (!existsSync(server)) throw new Error('dist/server.node.cjs is missing: run "npm run build" first');
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient(connection, exited, options);
    client.#answer(options);
    connection.listen();
    const { abilities = fullAbilities } = options;
    const handshake = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: options.rootUri ?? null,
      capabilities: abilities,
      workspaceFolders: options.folders === undefined ? null : foldersOf(options.folders),
      initializationOptions: {
        settings: options.settings,
        rulePages: 'file:///ext/docs/rules',
        ...(options.isTrusted === undefined ? {} : { isTrusted: options.isTrusted }),
        ...(options.hasEditorCommands === true ? { hasEditorCommands: true } : {}),
      },
    });
    await connection.sendNotification('initialized', {});
    return Object.assign(client, { handshake });
  }

  /** Ends the server as a client does; resolves with its exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.#exited;
    this.connection.dispose();
    return code;
  }

  async open(uri: string, text: string): Promise<void> {
    this.#texts.set(uri, { version: 1, text });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'asterisk-conf', version: 1, text },
    });
  }

  /** Tells that files changed outside the editor. */
  async changedOnDisk(type: FileChangeType, ...uris: readonly string[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: uris.map((uri) => ({ uri, type })),
    });
  }

  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  }

  /** Replaces the first place of `search`, as an editor would after typing. */
  async replace(uri: string, search: string, replacement: string): Promise<void> {
    const start = this.textOf(uri).indexOf(search);
    if (start < 0) throw new Error('the text to be replaced is not there');
    const range = rangeAt(this.textOf(uri), start, start + search.length);
    await this.edit(uri, [{ range, newText: replacement }]);
  }

  async edit(uri: string, edits: readonly TextEdit[]): Promise<void> {
    let { text } = this.#document(uri);
    // From the end, so that no edit moves the place of another.
    const changes = [...edits]
      .sort((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start))
      .map(({ range, newText }): TextDocumentContentChangeEvent => ({ range, text: newText }));
    for (const change of changes) {
      if (!('range' in change)) continue;
      text =
        text.slice(0, offsetAt(text, change.range.start)) +
        change.text +
        text.slice(offsetAt(text, change.range.end));
    }
    await this.#changed(uri, text, changes);
  }

  async setText(uri: string, text: string): Promise<void> {
    await this.#changed(uri, text, [{ text }]);
  }

  textOf(uri: string): string {
    return this.#document(uri).text;
  }

  versionOf(uri: string): number {
    return this.#document(uri).version;
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** The findings of a full report. */
  async findings(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('expected a full report');
    return report.items;
  }

  /** Resolves with the sent findings of a file once they are as `isWanted` says. */
  published(
    uri: string,
    isWanted: (items: readonly Diagnostic[]) => boolean,
  ): Promise<PublishDiagnosticsParams> {
    return this.until(() => {
      const sent = this.#published.get(uri);
      return sent !== undefined && isWanted(sent.diagnostics) ? sent : undefined;
    });
  }

  /** Resolves with the first answer of `look`, which is asked after each message of the server. */
  until<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const ask = (): void => {
        const found = look();
        if (found === undefined) return;
        this.#waiting.delete(ask);
        resolve(found);
      };
      this.#waiting.add(ask);
      ask();
    });
  }

  actions(uri: string, range: Range, diagnostics: readonly Diagnostic[]): Promise<(CodeAction | Command)[]> {
    const context = { diagnostics: [...diagnostics] };
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  /** Applies an edit to the open documents; refuses one for another version, as VS Code does. */
  async apply({ documentChanges = [], changes = {} }: WorkspaceEdit): Promise<boolean> {
    for (const change of documentChanges) {
      if (!('textDocument' in change)) throw new Error('expected changes of text only');
      const { uri, version } = change.textDocument;
      if (version !== this.versionOf(uri)) return false;
      await this.edit(uri, change.edits as TextEdit[]);
    }
    for (const [uri, edits] of Object.entries(changes)) await this.edit(uri, edits);
    return true;
  }

  #document(uri: string): { version: number; text: string } {
    const document = this.#texts.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open`);
    return document;
  }

  async #changed(uri: string, text: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = this.versionOf(uri) + 1;
    this.#texts.set(uri, { version, text });
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  #answer({ files = new Map(), folders = {}, refusesEdits = false }: StartOptions): void {
    const { connection } = this;
    const wake = (): null => {
      for (const ask of [...this.#waiting]) ask();
      return null;
    };
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.set(params.uri, params);
      wake();
    });
    connection.onNotification('window/showMessage', ({ message }: ShowMessageParams) => {
      this.messages.push(message);
      wake();
    });
    connection.onNotification('window/logMessage', ({ message }: ShowMessageParams) => {
      this.log.push(message);
      wake();
    });
    connection.onNotification('asteriskConf/readFiles', ({ uris }: { uris: readonly string[] }) => {
      this.readFiles = uris;
      wake();
    });
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes.push(1);
      return wake();
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('client/unregisterCapability', () => null);
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(({ scopeUri }) =>
        scopeUri === undefined ? this.settings : (folders[scopeUri] ?? this.settings),
      ),
    );
    connection.onRequest('workspace/applyEdit', async ({ edit }: ApplyWorkspaceEditParams) => ({
      applied: !refusesEdits && (await this.apply(edit)),
    }));
    connection.onRequest('asteriskConf/readFile', ({ uri }: { uri: string }): object => {
      const text = files.get(uri);
      return text === undefined
        ? { kind: 'absent', reason: 'missing' }
        : { kind: 'text', text, encoding: 'utf8' };
    });
    connection.onRequest('asteriskConf/listFiles', ({ uri }: { uri: string }) => {
      const below = [...files.keys()].filter((file) => file.startsWith(`${uri}/`));
      const parts = below.map((file) => file.slice(uri.length + 1).split('/'));
      const entries = parts.map(([name = '', ...rest]) => [name, rest.length > 0] as const);
      return [...new Map(entries)].map(([name, isFolder]) => ({ name, isFolder }));
    });
  }
}

function foldersOf(folders: Readonly<Record<string, unknown>>): readonly { uri: string; name: string }[] {
  return Object.keys(folders).map((uri) => ({ uri, name: uri.slice(uri.lastIndexOf('/') + 1) }));
}

/** Range of a stretch, by the protocol's line ends. */
export function rangeAt(text: string, start: number, end: number): Range {
  const position = (offset: number): Range['start'] => {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
    return { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
  };
  return { start: position(start), end: position(end) };
}

/** Range of the first place of `search`. */
export function rangeOf(text: string, search: string): Range {
  const start = text.indexOf(search);
  if (start < 0) throw new Error('the text is not there');
  return rangeAt(text, start, start + search.length);
}

/** The stretch of `text` a range covers. */
export function textAt(text: string, { start, end }: Range): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

function offsetAt(text: string, { line, character }: Range['start']): number {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)];
  const start = line === 0 ? 0 : (ends[line - 1]?.index ?? 0) + (ends[line - 1]?.[0].length ?? 0);
  return start + character;
}
