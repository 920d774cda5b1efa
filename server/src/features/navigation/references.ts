/** All places of the name at a place, in every file of the server, and the same in one file as highlights. */
import type { Span } from '../../text/span.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isSamePlace, nameGroup } from './nameGroup.ts';

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** A place in the file itself; `isDefinition` where the name is made known. */
export interface Highlight {
  readonly span: Span;
  readonly isDefinition: boolean;
}

/** Uses of the name at `offset`, and its definitions first where they are asked for. */
export function references(
  workspace: Workspace,
  uri: string,
  offset: number,
  withDefinitions: boolean,
): readonly Place[] {
  const group = nameGroup(workspace, uri, offset);
  if (group === undefined) return [];
  const uses = group.references.filter((use) => !group.definitions.some((one) => isSamePlace(one, use)));
  return withDefinitions ? [...group.definitions, ...uses] : uses;
}

/** The places of the name at `offset` in the same file. */
export function documentHighlight(workspace: Workspace, uri: string, offset: number): readonly Highlight[] {
  const group = nameGroup(workspace, uri, offset);
  if (group === undefined) return [];
  const definitions = group.definitions.filter((one) => one.uri === uri);
  return [
    ...definitions.map(({ span }) => ({ span, isDefinition: true })),
    ...group.references
      .filter((use) => use.uri === uri && !definitions.some((one) => isSamePlace(one, use)))
      .map(({ span }) => ({ span, isDefinition: false })),
  ];
}
