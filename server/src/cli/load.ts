/**
 * Fills a snapshot with files of this machine until nothing it needs is missing.
 * Does not know what will be asked of the snapshot.
 */
import { largestChecked, mostCheckedLines, type Host, type ReadResult } from '../host/files.ts';
import { fileModel, type FileModel } from '../model/fileModel.ts';
import { parse } from '../syntax/parse.ts';
import { includesOf } from '../workspace/includes.ts';
import {
  configDirectoryOf,
  emptyWorkspace,
  missing,
  withFetched,
  withWanted,
  type Absence,
  type Workspace,
  type WorkspaceOptions,
} from '../workspace/workspace.ts';

/** A snapshot, and the files that exist but cannot be checked, each with the reason in plain words. */
export interface Loaded {
  readonly workspace: Workspace;
  readonly unchecked: ReadonlyMap<string, Unchecked>;
}

export interface Unchecked {
  readonly kind: 'missing' | 'unreadable' | 'binary' | 'too-large';
  /** Completes "FILE was not checked: ". */
  readonly reason: string;
}

/** Files read at the same time; more gain nothing and may run into the system's limit. */
const atOnce = 32;
/** Includes nest ten deep, and each round follows every include one step; twice that ends any search. */
const mostRounds = 24;

/** Reads `uris`, what they include and the files that may include them. Never rejects. */
export async function load(host: Host, uris: readonly string[], options: WorkspaceOptions): Promise<Loaded> {
  const unchecked = new Map<string, Unchecked>();
  let workspace = withWanted(emptyWorkspace(options), uris);
  let files: readonly string[] = uris;
  let patterns: readonly string[] = [];
  for (let round = 0; round < mostRounds && files.length + patterns.length > 0; round++) {
    const read = await inBatches(files, (uri) => host.read(uri));
    for (const [uri, result] of read) {
      const problem = problemOf(result);
      if (problem) unchecked.set(uri, problem);
    }
    workspace = withFetched(workspace, {
      files: read.map(([uri, result]) => [uri, modelOf(result)]),
      listings: await inBatches(patterns, (pattern) => host.list(pattern)),
    });
    const needed = missing(workspace);
    files = needed.filter(({ kind }) => kind === 'file').map(({ uri }) => uri);
    patterns = needed.filter(({ kind }) => kind === 'glob').map(({ uri }) => uri);
  }
  return { workspace, unchecked };
}

/** `uris` and every file they include, directly or not, in the order Asterisk would meet them. */
export function withIncluded(workspace: Workspace, uris: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const visit = (uri: string, directory: string): void => {
    if (reached.has(uri)) return;
    reached.add(uri);
    for (const { files } of includesOf(workspace, uri, directory)) {
      for (const file of files) visit(file, directory);
    }
  };
  for (const uri of uris) visit(uri, configDirectoryOf(workspace, uri));
  return [...reached];
}

async function inBatches<T>(
  items: readonly string[],
  ask: (item: string) => Promise<T>,
): Promise<readonly (readonly [string, T])[]> {
  const answers: (readonly [string, T])[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    const batch = items.slice(at, at + atOnce);
    answers.push(...(await Promise.all(batch.map(async (item) => [item, await ask(item)] as const))));
  }
  return answers;
}

function modelOf(result: ReadResult): FileModel | Absence {
  return result.kind === 'text' ? fileModel(parse(result.text, result.encoding)) : absenceOf(result);
}

function absenceOf(result: Exclude<ReadResult, { kind: 'text' }>): Absence {
  if (result.kind !== 'absent') return 'unreadable';
  return result.reason === 'denied' ? 'unreadable' : result.reason;
}

function problemOf(result: ReadResult): Unchecked | undefined {
  switch (result.kind) {
    case 'text':
      return isTooLong(result.text)
        ? { kind: 'too-large', reason: 'it is over 20 MB or 2,000,000 lines' }
        : undefined;
    case 'too-large':
      return { kind: 'too-large', reason: 'it is over 64 MB' };
    case 'binary':
      return { kind: 'binary', reason: 'it is no text' };
    case 'unreachable':
      return { kind: 'unreadable', reason: 'nobody answered' };
    case 'absent':
      if (result.reason === 'missing') return { kind: 'missing', reason: 'there is no such file' };
      if (result.reason === 'denied') return { kind: 'unreadable', reason: 'permission denied' };
      return { kind: 'unreadable', reason: 'it is no regular file' };
  }
}

function isTooLong(text: string): boolean {
  if (text.length > largestChecked) return true;
  if (text.length < mostCheckedLines) return false;
  // What stands behind the last line end counts as a line only where it is not empty, as in the tree.
  let lines = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines > mostCheckedLines;
}
