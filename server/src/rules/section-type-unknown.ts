import { optionFile } from '../catalogue/lookup.ts';
import { parentsOf, type PlacedLine } from '../model/fileModel.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { closest } from '../text/closest.ts';
import { shift } from '../text/span.ts';
import { perSection } from '../workspace/perSection.ts';
import { chainOf, valuesIn } from '../workspace/sectionChain.ts';
import type { FileContext, FileRule } from './rule.ts';
import { isFixedSection, typedKinds } from './support/sectionTypes.ts';

const DEVICE_TYPES: readonly string[] = ['peer', 'user', 'friend'];

/** Object types of pjsip.conf; they are compared with case (res/res_sorcery_config.c). */
const OBJECT_TYPES: readonly string[] = [
  ...new Set((optionFile('pjsip.conf')?.options ?? []).flatMap((option) => option.in)),
];

/** A `type` nobody knows: chan_sip and chan_iax2 build nothing from the section, pjsip skips it without a word. */
export const sectionTypeUnknown: FileRule = {
  id: 'section-type-unknown',
  summary: 'Report sections whose type Asterisk does not know',
  severity: 'warning',
  scope: 'workspace',
  files: typedKinds,
  *check(context) {
    for (const { entry, start } of unknownTypes(context)) {
      const { line } = entry;
      const near = closest(line.value, typesOf(context.facts.kind));
      const hint = near === undefined ? `expected ${listed(context.facts.kind)}` : `did you mean "${near}"?`;
      const span = line.value === '' ? line.keySpan : line.valueSpan;
      yield { span: shift(span, start), message: `Unknown type: Asterisk skips the whole section, ${hint}` };
    }
  },
  *fix(context, finding) {
    for (const { entry, start } of unknownTypes(context)) {
      const { line } = entry;
      if (start + line.valueSpan.start !== finding.span.start || line.value === '') continue;
      const near = closest(line.value, typesOf(context.facts.kind));
      if (near === undefined) return;
      yield {
        title: `Change to "${near}"`,
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span: finding.span, newText: near }],
      };
    }
  },
};

interface TypeLines {
  readonly entries: readonly PlacedLine<EntryLine>[];
}

/** Lines with a type nobody knows; hardly any section has one. */
const typeLines = perSection<TypeLines>(({ kind, name, entries }) => {
  if (name !== undefined && isFixedSection(kind, name)) return undefined;
  const unknown = entries.filter(
    ({ line }) =>
      foldCase(line.key) === 'type' &&
      line.operator !== '+=' &&
      !isKnown(kind, line.value) &&
      !isTemplateExpression(line.value),
  );
  return unknown.length === 0 ? undefined : { entries: unknown };
});

/** Such lines where they decide, each with its place in the file; silent where a parent is not known. */
function* unknownTypes({
  workspace,
  uri,
  facts,
}: FileContext): Generator<{ readonly entry: PlacedLine<EntryLine>; readonly start: number }> {
  const model = workspace.files.get(uri);
  if (model === undefined) return;
  for (const { placed, value } of typeLines(model, facts)) {
    const chain = chainOf(workspace, uri, placed);
    if (!chain.isComplete && parentsOf(placed.section.header).length > 0) continue;
    const [first] = valuesIn(chain, 'type');
    // The first one decides in pjsip.conf and iax.conf, so one of a parent is all that counts.
    if (facts.kind !== 'sip.conf' && first !== undefined && isKnown(facts.kind, first.value)) continue;
    for (const entry of value.entries) yield { entry, start: placed.start + entry.start };
  }
}

function typesOf(kind: string | undefined): readonly string[] {
  return kind === 'pjsip.conf' ? OBJECT_TYPES : DEVICE_TYPES;
}

function isKnown(kind: string | undefined, value: string): boolean {
  return typesOf(kind).includes(kind === 'pjsip.conf' ? value : foldCase(value));
}

function listed(kind: string | undefined): string {
  return kind === 'pjsip.conf'
    ? 'endpoint, aor, auth, identify, registration or transport'
    : 'peer, user or friend';
}
