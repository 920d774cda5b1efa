// How much of the open folders is looked at: so many folders, so many files, no longer than somebody waits.
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../server/src/host/memory.ts';
import type { FolderEntry, Host } from '../../server/src/host/files.ts';
import { findRoots } from '../../server/src/lsp/findRoots.ts';

const top = 'file:///srv';
const never = (): boolean => false;

/** The files by path below `top`; notes the folders that are asked for. */
function hostOf(paths: readonly string[]): Host & { readonly asked: string[] } {
  const folders = new Map<string, Map<string, FolderEntry>>();
  for (const path of paths) {
    const names = path.split('/');
    for (const [depth, name] of names.entries()) {
      const folder = [top, ...names.slice(0, depth)].join('/');
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
      entries.set(name, { name, isFolder: depth < names.length - 1 });
      folders.set(folder, entries);
    }
  }
  const asked: string[] = [];
  const entries: Host['entries'] = (uri) => {
    asked.push(uri);
    return Promise.resolve([...(folders.get(uri)?.values() ?? [])]);
  };
  return { ...memoryHost(new Map()), asked, entries };
}

const numbered = (count: number, path: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, n) => path(n));

describe('the search for files', () => {
  it.each([
    ['few files', numbered(3, (n) => `pbx${String(n)}/sip.conf`), 3, false],
    ['500 files', numbered(500, (n) => `pbx${String(n)}/sip.conf`), 500, true],
    ['more files than are taken', numbered(600, (n) => `pbx${String(n)}/sip.conf`), 500, true],
    ['as many folders as are looked into', numbered(1999, (n) => `old${String(n)}/x.txt`), 0, false],
    ['more folders than are looked into', numbered(2500, (n) => `old${String(n)}/x.txt`), 0, true],
    ['more folders, further down', numbered(2500, (n) => `a/b/old${String(n)}/x.txt`), 0, true],
  ])('%s', async (_, paths, found, isCut) => {
    const host = hostOf(paths);
    const { uris, isCut: wasCut } = await findRoots(host, [top], never);
    expect(uris).toHaveLength(found);
    expect(wasCut).toBe(isCut);
    expect(host.asked.length).toBeLessThanOrEqual(2000);
  });

  it('stays within the folders, and out of those that hold no configuration', async () => {
    const paths = ['sip.conf', '.git/sip.conf', 'node_modules/a/sip.conf', 'etc/iax.conf', 'etc/other.txt'];
    const host = hostOf(paths);
    const { uris } = await findRoots(host, [top, `${top}/etc`], never);
    expect([...uris].sort()).toEqual([`${top}/etc/iax.conf`, `${top}/sip.conf`]);
    expect(host.asked.every((uri) => uri === top || uri.startsWith(`${top}/`))).toBe(true);
    expect(new Set(host.asked).size).toBe(host.asked.length);
  });

  it('does not follow links to folders, which may lead up or out', async () => {
    const host = hostOf(['sip.conf']);
    const linked: Host['entries'] = async (uri) => [
      ...(await host.entries(uri)),
      { name: 'up', isFolder: true, isLink: true },
    ];
    const { uris } = await findRoots({ ...host, entries: linked }, [top], never);
    expect(uris).toEqual([`${top}/sip.conf`]);
    expect(host.asked).toEqual([top]);
  });

  it('ends when nobody waits any more', async () => {
    const host = hostOf(numbered(1000, (n) => `pbx${String(n)}/sip.conf`));
    const { uris } = await findRoots(host, [top], () => host.asked.length > 100);
    expect(host.asked.length).toBeLessThan(150);
    expect(uris.length).toBeLessThan(150);
  });

  it('ends after a while, and says that there may be more', async () => {
    const host = hostOf(numbered(1000, (n) => `pbx${String(n)}/sip.conf`));
    let now = 0;
    const slow: Host['entries'] = (uri) => {
      now += 1000;
      return host.entries(uri);
    };
    const { uris, isCut } = await findRoots({ ...host, entries: slow }, [top], never, () => now);
    expect(isCut).toBe(true);
    expect(host.asked.length).toBeLessThan(100);
    expect(uris.length).toBeGreaterThan(0);
  });
});
