/**
 * What the light bulb offers: the fixes of the rules, a comment that silences a rule, and replacing all weak secrets.
 * An action carries only where it applies; its edits are computed from the current snapshot when it is chosen.
 */
import { lineAtOffset } from '../model/fileModel.ts';
import { fixesFor, type OfferedFix } from '../rules/fixes.ts';
import type { LintSettings, Random } from '../rules/rule.ts';
import { lint, type LintCache } from '../rules/run.ts';
import { suppressionEdit } from '../rules/suppress.ts';
import { positionAt, textOf } from '../syntax/position.ts';
import { touches, type Span, type TextEdit } from '../text/span.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** What a chosen action has to do; small enough to travel with the action. */
export type ActionData =
  | {
      readonly kind: 'fix';
      readonly rule: string;
      readonly start: number;
      readonly end: number;
      readonly ordinal: number;
    }
  | { readonly kind: 'suppress'; readonly rule: string; readonly start: number }
  | { readonly kind: 'replace-weak-secrets' };

/** One entry of the menu. */
export interface ProposedAction {
  readonly title: string;
  readonly kind: 'quickfix';
  readonly isPreferred: boolean;
  /** The finding it mends; absent for an action on the whole file. */
  readonly finding?: { readonly rule: string; readonly span: Span };
  readonly data: ActionData;
}

/** One edit with the words under which a preview lists it. */
export interface LabelledEdit extends TextEdit {
  readonly label: string;
  /** Whether the user should confirm it in a preview before it is made. */
  readonly needsConfirmation: boolean;
}

/**
 * Rules whose preferred fix replaces a secret that is as good as none. The secret of a VICIdial server is not among
 * them: all its register lines and accounts need the same one.
 */
export const replaceableSecretRules: ReadonlySet<string> = new Set([
  'secret-default',
  'secret-weak',
  'secret-digits',
  'secret-equals-user',
  'secret-placeholder',
]);

/**
 * The actions for the findings that touch `range`.
 *
 * @param codes only for findings of these rules; absent for all
 */
export function codeActions(
  workspace: Workspace,
  uri: string,
  range: Span,
  settings: LintSettings,
  options: { readonly codes?: ReadonlySet<string>; readonly cache?: LintCache } = {},
): readonly ProposedAction[] {
  const found = lint(workspace, uri, settings, options.cache);
  const here = found.filter(
    ({ rule, span }) => touches(span, range) && (options.codes === undefined || options.codes.has(rule)),
  );
  if (here.length === 0) return [];
  const rules = new Set(here.map(({ rule }) => rule));
  const isListed = ({ rule, span }: OfferedFix): boolean =>
    here.some((diagnostic) => diagnostic.rule === rule && diagnostic.span.start === span.start);
  const offered = fixesFor(workspace, uri, settings, range, rules).filter(isListed);
  const fixes = offered.map((fix): ProposedAction => ({
    title: fix.title,
    kind: 'quickfix',
    isPreferred: fix.isPreferred,
    finding: { rule: fix.rule, span: fix.span },
    data: { kind: 'fix', rule: fix.rule, ...fix.span, ordinal: fix.ordinal },
  }));
  const actions = [...fixes.filter((fix) => fix.isPreferred), ...fixes.filter((fix) => !fix.isPreferred)];
  if (here.some(({ rule }) => replaceableSecretRules.has(rule)) && weakSecretCount(found) > 1) {
    actions.push({
      title: `Replace all ${String(weakSecretCount(found))} default and weak secrets in this file`,
      kind: 'quickfix',
      isPreferred: false,
      data: { kind: 'replace-weak-secrets' },
    });
  }
  for (const { rule, span } of firstOfEachRule(here)) {
    // A comment that silences nothing is mended by taking it away, not by one more comment.
    if (!rule.startsWith('suppression-')) {
      actions.push({
        title: `Ignore ${rule} on this line with a comment`,
        kind: 'quickfix',
        isPreferred: false,
        finding: { rule, span },
        data: { kind: 'suppress', rule, start: span.start },
      });
    }
  }
  return actions;
}

function weakSecretCount(found: readonly { readonly rule: string }[]): number {
  return found.filter(({ rule }) => replaceableSecretRules.has(rule)).length;
}

function firstOfEachRule<T extends { readonly rule: string }>(found: readonly T[]): readonly T[] {
  return found.filter(({ rule }, i) => found.findIndex((other) => other.rule === rule) === i);
}

/** The edits of a chosen action; `undefined` when the text has changed so that it no longer applies. */
export function resolveAction(
  workspace: Workspace,
  uri: string,
  data: ActionData,
  settings: LintSettings,
  random: Random,
): readonly LabelledEdit[] | undefined {
  if (data.kind === 'replace-weak-secrets') return replaceWeakSecrets(workspace, uri, settings, random);
  if (data.kind === 'suppress') return suppressAt(workspace, uri, data.rule, data.start);
  const fixes = fixesFor(workspace, uri, settings, data, new Set([data.rule]));
  const chosen = fixes.find(
    ({ span, ordinal }) => span.start === data.start && span.end === data.end && ordinal === data.ordinal,
  );
  return chosen?.edits(random).map((edit) => ({ ...edit, label: chosen.title, needsConfirmation: false }));
}

/** One edit for each default or weak secret of the file, each with its own new secret. */
export function replaceWeakSecrets(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  random: Random,
): readonly LabelledEdit[] {
  const model = workspace.files.get(factsOf(workspace, uri).uri);
  if (model === undefined) return [];
  const reported = new Set(
    lint(workspace, uri, settings).map(({ rule, span }) => `${rule} ${String(span.start)}`),
  );
  const whole = { start: 0, end: model.tree.length };
  const edits: LabelledEdit[] = [];
  for (const fix of fixesFor(workspace, uri, settings, whole, replaceableSecretRules)) {
    if (!fix.isPreferred || !reported.has(`${fix.rule} ${String(fix.span.start)}`)) continue;
    const owner = lineAtOffset(model, fix.span.start)?.section.section.header?.name;
    const label = owner === undefined ? 'New secret' : `New secret for [${owner}]`;
    for (const edit of fix.edits(random)) edits.push({ ...edit, label, needsConfirmation: true });
  }
  return edits;
}

function suppressAt(
  workspace: Workspace,
  uri: string,
  rule: string,
  offset: number,
): readonly LabelledEdit[] | undefined {
  const model = workspace.files.get(factsOf(workspace, uri).uri);
  if (model === undefined || offset > model.tree.length) return undefined;
  const text = textOf(model.tree);
  const edit = suppressionEdit(text, offset - positionAt(model.tree, offset).character, rule);
  return [{ ...edit, label: `Ignore ${rule}`, needsConfirmation: false }];
}
