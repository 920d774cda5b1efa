import {
  entriesOf,
  isReopened,
  isTemplate,
  linesOf,
  parentsOf,
  sectionsNamed,
  sectionsOf,
} from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import type { FileRule } from './rule.ts';
import {
  headerSpan,
  inheritedTypes,
  isFixedSection,
  ownType,
  typeAfter,
  typedKinds,
} from './support/sectionTypes.ts';

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
    const model = workspace.files.get(uri);
    if (model === undefined) return;
    const inherited = inheritedTypes(workspace, facts, model);
    const parents = new Set<string>();
    for (const { section } of sectionsOf(model)) {
      for (const name of parentsOf(section.header)) parents.add(foldCase(name));
    }
    for (const placed of sectionsOf(model)) {
      const { section } = placed;
      const { header } = section;
      if (header === undefined || !header.isClosed || isTemplate(header) || isReopened(header)) continue;
      // What others take their values from does its work without a type of its own.
      if (isFixedSection(facts.kind, header.name) || parents.has(foldCase(header.name))) continue;
      if (typeAfter(inherited, section, model).kind !== 'none') continue;
      const isNamedElsewhere = sectionsNamed(model, header.name).some(
        (other) => other.section !== section && ownType(other.section, model) !== undefined,
      );
      if (isNamedElsewhere || entriesOf(linesOf(section, model.tree.encoding)).length === 0) continue;
      const words =
        facts.kind === 'pjsip.conf' ? 'type=endpoint, aor, auth or another' : 'type=peer, user or friend';
      yield {
        span: headerSpan(placed),
        message: `Missing type: Asterisk skips the whole section, which needs a line such as ${words}`,
      };
    }
  },
};
