/** Writes options under the names Asterisk has for them now: one line, or a whole file. */
import { fixesFor, type OfferedFix } from '../../rules/fixes.ts';
import type { LintSettings } from '../../rules/rule.ts';
import type { Span } from '../../text/span.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';

const RULE = 'option-deprecated';
const only: ReadonlySet<string> = new Set([RULE]);

/** The changes of single names in `range`, whether or not the rule about them is switched on. */
export function oldNames(
  workspace: Workspace,
  uri: string,
  range: Span,
  settings: LintSettings,
): readonly OfferedFix[] {
  if (factsOf(workspace, uri).generator !== undefined) return [];
  const isOff = settings.rules[RULE] === 'off';
  // A copy would lose what was kept for these settings, so it is made only where it is needed.
  const asking = isOff ? { ...settings, rules: { ...settings.rules, [RULE]: 'hint' as const } } : settings;
  return fixesFor(workspace, uri, asking, range, only);
}

/** Those of the whole file that change a name and nothing else. */
export function oldNamesOfFile(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
): readonly OfferedFix[] {
  const length = workspace.files.get(factsOf(workspace, uri).uri)?.tree.length ?? 0;
  return oldNames(workspace, uri, { start: 0, end: length }, settings).filter(
    ({ safety }) => safety === 'safe',
  );
}
