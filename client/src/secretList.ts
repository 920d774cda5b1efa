/**
 * The list of new secrets after a rotation: a document that cannot be saved and is gone when it is closed, or text on the
 * clipboard. An untitled document would be backed up to the disk.
 */
import * as vscode from 'vscode';
import type { RotationAnswer } from '../../server/src/lsp/protocol.ts';

const scheme = 'asterisk-conf-secrets';

type Changed = RotationAnswer['changed'];

/** Keeps a list while its document is open, and nowhere else. */
export class SecretList implements vscode.TextDocumentContentProvider {
  readonly #parts: readonly vscode.Disposable[];
  readonly #texts = new Map<string, string>();
  #shown = 0;

  constructor() {
    this.#parts = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#texts.delete(uri.toString());
      }),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? 'The list is gone, as it is kept nowhere.\n';
  }

  /** Asks once; whoever closes the question has no list, and can take the secrets from the files. */
  async offer(changed: Changed): Promise<void> {
    const show = 'Show the List';
    const copy = 'Copy the List';
    const told = `${String(changed.length)} ${changed.length === 1 ? 'secret was' : 'secrets were'} replaced. Save the files, give the phones their new secrets, then reload Asterisk.`;
    const answer = await vscode.window.showInformationMessage(told, show, copy);
    if (answer === show) await this.show(changed);
    if (answer === copy) await vscode.env.clipboard.writeText(tableText(changed));
  }

  async show(changed: Changed): Promise<vscode.TextEditor> {
    this.#shown += 1;
    const uri = vscode.Uri.from({ scheme, path: `/New secrets ${String(this.#shown)}.txt` });
    this.#texts.set(uri.toString(), listText(changed));
    const document = await vscode.workspace.openTextDocument(uri);
    return vscode.window.showTextDocument(document, { preview: false });
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
    this.#texts.clear();
  }
}

/** One row for each, its header first. */
function rowsOf(changed: Changed): readonly (readonly string[])[] {
  const rows = changed.map(({ uri, section, user, others, secret }) => [
    vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    section,
    user ?? '',
    secret,
    others.length === 0 ? '' : `also: ${others.join(', ')}`,
  ]);
  return [['File', 'Section', 'User', 'New secret', ''], ...rows].map((row) => row.map(plain));
}

/** In columns, for the eye. */
function listText(changed: Changed): string {
  const rows = rowsOf(changed);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(
      40,
      rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
    ),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Divided by tabs, so that it can be pasted into a table. */
function tableText(changed: Changed): string {
  return `${rowsOf(changed)
    .map((row) => row.join('\t').trimEnd())
    .join('\n')}\n`;
}

/** A name out of a file must not begin a formula in a table, nor a new cell. */
function plain(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@-]/.test(line) ? `'${line}` : line;
}
