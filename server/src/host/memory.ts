/** Files that exist only in a test, by URI. Nothing here touches a disk. */
import { pathOf, resolveFrom } from '../text/uri.ts';
import type { FolderEntry, Host } from './files.ts';
import { walk } from './walk.ts';

/** A host over `files` (URI to text). The map is read at each call, so a test may change it later. */
export function memoryHost(files: ReadonlyMap<string, string>): Host {
  return {
    read: (uri) => {
      const text = files.get(uri);
      if (text === undefined) return Promise.resolve({ kind: 'absent', reason: 'missing' });
      return Promise.resolve({ kind: 'text', text, encoding: 'utf8' });
    },
    entries: (uri) => Promise.resolve(entriesOf(pathOf(uri), [...files.keys()].map(pathOf))),
    list: async (pattern) => {
      const paths = [...files.keys()].map(pathOf);
      const found = await walk(pathOf(pattern), {
        entries: (folder) => Promise.resolve(entriesOf(folder, paths)),
        exists: (path) =>
          Promise.resolve(paths.some((known) => known === path || known.startsWith(`${path}/`))),
      });
      return found.map((path) => resolveFrom(pattern, path));
    },
  };
}

function entriesOf(folder: string, paths: readonly string[]): readonly FolderEntry[] {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const entries = new Map<string, FolderEntry>();
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    entries.set(name, { name, isFolder: rest.length > 0 });
  }
  return [...entries.values()];
}
