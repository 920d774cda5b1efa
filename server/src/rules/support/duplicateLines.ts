/** Which of several lines with one option make others void. No rule itself. */
import type { Option } from '../../catalogue/option.ts';
import { isKnownIn } from '../../catalogue/version.ts';
import type { EntryLine } from '../../syntax/line.ts';
import type { PlacedLine } from '../rule.ts';
import type { OptionSection } from './optionLines.ts';

/** A line that has no effect, and the one that has. */
export interface DuplicateLine {
  readonly loser: PlacedLine<EntryLine>;
  readonly winner: PlacedLine<EntryLine>;
}

/** All such lines of a section, by what the catalogue says about lines that repeat. */
export function duplicateLines(
  { lines, sectionKinds }: OptionSection,
  version: number,
): readonly DuplicateLine[] {
  const seen = new Map<Option, PlacedLine<EntryLine>>();
  const prolonged = new Set<Option>();
  for (const { option, entry } of lines) {
    if (option !== undefined && entry.line.operator === '+=') prolonged.add(option);
  }
  const found: DuplicateLine[] = [];
  for (const { option, entry } of lines) {
    // A line that `+=` prolongs is needed, and which one that is depends on the values of all.
    if (option === undefined || prolonged.has(option)) continue;
    // A line of an option that is gone has a finding of its own.
    if (isGone(option, version)) continue;
    const earlier = seen.get(option);
    const repeats = repeatsIn(option, sectionKinds);
    if (earlier !== undefined && repeats === 'last') found.push({ loser: earlier, winner: entry });
    if (earlier !== undefined && repeats === 'first') {
      found.push({ loser: entry, winner: earlier });
      continue;
    }
    seen.set(option, entry);
  }
  return found;
}

function isGone({ removed }: Option, version: number): boolean {
  return removed !== undefined && !isKnownIn({ removed }, version);
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
export function hasBranches(lines: readonly PlacedLine[]): boolean {
  return lines.some(({ text }) => text.includes('{%') || text.includes('<%') || text.includes('{{#'));
}
