/**
 * Hides secrets on the screen behind eight stars. Only decorations: the text, the theme and the settings stay as they are.
 * Which stretches are secrets, the server says; a guess of our own covers lines that were just changed until it has.
 */
import * as vscode from 'vscode';
import {
  languageId,
  secretSpansRequest,
  type SecretSpans,
  type SecretSpansParams,
} from '../../server/src/lsp/protocol.ts';
import { guessSecrets } from './guessSecrets.ts';
import type { Memory } from './memory.ts';
import type { Server } from './server.ts';

/** Lines asked for above and below what is seen, so that scrolling shows nothing. */
const margin = 1000;
/** Wait after an edit, in milliseconds. */
const pause = 60;
/** How long a revealed secret is shown, in milliseconds. */
const glance = 20_000;

/** Registers `toggleHideSecrets` and `revealSecret`, and hides from the start where that was chosen. */
export function hideSecrets(server: Server, memory: Memory): readonly vscode.Disposable[] {
  const curtain = new Curtain(server, memory);
  return [
    new vscode.Disposable(() => {
      curtain.dispose();
    }),
    vscode.commands.registerCommand('asteriskConf.toggleHideSecrets', () => curtain.toggle()),
    vscode.commands.registerCommand('asteriskConf.revealSecret', () => {
      curtain.reveal();
    }),
  ];
}

const stars: vscode.DecorationRenderOptions = {
  // The text takes no room, so that its length is not shown either; transparent where a host ignores that.
  opacity: '0',
  textDecoration: 'none; display: none;',
  before: { contentText: '********', color: new vscode.ThemeColor('disabledForeground') },
  rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen,
};

/** What is shown although it is a secret: those on one line of one file. */
interface Revealed {
  readonly uri: string;
  readonly line: number;
}

/** What the server said about the part of an editor that is seen. */
interface Known {
  readonly version: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly ranges: readonly vscode.Range[];
}

class Curtain {
  readonly #server: Server;
  readonly #memory: Memory;
  readonly #hidden = vscode.window.createTextEditorDecorationType(stars);
  /** On lines that were changed since the server was asked. */
  readonly #guessed = vscode.window.createTextEditorDecorationType(stars);
  readonly #known = new Map<vscode.TextEditor, Known>();
  readonly #guesses = new Map<string, vscode.Range[]>();
  readonly #parts: readonly vscode.Disposable[];
  #revealed: Revealed | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(server: Server, memory: Memory) {
    this.#server = server;
    this.#memory = memory;
    this.#parts = [
      server.onDidStart(() => {
        this.#refresh();
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of this.#known.keys()) if (!editors.includes(editor)) this.#known.delete(editor);
        this.#refresh();
      }),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (this.#isOn && isOurs(textEditor) && !this.#covers(textEditor)) void this.#ask(textEditor);
      }),
      vscode.workspace.onDidChangeTextDocument((change) => {
        this.#follow(change);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const { uri, line } = this.#revealed ?? {};
        if (uri !== textEditor.document.uri.toString()) return;
        if (!selections.some(({ active }) => active.line === line)) this.#endReveal();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('asteriskConf.secrets.hide')) this.#refresh();
      }),
    ];
    this.#refresh();
  }

  get #isOn(): boolean {
    const setting = vscode.workspace.getConfiguration('asteriskConf').get<boolean>('secrets.hide', false);
    return this.#memory.hidesSecrets ?? setting;
  }

  async toggle(): Promise<void> {
    await this.#memory.setHidesSecrets(!this.#isOn);
    this.#revealed = undefined;
    this.#refresh();
    const text = this.#isOn ? 'Secrets are hidden in this workspace' : 'Secrets are shown in this workspace';
    vscode.window.setStatusBarMessage(text, 4000);
  }

  /** Shows the secrets on the line of the cursor until it leaves the line, or for a while; a second time hides them. */
  reveal(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !isOurs(editor)) return;
    const here = { uri: editor.document.uri.toString(), line: editor.selection.active.line };
    const isShown = this.#revealed?.uri === here.uri && this.#revealed.line === here.line;
    this.#endReveal();
    if (isShown) return;
    this.#revealed = here;
    this.#paintAll();
    this.#ending = setTimeout(() => {
      this.#endReveal();
    }, glance);
  }

  #endReveal(): void {
    clearTimeout(this.#ending);
    if (this.#revealed === undefined) return;
    this.#revealed = undefined;
    this.#paintAll();
  }

  #refresh(): void {
    const isOn = this.#isOn;
    void vscode.commands.executeCommand('setContext', 'asteriskConf.areSecretsHidden', isOn);
    for (const editor of vscode.window.visibleTextEditors) {
      if (!isOurs(editor)) continue;
      if (isOn) void this.#ask(editor);
      else this.#clear(editor);
    }
    if (!isOn) this.#known.clear();
  }

  #clear(editor: vscode.TextEditor): void {
    editor.setDecorations(this.#hidden, []);
    editor.setDecorations(this.#guessed, []);
  }

  /** The editor moves what is hidden along with the text; only what is new has to be found. */
  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.languageId !== languageId || contentChanges.length === 0 || !this.#isOn) return;
    const key = document.uri.toString();
    const guesses = this.#guesses.get(key) ?? [];
    for (const { range, text } of contentChanges) {
      const first = range.start.line;
      const last = Math.min(first + text.split('\n').length - 1, first + margin, document.lineCount - 1);
      for (let line = first; line <= last; line++) {
        for (const { start, end } of guessSecrets(document.lineAt(line).text)) {
          guesses.push(new vscode.Range(line, start, line, end));
        }
      }
    }
    this.#guesses.set(key, guesses);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== document) continue;
      this.#known.delete(editor);
      if (guesses.length > 0) editor.setDecorations(this.#guessed, this.#without(document, guesses));
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#refresh();
    }, pause);
  }

  /** Whether what is known reaches beyond what is seen. */
  #covers(editor: vscode.TextEditor): boolean {
    const known = this.#known.get(editor);
    if (known?.version !== editor.document.version) return false;
    return editor.visibleRanges.every(
      ({ start, end }) => start.line >= known.firstLine && end.line <= known.lastLine,
    );
  }

  async #ask(editor: vscode.TextEditor): Promise<void> {
    // Starting the server is not for us; it says when it has.
    if (!this.#server.isRunning) return;
    const { document } = editor;
    const seen = editor.visibleRanges;
    const params: SecretSpansParams = {
      uri: document.uri.toString(),
      firstLine: Math.max(0, Math.min(...seen.map(({ start }) => start.line), document.lineCount) - margin),
      lastLine: Math.max(0, ...seen.map(({ end }) => end.line)) + margin,
    };
    const answer = await this.#server.ask<SecretSpans | null>(secretSpansRequest, params).catch(() => null);
    // An answer for an older text is of no use; the edit since then has asked again.
    if (answer?.version !== document.version || !this.#isOn) return;
    const { firstLine = 0, lastLine = 0 } = params;
    const ranges = answer.ranges.map(
      ({ start, end }) => new vscode.Range(start.line, start.character, end.line, end.character),
    );
    this.#known.set(editor, { version: answer.version, firstLine, lastLine, ranges });
    this.#guesses.delete(params.uri);
    this.#paint(editor, ranges);
  }

  #paintAll(): void {
    for (const [editor, { ranges, version }] of this.#known) {
      if (version === editor.document.version) this.#paint(editor, ranges);
    }
  }

  #paint(editor: vscode.TextEditor, ranges: readonly vscode.Range[]): void {
    editor.setDecorations(this.#hidden, this.#without(editor.document, ranges));
    editor.setDecorations(this.#guessed, []);
  }

  /** All but what is revealed. */
  #without(document: vscode.TextDocument, ranges: readonly vscode.Range[]): vscode.Range[] {
    const { uri, line } = this.#revealed ?? {};
    return ranges.filter((range) => uri !== document.uri.toString() || range.start.line !== line);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#ending);
    // Takes the decorations off all editors.
    for (const part of [...this.#parts, this.#hidden, this.#guessed]) part.dispose();
  }
}

function isOurs({ document }: vscode.TextEditor): boolean {
  return document.languageId === languageId;
}
