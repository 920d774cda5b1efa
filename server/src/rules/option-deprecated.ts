import { lookup } from '../catalogue/lookup.ts';
import { outdatedIn, type Outdated } from '../catalogue/version.ts';
import { shift } from '../text/span.ts';
import type { SectionContext, SectionRule } from './rule.ts';
import {
  kindsWithOptions,
  optionSection,
  type OptionLine,
  type OptionSection,
} from './support/optionLines.ts';

/** Options and spellings that Asterisk still reads but wants replaced. */
export const optionDeprecated: SectionRule = {
  id: 'option-deprecated',
  summary: 'Point out options that have a successor',
  severity: 'hint',
  scope: 'section',
  files: kindsWithOptions,
  *check(context) {
    const section = optionSection(context);
    if (section === undefined) return;
    for (const line of section.lines) {
      const old = outdated(context, line);
      if (old === undefined) continue;
      const { entry } = line;
      const instead = old.use === undefined ? 'remove the line, nothing takes its place' : `use ${old.use}`;
      const since = old.since === undefined ? '' : ` since Asterisk ${old.since}`;
      yield {
        span: shift(entry.line.keySpan, entry.start),
        message: `Deprecated${since}: ${instead}`,
        tags: ['deprecated'],
      };
    }
  },
  *fix(context, finding) {
    const section = optionSection(context);
    const line = section?.lines.find(
      ({ entry }) => entry.start + entry.line.keySpan.start === finding.span.start,
    );
    const old = line === undefined ? undefined : outdated(context, line);
    if (section === undefined || line === undefined || old?.use === undefined) return;
    if (!old.isSpelling && !takesSame(section, line, old.use)) return;
    const newText = old.use;
    yield {
      title: `Change to "${newText}"`,
      safety: old.isSpelling ? 'safe' : 'unsafe',
      isPreferred: true,
      edits: () => [{ span: finding.span, newText }],
    };
  },
};

function outdated({ version }: SectionContext, { entry, option }: OptionLine): Outdated | undefined {
  return option && outdatedIn(option, entry.line.key, version.number);
}

/** Numbers mean the same under the new name; anything else needs a look. */
function takesSame({ kind, sectionKinds }: OptionSection, { option }: OptionLine, use: string): boolean {
  const next = lookup(kind, sectionKinds[0], use);
  const form = option?.value.kind;
  return next !== undefined && next.value.kind === form && (form === 'integer' || form === 'duration');
}
