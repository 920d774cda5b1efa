/** Answers the server's questions about files that only the editor can reach: in a browser, or in a virtual folder. */
import * as vscode from 'vscode';
import type { FileParams, FolderEntry, ReadResult } from '../../server/src/lsp/protocol.ts';

/** Nothing larger is read, as on the server's own disk. */
const largestFile = 64 * 1024 * 1024;

/** The text of a file: UTF-8, or Latin-1 with one character a byte. Never rejects. */
export async function readFile({ uri }: FileParams): Promise<ReadResult> {
  try {
    const address = vscode.Uri.parse(uri, true);
    const { type, size } = await vscode.workspace.fs.stat(address);
    if ((type & vscode.FileType.File) === 0) return { kind: 'absent', reason: 'not-regular' };
    if (size > largestFile) return { kind: 'too-large', bytes: size };
    return decode(await vscode.workspace.fs.readFile(address));
  } catch (error) {
    const code = error instanceof vscode.FileSystemError ? error.code : '';
    if (code === 'FileNotFound') return { kind: 'absent', reason: 'missing' };
    if (code === 'FileIsADirectory') return { kind: 'absent', reason: 'not-regular' };
    return code === 'NoPermissions' ? { kind: 'absent', reason: 'denied' } : { kind: 'unreachable' };
  }
}

/** The names in a folder; none when there is no such folder. Never rejects. */
export async function listFiles({ uri }: FileParams): Promise<readonly FolderEntry[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri, true));
    return entries.map(([name, type]) => ({
      name,
      isFolder: (type & vscode.FileType.Directory) !== 0,
      isLink: (type & vscode.FileType.SymbolicLink) !== 0,
    }));
  } catch {
    return [];
  }
}

function decode(bytes: Uint8Array): ReadResult {
  if (isBinary(bytes)) return { kind: 'binary' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { kind: 'text', text, encoding: 'utf8' };
  } catch {
    let text = '';
    // In pieces, since a call takes only so many arguments.
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return { kind: 'text', text, encoding: 'latin1' };
  }
}

function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8192);
  return bytes.length > 64 * 1024 && head.filter((byte) => byte === 0).length * 100 > head.length;
}
