/** Files of this machine. Opens nothing but regular files, so a pipe or a device named by an include cannot block it. */
import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fileUri, pathOf } from '../text/uri.ts';
import { type FolderEntry, type Host, type ReadResult, decodeText, isBinary, largestFile } from './files.ts';
import { walk } from './walk.ts';

/**
 * A host that reads the disk; URIs of another scheme than `file` are absent.
 *
 * @param options `withBinary` reads files with many NUL bytes as text as well, as Asterisk does
 */
export function nodeHost({ withBinary = false }: { readonly withBinary?: boolean } = {}): Host {
  return { read: (uri) => readFile(uri, withBinary), list: listFiles, entries, realUri };
}

async function readFile(uri: string, withBinary: boolean): Promise<ReadResult> {
  const path = localPath(uri);
  if (path === undefined) return { kind: 'absent', reason: 'missing' };
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody to write.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const facts = await file.stat();
      if (!facts.isFile()) return { kind: 'absent', reason: 'not-regular' };
      if (facts.size > largestFile) return { kind: 'too-large', bytes: facts.size };
      const bytes = await file.readFile();
      return !withBinary && isBinary(bytes) ? { kind: 'binary' } : { kind: 'text', ...decodeText(bytes) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { kind: 'absent', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): 'missing' | 'denied' | 'not-regular' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  // ENXIO is a socket.
  return code === 'EISDIR' || code === 'ENXIO' ? 'not-regular' : 'missing';
}

async function realUri(uri: string): Promise<string | undefined> {
  const path = localPath(uri);
  try {
    return path === undefined ? undefined : fileUri(await realpath(path));
  } catch {
    return undefined;
  }
}

async function listFiles(pattern: string): Promise<readonly string[]> {
  if (!pattern.startsWith('file:')) return [];
  const paths = await walk(pathOf(pattern), { entries: readFolder, exists });
  return paths.map(fileUri);
}

async function entries(uri: string): Promise<readonly FolderEntry[]> {
  const path = localPath(uri);
  return path === undefined ? [] : readFolder(path);
}

async function readFolder(path: string): Promise<readonly FolderEntry[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return await Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        isFolder: entry.isSymbolicLink() ? await isFolder(`${path}/${entry.name}`) : entry.isDirectory(),
        ...(entry.isSymbolicLink() ? { isLink: true } : {}),
      })),
    );
  } catch {
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

function localPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
