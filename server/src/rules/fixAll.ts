/** All changes to one file that are safe to make unasked: what `check --fix` and "fix all" apply. */
import { touches, type Span, type TextEdit } from '../text/span.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { fixesFor, type OfferedFix } from './fixes.ts';
import type { LintSettings } from './rule.ts';
import { lint, type LintCache } from './run.ts';

/** One finding that is mended, with the changes that do it. */
export interface SafeFix {
  readonly rule: string;
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/**
 * The safe fixes of the file that touch different places, in the order of their places. Never a fix of a rule about
 * secrets: a phone or a provider would have to follow. What is suppressed stays as it is, and what overlaps is left for
 * the next round over the changed text.
 */
export function safeFixes(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache?: LintCache,
): readonly SafeFix[] {
  const reported = new Set(lint(workspace, uri, settings, cache).map(({ rule, span }) => keyOf(rule, span)));
  const range = { start: 0, end: workspace.files.get(uri)?.tree.length ?? 0 };
  const candidates = fixesFor(workspace, uri, settings, range).filter(
    (fix) => isSafe(fix) && reported.has(keyOf(fix.rule, fix.span)),
  );
  const chosen: SafeFix[] = [];
  const taken: TextEdit[] = [];
  for (const fix of onePerFinding(candidates)) {
    const edits = fix.edits(neverRandom);
    if (edits.length === 0) continue;
    if (edits.some((edit) => taken.some((other) => touches(edit.span, other.span)))) continue;
    taken.push(...edits);
    chosen.push({ rule: fix.rule, title: fix.title, edits });
  }
  return chosen;
}

/** Whether the fix keeps what Asterisk does and touches no secret. */
export function isSafe({ rule, safety }: Pick<OfferedFix, 'rule' | 'safety'>): boolean {
  return safety === 'safe' && !/^(?:server-)?secret-|^alias-/.test(rule);
}

/** Where a finding can be mended in several ways, the preferred one; none when it is for the user to choose. */
function onePerFinding(fixes: readonly OfferedFix[]): readonly OfferedFix[] {
  const groups = new Map<string, OfferedFix[]>();
  for (const fix of fixes) {
    const key = keyOf(fix.rule, fix.span);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fix]);
    else group.push(fix);
  }
  const chosen = [...groups.values()].flatMap((group) => {
    const preferred =
      group.find(({ isPreferred }) => isPreferred) ?? (group.length === 1 ? group[0] : undefined);
    return preferred === undefined ? [] : [preferred];
  });
  return chosen.sort((a, b) => a.span.start - b.span.start);
}

function keyOf(rule: string, { start, end }: Span): string {
  return `${rule} ${start} ${end}`;
}

/** A safe fix draws nothing. */
function neverRandom(): number {
  throw new Error('A safe fix asked for a random number');
}
