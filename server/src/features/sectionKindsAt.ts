/** Which kinds a section is, its parents asked too: the words under which the catalogue lists what is read there. */
import { sectionKinds } from '../catalogue/lookup.ts';
import type { FileModel, Section } from '../model/fileModel.ts';
import { typeOf } from '../rules/support/sectionTypes.ts';
import { foldCase } from '../text/ascii.ts';
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
  const { kind } = facts;
  const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
  if (kind === undefined || name === undefined) return [];
  const lower = foldCase(name);
  const type = (): string | undefined => {
    const found = typeOf(workspace, facts, model, section);
    return found.kind === 'given' ? found.value : undefined;
  };
  switch (kind) {
    case 'sip.conf':
      return lower === 'general' || lower === 'authentication' ? [lower] : ['peer'];
    case 'iax.conf':
      if (lower === 'general' || lower === 'callnumberlimits') return [lower];
      return iaxKinds(foldCase(type() ?? ''));
    case 'pjsip.conf':
    case 'pjsip_wizard.conf': {
      const own = type();
      return own === undefined ? [] : [own];
    }
    default:
      return sectionKinds(kind, name, type());
  }
}

function iaxKinds(type: string): readonly string[] {
  if (type === 'friend') return ['user', 'peer'];
  return type === 'user' || type === 'peer' ? [type] : [];
}
