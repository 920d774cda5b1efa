/** What the engine returns, and how a rule's finding becomes it: which rules run and how much a finding weighs. */
import { printable } from '../../text/printable.ts';
import { shift, type Span } from '../../text/span.ts';
import type { FileFacts } from '../../workspace/workspace.ts';
import type { FileRule, Finding, LintSettings, RelatedPlace, Rule, SectionRule, Severity } from '../rule.ts';

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

/** How many findings of each level there are. */
export type Counts = Readonly<Record<Severity, number>>;

/** The worst first. */
export const LEVELS: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

export function countsOf(found: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of found) counts[severity]++;
  return counts;
}

/** The finding with its place counted from `start` characters before. */
export function moved(diagnostic: Diagnostic, start: number): Diagnostic {
  const { rule, severity, message, span, tags, related } = diagnostic;
  if (related === undefined) {
    if (tags === undefined) return { rule, severity, message, span: shift(span, start) };
    return { rule, severity, message, span: shift(span, start), tags };
  }
  return { ...diagnostic, span: shift(span, start) };
}

/** By place, and by name of the rule where that is the same. */
export function comparePlaces(a: Diagnostic, b: Diagnostic): number {
  const difference = a.span.start - b.span.start;
  if (difference !== 0) return difference;
  return a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0;
}

/** Rules by what they see. */
export interface ActiveRules {
  readonly sectionRules: readonly SectionRule[];
  readonly fileRules: readonly FileRule[];
}

/** Those of `rules` that look at a file of these facts under these settings. */
export function activeOf(rules: readonly Rule[], facts: FileFacts, settings: LintSettings): ActiveRules {
  const sectionRules: SectionRule[] = [];
  const fileRules: FileRule[] = [];
  for (const rule of rules) {
    if (!isActive(rule, facts, settings)) continue;
    if (isSectionRule(rule)) sectionRules.push(rule);
    else fileRules.push(rule);
  }
  return { sectionRules, fileRules };
}

function isSectionRule(rule: Rule): rule is SectionRule {
  return rule.scope === 'line' || rule.scope === 'section';
}

export function isActive(rule: Rule, facts: FileFacts, settings: LintSettings): boolean {
  const word = settings.rules[rule.id] ?? 'default';
  if (word === 'off' || (word === 'default' && rule.severity === 'off')) return false;
  if (rule.files !== 'all' && (facts.kind === undefined || !rule.files.includes(facts.kind))) return false;
  return facts.isCertain || isBasic(rule.id);
}

/** The rules that need no more than a file's likely kind, and that a generated file's own level does not soften. */
function isBasic(id: string): boolean {
  return /^(?:conf|secret|register|server-secret|suppression|file)-/.test(id);
}

export function toDiagnostic(
  rule: Rule,
  finding: Finding,
  facts: FileFacts,
  settings: LintSettings,
): Diagnostic {
  const { span, tags, related } = finding;
  const severity = levelOf(rule, finding, facts, settings);
  // Names in it are the user's own text.
  const message = shared(printable(finding.message));
  // Written out, since a spread would give each of thousands of findings a shape of its own.
  if (related === undefined) {
    if (tags === undefined) return { rule: rule.id, severity, message, span };
    const [tag] = tags;
    const same = tags.length === 1 && tag !== undefined ? oneTag[tag] : tags;
    return { rule: rule.id, severity, message, span, tags: same };
  }
  return { rule: rule.id, severity, message, span, related, ...(tags === undefined ? {} : { tags }) };
}

/** Messages of late; thousands of findings say the same, and each would keep its own text. */
const messages = new Map<string, string>();
const MOST_MESSAGES = 500;

function shared(message: string): string {
  const known = messages.get(message);
  if (known !== undefined) return known;
  if (messages.size >= MOST_MESSAGES) messages.clear();
  messages.set(message, message);
  return message;
}

const oneTag = { unnecessary: ['unnecessary'], deprecated: ['deprecated'] } as const;

/** A configured word wins; else the finding's own level, softened where the user cannot mend a generated file. */
function levelOf(rule: Rule, finding: Finding, facts: FileFacts, settings: LintSettings): Severity {
  const word = settings.rules[rule.id] ?? 'default';
  if (word !== 'default' && word !== 'off') return word;
  const level = finding.severity ?? (rule.severity === 'off' ? 'hint' : rule.severity);
  if (facts.generator === undefined || isBasic(rule.id)) return level;
  return level === 'error' || level === 'warning' ? 'information' : level;
}
