/**
 * What can be put in at a place. Each kind of place is a provider of its own; one more is one line here. Never offers
 * the text of a secret, and leaves expressions of templating languages alone.
 */
import { foldCase } from '../../text/ascii.ts';
import { textOf } from '../../syntax/position.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import {
  contextAt,
  nothing,
  placed,
  type CompletionContext,
  type CompletionOptions,
  type Provider,
} from './context.ts';
import type { CompletionEntry, Completions, Offer } from './entry.ts';
import { headerNames, headerOptions } from './headers.ts';
import { dialplanOffers } from '../dialplan/dialplanCompletion.ts';
import { directives, includePaths } from './includes.ts';
import { optionNames } from './optionNames.ts';
import { optionValues } from './optionValues.ts';
import { registerLines } from './registerLines.ts';
import { snippets } from './snippets.ts';
import { suppressions } from './suppressions.ts';

/** The first that answers has the place. */
const providers: readonly Provider[] = [
  suppressions,
  directives,
  includePaths,
  headerOptions,
  headerNames,
  registerLines,
  dialplanOffers,
  optionValues,
  (context) =>
    context.place.kind === 'name' ? [...(optionNames(context) ?? []), ...snippets(context)] : undefined,
];

/** More than this is cut down to what fits the letters typed so far, and asked for again while typing. */
const MOST_ENTRIES = 400;

/** Everything for `offset` (UTF-16 code units from the start of the file), best first. Never throws. */
export function completion(
  workspace: Workspace,
  uri: string,
  offset: number,
  options: CompletionOptions = {},
): Completions {
  const context = contextAt(workspace, uri, offset, options);
  if (context === undefined) return nothing;
  for (const provider of providers) {
    const offers = provider(context);
    if (offers !== undefined) return ordered(context, offers, offset);
  }
  return nothing;
}

function ordered(context: CompletionContext, offers: readonly Offer[], offset: number): Completions {
  const span = placed(context, context.place.span);
  const entries = offers
    .map((offer): CompletionEntry => ({ span, ...offer }))
    .sort((a, b) => a.rank - b.rank);
  const isCut = offers.some((offer) => offer.isCut === true);
  if (entries.length <= MOST_ENTRIES) return { entries, isIncomplete: isCut };
  const { tree } = context.model;
  const fitting = entries.filter(({ label, filter, span: own }) => {
    const typed = foldCase(textOf(tree, { start: own.start, end: offset }));
    return foldCase(filter ?? label).includes(typed);
  });
  return { entries: fitting.slice(0, MOST_ENTRIES), isIncomplete: true };
}
