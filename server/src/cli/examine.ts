/** Runs the rules over one file and puts what they found into the shape that printers take. */
import { sectionAt } from '../model/fileModel.ts';
import { isSafe } from '../rules/fixAll.ts';
import { fixesFor } from '../rules/fixes.ts';
import type { LintSettings } from '../rules/rule.ts';
import { lint, sectionContext, type LintCache } from '../rules/run.ts';
import { positionAt } from '../syntax/position.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Span, TextEdit } from '../text/span.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';
import { fingerprintsOf } from './fingerprint.ts';
import type { PlaceRange, Reported, ReportedFix } from './print/report.ts';

/** What is wanted beside the findings themselves. */
export interface Wanted {
  /** The file's name in the marks; absent when nobody reads marks. */
  readonly markedAs?: string;
  readonly withFixes: boolean;
}

/** The findings of a file of the snapshot, in the order of their places. */
export function examine(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache,
  { markedAs, withFixes }: Wanted,
): readonly Reported[] {
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  const { tree } = model;
  const found = lint(workspace, uri, settings, cache);
  const marks = markedAs === undefined ? [] : fingerprintsOf(markedAs, model, found);
  const fixes = withFixes && found.length > 0 ? shownFixes(workspace, uri, settings) : undefined;
  return found.map(({ rule, severity, message, span }, i) => {
    const mark = marks[i];
    const mending = fixes?.get(keyOf(rule, span)) ?? [];
    return {
      rule,
      severity,
      message,
      range: rangeOf(tree, span),
      ...(mark === undefined ? {} : { fingerprint: mark }),
      ...(mending.length === 0 ? {} : { fixes: mending }),
    };
  });
}

/** Fixes that may be printed: safe ones, of rules that are not about secrets or lines with secrets in them. */
function shownFixes(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
): ReadonlyMap<string, readonly ReportedFix[]> {
  const shown = new Map<string, readonly ReportedFix[]>();
  const model = workspace.files.get(uri);
  if (model === undefined) return shown;
  for (const fix of fixesFor(workspace, uri, settings, { start: 0, end: model.tree.length })) {
    if (!isSafe(fix) || mayHoldSecret(fix.rule)) continue;
    const edits = fix.edits(() => 0);
    if (edits.length === 0 || writesSecret(workspace, uri, settings, edits)) continue;
    const key = keyOf(fix.rule, fix.span);
    const replacements = edits.map(({ span, newText }) => ({ range: rangeOf(model.tree, span), newText }));
    shown.set(key, [...(shown.get(key) ?? []), { title: fix.title, replacements }]);
  }
  return shown;
}

/** Rules whose fixes write whole lines anew in which a secret may stand where nobody expects one. */
function mayHoldSecret(rule: string): boolean {
  return /^(?:register|pjsip-reg)-/.test(rule);
}

/** Whether one of the changes repeats a secret of the section it is made in. */
function writesSecret(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  edits: readonly TextEdit[],
): boolean {
  const model = workspace.files.get(uri);
  if (model === undefined) return true;
  return edits.some(({ span, newText }) => {
    if (newText.trim() === '') return false;
    const placed = sectionAt(model, span.start);
    if (placed === undefined) return false;
    const { credentials } = sectionContext(
      placed.section,
      factsOf(workspace, uri),
      settings,
      model,
      workspace,
    );
    return credentials.some(({ value }) => value !== '' && newText.includes(value));
  });
}

function keyOf(rule: string, { start, end }: Span): string {
  return `${rule} ${start} ${end}`;
}

function rangeOf(tree: SyntaxTree, { start, end }: Span): PlaceRange {
  return { start: positionAt(tree, start), end: positionAt(tree, end) };
}
