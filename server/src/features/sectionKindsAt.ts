/** Which kinds a section is, its parents asked too: the words under which the catalogue lists what is read there. */
import type { FileModel, Section } from '../model/fileModel.ts';
import { typeOf } from '../rules/support/sectionTypes.ts';
import { sectionKindsOf } from '../workspace/sectionKind.ts';
import type { FileFacts, Workspace } from '../workspace/workspace.ts';

/**
 * Both `user` and `peer` for a friend of iax.conf. Empty where the kind cannot be told, such as a template without
 * `type`, and in files the catalogue does not know.
 */
export function sectionKindsAt(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  section: Section,
): readonly string[] {
  if (facts.kind === undefined) return [];
  const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
  const type = typeOf(workspace, facts, model, section);
  return sectionKindsOf(facts.kind, name, type.kind === 'given' ? type.value : undefined);
}
