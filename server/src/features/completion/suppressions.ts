/** Rule names in comments that silence them. */
import { allRules } from '../../rules/index.ts';
import { placed, type CompletionContext } from './context.ts';
import type { Offer } from './entry.ts';

const WORDS = [
  { word: 'ignore', detail: 'this line, or the next one' },
  { word: 'ignore-section', detail: 'the whole section' },
  { word: 'ignore-file', detail: 'the whole file; before its first section' },
] as const;

export function suppressions(context: CompletionContext): readonly Offer[] | undefined {
  const { place, facts } = context;
  if (place.kind !== 'suppression') return undefined;
  const span = placed(context, place.span);
  if (place.part === 'words') {
    return WORDS.map(({ word, detail }, i) => ({
      label: word,
      kind: 'word',
      newText: `${word} `,
      span,
      detail,
      rank: i,
      then: 'suggest',
    }));
  }
  const others = new Set(place.others);
  const all: Offer = { label: 'all', kind: 'rule', newText: 'all', span, detail: 'every rule', rank: 1 };
  const rules = allRules
    .filter(
      ({ id, files }) =>
        !others.has(id) && (files === 'all' || (facts.kind !== undefined && files.includes(facts.kind))),
    )
    .map(({ id }): Offer => ({
      label: id,
      kind: 'rule',
      newText: id,
      span,
      rank: 0,
      data: { from: 'rule', id },
    }));
  return others.size > 0 ? rules : [...rules, all];
}
