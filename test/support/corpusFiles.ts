/** The collection of real conf files beside the repository, where a developer has it. Nothing here needs it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

/** Paths of all conf files, relative to the collection, sorted; `undefined`, and a remark, where there is none. */
export function corpusPaths(): readonly string[] | undefined {
  if (!existsSync(root)) {
    console.log('../shared/corpus is not here: checks against real conf files are skipped');
    return undefined;
  }
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => path.includes('/'))
    .sort();
}

/** Text of the file at a path that `corpusPaths` gave; bytes that are no UTF-8 become U+FFFD. */
export function readCorpusFile(path: string): string {
  return readFileSync(root + path, 'utf8');
}

/** Inputs of the parser cases measured on a running Asterisk, by case name; `undefined` where there are none. */
export function measuredInputs(): readonly (readonly [name: string, text: string])[] | undefined {
  const folder = fileURLToPath(new URL('../../../shared/oracle/parser/', import.meta.url));
  if (!existsSync(folder)) {
    console.log('../shared/oracle is not here: checks against measured cases are skipped');
    return undefined;
  }
  return readdirSync(folder)
    .sort()
    .map((name) => [name, join(folder, name, 'test.conf')] as const)
    .filter(([, path]) => existsSync(path))
    .map(([name, path]) => [name, readFileSync(path, 'latin1')]);
}
