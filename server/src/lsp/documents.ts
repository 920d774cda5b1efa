/** The files an editor has open: their text as a tree, kept up to date edit by edit. Knows no other file. */
import type * as lsp from 'vscode-languageserver-protocol';
import { fileModel, type FileModel } from '../model/fileModel.ts';
import { parse, reparse } from '../syntax/parse.ts';
import { lineOf, lineStart, textOf } from '../syntax/position.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { normalise } from '../text/uri.ts';
import { largestChecked, largestFile, mostCheckedLines } from '../host/files.ts';
import { fromLspChange, fromLspRange } from './fromLsp.ts';

/** One version of one open file. */
export interface OpenDocument {
  /** The one spelling used inside the server. */
  readonly uri: string;
  /** The client's own spelling, for everything sent back. */
  readonly clientUri: string;
  readonly version: number;
  readonly model: FileModel;
  /** Changed since it was opened or last saved. */
  readonly isChanged: boolean;
}

/** Open files by URI. Any spelling of a URI finds its file. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();
  readonly #refused = new Set<string>();

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(normalise(uri));
  }

  /** In the order they were opened. */
  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  /** `undefined` for a text so large that nothing of it is looked at; then it counts as not open. */
  open({ uri: clientUri, version, text }: lsp.TextDocumentItem): OpenDocument | undefined {
    const uri = normalise(clientUri);
    if (text.length > largestFile) {
      this.#refused.add(uri);
      return undefined;
    }
    return this.#keep({ uri, clientUri, version, model: fileModel(parse(text)), isChanged: false });
  }

  /** Whether an editor has the file open, but nothing of it is looked at for its size. */
  isRefused(uri: string): boolean {
    return this.#refused.has(normalise(uri));
  }

  /** The document after the edits, which apply one after the other; `undefined` when the file is not open. */
  change({ textDocument, contentChanges }: lsp.DidChangeTextDocumentParams): OpenDocument | undefined {
    const before = this.get(textDocument.uri);
    if (before === undefined) return undefined;
    const tree = contentChanges.reduce(applyChange, before.model.tree);
    return this.#keep({ ...before, version: textDocument.version, model: fileModel(tree), isChanged: true });
  }

  saved(uri: string): OpenDocument | undefined {
    const document = this.get(uri);
    return document && this.#keep({ ...document, isChanged: false });
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.get(uri);
    if (document !== undefined) this.#open.delete(document.uri);
    this.#refused.delete(normalise(uri));
    return document;
  }

  #keep(document: OpenDocument): OpenDocument {
    this.#open.set(document.uri, document);
    return document;
  }
}

/** Whether a text is so large that only colour, outline and folding work. Counts characters, at least one byte each. */
export function isTooLarge(tree: SyntaxTree): boolean {
  return tree.length > largestChecked || tree.lineCount > mostCheckedLines;
}

function applyChange(tree: SyntaxTree, change: lsp.TextDocumentContentChangeEvent): SyntaxTree {
  const edit = fromLspChange(tree, change);
  return edit === undefined ? parse(change.text, tree.encoding) : reparse(tree, edit);
}

/**
 * Whether edits touched a header or a directive, on which other files may build. Looks at the changed lines only, in the
 * old text and in the new one.
 */
export function mayConcernOthers(
  before: SyntaxTree,
  after: SyntaxTree,
  { contentChanges }: lsp.DidChangeTextDocumentParams,
): boolean {
  // Ranges of later edits count in texts between the two; only a single edit can be looked at exactly.
  const [change] = contentChanges;
  if (change === undefined || contentChanges.length > 1 || !('range' in change)) {
    return contentChanges.length > 0;
  }
  const { start, end } = fromLspRange(before, change.range);
  return hasLinks(before, start, end) || hasLinks(after, start, start + change.text.length);
}

function hasLinks(tree: SyntaxTree, start: number, end: number): boolean {
  const first = lineStart(tree, lineOf(tree, start));
  return /(?:^|\n)[^\S\n]*[[#]/.test(
    textOf(tree, { start: first, end: lineStart(tree, lineOf(tree, end) + 1) }),
  );
}
