/** Compares `load` with what real Asterisk did, where the recorded cases are beside the project. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { expandBraces, isGlob, matchesGlob } from '../../server/src/text/glob.ts';
import { pathOf } from '../../server/src/text/uri.ts';
import { load, type LoadResult } from '../../server/src/workspace/load.ts';
import {
  emptyWorkspace,
  missing,
  withAbsent,
  withFile,
  withListing,
  type Workspace,
} from '../../server/src/workspace/workspace.ts';

interface Expected {
  readonly ok: boolean;
  readonly reason?: string;
  readonly execincludes?: boolean;
  readonly encoding?: string;
  readonly categories?: readonly {
    readonly name: string;
    readonly template?: boolean;
    readonly inherits?: readonly string[];
    readonly variables: readonly (readonly [string, string])[];
  }[];
  readonly messages: readonly Readonly<Record<string, unknown>>[];
}

const folder = path.resolve(import.meta.dirname, '../../../shared/oracle');
const ETC = '/etc/asterisk';
const isThere = fs.existsSync(folder);
if (!isThere) console.log('skipped: no recorded results of real Asterisk beside the project');

/** A folder of files; folders and hidden names count as on a disk. */
function workspaceFor(files: ReadonlyMap<string, string>, encoding: 'utf8' | 'latin1'): Workspace {
  const folders = new Set<string>();
  for (const name of files.keys()) {
    for (let at = path.posix.dirname(name); at !== '.'; at = path.posix.dirname(at)) folders.add(at);
  }
  let workspace = emptyWorkspace({ configDirectory: `file://${ETC}` });
  const uriOf = (name: string): string => `file://${ETC}/${encodeURIComponent(name).replaceAll('%2F', '/')}`;
  const add = (name: string): void => {
    workspace = withFile(workspace, uriOf(name), fileModel(parse(files.get(name) ?? '', encoding)));
  };
  if (files.has('test.conf')) add('test.conf');
  for (let round = 0; round < 40; round++) {
    const wanted = missing(workspace);
    if (wanted.length === 0) break;
    for (const item of wanted) {
      const wantedPath = pathOf(item.uri);
      if (item.kind === 'glob') {
        const names = [...files.keys(), ...folders].sort();
        const found = expandBraces(wantedPath).flatMap((pattern) =>
          isGlob(pattern)
            ? names.filter((name) => matchesGlob(pattern, `${ETC}/${name}`))
            : names.filter((name) => `${ETC}/${name}` === pattern),
        );
        workspace = withListing(workspace, item.uri, found.map(uriOf));
      } else {
        const name = path.posix.relative(ETC, wantedPath);
        if (files.has(name)) add(name);
        else {
          workspace = withAbsent(
            workspace,
            item.uri,
            folders.has(name) || name === '' ? 'not-regular' : 'missing',
          );
        }
      }
    }
  }
  return workspace;
}

function shown(result: LoadResult): unknown {
  return {
    ok: result.ok,
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    ...(result.ok
      ? {
          categories: result.categories.map(({ name, isTemplate, inherits, variables }) => ({
            name,
            ...(isTemplate ? { template: true } : {}),
            ...(inherits.length > 0 ? { inherits } : {}),
            variables: variables.map((variable) => [variable.name, variable.value]),
          })),
        }
      : {}),
  };
}

/** The line of an unterminated comment is undefined after unbalanced ends, and the random cases leave it out. */
function comparable(messages: readonly object[], withLines: boolean): unknown[] {
  return messages.map((message) => {
    const copy: Record<string, unknown> = { ...message };
    if (copy.summary === 'unterminated-comment' && !withLines) delete copy.line;
    return copy;
  });
}

function disagreement(
  files: ReadonlyMap<string, string>,
  expected: Expected,
  version: 16 | 22,
  withLines: boolean,
): string | undefined {
  const workspace = workspaceFor(files, expected.encoding === 'latin1' ? 'latin1' : 'utf8');
  const result = load(workspace, `file://${ETC}/test.conf`, {
    version,
    configDirectory: `file://${ETC}`,
    execIncludes: expected.execincludes ?? false,
  });
  const want = {
    ok: expected.ok,
    ...(expected.reason === undefined ? {} : { reason: expected.reason }),
    ...(expected.categories === undefined ? {} : { categories: expected.categories }),
  };
  const hasLine =
    withLines && expected.messages.some((m) => m.summary === 'unterminated-comment' && 'line' in m);
  const got = JSON.stringify([shown(result), comparable(result.messages, hasLine)]);
  const wanted = JSON.stringify([want, comparable(expected.messages, hasLine)]);
  return sortKeys(got) === sortKeys(wanted) ? undefined : `${sortKeys(got)}\n${sortKeys(wanted)}`;
}

function sortKeys(json: string): string {
  return JSON.stringify(JSON.parse(json), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Cases whose point is the output of a command, which is never run. */
function needsExec(name: string, expected: Expected): boolean {
  return expected.execincludes === true && !/no-output|no-argument/.test(name);
}

test.runIf(isThere)('load agrees with Asterisk on the written cases', () => {
  const wrong: string[] = [];
  const left: string[] = [];
  let compared = 0;
  for (const name of fs.readdirSync(path.join(folder, 'parser')).sort()) {
    const directory = path.join(folder, 'parser', name);
    const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' });
    for (const version of [16, 22] as const) {
      const file = [`expected-${String(version)}.json`, 'expected.json'].find((one) => names.includes(one));
      if (file === undefined) continue;
      const expected = JSON.parse(fs.readFileSync(path.join(directory, file), 'utf8')) as Expected;
      if (needsExec(name, expected)) {
        left.push(name);
        continue;
      }
      const encoding = expected.encoding === 'latin1' ? 'latin1' : 'utf8';
      const files = new Map<string, string>();
      for (const one of names) {
        if (!one.startsWith('expected') && fs.statSync(path.join(directory, one)).isFile()) {
          files.set(one, fs.readFileSync(path.join(directory, one), encoding).replaceAll('@ETC@', ETC));
        }
      }
      compared++;
      const difference = disagreement(files, expected, version, true);
      if (difference !== undefined) wrong.push(`${name} (${String(version)})\n${difference}`);
    }
  }
  console.log(
    `written cases: ${String(compared - wrong.length)} of ${String(compared)} agree; needing #exec to run: ${[...new Set(left)].join(', ')}`,
  );
  expect(wrong).toEqual([]);
});

test.runIf(isThere)('load agrees with Asterisk on the random cases', () => {
  const wrong: string[] = [];
  let compared = 0;
  const lines = fs.readFileSync(path.join(folder, 'parser-fuzz.jsonl'), 'utf8').trimEnd().split('\n');
  for (const [index, line] of lines.entries()) {
    const record = JSON.parse(line) as { files: Record<string, string> } & Record<
      string,
      Expected | undefined
    >;
    for (const version of [16, 22] as const) {
      const expected = record[`expected-${String(version)}`] ?? record.expected;
      if (expected === undefined) continue;
      compared++;
      const difference = disagreement(new Map(Object.entries(record.files)), expected, version, false);
      if (difference !== undefined) {
        wrong.push(`line ${String(index + 1)} (${String(version)})\n${difference}`);
      }
    }
  }
  console.log(`random cases: ${String(compared - wrong.length)} of ${String(compared)} agree`);
  expect(wrong).toEqual([]);
});
