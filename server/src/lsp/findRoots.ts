/** Looks through the open folders for files that Asterisk loads by their own name. Reads no file. */
import type { Host } from '../host/files.ts';
import { basename, normalise, pathOf, resolveFrom } from '../text/uri.ts';
import { kindByName } from '../workspace/kind.ts';

/** Folders looked into, the nearest to the top first. */
const mostFolders = 2000;
/** Roots taken; what they include comes on top. */
const mostRoots = 500;
/** Longest search, in milliseconds; disks over a network may take seconds for one folder. */
const longest = 30_000;
/** Folders asked for at once. */
const atOnce = 16;

/** What a look through the folders found. */
export interface FoundRoots {
  /** In the order of the folders, then by depth and name. */
  readonly uris: readonly string[];
  /** Whether a limit ended the search, so that there may be more. */
  readonly isCut: boolean;
}

/**
 * The files below `folders` that Asterisk would load by their name.
 * Hidden folders, `node_modules` and folders behind symbolic links are left out.
 *
 * @param now in milliseconds
 */
export async function findRoots(
  host: Host,
  folders: readonly string[],
  isCancelled: () => boolean,
  now: () => number = () => Date.now(),
): Promise<FoundRoots> {
  const until = now() + longest;
  const isLate = (): boolean => now() > until;
  const found = new Set<string>();
  const seen = new Set<string>();
  let isCut = false;
  let waiting: readonly string[] = folders.map(normalise);
  while (waiting.length > 0 && found.size < mostRoots && !isCut && !isCancelled()) {
    const all = [...new Set(waiting)].filter((uri) => !seen.has(uri));
    const level = all.slice(0, mostFolders - seen.size);
    isCut = level.length < all.length;
    const deeper: string[] = [];
    for (let at = 0; at < level.length && !isCancelled(); at += atOnce) {
      if (isLate()) return { uris: [...found].slice(0, mostRoots), isCut: true };
      const batch = level.slice(at, at + atOnce);
      const listed = await Promise.all(batch.map((folder) => host.entries(folder)));
      for (const [i, folder] of batch.entries()) {
        seen.add(folder);
        const entries = [...(listed[i] ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
        for (const { name, isFolder, isLink } of entries) {
          const uri = resolveFrom(folder, name);
          if (!isFolder && isRoot(uri)) found.add(uri);
          else if (isFolder && isLink !== true && !isSkipped(name)) deeper.push(uri);
        }
      }
    }
    waiting = deeper;
  }
  return { uris: [...found].slice(0, mostRoots), isCut: isCut || found.size >= mostRoots };
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

function isRoot(uri: string): boolean {
  const named = kindByName(pathOf(uri));
  return named?.isCertain === true && named.kind === basename(uri);
}
