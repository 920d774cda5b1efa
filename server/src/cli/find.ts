/** Turns a path from the command line into the files it means. Looks at names only, never into files. */
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileUri } from '../text/uri.ts';
import { isOurs, kindByName } from '../workspace/kind.ts';

/** What a path on the command line stands for. URIs are spelled as `text/uri.ts` spells them. */
export type Target =
  | { readonly kind: 'file'; readonly path: string; readonly uri: string }
  | ({ readonly kind: 'folder'; readonly path: string } & FolderFiles)
  /** Nothing there, or nothing that can be read; `reason` completes "cannot read PATH: ". */
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string };

/** The conf files in a folder, at any depth. */
export interface FolderFiles {
  /** Those that Asterisk loads by their own name. */
  readonly uris: readonly string[];
  /** Those that count only where something includes them. */
  readonly others: readonly string[];
  /** Files and folders in it whose names are no UTF-8, which nothing here can open; as far as they can be printed. */
  readonly unnamable: readonly string[];
}

/** Folders that hold no configuration of their own and may be huge. */
const skippedFolders = new Set(['node_modules', '.git', '.svn', '.hg']);

/** Looks at the absolute `target`. Never rejects. */
export async function find(target: string): Promise<Target> {
  try {
    const facts = await stat(target);
    if (facts.isDirectory()) return { kind: 'folder', path: target, ...(await filesBelow(target)) };
    if (facts.isFile()) return { kind: 'file', path: target, uri: fileUri(target) };
    return { kind: 'unreadable', path: target, reason: 'it is neither a file nor a folder' };
  } catch (error) {
    return { kind: 'unreadable', path: target, reason: reasonOf(error) };
  }
}

/** Why the system refused, in plain words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file or folder';
    case 'ELOOP':
      return 'it is a link that leads in a circle';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    default:
      return typeof code === 'string' ? `the system says ${code}` : 'an unknown error';
  }
}

async function filesBelow(top: string): Promise<FolderFiles> {
  const uris: string[] = [];
  const others: string[] = [];
  const unnamable: string[] = [];
  const visited = new Set<string>();
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    // A link may lead back up, and then every path would be found again one level deeper.
    const real = await realPathOf(folder);
    if (real === undefined || visited.has(real)) continue;
    visited.add(real);
    const isTop = folder === top;
    for (const { name, isFolder } of await entriesOf(folder, isTop)) {
      const whole = path.join(folder, name);
      // The system's bytes became replacement characters, and there is no way back.
      if (name.includes('\ufffd') && !(await isThere(whole))) {
        if (isFolder || isOurs(whole)) unnamable.push(whole);
      } else if (isFolder) {
        if (!skippedFolders.has(name)) waiting.push(whole);
      } else if (isRoot(whole)) uris.push(fileUri(whole));
      else if (isOurs(whole)) others.push(fileUri(whole));
    }
  }
  return { uris, others, unnamable };
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** A folder further down that cannot be opened is left out, as a shell's own search does; the top one is not. */
async function entriesOf(folder: string, isTop: boolean): Promise<readonly Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return await Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        isFolder: entry.isSymbolicLink()
          ? await isFolderAt(path.join(folder, entry.name))
          : entry.isDirectory(),
      })),
    );
  } catch (error) {
    if (isTop) throw error;
    return [];
  }
}

/** `undefined` for a folder that vanished meanwhile, or that must not be looked into. */
async function realPathOf(folder: string): Promise<string | undefined> {
  try {
    return await realpath(folder);
  } catch {
    return undefined;
  }
}

async function isThere(target: string): Promise<boolean> {
  try {
    await stat(target);
    return true;
  } catch {
    return false;
  }
}

async function isFolderAt(target: string): Promise<boolean> {
  try {
    return (await stat(target)).isDirectory();
  } catch {
    return false;
  }
}

function isRoot(target: string): boolean {
  const named = kindByName(target);
  return named?.isCertain === true && named.kind === path.basename(target);
}
