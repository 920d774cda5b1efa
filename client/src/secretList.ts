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
    if (answer === copy) await vscode.env.clipboard.writeText(listText(changed));
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

/** One line for each, divided by tabs, so that it fits into a table. */
function listText(changed: Changed): string {
  const rows = changed.map(({ uri, section, user, others, secret }) =>
    [
      vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
      section,
      user ?? '',
      secret,
      others.length === 0 ? '' : `also: ${others.join(', ')}`,
    ]
      .map(plain)
      .join('\t')
      .trimEnd(),
  );
  return `${['File\tSection\tUser\tNew secret', ...rows].join('\n')}\n`;
}

/** A name out of a file must not begin a formula in a table, nor a new cell. */
function plain(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ');
  return /^[=+@-]/.test(line) ? `'${line}` : line;
}
