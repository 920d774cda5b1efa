import { optionFile } from '../catalogue/lookup.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { foldCase } from '../text/ascii.ts';
import { closest } from '../text/closest.ts';
import { shift } from '../text/span.ts';
import type { SectionRule } from './rule.ts';
import { isFixedSection, typedKinds } from './support/sectionTypes.ts';

const DEVICE_TYPES: readonly string[] = ['peer', 'user', 'friend'];

/** Object types of pjsip.conf; they are compared with case (res/res_sorcery_config.c). */
const OBJECT_TYPES: readonly string[] = [
  ...new Set((optionFile('pjsip.conf')?.options ?? []).flatMap((option) => option.in)),
];

/** A `type` nobody knows: chan_sip and chan_iax2 build nothing from the section, pjsip skips it without a word. */
export const sectionTypeUnknown: SectionRule = {
  id: 'section-type-unknown',
  summary: 'Report sections whose type Asterisk does not know',
  severity: 'warning',
  scope: 'section',
  files: typedKinds,
  *check({ facts, section, entries }) {
    const name = section.header?.name;
    if (name !== undefined && isFixedSection(facts.kind, name)) return;
    const known = typesOf(facts.kind);
    for (const { line, start } of entries) {
      if (foldCase(line.key) !== 'type' || line.operator === '+=' || isKnown(facts.kind, line.value)) {
        continue;
      }
      if (isTemplateExpression(line.value)) continue;
      const near = closest(line.value, known);
      const hint = near === undefined ? `expected ${listed(facts.kind)}` : `did you mean "${near}"?`;
      const span = line.value === '' ? line.keySpan : line.valueSpan;
      yield { span: shift(span, start), message: `Unknown type: Asterisk skips the whole section, ${hint}` };
    }
  },
  *fix({ facts, entries }, finding) {
    for (const { line, start } of entries) {
      if (start + line.valueSpan.start !== finding.span.start || line.value === '') continue;
      const near = closest(line.value, typesOf(facts.kind));
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
