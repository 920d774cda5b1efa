/**
 * The engine: runs the rules over one file of a snapshot and returns what they found, sorted and with suppressions
 * applied. Results of section rules are kept as long as the section's text is unchanged.
 */
import {
  entriesOf,
  linesOf,
  sectionsOf,
  type FileModel,
  type PlacedSection,
  type Section,
} from '../model/fileModel.ts';
import { lineOf } from '../syntax/position.ts';
import { printable } from '../text/printable.ts';
import { shift, type Span } from '../text/span.ts';
import { pathOf } from '../text/uri.ts';
import { credentialsOf } from '../workspace/credentialsOf.ts';
import { isOtherFormat } from '../workspace/kind.ts';
import { versionOf, type AsteriskVersion } from '../workspace/version.ts';
import { factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import { allRules } from './index.ts';
import type {
  FileRule,
  Finding,
  LintSettings,
  RelatedPlace,
  Rule,
  SectionContext,
  SectionRule,
  Severity,
} from './rule.ts';
import { inheritedTypes, typeWith, type InheritedTypes, type SectionType } from './support/sectionTypes.ts';
import {
  commentLine,
  mayHoldSuppressions,
  parseSuppressions,
  suppress,
  type CommentLine,
  type SuppressionFinding,
} from './suppress.ts';

/** One finding with its place in the file. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Counts from the start of the file. */
  readonly span: Span;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  readonly related?: readonly RelatedPlace[];
}

/** Kept section results; make one per server or run and pass it to every call. Holds nothing alive by itself. */
export interface LintCache {
  readonly bySection: WeakMap<Section, SectionResult>;
  /** How many sections were evaluated, so that tests can prove how little an edit costs. */
  evaluatedSections: number;
  /** Told of a rule that threw; the others go on. Gets no document text. */
  onRuleError?: (rule: string, error: unknown) => void;
}

interface SectionResult {
  readonly settings: LintSettings;
  readonly facts: string;
  /** The type its parents gave it then. */
  readonly inherited: SectionType;
  /** Places count from the start of the section. */
  readonly diagnostics: readonly Diagnostic[];
}

export function createLintCache(): LintCache {
  return { bySection: new WeakMap(), evaluatedSections: 0 };
}

/** Everything the rules find in the file, by place; empty for a file the snapshot does not hold. */
export function lint(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache = createLintCache(),
): readonly Diagnostic[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return [];
  if (facts.kind === undefined && isOtherFormat(pathOf(facts.uri))) return [];
  const { sectionRules, fileRules } = activeRules(facts, settings);
  const diagnostics: Diagnostic[] = [];
  const version = versionOf(workspace, facts.uri, settings.asteriskVersion);
  const around: Surroundings = {
    facts,
    settings,
    version,
    model,
    inherited: inheritedTypes(workspace, facts, model),
  };
  const factsKey = keyOf(facts, version);
  for (const placed of sectionsOf(model)) {
    const found = sectionDiagnostics(placed.section, around, factsKey, sectionRules, cache);
    for (const diagnostic of found) {
      diagnostics.push({ ...diagnostic, span: shift(diagnostic.span, placed.start) });
    }
  }
  const context = { facts, settings, version, workspace, uri: facts.uri };
  for (const rule of fileRules) {
    guarded(rule, cache, () => {
      for (const finding of rule.check(context)) {
        diagnostics.push(toDiagnostic(rule, finding, facts, settings));
      }
    });
  }
  const kept = applySuppressions(model, diagnostics, facts, settings);
  return [...kept].sort((a, b) => a.span.start - b.span.start || a.rule.localeCompare(b.rule));
}

/** At most `limit` findings, errors first and then by place; `omitted` counts the rest. */
export function capped(
  diagnostics: readonly Diagnostic[],
  limit: number,
): { readonly kept: readonly Diagnostic[]; readonly omitted: number } {
  if (diagnostics.length <= limit) return { kept: diagnostics, omitted: 0 };
  const kept: Diagnostic[] = [];
  for (const level of LEVELS) {
    for (const diagnostic of diagnostics) {
      if (diagnostic.severity === level && kept.length < limit) kept.push(diagnostic);
    }
  }
  kept.sort((a, b) => a.span.start - b.span.start);
  return { kept, omitted: diagnostics.length - kept.length };
}

const LEVELS: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The rules that look at a file of these facts under these settings. */
export function activeRules(
  facts: FileFacts,
  settings: LintSettings,
): { readonly sectionRules: readonly SectionRule[]; readonly fileRules: readonly FileRule[] } {
  const sectionRules: SectionRule[] = [];
  const fileRules: FileRule[] = [];
  for (const rule of allRules) {
    if (!isActive(rule, facts, settings)) continue;
    if (isSectionRule(rule)) sectionRules.push(rule);
    else fileRules.push(rule);
  }
  return { sectionRules, fileRules };
}

function isSectionRule(rule: Rule): rule is SectionRule {
  return rule.scope === 'line' || rule.scope === 'section';
}

function isActive(rule: Rule, facts: FileFacts, settings: LintSettings): boolean {
  const word = settings.rules[rule.id] ?? 'default';
  if (word === 'off' || (word === 'default' && rule.severity === 'off')) return false;
  if (rule.files !== 'all' && (facts.kind === undefined || !rule.files.includes(facts.kind))) return false;
  return facts.isCertain || isBasic(rule.id);
}

/** The rules that need no more than a file's likely kind, and that a generated file's own level does not soften. */
function isBasic(id: string): boolean {
  return /^(?:conf|secret|register|server-secret|suppression|file)-/.test(id);
}

/** What a section's findings depend on besides its text and the settings. */
function keyOf(facts: FileFacts, version: AsteriskVersion): string {
  const { kind, isCertain, role, isIncomplete, sectionAtStart, generator } = facts;
  const { number, from } = version;
  return [kind, isCertain, role, isIncomplete, sectionAtStart, generator, number, from].join('\n');
}

function sectionDiagnostics(
  section: Section,
  around: Surroundings,
  factsKey: string,
  rules: readonly SectionRule[],
  cache: LintCache,
): readonly Diagnostic[] {
  const { facts, settings } = around;
  const inherited = around.inherited(section);
  const known = cache.bySection.get(section);
  if (known?.settings === settings && known.facts === factsKey && known.inherited === inherited) {
    return known.diagnostics;
  }
  cache.evaluatedSections++;
  const context = contextOf(section, around, inherited);
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) {
    guarded(rule, cache, () => {
      for (const finding of rule.check(context)) {
        diagnostics.push(toDiagnostic(rule, finding, facts, settings));
      }
    });
  }
  cache.bySection.set(section, { settings, facts: factsKey, inherited, diagnostics });
  return diagnostics;
}

/** What all sections of a file have in common. */
interface Surroundings {
  readonly facts: FileFacts;
  readonly settings: LintSettings;
  readonly version: AsteriskVersion;
  readonly model: FileModel;
  readonly inherited: InheritedTypes;
}

/** What section rules get to see of `section`. */
export function sectionContext(
  section: Section,
  facts: FileFacts,
  settings: LintSettings,
  model: FileModel,
  workspace: Workspace,
): SectionContext {
  const inherited = inheritedTypes(workspace, facts, model);
  const version = versionOf(workspace, facts.uri, settings.asteriskVersion);
  return contextOf(section, { facts, settings, version, model, inherited }, inherited(section));
}

function contextOf(
  section: Section,
  { facts, settings, version, model }: Surroundings,
  inherited: SectionType,
): SectionContext {
  const lines = linesOf(section, model.tree.encoding);
  const entries = entriesOf(lines);
  const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
  const credentials = facts.kind === undefined ? [] : credentialsOf(facts.kind, name, entries);
  const type = typeWith(inherited, section, entries);
  const typed = type === undefined ? {} : { type };
  return { facts, settings, version, section, lines, entries, credentials, ...typed };
}

function guarded(rule: Rule, cache: LintCache, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (cache.onRuleError === undefined) throw error;
    cache.onRuleError(rule.id, error);
  }
}

function toDiagnostic(rule: Rule, finding: Finding, facts: FileFacts, settings: LintSettings): Diagnostic {
  const { span, message, tags, related } = finding;
  const severity = levelOf(rule, finding, facts, settings);
  return {
    rule: rule.id,
    severity,
    // Names in it are the user's own text.
    message: printable(message),
    span,
    ...(tags === undefined ? {} : { tags }),
    ...(related === undefined ? {} : { related }),
  };
}

/** A configured word wins; else the finding's own level, softened where the user cannot mend a generated file. */
function levelOf(rule: Rule, finding: Finding, facts: FileFacts, settings: LintSettings): Severity {
  const word = settings.rules[rule.id] ?? 'default';
  if (word !== 'default' && word !== 'off') return word;
  const level = finding.severity ?? (rule.severity === 'off' ? 'hint' : rule.severity);
  if (facts.generator === undefined || isBasic(rule.id)) return level;
  return level === 'error' || level === 'warning' ? 'information' : level;
}

function applySuppressions(
  model: FileModel,
  diagnostics: readonly Diagnostic[],
  facts: FileFacts,
  settings: LintSettings,
): readonly Diagnostic[] {
  const comments = suppressionComments(model);
  if (comments.length === 0) return diagnostics;
  const ids = new Set(allRules.map((rule) => rule.id));
  const parsed = parseSuppressions(comments, ids);
  const sectionLines = [...sectionsOf(model)];
  const placed = diagnostics.map((diagnostic) => {
    const number = lineOf(model.tree, diagnostic.span.start);
    return { ...diagnostic, number, sectionIndex: numberOfSection(sectionLines, diagnostic.span.start) };
  });
  const checked = new Set(allRules.filter((rule) => isActive(rule, facts, settings)).map((rule) => rule.id));
  const { kept, comments: about } = suppress(placed, parsed, (rule) => checked.has(rule));
  return [...kept, ...about.flatMap((finding) => commentDiagnostic(finding, facts, settings))];
}

function commentDiagnostic(
  finding: SuppressionFinding,
  facts: FileFacts,
  settings: LintSettings,
): readonly Diagnostic[] {
  const rule = allRules.find((candidate) => candidate.id === finding.rule);
  if (rule === undefined || !isActive(rule, facts, settings)) return [];
  return [toDiagnostic(rule, { span: finding.span, message: finding.message }, facts, settings)];
}

/** 0 before the first header, 1 in the first section, and so on. */
function numberOfSection(sections: readonly PlacedSection[], offset: number): number {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sections[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + (sections[0]?.section.header === undefined ? 0 : 1);
}

function suppressionComments(model: FileModel): readonly CommentLine[] {
  const comments: CommentLine[] = [];
  if (!model.tree.chunks.some((chunk) => mayHoldSuppressions(chunk.table.text))) return comments;
  let sectionIndex = 0;
  for (const { section, start, line: firstLine } of sectionsOf(model)) {
    if (section.header !== undefined) sectionIndex++;
    for (const { line, text, start: lineStart, number } of linesOf(section, model.tree.encoding)) {
      const place = { number: firstLine + number, sectionIndex };
      const comment = commentLine(line, text, start + lineStart, place);
      if (comment !== undefined) comments.push(comment);
    }
  }
  return comments;
}
