/** Finds the files a shell pattern names by looking into one folder after the other. Does not know how folders are read. */
import { type GlobPart, compareBytes, expandBraces, globParts, matchesName } from '../text/glob.ts';
import { type FolderEntry, mostFolders, mostMatches } from './files.ts';

/** How a walk sees the disk. Paths are decoded and use `/`. */
export interface Folders {
  /** The entries of a folder; empty when there is no such folder. */
  readonly entries: (path: string) => Promise<readonly FolderEntry[]>;
  /** Whether a file or folder of that name exists. */
  readonly exists: (path: string) => Promise<boolean>;
}

/** Paths that `pattern` names and that exist, in byte order for each alternative of its braces. */
export async function walk(pattern: string, folders: Folders): Promise<readonly string[]> {
  const found: string[] = [];
  const budget = { folders: mostFolders };
  for (const alternative of expandBraces(pattern)) {
    if (found.length >= mostMatches || budget.folders <= 0) break;
    const matches = await walkParts(globParts(alternative), folders, budget);
    found.push(...[...matches].sort(compareBytes));
  }
  return found.slice(0, mostMatches);
}

async function walkParts(
  parts: readonly GlobPart[],
  folders: Folders,
  budget: { folders: number },
): Promise<readonly string[]> {
  let paths: readonly string[] = [''];
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const separator = i === 0 ? '' : '/';
    if (typeof part === 'string') {
      paths = paths.map((path) => path + separator + part);
      continue;
    }
    const deeper: string[] = [];
    for (const path of paths) {
      if (budget.folders-- <= 0 || deeper.length >= mostMatches) break;
      for (const entry of await folders.entries(path === '' ? '/' : path)) {
        if ((isLast || entry.isFolder) && matchesName(part, entry.name)) {
          deeper.push(path + separator + entry.name);
        }
      }
    }
    paths = deeper;
  }
  if (typeof parts.at(-1) !== 'string') return paths;
  // The last part was a plain name, so nobody has looked yet whether it is there.
  const existing: string[] = [];
  for (const path of paths) if (await folders.exists(path)) existing.push(path);
  return existing;
}
