import { badParts, type BadPart } from '../catalogue/value.ts';
import type { Option } from '../catalogue/option.ts';
import { isKnownIn } from '../catalogue/version.ts';
import { rawSpan } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift } from '../text/span.ts';
import type { Finding, SectionContext, SectionRule } from './rule.ts';
import {
  isOpenValue,
  kindsWithOptions,
  optionSection,
  type OptionLine,
  type OptionSection,
} from './support/optionLines.ts';

/** Values that Asterisk cannot use, or uses for something else than they look like. */
export const optionValue: SectionRule = {
  id: 'option-value',
  summary: 'Report values that an option does not accept',
  severity: 'warning',
  scope: 'section',
  files: kindsWithOptions,
  *check(context) {
    const section = optionSection(context);
    if (section === undefined) return;
    for (const line of section.lines) {
      for (const part of partsOf(context, section, line)) yield describe(section, line, part);
    }
  },
  *fix(context, finding) {
    const found = partAt(context, finding);
    if (found === undefined) return;
    const { part, text } = found;
    if (part.problem === 'blank') {
      yield {
        title: 'Remove the blanks',
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span: finding.span, newText: text.replaceAll(/\s/g, '') }],
      };
    }
    const { near } = part;
    if (near === undefined) return;
    const sign = /^!?/.exec(text)?.[0] ?? '';
    yield {
      title: `Change to "${near}"`,
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: finding.span, newText: sign + near }],
    };
  },
};

/** Words of these have rules of their own: `section-type-unknown`, and `sip-insecure` for words that mean nothing. */
const JUDGED_ELSEWHERE: ReadonlySet<string> = new Set(['type', 'insecure']);

function partsOf(
  { version }: SectionContext,
  { kind, sectionKinds }: OptionSection,
  { entry, option }: OptionLine,
): readonly BadPart[] {
  const { line } = entry;
  if (option === undefined || line.operator === '+=' || isOpenValue(line.value)) return [];
  // No value helps an option that nobody reads any more.
  if (option.removed !== undefined && !isKnownIn({ removed: option.removed }, version.number)) return [];
  const parts = badParts(kind, option, sectionKinds, line.value);
  return JUDGED_ELSEWHERE.has(option.name) ? parts.filter(({ problem }) => problem === 'blank') : parts;
}

function partAt(context: SectionContext, finding: Finding): { part: BadPart; text: string } | undefined {
  const section = optionSection(context);
  if (section === undefined) return undefined;
  for (const line of section.lines) {
    for (const part of partsOf(context, section, line)) {
      const { span } = describe(section, line, part);
      if (span.start === finding.span.start && span.end === finding.span.end) {
        return { part, text: line.entry.line.value.slice(part.span.start, part.span.end) };
      }
    }
  }
  return undefined;
}

function describe(section: OptionSection, { entry, option }: OptionLine, part: BadPart): Finding {
  const span = shift(rawSpan(entry.line, part.span), entry.start);
  const text = foldCase(entry.line.value);
  const isGrave = option?.onBadValue === 'section' || option?.onBadValue === 'file';
  const message = `${complaint(part)}${effectOf(section, option, part)}`;
  if (isGrave) return { span, message, severity: 'error' };
  // Means the same as what Asterisk makes of it.
  const isHarmless = option?.onBadValue === 'no' && option.value.kind === 'boolean' && MEANS_NO.has(text);
  return isHarmless ? { span, message, severity: 'hint' } : { span, message };
}

const MEANS_NO: ReadonlySet<string> = new Set(['none', 'never', 'disable', 'disabled', 'nope', 'null']);

function complaint({ problem, expected, near }: BadPart): string {
  switch (problem) {
    case 'blank':
      return 'Expected no blank here';
    case 'rest':
      return 'Expected a number alone: Asterisk does not read what follows it';
    case 'dropped':
      return 'Expected a codec that IAX can carry';
    case 'form':
      return expected === undefined ? 'Expected another form of value' : `Expected ${expected}`;
    case 'codec':
      return near === undefined ? 'Unknown codec' : `Unknown codec, did you mean "${near}"?`;
    case 'word':
    case 'number':
      return near === undefined
        ? `Expected ${expected ?? 'a known word'}`
        : `Unknown word, did you mean "${near}"?`;
    case 'range':
    case 'address':
      return `Expected ${expected ?? 'another value'}`;
  }
}

/** What Asterisk does with it, as the end of the sentence. */
function effectOf({ kind }: OptionSection, option: Option | undefined, { problem, near }: BadPart): string {
  if (problem === 'rest') return '';
  const link = near === undefined ? ': ' : ' ';
  if (problem === 'blank' && option?.onBadValue !== 'section') {
    return `${link}Asterisk does not know the word with it`;
  }
  switch (option?.onBadValue) {
    case 'no':
    case 'yes':
      return `${link}Asterisk takes this as ${option.onBadValue}`;
    case 'zero':
      return `${link}Asterisk takes this as 0`;
    case 'default':
      return `${link}Asterisk uses the default`;
    case 'unchanged':
      return `${link}Asterisk leaves the setting as it was`;
    case 'skipped':
      return `${link}Asterisk skips it`;
    case 'clamped':
      return `${link}Asterisk takes the nearest limit`;
    case 'section':
      return kind === 'pjsip.conf'
        ? `${link}Asterisk refuses the whole object`
        : `${link}Asterisk drops the whole section`;
    case 'file':
      return `${link}Asterisk refuses the whole file`;
    case 'kept':
    case undefined:
      return '';
  }
}
