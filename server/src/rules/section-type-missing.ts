import { entriesOf, linesOf, sectionsNamed } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import type { FileRule } from './rule.ts';
import { isParent } from './support/parentNames.ts';
import { headerSpan, isFixedSection, ownType, typedKinds } from './support/sectionTypes.ts';
import { sectionsWhere } from './support/sectionsWhere.ts';
import { objectType, type Values } from './support/sectionValues.ts';

/**
 * A section without `type`: chan_sip (`reload_config`) and chan_iax2 (`set_config`) skip it with a warning,
 * res_sorcery_config.c without a word.
 */
export const sectionTypeMissing: FileRule = {
  id: 'section-type-missing',
  summary: 'Report sections that Asterisk skips because they have no type',
  severity: 'warning',
  scope: 'workspace',
  files: typedKinds,
  *check({ workspace, uri, facts }) {
    const untyped = [...sectionsWhere(workspace, uri, isUntyped)];
    const model = workspace.files.get(uri);
    if (model === undefined || untyped.length === 0) return;
    /** Names of which some section has a type of its own. */
    const typed = new Map<string, boolean>();
    for (const { placed, name } of untyped) {
      // What others take their values from does its work without a type of its own.
      if (isFixedSection(facts.kind, name) || isParent(model, name)) continue;
      if (entriesOf(linesOf(placed.section, model.tree.encoding)).length === 0) continue;
      // The section itself has none, so any that has is another one.
      const key = foldCase(name);
      const hasTyped =
        typed.get(key) ??
        sectionsNamed(model, name).some((other) => ownType(other.section, model) !== undefined);
      typed.set(key, hasTyped);
      if (hasTyped) continue;
      const words =
        facts.kind === 'pjsip.conf' ? 'type=endpoint, aor, auth or another' : 'type=peer, user or friend';
      yield {
        span: headerSpan(placed),
        message: `Missing type: Asterisk skips the whole section, which needs a line such as ${words}`,
      };
    }
  },
};

function isUntyped(section: Values): boolean {
  return section.isComplete && objectType(section) === undefined;
}
