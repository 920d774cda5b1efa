/** The credentials of one section of a snapshot. */
import { entriesOf, linesOf, sectionAt, type PlacedSection } from '../model/fileModel.ts';
import { covers } from '../text/span.ts';
import { normalise } from '../text/uri.ts';
import type { Credential } from './credentials.ts';
import { credentialsOf } from './credentialsOf.ts';
import { factsOf, type Workspace } from './workspace.ts';

/** Every credential of the section; places count from the section's start. */
export function credentialsIn(
  workspace: Workspace,
  uri: string,
  { section }: PlacedSection,
): readonly Credential[] {
  const { kind, sectionAtStart } = factsOf(workspace, uri);
  const model = workspace.files.get(normalise(uri));
  if (kind === undefined || model === undefined) return [];
  const name = section.header === undefined ? sectionAtStart : section.header.name;
  return credentialsOf(kind, name, entriesOf(linesOf(section, model.tree.encoding)));
}

/** A credential with its section. */
export interface PlacedCredential {
  readonly placed: PlacedSection;
  readonly credential: Credential;
}

/** The password at `offset` of the file, or the only one on its line; an empty one too. */
export function passwordAt(workspace: Workspace, uri: string, offset: number): PlacedCredential | undefined {
  const model = workspace.files.get(normalise(uri));
  const placed = model && sectionAt(model, offset);
  if (model === undefined || placed === undefined) return undefined;
  const passwords = credentialsIn(workspace, uri, placed).filter(({ kind }) => kind === 'password');
  const local = offset - placed.start;
  const number = linesOf(placed.section, model.tree.encoding).findLast(({ start }) => start <= local)?.number;
  const onLine = passwords.filter(({ lineNumber }) => lineNumber === number);
  const credential =
    passwords.find(({ span }) => covers(span, local)) ?? (onLine.length === 1 ? onLine[0] : undefined);
  return credential === undefined ? undefined : { placed, credential };
}
