/**
 * Patterns that leave files out, as a project file or `--ignore` writes them.
 * Builds on the shell patterns of `glob.ts` and adds `**`, which stands for any number of folders.
 */
import { expandBraces, globParts, matchesName, type GlobPart } from './glob.ts';
import { isAbsolutePath, pathOf, relativePath, resolveFrom } from './uri.ts';

/** `**`, which `globParts` would read as any run of characters in one name. */
const anyFolders = Symbol('**');

type Part = GlobPart | typeof anyFolders;

/**
 * A test for files that one of `patterns` leaves out.
 *
 * A pattern counts from `baseUri`, or from the root when it is absolute; one without a slash names a file or folder at
 * any depth. A folder that fits takes everything below with it. A wildcard never stands for a leading dot.
 */
export function ignoring(baseUri: string, patterns: readonly string[]): (uri: string) => boolean {
  const anchored: (readonly Part[])[] = [];
  const floating: (readonly Part[])[] = [];
  for (const written of patterns.flatMap(expandBraces)) {
    const pattern = written.replace(/^(?:\.\/)+/, '');
    if (pattern === '') continue;
    if (!pattern.includes('/')) floating.push([anyFolders, ...partsOf(pattern)]);
    else anchored.push(partsOf(isAbsolutePath(pattern) ? pattern : absolute(baseUri, pattern)));
  }
  return (uri) => {
    const relative = relativePath(baseUri, uri);
    const whole = namesOf(pathOf(uri));
    const inside = relative === undefined ? whole : namesOf(relative);
    return anchored.some((parts) => fits(parts, whole)) || floating.some((parts) => fits(parts, inside));
  };
}

/** `pattern` with the folder's own path in front, in which no character is a wildcard. */
function absolute(baseUri: string, pattern: string): string {
  if (pattern.startsWith('../')) return absolute(resolveFrom(baseUri, '..'), pattern.slice('../'.length));
  const folder = pathOf(baseUri).replace(/[\\*?[\]{}]/g, '\\$&');
  return folder === '' ? pattern : `${folder}/${pattern}`;
}

function partsOf(pattern: string): readonly Part[] {
  return namesOf(pattern).flatMap((name): readonly Part[] =>
    name === '**' ? [anyFolders] : globParts(name),
  );
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '');
}

/** Whether the parts fit the names or the first few of them; walks all ways through the pattern side by side. */
function fits(parts: readonly Part[], names: readonly string[]): boolean {
  let places: ReadonlySet<number> = withSkips(parts, [0]);
  for (const name of names) {
    if (places.has(parts.length)) return true;
    const next: number[] = [];
    for (const place of places) {
      const part = parts[place];
      if (part === undefined) continue;
      if (part === anyFolders) next.push(place);
      else if (matchesName(part, name)) next.push(place + 1);
    }
    places = withSkips(parts, next);
  }
  return places.has(parts.length);
}

/** The places, and those behind each `**`, which may stand for no folder at all. */
function withSkips(parts: readonly Part[], places: readonly number[]): ReadonlySet<number> {
  const result = new Set<number>();
  for (const start of places) {
    result.add(start);
    for (let place = start; parts[place] === anyFolders; place++) result.add(place + 1);
  }
  return result;
}
