/** Directives and the paths behind them. The names in a folder come from the rim; nothing is read here. */
import { pathOf, resolveFrom } from '../../text/uri.ts';
import { configDirectoryOf, type Workspace } from '../../workspace/workspace.ts';
import { contextAt, type CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';

const DIRECTIVES = [
  { word: '#include', detail: 'reads another file here; it has to be there' },
  { word: '#tryinclude', detail: 'reads another file here if it is there' },
] as const;

export function directives({ place }: CompletionContext): readonly Offer[] | undefined {
  if (place.kind !== 'directive') return undefined;
  return DIRECTIVES.map(({ word, detail }, i) => ({
    label: word,
    kind: 'word',
    newText: place.hasArgument ? word : `${word} `,
    detail,
    rank: i,
    ...(place.hasArgument ? {} : { then: 'suggest' }),
  }));
}

/** A folder whose names are needed before `offset` can be answered. */
export interface IncludeFolder {
  readonly uri: string;
  /** Whether the file itself names the folder, so that it may lie outside of what is open in the editor. */
  readonly isNamed: boolean;
}

/** The folder that the include path at `offset` stands in; `undefined` elsewhere. */
export function includeFolder(workspace: Workspace, uri: string, offset: number): IncludeFolder | undefined {
  const context = contextAt(workspace, uri, offset, {});
  if (context?.place.kind !== 'path') return undefined;
  const folder = folderPart(context.place.typed);
  if (/[*?[\]{}]/.test(folder)) return undefined;
  const directory = configDirectoryOf(workspace, context.facts.uri);
  return { uri: resolveFrom(directory, folder === '' ? '.' : folder), isNamed: folder !== '' };
}

export function includePaths(context: CompletionContext): readonly Offer[] | undefined {
  const { place, options, workspace, facts } = context;
  if (place.kind !== 'path') return undefined;
  const folder = folderPart(place.typed);
  const directory = configDirectoryOf(workspace, facts.uri);
  const isHere = (name: string): boolean => resolveFrom(directory, folder + name) === facts.uri;
  const typedName = place.typed.slice(folder.length);
  return (options.listing ?? [])
    .filter(({ name, isFolder }) => isFolder || (/\.(?:conf|inc)\b/i.test(name) && !isHere(name)))
    .filter(({ name }) => typedName.startsWith('.') || !name.startsWith('.'))
    .filter(({ name }) => !/["<>;\s]/.test(name))
    .map(({ name, isFolder }) => ({
      label: name,
      kind: isFolder ? 'folder' : 'file',
      newText: folder + name + (isFolder ? '/' : ''),
      filter: folder + name,
      rank: isFolder ? 1 : 0,
      ...(isFolder ? { then: 'suggest' } : {}),
      detail: pathOf(resolveFrom(directory, folder + name)),
    }));
}

/** Everything up to the last slash. */
function folderPart(typed: string): string {
  return typed.slice(0, typed.lastIndexOf('/') + 1);
}
