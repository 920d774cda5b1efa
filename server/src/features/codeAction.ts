/**
 * What the light bulb offers: the fixes of the rules, a comment that silences a rule, and replacing all weak secrets.
 * An action carries only where it applies; its edits are computed from the current snapshot when it is chosen.
 */
import { safeFixes } from '../rules/fixAll.ts';
import { fixesFor, type OfferedFix } from '../rules/fixes.ts';
import type { LintSettings, Random } from '../rules/rule.ts';
import { findingsIn, type LintCache } from '../rules/run.ts';
import { suppressionEdit, type Reach } from '../rules/suppress.ts';
import { textOf } from '../syntax/position.ts';
import { type Span, type TextEdit } from '../text/span.ts';
import { credentialGroup } from '../workspace/credentialGroup.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';
import { resolveRefactoring, type RefactoringData } from './refactoring/refactorings.ts';
import { replaceCredential, rotateWeakSecrets, weakSecretRules } from './replaceCredential.ts';
import { lastingActions, type LastingAction } from './vicidial/lastingActions.ts';
import { suppressionPlaces } from './suppressionPlaces.ts';

/** What a chosen action has to do; small enough to travel with the action. */
export type ActionData =
  | {
      readonly kind: 'fix';
      readonly rule: string;
      readonly start: number;
      readonly end: number;
      readonly ordinal: number;
    }
  | {
      readonly kind: 'suppress';
      readonly rule: string;
      readonly start: number;
      readonly reach: Reach;
    }
  | { readonly kind: 'fix-all' }
  | RefactoringData
  | { readonly kind: 'replace-credential'; readonly start: number }
  | { readonly kind: 'replace-weak-secrets' }
  /** A command of the editor does it; nothing to resolve. */
  | { readonly kind: 'lasting'; readonly way: LastingAction['way']; readonly start: number };

/** One entry of the menu. */
export interface ProposedAction {
  readonly title: string;
  readonly kind:
    'quickfix' | 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite' | 'source.fixAll.asteriskConf';
  readonly isPreferred: boolean;
  /** The finding it mends; absent for an action on the whole file. */
  readonly finding?: { readonly rule: string; readonly span: Span };
  readonly data: ActionData;
}

/** One edit with the words under which a preview lists it. */
export interface LabelledEdit extends TextEdit {
  /** Of the file, where it may be another than the one asked about. */
  readonly uri?: string;
  readonly label: string;
  /** Whether the user should confirm it in a preview before it is made. */
  readonly needsConfirmation: boolean;
}

/**
 * The actions for the findings that touch `range`.
 *
 * @param codes only for findings of these rules; absent for all
 * @param hasEditorCommands whether the editor can copy the ways that change a secret for good, which then lead the menu
 */
export function codeActions(
  workspace: Workspace,
  uri: string,
  range: Span,
  settings: LintSettings,
  options: {
    readonly codes?: ReadonlySet<string>;
    readonly cache?: LintCache;
    readonly hasEditorCommands?: boolean;
  } = {},
): readonly ProposedAction[] {
  const found = findingsIn(workspace, uri, settings, options.cache);
  const here = found
    .within(range)
    .filter(({ rule }) => options.codes === undefined || options.codes.has(rule));
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
  const everywhere = credentialActions(workspace, uri, here, settings);
  const isCovered = ({ finding }: ProposedAction): boolean =>
    everywhere.some((action) => action.finding?.span.start === finding?.span.start);
  const preferred = fixes
    .filter((fix) => fix.isPreferred)
    .map((fix) => (isCovered(fix) ? { ...fix, isPreferred: false } : fix));
  const plain = [...everywhere, ...preferred, ...fixes.filter((fix) => !fix.isPreferred)];
  const lasting = options.hasEditorCommands === true ? lastingOnes(workspace, uri, here) : [];
  // An editor puts the preferred one first.
  const actions =
    lasting.length === 0 ? plain : [...lasting, ...plain.map((one) => ({ ...one, isPreferred: false }))];
  const weak = here.some(({ rule }) => weakSecretRules.has(rule)) ? found.countOfRules(weakSecretRules) : 0;
  if (weak > 1) {
    actions.push({
      title: `Replace all ${String(weak)} default and weak secrets in this file`,
      kind: 'quickfix',
      isPreferred: false,
      data: { kind: 'replace-weak-secrets' },
    });
  }
  // A comment that silences nothing is mended by taking it away, not by one more comment.
  const silenceable = firstOfEachRule(here).filter(({ rule }) => !rule.startsWith('suppression-'));
  const places = new Map(
    silenceable.map(({ span: { start } }) => [start, suppressionPlaces(workspace, uri, start)]),
  );
  for (const reach of ['line', 'section', 'file'] as const) {
    for (const { rule, span } of silenceable) {
      if (places.get(span.start)?.[reach] === undefined) continue;
      actions.push({
        title: `Ignore ${rule} ${reach === 'line' ? 'on' : 'in'} this ${reach} with a comment`,
        kind: 'quickfix',
        isPreferred: false,
        finding: { rule, span },
        data: { kind: 'suppress', rule, start: span.start, reach },
      });
    }
  }
  return actions;
}

function lastingOnes(
  workspace: Workspace,
  uri: string,
  here: readonly { readonly rule: string; readonly span: Span }[],
): readonly ProposedAction[] {
  const findings = here.flatMap((finding) =>
    lastingActions(workspace, uri, finding).map(({ title, way, start }) => ({ title, way, start, finding })),
  );
  return findings.map(({ title, way, start, finding: { rule, span } }, i) => ({
    title,
    kind: 'quickfix',
    isPreferred: i === 0,
    finding: { rule, span },
    data: { kind: 'lasting', way, start },
  }));
}

/** "Fix all", where there is something to mend without a question; never a secret. */
export function fixAllAction(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache?: LintCache,
): ProposedAction | undefined {
  const file = factsOf(workspace, uri).uri;
  if (safeFixes(workspace, file, settings, cache).length === 0) return undefined;
  return {
    title: 'Fix everything that can be fixed safely',
    kind: 'source.fixAll.asteriskConf',
    isPreferred: false,
    data: { kind: 'fix-all' },
  };
}

/** Rules whose findings stand on a password that may be held elsewhere too. */
const sharedSecretRules: ReadonlySet<string> = new Set([...weakSecretRules, 'secret-reused']);

/** "Replace it everywhere", for each password under the findings that stands in more than one place. */
function credentialActions(
  workspace: Workspace,
  uri: string,
  here: readonly { readonly rule: string; readonly span: Span }[],
  settings: LintSettings,
): readonly ProposedAction[] {
  const actions: ProposedAction[] = [];
  for (const { rule, span } of here) {
    if (!sharedSecretRules.has(rule)) continue;
    const group = credentialGroup(workspace, { uri, offset: span.start }, settings.aliases);
    if (group === undefined) continue;
    const { others, aliasMembers } = group;
    if (others.length === 0 && aliasMembers.length === 0) continue;
    actions.push({
      title: credentialTitle(others.length) + temporaryNote(factsOf(workspace, uri).generator),
      kind: 'quickfix',
      isPreferred: weakSecretRules.has(rule),
      finding: { rule, span },
      data: { kind: 'replace-credential', start: span.start },
    });
  }
  return actions;
}

function temporaryNote(generator: 'vicidial' | 'freepbx' | undefined): string {
  if (generator === undefined) return '';
  return ` (temporary: ${generator === 'vicidial' ? 'VICIdial' : 'FreePBX'} rebuilds this file)`;
}

function credentialTitle(others: number): string {
  if (others === 0) return 'Replace by a generated secret, and choose which phones of the alias get it';
  const places = others === 1 ? 'the place that holds' : `the ${String(others)} places that hold`;
  return `Replace by a generated secret here and in ${places} the same credential`;
}

function firstOfEachRule<T extends { readonly rule: string }>(found: readonly T[]): readonly T[] {
  return found.filter(({ rule }, i) => found.findIndex((other) => other.rule === rule) === i);
}

/**
 * The edits of a chosen action; `undefined` when the text has changed so that it no longer applies.
 *
 * @param isEditable whether a file belongs to what the editor has open, so that it may be changed
 */
export function resolveAction(
  workspace: Workspace,
  uri: string,
  data: ActionData,
  settings: LintSettings,
  random: Random,
  isEditable: (uri: string) => boolean = () => true,
): readonly LabelledEdit[] | undefined {
  if (data.kind === 'lasting') return undefined;
  if (data.kind === 'replace-weak-secrets') return replaceWeakSecrets(workspace, uri, settings, random);
  if (data.kind === 'replace-credential') {
    const place = { uri: factsOf(workspace, uri).uri, offset: data.start };
    return replaceCredential(workspace, place, { random, settings, aliases: 'offer' });
  }
  if (data.kind === 'suppress') return suppressAt(workspace, uri, data);
  if (data.kind === 'fix-all') {
    return safeFixes(workspace, factsOf(workspace, uri).uri, settings).flatMap(({ edits, title }) =>
      edits.map((edit) => ({ ...edit, label: title, needsConfirmation: false })),
    );
  }
  if (data.kind !== 'fix') return resolveRefactoring(workspace, uri, data, settings, isEditable);
  const fixes = fixesFor(workspace, uri, settings, data, new Set([data.rule]));
  const chosen = fixes.find(
    ({ span, ordinal }) => span.start === data.start && span.end === data.end && ordinal === data.ordinal,
  );
  return chosen?.edits(random).map((edit) => ({ ...edit, label: chosen.title, needsConfirmation: false }));
}

/** A new secret for each default or weak secret of the file, and for what must match it in other files. */
export function replaceWeakSecrets(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  random: Random,
): readonly LabelledEdit[] {
  const work = rotateWeakSecrets(workspace, [factsOf(workspace, uri).uri], settings, random);
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value.edits.map((edit) => ({ ...edit, needsConfirmation: true }));
}

function suppressAt(
  workspace: Workspace,
  uri: string,
  { rule, start, reach }: { readonly rule: string; readonly start: number; readonly reach: Reach },
): readonly LabelledEdit[] | undefined {
  const model = workspace.files.get(factsOf(workspace, uri).uri);
  const at = suppressionPlaces(workspace, uri, start)[reach];
  if (model === undefined || at === undefined) return undefined;
  const edit = suppressionEdit(textOf(model.tree), at, rule, reach);
  return [{ ...edit, label: `Ignore ${rule}`, needsConfirmation: false }];
}
