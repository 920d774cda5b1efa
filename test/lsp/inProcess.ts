/** The server in this process, where parts of it can be made to break and its timers be counted. */
import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type DocumentDiagnosticReport,
  type DocumentSymbol,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { memoryHost } from '../../server/src/host/memory.ts';
import { mistakeNotification } from '../../server/src/lsp/protocol.ts';
import { startServer } from '../../server/src/lsp/server.ts';

/** A server without files, and a client that knows one document. */
export class InProcess {
  readonly client: ProtocolConnection;
  readonly log: string[] = [];
  readonly shown: string[] = [];
  offers = 0;

  readonly #uri: string;

  constructor(uri: string) {
    this.#uri = uri;
    const [there, back] = [new PassThrough(), new PassThrough()];
    startServer(
      createConnection(ProposedFeatures.all, new StreamMessageReader(there), new StreamMessageWriter(back)),
      memoryHost(new Map()),
    );
    this.client = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
    this.client.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    this.client.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.shown.push(message);
    });
    this.client.onNotification(mistakeNotification, () => {
      this.offers++;
    });
    this.client.listen();
  }

  async open(
    text: string,
    hasEditorCommands: boolean,
    abilities: ClientCapabilities = {
      textDocument: { diagnostic: {}, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
    },
  ): Promise<void> {
    await this.client.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: abilities,
      initializationOptions: { hasEditorCommands },
    });
    await this.client.sendNotification('initialized', {});
    const textDocument = { uri: this.#uri, languageId: 'asterisk-conf', version: 1, text };
    await this.client.sendNotification('textDocument/didOpen', { textDocument });
  }

  async rules(): Promise<readonly unknown[]> {
    const report = await this.client.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: this.#uri },
    });
    return report.kind === 'full' ? report.items.map(({ code }) => code) : [];
  }

  hover(line: number): Promise<Hover | null> {
    return this.client.sendRequest('textDocument/hover', {
      textDocument: { uri: this.#uri },
      position: { line, character: 1 },
    });
  }

  /** Names of the outline; answered after everything the server said before. */
  async outline(): Promise<readonly string[]> {
    const found = await this.client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: this.#uri },
    });
    return found.map(({ name }) => name);
  }
}
