/**
 * URIs as plain strings: taking them apart, going up and down in folders, and one spelling for one file.
 *
 * Works for any scheme (`file`, `untitled`, `vscode-remote`, `vscode-test-web`) and touches no disk. Results are spelled
 * the way VS Code spells them: everything but letters, digits and `-._~/` percent-encoded, drive letters in lower case.
 */

interface UriParts {
  readonly scheme: string;
  /** Text between `//` and the path; absent in URIs such as `untitled:Untitled-1`. */
  readonly authority: string | undefined;
  /** Decoded; `/` separates. Never ends in `/`, except for the root itself. */
  readonly path: string;
}

const schemePattern = /^([a-z][a-z\d+.-]+):/i;
const drivePattern = /^[a-z]:(?=[/\\]|$)/i;

/** The decoded path: `/etc/asterisk/sip.conf`, `c:/conf/sip.conf`, `//server/share/sip.conf`, `Untitled-1`. */
export function pathOf(uri: string): string {
  const { scheme, authority, path } = split(uri);
  if (/^\/[a-z]:/i.test(path)) return path.slice(1);
  return scheme === 'file' && authority !== undefined && authority !== '' ? `//${authority}${path}` : path;
}

/** The last part of the path, decoded; empty for a root. */
export function basename(uri: string): string {
  const { path } = split(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that holds `uri`, without a slash at its end; a root is its own folder. */
export function dirname(uri: string): string {
  const { scheme, authority, path } = split(uri);
  return join({ scheme, authority, path: parentOf(path) });
}

/** The same file in the one spelling used here: `..` and doubled slashes gone, query and fragment dropped. */
export function normalise(uri: string): string {
  return join(split(uri));
}

/**
 * The file that `path`, as written in a conf file, names for a reader who stands in `directoryUri`.
 *
 * An absolute path keeps the scheme and authority of the folder, since it names a file on the same machine. A path such
 * as `C:\conf\sip.conf` counts as absolute; a backslash elsewhere is an ordinary character, as on Unix.
 */
export function resolveFrom(directoryUri: string, path: string): string {
  const { scheme, authority, path: directory } = split(directoryUri);
  if (scheme === 'file' && path.startsWith('\\\\')) return fileUri(path);
  if (isAbsolutePath(path)) return join({ scheme, authority, path: clean(slashed(path)) });
  const base = directory === '' || directory.endsWith('/') ? directory : `${directory}/`;
  return join({ scheme, authority, path: clean(base + path) });
}

/** Whether a path from a conf file or command line starts at a root: `/etc/x`, `C:\x`, `C:/x`, `\\server\share`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || path.startsWith('\\\\') || drivePattern.test(path);
}

/** The `file` URI of an absolute path of this machine, Unix or Windows. */
export function fileUri(path: string): string {
  if (path.startsWith('\\\\')) {
    const [server = '', ...below] = path.slice(2).replaceAll('\\', '/').split('/');
    return join({ scheme: 'file', authority: server, path: clean(`/${below.join('/')}`) });
  }
  return join({ scheme: 'file', authority: '', path: clean(slashed(path)) });
}

/** Whether `uri` lies below the folder, at any depth. Both spelled as `normalise` does; the folder may be a root. */
export function isBelow(folderUri: string, uri: string): boolean {
  return uri.startsWith(folderUri.endsWith('/') ? folderUri : `${folderUri}/`) && uri !== folderUri;
}

/** `uri` as a decoded path below `directoryUri`, without a leading slash; `undefined` when it lies elsewhere. */
export function relativePath(directoryUri: string, uri: string): string | undefined {
  const folder = split(directoryUri);
  const file = split(uri);
  if (folder.scheme !== file.scheme || (folder.authority ?? '') !== (file.authority ?? '')) return undefined;
  const prefix = folder.path === '' || folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return file.path.startsWith(prefix) && file.path !== prefix ? file.path.slice(prefix.length) : undefined;
}

function split(uri: string): UriParts {
  const scheme = schemePattern.exec(uri)?.[1];
  if (scheme === undefined) return { scheme: 'file', authority: '', path: clean(decode(uri)) };
  const end = uri.search(/[?#]/);
  const rest = uri.slice(scheme.length + 1, end === -1 ? undefined : end);
  if (!rest.startsWith('//')) {
    return { scheme: scheme.toLowerCase(), authority: undefined, path: clean(decode(rest)) };
  }
  const slash = rest.indexOf('/', 2);
  const authority = slash === -1 ? rest.slice(2) : rest.slice(2, slash);
  const path = slash === -1 ? '/' : rest.slice(slash);
  return { scheme: scheme.toLowerCase(), authority, path: clean(decode(path)) };
}

function join({ scheme, authority, path }: UriParts): string {
  const drive = path.replace(/^\/[A-Z]:/, (start) => start.toLowerCase());
  return `${scheme}:${authority === undefined ? '' : `//${authority}`}${drive.split('/').map(encode).join('/')}`;
}

function slashed(path: string): string {
  return drivePattern.test(path) ? `/${path.replaceAll('\\', '/')}` : path;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '';
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** Resolves `.` and `..` and drops empty parts; `..` never leaves a root. */
function clean(path: string): string {
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else parts.pop();
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  // A stretch that is no valid UTF-8 stays as written, so that a strange name is still a name.
  return text.replace(/(?:%[\da-f]{2})+/gi, (stretch) => {
    try {
      return decodeURIComponent(stretch);
    } catch {
      return stretch;
    }
  });
}

function encode(part: string): string {
  if (/^[\w.~-]*$/.test(part)) return part;
  const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
  return encodeURIComponent(part.replace(loneSurrogate, '\uFFFD')).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
