/** Extensions that no call can enter, and lines that Asterisk skips for the number they ask for. */
import type { Skip } from '../dialplan/numbering.ts';
import { matcherOf, overlap } from '../dialplan/pattern.ts';
import type { ContextPart, PartExtension } from '../workspace/dialplan/contextPart.ts';
import { extensionsMatching, type DialplanIndex } from '../workspace/dialplan/dialplanIndex.ts';
import { perPart } from '../workspace/dialplan/perPart.ts';
import type { Span } from '../text/span.ts';
import type { FileContext, FileRule } from './rule.ts';

interface Missing {
  readonly span: Span;
  readonly message: string;
  /** Writing 1 there mends it. */
  readonly isMendable: boolean;
  /** The context goes on in files that are included inside of it. */
  readonly hasFiles: boolean;
}

const missing = perPart<Missing>((part, index) => [...skippedIn(part), ...withoutFirst(part, index)]);

/** pbx/pbx_config.c, `pbx_load_config`, counts `n` on over extensions; main/pbx.c starts every extension at 1. */
export const dialplanPriorityMissing: FileRule = {
  id: 'dialplan-priority-missing',
  summary: 'Report extensions without priority 1, and lines whose priority Asterisk cannot count',
  severity: 'warning',
  scope: 'file',
  files: ['extensions.conf'],
  *check(context) {
    for (const { span, message } of findings(context)) yield { span, message };
  },
  *fix(context, finding) {
    for (const { span, isMendable } of findings(context)) {
      if (!isMendable || span.start !== finding.span.start || span.end !== finding.span.end) continue;
      yield {
        title: 'Make it priority 1',
        safety: 'unsafe',
        isPreferred: true,
        edits: () => [{ span, newText: '1' }],
      };
    }
  },
};

function findings({ workspace, uri, facts }: FileContext): readonly Missing[] {
  return missing(workspace, uri).filter(({ hasFiles }) => !(hasFiles && facts.isIncomplete));
}

const MOST_COUNTED = 99;

const SKIPPED: Readonly<Record<Exclude<Skip, 'label-open'>, string>> = {
  'same-first': 'No extension before this line in the context, Asterisk skips it',
  'next-first': 'Expected a number: Asterisk skips a first line of a context with "n"',
  'next-after-hint': 'Asterisk drops this line: behind a hint "n" counts from nothing, write 1',
  invalid: 'Invalid priority, Asterisk skips the line: expected a number from 1, "n", or a label above it',
};

function skippedIn({ skipped, hasFiles }: ContextPart): readonly Missing[] {
  const found: Missing[] = [];
  for (const { why, span } of skipped) {
    if (why === 'label-open') continue;
    const isMendable = why === 'next-first' || why === 'next-after-hint';
    // What follows such a line is skipped for the same reason.
    if (found.at(-1)?.message === SKIPPED[why] && isMendable) continue;
    found.push({ span, message: SKIPPED[why], isMendable, hasFiles });
  }
  return found;
}

function withoutFirst(part: ContextPart, index: DialplanIndex): readonly Missing[] {
  const found: Missing[] = [];
  for (const extension of part.extensions) {
    const { priorities, labels, isVague, text, first, firstWord } = extension;
    if (isVague || priorities.has(1) || priorities.size === 0) continue;
    // Lines with a label or a high number are there to be jumped to.
    if (labels.size > 0 || Math.min(...priorities.keys()) > MOST_COUNTED) continue;
    if (part.isTemplate || comesFromElsewhere(part, extension, index)) continue;
    const number = Math.min(...priorities.keys());
    const counted = firstWord.startsWith('n') ? `, since "n" counts on from the lines above` : '';
    found.push({
      span: first,
      message: `Missing priority 1 of "${text}", no call gets in: it begins at ${String(number)}${counted}`,
      isMendable: firstWord === 'n' || firstWord === 'next' || priorities.size === 1,
      hasFiles: part.hasFiles,
    });
  }
  return found;
}

/** Whether a call may find priority 1 in another section, another extension that matches, or a place nobody sees. */
function comesFromElsewhere(
  { name }: ContextPart,
  { text, callerId }: PartExtension,
  index: DialplanIndex,
): boolean {
  const reach = index.around(name);
  if (reach.isOpen) return true;
  for (const other of extensionsMatching(reach, text)) {
    if (!other.isVague && !other.priorities.has(1)) continue;
    if (callerId === undefined || other.callerId === undefined) return true;
    if (overlap(matcherOf(callerId), matcherOf(other.callerId))) return true;
  }
  return false;
}
