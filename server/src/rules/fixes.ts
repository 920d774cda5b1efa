/** The fixes that rules offer for their findings. Edits are computed only when a fix is chosen. */
import { sectionsOf, type FileModel, type PlacedSection } from '../model/fileModel.ts';
import { shift, touches, type Span, type TextEdit } from '../text/span.ts';
import { versionOf } from '../workspace/version.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';
import type { Finding, Fix, LintSettings, Random, Rule } from './rule.ts';
import { activeRules, sectionContext } from './run.ts';

/** A fix with the finding it mends; places count from the start of the file. */
export interface OfferedFix {
  readonly rule: string;
  readonly span: Span;
  readonly message: string;
  readonly title: string;
  readonly safety: Fix['safety'];
  readonly isPreferred: boolean;
  /** Which fix of this finding it is, from 0. */
  readonly ordinal: number;
  readonly edits: (random: Random) => readonly TextEdit[];
}

/** Fixes for the findings that touch `range`, of the rules named in `only` where it is given. */
export function fixesFor(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  range: Span,
  only?: ReadonlySet<string>,
): readonly OfferedFix[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return [];
  const isAsked = (rule: Rule): boolean =>
    rule.fix !== undefined && (only === undefined || only.has(rule.id));
  const { sectionRules, fileRules } = activeRules(facts, settings);
  const offered: OfferedFix[] = [];
  for (const placed of sectionsTouching(model, range)) {
    const context = sectionContext(placed.section, facts, settings, model, workspace);
    for (const rule of sectionRules.filter(isAsked)) {
      for (const finding of rule.check(context)) {
        if (touches(shift(finding.span, placed.start), range)) {
          offered.push(...offers(rule, finding, rule.fix?.(context, finding) ?? [], placed.start));
        }
      }
    }
  }
  const version = versionOf(workspace, facts.uri, settings.asteriskVersion);
  const context = { facts, settings, version, workspace, uri: facts.uri };
  for (const rule of fileRules.filter(isAsked)) {
    for (const finding of rule.check(context)) {
      if (touches(finding.span, range)) {
        offered.push(...offers(rule, finding, rule.fix?.(context, finding) ?? [], 0));
      }
    }
  }
  return offered;
}

function* sectionsTouching(model: FileModel, range: Span): Generator<PlacedSection> {
  for (const placed of sectionsOf(model)) {
    if (placed.start > range.end) return;
    if (placed.start + placed.section.length >= range.start) yield placed;
  }
}

function offers(rule: Rule, finding: Finding, fixes: Iterable<Fix>, base: number): readonly OfferedFix[] {
  return [...fixes].map((fix, ordinal) => ({
    rule: rule.id,
    span: shift(finding.span, base),
    message: finding.message,
    title: fix.title,
    safety: fix.safety,
    isPreferred: fix.isPreferred ?? false,
    ordinal,
    edits: (random) =>
      fix.edits(random).map((edit) => ({ span: shift(edit.span, base), newText: edit.newText })),
  }));
}
