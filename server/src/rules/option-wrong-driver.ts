import { lookup } from '../catalogue/lookup.ts';
import type { Option } from '../catalogue/option.ts';
import { shift } from '../text/span.ts';
import type { Finding, SectionRule } from './rule.ts';
import { commentOut } from './support/commentOut.ts';
import {
  optionElsewhere,
  optionSection,
  type OptionLine,
  type OptionSection,
} from './support/optionLines.ts';
import { counterparts, driverOf, type ForeignOption } from './support/otherDriver.ts';

/** Options that another channel driver reads: `nat` in pjsip.conf, `rtp_symmetric` in sip.conf. */
export const optionWrongDriver: SectionRule = {
  id: 'option-wrong-driver',
  summary: 'Report options that belong to another channel driver',
  severity: 'information',
  scope: 'section',
  files: ['sip.conf', 'iax.conf', 'pjsip.conf'],
  *check(context) {
    const section = optionSection(context);
    if (section === undefined) return;
    for (const line of section.lines) {
      const foreign = foreignOption(section, line);
      if (foreign !== undefined) yield describe(section, line, foreign);
    }
  },
  *fix(context, finding) {
    const section = optionSection(context);
    const line = section?.lines.find(
      ({ entry }) => entry.start + entry.line.keySpan.start === finding.span.start,
    );
    if (section === undefined || line === undefined) return;
    if (section.kind !== 'pjsip.conf') {
      yield* commentOut(context.lines, finding);
      return;
    }
    const foreign = foreignOption(section, line);
    const [type = ''] = section.sectionKinds;
    for (const name of foreign === undefined ? [] : counterparts(foreign.option, type)) {
      const own = lookup('pjsip.conf', type, name);
      if (own === undefined || foreign === undefined || !takesSame(foreign.option, own)) continue;
      yield {
        title: `Change to "${name}"`,
        safety: 'unsafe',
        edits: () => [{ span: finding.span, newText: name }],
      };
    }
  },
};

/** Whether a value most likely means the same under the other name. */
function takesSame({ value: a }: Option, { value: b }: Option): boolean {
  const form = (kind: string): string => (kind === 'reference' ? 'text' : kind);
  return form(a.kind) === form(b.kind) && a.kind !== 'flags' && a.kind !== 'choice';
}

function foreignOption(section: OptionSection, { entry, option }: OptionLine): ForeignOption | undefined {
  const { key } = entry.line;
  if (option !== undefined || key.startsWith('@')) return undefined;
  return optionElsewhere(section.kind, key) === undefined ? driverOf(section.kind, key) : undefined;
}

function describe(section: OptionSection, { entry }: OptionLine, { kind, option }: ForeignOption): Finding {
  const span = shift(entry.line.keySpan, entry.start);
  if (section.kind !== 'pjsip.conf') {
    return {
      span,
      message: `Expected only options of ${section.kind}: this one belongs to ${kind} and is skipped here`,
    };
  }
  const [type = ''] = section.sectionKinds;
  const here = counterparts(option, type);
  const [other] = option.pjsip?.split(', ') ?? [];
  const [place, name] = other?.split('/') ?? [];
  const instead =
    here.length > 0
      ? `; use ${here.join(', ')}`
      : place === undefined || name === undefined
        ? ''
        : `; use ${name} in a section of type ${place}`;
  return {
    span,
    severity: 'error',
    message: `Unknown option in pjsip.conf: Asterisk refuses the whole object, this one belongs to ${kind}${instead}`,
  };
}
