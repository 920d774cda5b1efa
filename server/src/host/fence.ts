/**
 * Keeps a host inside some folders: what an editor's user has not said to trust may name any file of the machine in an
 * include or behind a symbolic link, and then it is not opened, listed or looked for.
 */
import { dirname, isBelow, normalise, pathOf, resolveFrom } from '../text/uri.ts';
import type { FolderEntry, Host } from './files.ts';
import { walk } from './walk.ts';

/** What a pattern names. */
export interface Listing {
  /** As `Host.list` answers. */
  readonly uris: readonly string[];
  /** Whether the pattern led outside, so that it may name more. */
  readonly isOffLimits: boolean;
}

/** A host that may be confined. Without a fence it is the host it was made from. */
export interface FencedHost extends Host {
  /** URIs of the only folders to be looked into from now on; `undefined` takes the fence away. */
  readonly confine: (folders: readonly string[] | undefined) => void;
  readonly look: (pattern: string) => Promise<Listing>;
}

/** Puts a fence around `host`, at first an open one. */
export function fencedHost(host: Host): FencedHost {
  let fence: readonly string[] | undefined;

  const isInside = async (uri: string): Promise<boolean> => {
    if (fence === undefined) return true;
    const folders = fence;
    if (!isWithin(uri, folders)) return false;
    if (host.realUri === undefined) return true;
    const real = await host.realUri(uri);
    // What is not there leads nowhere.
    if (real === undefined || real === normalise(uri)) return true;
    const realFolders = await Promise.all(
      folders.map(async (folder) => (await host.realUri?.(folder)) ?? folder),
    );
    return isWithin(real, realFolders);
  };

  const entries = async (uri: string): Promise<readonly FolderEntry[]> =>
    (await isInside(uri)) ? host.entries(uri) : [];

  const look = async (pattern: string): Promise<Listing> => {
    if (fence === undefined) return { uris: await host.list(pattern), isOffLimits: false };
    let isOffLimits = false;
    const looked = async (path: string): Promise<readonly FolderEntry[]> => {
      const uri = resolveFrom(pattern, path);
      if (await isInside(uri)) return host.entries(uri);
      isOffLimits = true;
      return [];
    };
    const exists = async (path: string): Promise<boolean> => {
      const uri = resolveFrom(pattern, path);
      const siblings = await looked(pathOf(dirname(uri)));
      return siblings.some(({ name }) => name === path.slice(path.lastIndexOf('/') + 1));
    };
    const paths = await walk(pathOf(pattern), { entries: looked, exists });
    return { uris: paths.map((path) => resolveFrom(pattern, path)), isOffLimits };
  };

  return {
    confine: (folders) => {
      fence = folders?.map(normalise);
    },
    look,
    list: async (pattern) => (await look(pattern)).uris,
    entries,
    read: async (uri) => ((await isInside(uri)) ? host.read(uri) : { kind: 'absent', reason: 'off-limits' }),
    ...(host.realUri === undefined ? {} : { realUri: host.realUri }),
  };
}

function isWithin(uri: string, folders: readonly string[]): boolean {
  const place = normalise(uri);
  return folders.some((folder) => place === folder || isBelow(folder, place));
}
