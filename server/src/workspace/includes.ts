/** What the include lines of a file name, in one snapshot. */
import { directivesOf, type PlacedDirective } from '../model/fileModel.ts';
import { utf8Length, utf8Prefix } from '../text/ascii.ts';
import { isGlob } from '../text/glob.ts';
import { isAbsolutePath, pathOf, resolveFrom } from '../text/uri.ts';
import type { Workspace } from './workspace.ts';

/** Whether the file was read, or is known not to be there. */
export function isKnown(workspace: Workspace, uri: string): boolean {
  return workspace.files.has(uri) || workspace.absent.has(uri);
}

/** One `#include` or `#tryinclude` and the files it names. */
export interface Include {
  readonly directive: PlacedDirective;
  /** URI of the file or of the pattern. */
  readonly target: string;
  readonly isPattern: boolean;
  /** The files that are there, in Asterisk's order. */
  readonly files: readonly string[];
  /**
   * What is known: `unknown` means nobody has fetched it yet; `unreadable` that it is there, or may be, but cannot be
   * read from here, so that nothing can be said of it; `off-limits` that it must not be looked for.
   */
  readonly state: 'found' | 'nothing' | 'not-regular' | 'unreadable' | 'off-limits' | 'unknown';
}

/** The includes of the file, resolved from `directory`; an `#include` without an argument has no target and is left out. */
export function includesOf(workspace: Workspace, uri: string, directory: string): readonly Include[] {
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  const result: Include[] = [];
  for (const directive of directivesOf(model)) {
    const { argument } = directive.line;
    if (directive.line.directive === 'unknown' || directive.line.directive === 'exec') continue;
    if (argument === undefined) continue;
    result.push({ directive, ...resolveInclude(workspace, directory, argument) });
  }
  return result;
}

/** Longest full path, in bytes, that an include can name (main/config.c, `config_text_file_load`). */
const MAX_PATH_BYTES = 255;

function fullPath(directory: string, argument: string): string {
  return isAbsolutePath(argument) ? argument : `${pathOf(directory)}/${argument}`;
}

/** Whether Asterisk cuts the path of the include, so that it names something else. */
export function isPathCut(directory: string, argument: string): boolean {
  return utf8Length(fullPath(directory, argument)) > MAX_PATH_BYTES;
}

function cutPath(directory: string, argument: string): string {
  const full = fullPath(directory, argument);
  return utf8Length(full) > MAX_PATH_BYTES ? full.slice(0, utf8Prefix(full, MAX_PATH_BYTES)) : argument;
}

/** What the argument of an include names, seen from the configuration directory. */
export function resolveInclude(
  workspace: Workspace,
  directory: string,
  argument: string,
): Omit<Include, 'directive'> {
  const target = resolveFrom(directory, cutPath(directory, argument));
  if (isGlob(argument)) {
    const listed = workspace.listings.get(target);
    if (listed === undefined) return { target, isPattern: true, files: [], state: 'unknown' };
    const files = listed.filter((file) => workspace.files.has(file));
    const isPending = listed.some((file) => !isKnown(workspace, file));
    const unread = (['off-limits', 'unreadable'] as const).find((absence) =>
      listed.some((file) => workspace.absent.get(file) === absence),
    );
    const state = files.length > 0 ? 'found' : isPending ? 'unknown' : (unread ?? 'nothing');
    return { target, isPattern: true, files, state };
  }
  if (workspace.files.has(target)) return { target, isPattern: false, files: [target], state: 'found' };
  const absence = workspace.absent.get(target) ?? 'unknown';
  return { target, isPattern: false, files: [], state: absence === 'missing' ? 'nothing' : absence };
}
