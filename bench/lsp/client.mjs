// A language client that measures: starts a server as a process of its own, speaks the protocol over its streams, and
// says how long answers take and how much memory the server holds.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { root } from '../../scripts/paths.mjs';

const require = createRequire(`${root}/package.json`);
const {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} = require('vscode-languageserver-protocol/node');

/** What the client in VS Code can do, as far as these servers ask. */
const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    synchronization: {},
    diagnostic: {},
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    semanticTokens: {
      requests: { full: true, range: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ['relative'],
    },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
    },
  },
  workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
};

/** One running server. Times are milliseconds from sending to the answer's arrival. */
export class Client {
  #process;
  #connection;
  #waiting = new Map();
  capabilities = {};

  constructor({ command, args }) {
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const reader = new StreamMessageReader(this.#process.stdout);
    const writer = new StreamMessageWriter(this.#process.stdin);
    this.#connection = createProtocolConnection(reader, writer);
    this.#connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }) => settings[section] ?? null),
    );
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('window/workDoneProgress/create', () => null);
    this.#connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.#connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => {
      const waiting = this.#waiting.get(uri);
      if (waiting !== undefined && (version === undefined || version >= waiting.version)) waiting.done();
    });
    this.#connection.listen();
  }

  async initialize(folderUri) {
    const { time, answer } = await this.request('initialize', {
      processId: process.pid,
      rootUri: folderUri,
      workspaceFolders: [{ uri: folderUri, name: 'measured' }],
      capabilities,
      initializationOptions: { provideFormatter: false },
    });
    this.capabilities = answer.capabilities;
    await this.#connection.sendNotification('initialized', {});
    return time;
  }

  async request(method, params) {
    const start = performance.now();
    const answer = await this.#connection.sendRequest(method, params);
    return { time: performance.now() - start, answer };
  }

  /** Sends a notification about the file and waits for its findings, asked for or sent. */
  async findingsAfter(method, params, previousResultId) {
    const { uri, version } = params.textDocument;
    const start = performance.now();
    if (this.capabilities.diagnosticProvider === undefined) {
      const arrived = new Promise((done) => this.#waiting.set(uri, { version, done }));
      await this.#connection.sendNotification(method, params);
      await arrived;
      return { time: performance.now() - start, resultId: undefined };
    }
    const sent = this.#connection.sendNotification(method, params);
    const { answer } = await this.findings(uri, previousResultId);
    const time = performance.now() - start;
    await sent;
    return { time, resultId: answer.resultId, count: answer.items?.length };
  }

  /** Asks for the findings of the newest text. */
  findings(uri, previousResultId) {
    const { identifier } = this.capabilities.diagnosticProvider;
    return this.request('textDocument/diagnostic', {
      textDocument: { uri },
      ...(identifier === undefined ? {} : { identifier }),
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Resident memory in megabytes now; `undefined` where the system does not tell. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  stop() {
    this.#connection.dispose();
    this.#process.kill('SIGKILL');
  }
}

const settings = {
  json: { validate: { enable: true }, format: { enable: false } },
  yaml: { validate: true, schemaStore: { enable: false }, schemas: {} },
};
