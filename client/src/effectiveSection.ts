/** The command that opens a section as Asterisk ends up with it: a read-only document beside the file that follows edits. */
import * as vscode from 'vscode';
import {
  effectiveSectionRequest,
  languageId,
  type EffectiveSection,
  type PlaceParams,
} from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

const scheme = 'asterisk-conf-section';
/** Wait after an edit, in milliseconds, so that typing does not ask for every letter. */
const pause = 200;

/** Registers the command and the documents it opens. */
export function offerEffectiveSection(server: Server): readonly vscode.Disposable[] {
  const documents = new SectionDocuments(server);
  return [
    new vscode.Disposable(() => {
      documents.dispose();
    }),
    vscode.workspace.registerTextDocumentContentProvider(scheme, documents),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId !== languageId) return;
      documents.follow(document.uri.toString(), contentChanges);
      documents.refreshSoon();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      documents.forget(uri);
    }),
    vscode.commands.registerCommand('asteriskConf.showEffectiveSection', () => documents.show()),
  ];
}

/** The open documents, each by its own URI with the place it shows. */
class SectionDocuments implements vscode.TextDocumentContentProvider {
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #places = new Map<string, { readonly document: vscode.Uri; place: PlaceParams }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
  }

  async show(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== languageId || editor.document.uri.scheme === scheme) {
      void vscode.window.showInformationMessage('Open an Asterisk configuration file first.');
      return;
    }
    const place = { uri: editor.document.uri.toString(), line: editor.selection.active.line };
    const section = await this.#ask(place);
    if (section === null) return;
    // A slash in the name would read as a folder.
    const title = `[${(section.name ?? '').replaceAll('/', '_')}] in force.conf`;
    const document = vscode.Uri.from({ scheme, path: `/${title}`, query: JSON.stringify(place) });
    this.#places.set(document.toString(), { document, place });
    this.#changed.fire(document);
    const opened = await vscode.workspace.openTextDocument(document);
    await vscode.window.showTextDocument(opened, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: true,
      preserveFocus: true,
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const known = this.#places.get(uri.toString());
    const section = known === undefined ? null : await this.#ask(known.place);
    return section?.text ?? '; Open the file and show its section again.\n';
  }

  /** Keeps to the same line when lines above it come or go. */
  follow(uri: string, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    for (const shown of this.#places.values()) {
      if (shown.place.uri !== uri) continue;
      let { line } = shown.place;
      for (const { range, text } of changes) {
        if (range.end.line > line) continue;
        line += text.split('\n').length - 1 - (range.end.line - range.start.line);
      }
      shown.place = { uri, line: Math.max(0, line) };
    }
  }

  refreshSoon(): void {
    if (this.#places.size === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const { document } of this.#places.values()) this.#changed.fire(document);
    }, pause);
  }

  forget(uri: vscode.Uri): void {
    this.#places.delete(uri.toString());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  #ask(place: PlaceParams): Promise<EffectiveSection | null> {
    return this.#server.ask<EffectiveSection | null>(effectiveSectionRequest, place);
  }
}
