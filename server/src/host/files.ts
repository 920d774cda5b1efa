/**
 * What the server and the command line ask of the outside world: read a file, list the files a pattern names.
 * Knows the limits and how bytes become text; `node.ts`, `browser.ts` and `memory.ts` know where files come from.
 */

/** What reading one file gave. */
export type ReadResult =
  | ({ readonly kind: 'text' } & DecodedText)
  /**
   * No such file, no permission, no regular file (a folder, a device, a pipe), or outside of what may be read at all
   * (see `fence.ts`).
   */
  | { readonly kind: 'absent'; readonly reason: 'missing' | 'denied' | 'not-regular' | 'off-limits' }
  /** Over `largestFile`; nothing of it was read. */
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** Holds so many NUL bytes that it is no text. */
  | { readonly kind: 'binary' }
  /** Nobody answered. The file may exist; asking again later may help. */
  | { readonly kind: 'unreachable' };

/** Text and how its bytes were read; lengths that Asterisk counts in bytes depend on it. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf8' | 'latin1';
}

/** Access to files by URI. No function ever rejects. */
export interface Host {
  readonly read: (uri: string) => Promise<ReadResult>;
  /**
   * URIs of the existing files and folders that `pattern` names, in byte order for each alternative of its braces;
   * `pattern` is a URI whose decoded path is a shell pattern (see `text/glob.ts`). At most `mostMatches`.
   */
  readonly list: (pattern: string) => Promise<readonly string[]>;
  /** The names in the folder `uri`; none when there is no such folder. */
  readonly entries: (uri: string) => Promise<readonly FolderEntry[]>;
  /** Where a file or folder really lies, symbolic links followed; `undefined` when it is not there. Absent without links. */
  readonly realUri?: (uri: string) => Promise<string | undefined>;
}

/** One name in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Whether it is a symbolic link, which may lead to a folder around it. */
  readonly isLink?: boolean;
}

/** A file over this many bytes is not read at all. */
export const largestFile = 64 * 1024 * 1024;
/** Over this many bytes of text only colour, outline and folding work. */
export const largestChecked = 20 * 1024 * 1024;
/** Over this many lines only colour, outline and folding work. */
export const mostCheckedLines = 2_000_000;
/** A pattern that names more files than this is cut short. */
export const mostMatches = 2000;
/** Folders looked into for one pattern. */
export const mostFolders = 500;

/**
 * The bytes of a file as text: UTF-8, or Latin-1 with one character a byte where they are not valid UTF-8.
 * A byte order mark in front stays, so that joining the lines gives back the file.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encoding: 'utf8' };
  } catch {
    return { text: latin1(bytes), encoding: 'latin1' };
  }
}

/** Whether a file of more than 64 KB has over 1 % NUL bytes in its first 8 KB: a database or a recording, no text. */
export function isBinary(bytes: Uint8Array): boolean {
  if (bytes.length <= 64 * 1024) return false;
  const head = bytes.subarray(0, 8 * 1024);
  let zeros = 0;
  for (const byte of head) if (byte === 0) zeros++;
  return zeros * 100 > head.length;
}

/** A host that asks `first` for URIs of one scheme, such as `file`, and `others` for the rest. */
export function hostByScheme(scheme: string, first: Host, others: Host): Host {
  const hostFor = (uri: string): Host => (uri.startsWith(`${scheme}:`) ? first : others);
  return {
    read: (uri) => hostFor(uri).read(uri),
    list: (pattern) => hostFor(pattern).list(pattern),
    entries: (uri) => hostFor(uri).entries(uri),
    realUri: async (uri) => (hostFor(uri).realUri ?? ((same) => Promise.resolve(same)))(uri),
  };
}

/** TextDecoder's `latin1` is Windows-1252, which has other characters from 0x80 to 0x9F. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  const step = 8192;
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return text;
}
