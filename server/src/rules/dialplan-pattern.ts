/** Patterns that are written in an unusual way, or that mean something else than they look like. */
import { patternRemark, type PatternRemark } from '../dialplan/patternStyle.ts';
import { contextLines, isContextName } from '../dialplan/sectionLines.ts';
import { rawSpan } from '../syntax/line.ts';
import { shift, type Span } from '../text/span.ts';
import type { SectionContext, SectionRule } from './rule.ts';

interface Remark {
  readonly text: string;
  readonly remark: PatternRemark;
  /** Each line of the section that writes this extension, the first one is reported. */
  readonly places: Span[];
}

/** main/pbx.c, `ext_cmp_pattern_pos` and `_extension_match_core`. */
export const dialplanPattern: SectionRule = {
  id: 'dialplan-pattern',
  summary: 'Report patterns of the dialplan that are not written in the usual way',
  severity: 'hint',
  scope: 'section',
  files: ['extensions.conf'],
  *check(context) {
    for (const { text, remark, places } of remarks(context)) {
      const [span] = places;
      if (span !== undefined) yield { span, message: messageOf(text, remark) };
    }
  },
  *fix(context, finding) {
    for (const { remark, places } of remarks(context)) {
      const { better } = remark;
      if (better === undefined || places[0]?.start !== finding.span.start) continue;
      yield {
        title: `Change to "${better}"`,
        safety: 'unsafe',
        isPreferred: remark.kind !== 'takes-all',
        edits: () => places.map((span) => ({ span, newText: better })),
      };
    }
  },
};

function remarks({ facts, section, entries }: SectionContext): readonly Remark[] {
  const own = section.header === undefined ? facts.sectionAtStart : section.header.name;
  if (!isContextName(own)) return [];
  const byText = new Map<string, Remark | undefined>();
  for (const { entry, line } of contextLines(section, entries)) {
    if (line?.kind !== 'extension' || line.extension === undefined) continue;
    const { text, span } = line.extension;
    let known = byText.get(text);
    if (known === undefined && !byText.has(text)) {
      const remark = /[${}<>@]/.test(text) ? undefined : patternRemark(text);
      byText.set(text, (known = remark === undefined ? undefined : { text, remark, places: [] }));
    }
    known?.places.push(shift(rawSpan(entry.line, span), entry.start));
  }
  return [...byText.values()].flatMap((one) => (one === undefined ? [] : [one]));
}

function messageOf(text: string, { kind, better = '', letter = '' }: PatternRemark): string {
  switch (kind) {
    case 'no-prefix':
      return `Expected "_" before a pattern: as it stands only the text "${text}" itself fits`;
    case 'prefix':
      return `Unneeded "_": nothing in "${text}" stands for other characters`;
    case 'takes-all':
      return `"${text}" takes h, i and t too, which are no numbers: "${better}" takes numbers only`;
    case 'behind-end':
      return 'What follows the "." or "!" counts for nothing';
    case 'small-letter':
      return better === ''
        ? `A small "${letter}" stands for digits here too: write "[${letter}]" for the letter`
        : `Small wildcards count as well, usually they are capital: "${better}"`;
    case 'set':
      return `Shorter: "${better}"`;
  }
}
