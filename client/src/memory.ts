/** What the extension remembers about single files of this workspace: kinds the user chose, files asked about. */
import type * as vscode from 'vscode';

/** Files remembered for each purpose; the oldest are forgotten. */
const mostFiles = 500;

/** Lists kept in the workspace's own storage. Holds addresses, kinds and choices, never text of a file. */
export class Memory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Standard file names the user chose, by the URI of the file to be read like it. */
  kinds(): Readonly<Record<string, string>> {
    return this.#state.get<Record<string, string>>('kinds', {});
  }

  /** `undefined` goes back to what the file's name tells. */
  async chooseKind(uri: vscode.Uri, kind: string | undefined): Promise<void> {
    const others = Object.entries(this.kinds()).filter(([known]) => known !== uri.toString());
    const kinds = kind === undefined ? others : [...others, [uri.toString(), kind] as const];
    await this.#state.update('kinds', Object.fromEntries(kinds.slice(-mostFiles)));
  }

  /** Whether secrets are hidden here; `undefined` where nobody chose, so that the setting counts. */
  get hidesSecrets(): boolean | undefined {
    return this.#state.get<boolean>('hideSecrets');
  }

  async setHidesSecrets(value: boolean): Promise<void> {
    await this.#state.update('hideSecrets', value);
  }

  /** Address by which VICIdial knows the server whose files lie in the folder. */
  serverAddress(folder: vscode.Uri): string | undefined {
    return this.#state.get<Record<string, string>>('serverAddresses', {})[folder.toString()];
  }

  async keepServerAddress(folder: vscode.Uri, address: string): Promise<void> {
    const known = this.#state.get<Record<string, string>>('serverAddresses', {});
    const others = Object.entries(known).filter(([uri]) => uri !== folder.toString());
    const kept = [...others, [folder.toString(), address] as const].slice(-mostFiles);
    await this.#state.update('serverAddresses', Object.fromEntries(kept));
  }

  has(list: FileList, uri: vscode.Uri): boolean {
    return this.#uris(list).includes(uri.toString());
  }

  /** Tells whether the file was new to the list. */
  async add(list: FileList, uri: vscode.Uri): Promise<boolean> {
    if (this.has(list, uri)) return false;
    await this.#state.update(list, [...this.#uris(list), uri.toString()].slice(-mostFiles));
    return true;
  }

  async remove(list: FileList, uri: vscode.Uri): Promise<void> {
    await this.#state.update(
      list,
      this.#uris(list).filter((known) => known !== uri.toString()),
    );
  }

  #uris(list: FileList): readonly string[] {
    return this.#state.get<readonly string[]>(list, []);
  }
}

/** `asked`: the user was asked whether the file is Asterisk's. `treated`: the user said yes. */
export type FileList = 'asked' | 'treated';
