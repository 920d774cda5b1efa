/**
 * Files that only the editor can reach: in a browser, on a remote machine, in a virtual folder. Every read is a request
 * to the client; this file does not know how requests travel.
 */
import { pathOf, resolveFrom } from '../text/uri.ts';
import type { FolderEntry, Host, ReadResult } from './files.ts';
import { walk } from './walk.ts';

/** The two questions a client must answer. Either may reject; that counts as "nobody answered". */
export interface ClientFiles {
  readonly readFile: (uri: string) => Promise<ReadResult>;
  /** The entries of the folder `uri`; empty when there is no such folder. */
  readonly listFiles: (uri: string) => Promise<readonly FolderEntry[]>;
}

/** A host that asks the client. */
export function clientHost(client: ClientFiles): Host {
  const listed = async (uri: string): Promise<readonly FolderEntry[]> => {
    try {
      return await client.listFiles(uri);
    } catch {
      return [];
    }
  };
  return {
    entries: listed,
    read: async (uri) => {
      try {
        return await client.readFile(uri);
      } catch {
        return { kind: 'unreachable' };
      }
    },
    list: async (pattern) => {
      const entries = (path: string): Promise<readonly FolderEntry[]> => listed(resolveFrom(pattern, path));
      const exists = async (path: string): Promise<boolean> => {
        const slash = path.lastIndexOf('/');
        const siblings = await entries(path.slice(0, slash) || '/');
        return siblings.some((entry) => entry.name === path.slice(slash + 1));
      };
      const paths = await walk(pathOf(pattern), { entries, exists });
      return paths.map((path) => resolveFrom(pattern, path));
    },
  };
}
