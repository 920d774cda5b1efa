import { repeatedNames, sectionsNamed, type PlacedSection } from '../model/fileModel.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { foldCase } from '../text/ascii.ts';
import type { FileContext, FileRule, Finding } from './rule.ts';
import { makesObject, repeatedObjects } from './support/repeatedObjects.ts';
import {
  headerSpan,
  inheritedTypes,
  typeAfter,
  typedKinds,
  type InheritedTypes,
} from './support/sectionTypes.ts';

/**
 * The same section twice. chan_sip and chan_iax2 read the first `[general]` only; two devices of sip.conf merge;
 * two objects of one name and type make res_sorcery_config.c load none of that type.
 */
export const sectionDuplicate: FileRule = {
  id: 'section-duplicate',
  summary: 'Report sections that stand twice in a file',
  severity: 'warning',
  scope: 'file',
  files: typedKinds,
  *check(context) {
    const model = context.workspace.files.get(context.uri);
    if (model === undefined) return;
    if (repeatedNames(model).size === 0) return;
    const inherited = inheritedTypes(context.workspace, context.facts, model);
    const isPjsip = context.facts.kind === 'pjsip.conf';
    const names = isPjsip ? repeatedObjects(model, inherited) : repeatedNames(model);
    for (const name of names) {
      const seen = new Map<string, PlacedSection[]>();
      for (const placed of sectionsNamed(model, name)) {
        const { header } = placed.section;
        if (header === undefined || !makesObject(placed.section)) continue;
        if (isTemplateExpression(header.name)) continue;
        const key = keyOf(context.facts.kind, header.name);
        const earlier = seen.get(key);
        if (earlier === undefined) {
          seen.set(key, [placed]);
          continue;
        }
        const found = judge(context, inherited, header.name, placed, earlier);
        if (found !== undefined) yield { ...found, span: headerSpan(placed) };
        earlier.push(placed);
      }
    }
  },
  *fix({ facts }, finding) {
    if (facts.kind === 'pjsip.conf' || finding.severity === 'information') return;
    const { end } = finding.span;
    yield {
      title: 'Continue the first one with "(+)"',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: { start: end, end }, newText: '(+)' }],
    };
  },
};

/** `[GENERAL]` is `[general]`, and chan_sip compares all names without case while it loads; objects differ by case. */
function keyOf(kind: string | undefined, name: string): string {
  const lower = foldCase(name);
  return kind === 'sip.conf' || (kind === 'iax.conf' && lower === 'general') ? lower : name;
}

function judge(
  context: FileContext,
  inherited: InheritedTypes,
  name: string,
  placed: PlacedSection,
  earlier: readonly PlacedSection[],
): Omit<Finding, 'span'> | undefined {
  const { kind } = context.facts;
  const first = earlier[0];
  if (first === undefined) return undefined;
  const where = `line ${String(first.line + 1)}`;
  const lower = foldCase(name);
  if (kind === 'pjsip.conf') return judgeObject(context, inherited, placed, earlier);
  if (lower === 'general' || (kind === 'sip.conf' && lower === 'authentication')) {
    return { message: `Duplicate [${lower}], first on ${where}: Asterisk reads only the first one` };
  }
  if (kind !== 'sip.conf') return undefined;
  const isSpelled = first.section.header?.name === name;
  return {
    message: `Duplicate section${isSpelled ? '' : ' but for letter case'}, first on ${where}: Asterisk merges both into one device, and later values win`,
    severity: 'information',
  };
}

/** Several objects share a name in pjsip.conf as a rule; only the same type twice is wrong. */
function judgeObject(
  { workspace, uri }: FileContext,
  inherited: InheritedTypes,
  placed: PlacedSection,
  earlier: readonly PlacedSection[],
): Omit<Finding, 'span'> | undefined {
  const model = workspace.files.get(uri);
  if (model === undefined) return undefined;
  const type = typeAfter(inherited, placed.section, model);
  if (type.kind !== 'given') return undefined;
  const same = earlier.find((other) => {
    const otherType = typeAfter(inherited, other.section, model);
    return otherType.kind === 'given' && otherType.value === type.value;
  });
  if (same === undefined) return undefined;
  return {
    message: `Duplicate object of this name and type, first on line ${String(same.line + 1)}: Asterisk loads no object of this type at all`,
    severity: 'error',
  };
}
