import type { Option } from '../catalogue/option.ts';
import { isKnownIn } from '../catalogue/version.ts';
import { shift } from '../text/span.ts';
import type { SectionContext, SectionRule } from './rule.ts';
import { kindsWithOptions, optionSection, type OptionLine } from './support/optionLines.ts';
import { withoutLine } from './support/valueParts.ts';

/** A line that another one of the same section makes void. Values that override a parent's are meant to. */
export const optionDuplicate: SectionRule = {
  id: 'option-duplicate',
  summary: 'Point out lines that a later line of the section replaces',
  severity: 'hint',
  scope: 'section',
  files: kindsWithOptions,
  *check(context) {
    for (const { loser, winner, isFirst } of losers(context)) {
      const { line, start } = loser.entry;
      const where = `${String(Math.abs(winner.entry.number - loser.entry.number))} ${
        Math.abs(winner.entry.number - loser.entry.number) === 1 ? 'line' : 'lines'
      } ${isFirst ? 'above' : 'below'}`;
      yield {
        span: shift(
          { start: line.keySpan.start, end: Math.max(line.keySpan.end, line.valueSpan.end) },
          start,
        ),
        message: `Duplicate option: the line ${where} is the one that counts`,
        tags: ['unnecessary'],
      };
    }
  },
  *fix(context, finding) {
    const found = losers(context).find(
      ({ loser }) => loser.entry.start + loser.entry.line.keySpan.start === finding.span.start,
    );
    const edit =
      found === undefined ? undefined : withoutLine(context.lines, found.loser.entry, context.section.length);
    if (edit !== undefined) {
      yield { title: 'Remove the line', safety: 'safe', isPreferred: true, edits: () => [edit] };
    }
  },
};

interface Pair {
  readonly loser: OptionLine;
  readonly winner: OptionLine;
  readonly isFirst: boolean;
}

function losers(context: SectionContext): readonly Pair[] {
  const section = optionSection(context);
  if (section === undefined) return [];
  const seen = new Map<Option, OptionLine>();
  const pairs: Pair[] = [];
  for (const line of section.lines) {
    const { option, entry } = line;
    // A line of an option that is gone has a finding of its own.
    if (option?.removed !== undefined && !isKnownIn({ removed: option.removed }, context.version.number)) {
      continue;
    }
    if (option === undefined || entry.line.operator === '+=') {
      // A line that prolongs an earlier one needs it.
      if (option !== undefined) seen.delete(option);
      continue;
    }
    const earlier = seen.get(option);
    const repeats = repeatsIn(option, section.sectionKinds);
    if (earlier !== undefined && repeats === 'last') {
      pairs.push({ loser: earlier, winner: line, isFirst: false });
    }
    if (earlier !== undefined && repeats === 'first') {
      pairs.push({ loser: line, winner: earlier, isFirst: true });
      continue;
    }
    seen.set(option, line);
  }
  return pairs.length > 0 && hasBranches(context) ? [] : pairs;
}

/** `undefined` where lines add up, in one of the kinds at least, and where each line leaves its mark. */
function repeatsIn(option: Option, sectionKinds: readonly string[]): 'first' | 'last' | undefined {
  // Every `type` of a device of sip.conf counts a little, and free names are all different options.
  if (option.namePattern !== undefined || option.name === 'type') return undefined;
  const ways = new Set(
    sectionKinds.map((kind) => option.scoped?.[kind]?.repeats ?? option.repeats ?? 'last'),
  );
  if (ways.has('accumulate') || ways.has('merge')) return undefined;
  return ways.has('first') ? 'first' : 'last';
}

/** Lines of a template language may choose one of the two. */
function hasBranches({ lines }: SectionContext): boolean {
  return lines.some(({ text }) => text.includes('{%') || text.includes('<%') || text.includes('{{#'));
}
