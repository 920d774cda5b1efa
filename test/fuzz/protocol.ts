/**
 * Throws requests at a running language server: every one it announces, at sensible and senseless places, out of order,
 * for files it never heard of, while others are under way. It must answer each and stay alive.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
  type MessageConnection,
} from 'vscode-languageserver-protocol/node';
import { seededRandom } from '../support/seededRandom.ts';
import { MARKER, pick, randomConf, randomKind, type Random } from './confText.ts';

/** How a run went. */
export interface ProtocolRun {
  readonly requests: number;
  /** What must not have happened, in words; nothing of the documents. */
  readonly problem?: string;
}

/** Longest time the server may take to answer everything that is still open. */
const patience = 20_000;

/** Answers that may hold text of the document because the editor puts it there. */
const editing =
  /ormatting$|codeAction|resolve|rename$|completion|executeCommand|asteriskConf\/(?!status|files)/;

/** One conversation of `steps` messages with a server of its own. Never rejects. */
export async function converse(server: string, seed: number, steps: number): Promise<ProtocolRun> {
  const random = seededRandom(seed);
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const talk = new Conversation(random, child);
  try {
    await talk.start();
    for (let i = 0; i < steps && talk.problem === undefined; i++) {
      talk.step();
      if (random(25) === 0) await talk.settle();
    }
    await talk.settle();
    await talk.stop();
  } catch (error) {
    talk.problem ??= error instanceof Error ? error.message : 'an unknown error';
  } finally {
    child.kill('SIGKILL');
  }
  return { requests: talk.requests, ...(talk.problem === undefined ? {} : { problem: talk.problem }) };
}

interface OpenDocument {
  text: string;
  version: number;
}

class Conversation {
  problem: string | undefined;
  requests = 0;
  readonly #random: Random;
  readonly #connection: MessageConnection;
  readonly #documents = new Map<string, OpenDocument>();
  readonly #waiting = new Set<Promise<void>>();
  #isEnding = false;
  /** Whether documents stay such that a secret can be told from a name. */
  readonly #isWatching: boolean;

  constructor(random: Random, child: ChildProcess) {
    this.#random = random;
    this.#isWatching = random(2) === 0;
    if (child.stdout === null || child.stdin === null) throw new Error('the server has no streams');
    this.#connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    child.once('exit', (code) => {
      if (!this.#isEnding) this.problem ??= `the server ended with ${String(code)}`;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (this.#says(text)) this.problem ??= 'standard error says a secret';
    });
    // A document of a virtual file system vanishes while it is read, or holds anything.
    this.#connection.onRequest((method: string) => {
      if (method.endsWith('readFile') && random(2) === 0) return { text: randomConf(random, 'sip.conf', 5) };
      if (method === 'workspace/configuration') return [this.#settings()];
      return null;
    });
    this.#connection.onNotification((method: string, params: unknown) => {
      const text = JSON.stringify(params);
      if (this.#says(text)) this.problem ??= `${method} says a secret`;
      if (method === 'window/logMessage' && /mistake|broke down|Unhandled/i.test(text)) {
        this.problem ??= `the log reports a mistake: ${text.slice(0, 300)}`;
      }
    });
    this.#connection.onError(() => undefined);
    this.#connection.listen();
  }

  async start(): Promise<void> {
    const random = this.#random;
    if (random(4) === 0) {
      this.#ask('textDocument/hover', { textDocument: { uri: this.#uri() }, position: this.#position() });
    }
    await this.#connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: random(3) === 0 ? {} : abilities,
      workspaceFolders: random(2) === 0 ? null : [{ uri: 'file:///nowhere/etc/asterisk', name: 'a' }],
      initializationOptions:
        random(3) === 0 ? pick(random, [null, 7, 'x', []]) : { settings: this.#settings() },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  step(): void {
    const random = this.#random;
    const uri = this.#uri();
    switch (random(10)) {
      case 0: {
        this.#open(uri);
        return;
      }
      case 1:
        if (random(3) === 0) this.#close(uri);
        return;
      case 2: {
        this.#tell('workspace/didChangeConfiguration', {
          settings: { asteriskConf: this.#settings() },
        });
        return;
      }
      case 3: {
        this.#tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 + random(4) }] });
        return;
      }
      case 4:
      case 5:
      case 6: {
        this.#change(uri);
        return;
      }
      default: {
        this.#request(uri);
      }
    }
  }

  /** Waits until everything asked was answered. */
  async settle(): Promise<void> {
    const open = [...this.#waiting];
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => {
        resolve('late');
      }, patience);
    });
    const first = await Promise.race([Promise.all(open), late]);
    clearTimeout(timer);
    if (first === 'late') this.problem ??= `no answer in ${patience / 1000} s`;
  }

  async stop(): Promise<void> {
    if (this.problem !== undefined) return;
    this.#isEnding = true;
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
  }

  #open(uri: string): void {
    const kind = randomKind(this.#random);
    const size = this.#random(30) === 0 ? 3000 : this.#random(60);
    const document = { text: randomConf(this.#random, kind, size), version: 1 };
    this.#documents.set(uri, document);
    this.#tell('textDocument/didOpen', {
      textDocument: { uri, languageId: pick(this.#random, ['asterisk-conf', 'ini', '']), ...document },
    });
  }

  #close(uri: string): void {
    this.#documents.delete(uri);
    this.#tell('textDocument/didClose', { textDocument: { uri } });
  }

  #change(uri: string): void {
    const random = this.#random;
    const document = this.#documents.get(uri);
    if (document === undefined && random(4) > 0) return;
    const text = randomConf(random, 'sip.conf', random(4));
    const version = (document?.version ?? 0) + (random(10) === 0 ? -1 : 1);
    if (document !== undefined) document.version = version;
    // Whole lines, where secrets are watched: an edit that glues lines makes names of them.
    const change = this.#isWatching
      ? { range: this.#lines(), text }
      : { range: this.#range(), text: text.slice(0, random(40)) };
    const contentChanges = random(6) === 0 ? [{ text }] : [change];
    this.#tell('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  #request(uri: string): void {
    const random = this.#random;
    const textDocument = { uri };
    const position = this.#position();
    const range = this.#range();
    const [method, params] = pick<readonly [string, object]>(random, [
      ['textDocument/hover', { textDocument, position }],
      ['textDocument/completion', { textDocument, position, context: { triggerKind: 1 + random(3) } }],
      ['textDocument/signatureHelp', { textDocument, position }],
      ['textDocument/definition', { textDocument, position }],
      [
        'textDocument/references',
        { textDocument, position, context: { includeDeclaration: random(2) === 0 } },
      ],
      ['textDocument/documentHighlight', { textDocument, position }],
      ['textDocument/documentSymbol', { textDocument }],
      ['workspace/symbol', { query: pick(random, ['', '6', '__proto__', '*']) }],
      ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
      ['textDocument/codeLens', { textDocument }],
      ['textDocument/documentLink', { textDocument }],
      ['textDocument/formatting', { textDocument, options: { tabSize: 4, insertSpaces: true } }],
      ['textDocument/rangeFormatting', { textDocument, range, options: { tabSize: 0, insertSpaces: false } }],
      [
        'textDocument/onTypeFormatting',
        { textDocument, position, ch: '\n', options: { tabSize: 4, insertSpaces: true } },
      ],
      [
        'textDocument/rename',
        { textDocument, position, newName: pick(random, ['new', '', '[x]', '__proto__', '\n']) },
      ],
      ['textDocument/prepareRename', { textDocument, position }],
      ['textDocument/foldingRange', { textDocument }],
      ['textDocument/selectionRange', { textDocument, positions: [position, this.#position()] }],
      ['textDocument/semanticTokens/full', { textDocument }],
      ['textDocument/semanticTokens/range', { textDocument, range }],
      [
        'textDocument/semanticTokens/full/delta',
        { textDocument, previousResultId: pick(random, ['', '1', 'x']) },
      ],
      ['textDocument/inlayHint', { textDocument, range }],
      ['textDocument/diagnostic', { textDocument, previousResultId: pick(random, ['', '1', 'x']) }],
      ['workspace/diagnostic', { previousResultIds: [] }],
      [
        'workspace/executeCommand',
        { command: pick(random, ['asteriskConf.applyFix', 'x']), arguments: [{}, 7, null] },
      ],
      [
        'codeAction/resolve',
        { title: 'x', data: pick<unknown>(random, [null, 7, {}, { uri, rule: 'secret-weak', ordinal: 99 }]) },
      ],
      ['completionItem/resolve', { label: 'x', data: pick<unknown>(random, [null, 'x', { uri }]) }],
      ['codeLens/resolve', { range, data: pick<unknown>(random, [null, {}]) }],
      ['asteriskConf/status', { uri }],
      ['asteriskConf/files', {}],
      ['asteriskConf/effectiveSection', { uri, position, offset: random(99) }],
      ['asteriskConf/secretSpans', { uri }],
      ['asteriskConf/unheardOf', { uri }],
    ]);
    this.#ask(method, random(40) === 0 ? {} : params);
  }

  #ask(method: string, params: object): void {
    this.requests++;
    const answered = this.#connection.sendRequest(method, params).then(
      (result) => {
        if (editing.test(method)) return;
        if (JSON.stringify(result ?? null).includes(MARKER) && process.env.FUZZ_SHOW) {
          console.error(JSON.stringify(result).split(MARKER)[0]?.slice(-200));
        }
        if (this.#says(JSON.stringify(result ?? null))) this.problem ??= `${method} says a secret`;
      },
      (error: unknown) => {
        const { code = 0, message = '' } = error as { code?: number; message?: string };
        if (this.#says(message)) this.problem ??= `a refusal of ${method} says a secret`;
        // Internal errors are mistakes of ours; a refusal of what nobody could answer is fine.
        if (code === -32603 && Object.keys(params).length > 0) {
          this.problem ??= `${method} failed: ${message.slice(0, 200)}`;
        }
      },
    );
    this.#waiting.add(answered);
    void answered.finally(() => this.#waiting.delete(answered));
  }

  #tell(method: string, params: object): void {
    void this.#connection.sendNotification(method, params).catch(() => undefined);
  }

  #uri(): string {
    const folder = pick(this.#random, [
      'file:///nowhere/etc/asterisk',
      'file:///nowhere/etc/asterisk',
      'vfs:/x',
      'untitled:',
    ]);
    return `${folder}/${pick(this.#random, ['sip.conf', 'sip.conf', 'more.conf', 'pjsip.conf', 'extensions.conf', 'iax.conf', '%zz', 'a%20b.conf'])}`;
  }

  #position(): { readonly line: number; readonly character: number } {
    const random = this.#random;
    if (random(12) === 0) {
      return {
        line: pick(random, [0, 2 ** 31 - 1, 99_999]),
        character: pick(random, [0, 2 ** 31 - 1, 4096]),
      };
    }
    return { line: random(60), character: random(40) };
  }

  #lines(): object {
    const [a, b] = [this.#random(60), this.#random(60)];
    return { start: { line: Math.min(a, b), character: 0 }, end: { line: Math.max(a, b), character: 0 } };
  }

  #says(text: string): boolean {
    return this.#isWatching && text.includes(MARKER);
  }

  #range(): object {
    const [a, b] = [this.#position(), this.#position()];
    const isForward = a.line < b.line || (a.line === b.line && a.character <= b.character);
    return isForward || this.#random(20) === 0 ? { start: a, end: b } : { start: b, end: a };
  }

  #settings(): unknown {
    const random = this.#random;
    if (random(4) === 0) {
      return pick<unknown>(random, [null, 7, 'x', [], { rules: 7, lint: null, secrets: [] }]);
    }
    return {
      asteriskVersion: pick<unknown>(random, ['auto', 16, '22', 99, {}]),
      rules: pick<unknown>(random, [{}, { 'secret-weak': 'off' }, { __proto__: 'error', x: 7 }]),
      lint: {
        enable: random(8) > 0,
        run: pick(random, ['onType', 'onSave', 'never']),
        maxFindings: pick<unknown>(random, [1000, 0, -1, 'x']),
      },
      secrets: {
        length: pick<unknown>(random, [20, 0, 1e9, 'x']),
        alphabet: pick(random, ['abc', '', '\0']),
      },
      configDirectory: pick<unknown>(random, ['', '/nowhere', '../..', 7]),
    };
  }
}

const abilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
    },
  },
  workspace: {
    applyEdit: true,
    configuration: true,
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};
