/**
 * What the rules for sections find, chunk by chunk. Kept as long as the section's text, the settings, the facts about the
 * file and what the section's parents make of it are unchanged.
 */
import { entriesOf, linesOf, type FileModel, type Section } from '../../model/fileModel.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { credentialsOf } from '../../workspace/credentialsOf.ts';
import { earlierOf, sameSection } from '../../workspace/keptBySection.ts';
import type { AsteriskVersion } from '../../workspace/version.ts';
import type { FileFacts } from '../../workspace/workspace.ts';
import type { LintSettings, Rule, SectionContext, SectionRule } from '../rule.ts';
import { typeWith, type InheritedTypes, type SectionType } from '../support/sectionTypes.ts';
import { comparePlaces, countsOf, toDiagnostic, type Counts, type Diagnostic } from './diagnostic.ts';

/** What was found in one chunk. */
export interface ChunkFindings {
  /** In the order of places, which count from the start of the finding's section. */
  readonly found: readonly Diagnostic[];
  /** For each of them where its section begins in the chunk, in characters and in lines. */
  readonly starts: readonly number[];
  readonly lines: readonly number[];
  /** For each section the number of its first finding, and last how many there are; empty where there are none. */
  readonly firsts: readonly number[];
  readonly counts: Counts;
}

/** Findings of one chunk with what they depend on besides its text. */
export interface KeptFindings extends ChunkFindings {
  readonly settings: LintSettings;
  readonly facts: string;
  /** What its parents gave each section then. */
  readonly inherited: readonly SectionType[];
  /** One section for each list of parents that occurs. */
  readonly examples: readonly number[];
}

/** What all sections of a file have in common. */
export interface Surroundings {
  readonly facts: FileFacts;
  /** The same text for the same facts. */
  readonly factsKey: string;
  readonly settings: LintSettings;
  readonly version: AsteriskVersion;
  readonly model: FileModel;
  readonly inherited: InheritedTypes;
}

/** Kept findings, how many sections were evaluated, and who is told of a rule that threw. */
export interface Keeper {
  readonly byChunk: WeakMap<Chunk, KeptFindings>;
  evaluatedSections: number;
  readonly onRuleError?: ((rule: string, error: unknown) => void) | undefined;
}

/** The findings of the chunk; evaluates only the sections that changed since somebody asked last. */
export function findingsOfChunk(
  chunk: Chunk,
  around: Surroundings,
  rules: readonly SectionRule[],
  keeper: Keeper,
): ChunkFindings {
  const known = keeper.byChunk.get(chunk);
  const isAlike = known?.settings === around.settings && known.facts === around.factsKey;
  if (isAlike && isInheritedAlike(known, chunk, around)) return known;
  const earlier = earlierOf(chunk);
  const old = known ?? (earlier && keeper.byChunk.get(earlier));
  const isUsable = old?.settings === around.settings && old.facts === around.factsKey;
  const inherited = chunk.sections.map((section) => around.inherited(section));
  const bySection = chunk.sections.map((section, i) => {
    const at = !isUsable ? -1 : known !== undefined ? i : sameSection(chunk, earlier ?? chunk, i);
    if (at >= 0 && old?.inherited[at] === inherited[i]) return old === undefined ? none : findingsOf(old, at);
    return evaluate(section, around, inherited[i] ?? { kind: 'none' }, rules, keeper);
  });
  const { settings, factsKey: facts } = around;
  const { found, starts, lines, firsts } = inOneList(chunk, bySection);
  const counts = found.length === 0 ? nothing : countsOf(found);
  const examples = examplesOf(chunk);
  const fresh = { settings, facts, inherited, examples, found, starts, lines, firsts, counts };
  keeper.byChunk.set(chunk, fresh);
  return fresh;
}

/** The findings of one section of the chunk. */
export function findingsOf({ found, firsts }: ChunkFindings, section: number): readonly Diagnostic[] {
  const first = firsts[section] ?? 0;
  const end = firsts[section + 1] ?? 0;
  return first >= end ? none : found.slice(first, end);
}

function inOneList(
  { sections }: Chunk,
  bySection: readonly (readonly Diagnostic[])[],
): Omit<ChunkFindings, 'counts'> {
  const found = bySection.flat();
  if (found.length === 0) return { found: none, starts: none, lines: none, firsts: none };
  const starts = new Array<number>(found.length).fill(0);
  const lines = new Array<number>(found.length).fill(0);
  const firsts = new Array<number>(bySection.length + 1).fill(0);
  let start = 0;
  let line = 0;
  let at = 0;
  bySection.forEach(({ length }, i) => {
    firsts[i] = at;
    starts.fill(start, at, at + length);
    lines.fill(line, at, at + length);
    at += length;
    start += sections[i]?.length ?? 0;
    line += sections[i]?.lineCount ?? 0;
  });
  firsts[bySection.length] = at;
  return { found, starts, lines, firsts };
}

const none: readonly never[] = [];
const nothing: Counts = { error: 0, warning: 0, information: 0, hint: 0 };

function isInheritedAlike(
  { examples, inherited }: KeptFindings,
  chunk: Chunk,
  around: Surroundings,
): boolean {
  const { sections } = chunk;
  return examples.every((i) => {
    const section = sections[i];
    return section === undefined || around.inherited(section) === inherited[i];
  });
}

function examplesOf({ sections }: Chunk): readonly number[] {
  const seen = new Map<string, number>();
  sections.forEach(({ header }, i) => {
    if (header?.options === undefined) return;
    const names = header.options.map(({ kind, text }) => `${kind}:${text}`).join(',');
    if (!seen.has(names)) seen.set(names, i);
  });
  return [...seen.values()];
}

function evaluate(
  section: Section,
  around: Surroundings,
  inherited: SectionType,
  rules: readonly SectionRule[],
  keeper: Keeper,
): readonly Diagnostic[] {
  keeper.evaluatedSections++;
  const context = contextOf(section, around, inherited);
  const diagnostics: Diagnostic[] = [];
  // Not by `guarded`, which would need a function for each rule and section.
  for (const rule of rules) {
    try {
      for (const finding of rule.check(context)) {
        diagnostics.push(toDiagnostic(rule, finding, around.facts, around.settings));
      }
    } catch (error) {
      report(rule, error, keeper);
    }
  }
  return diagnostics.length === 0 ? none : diagnostics.sort(comparePlaces);
}

/** What section rules get to see of `section`. */
export function contextOf(
  section: Section,
  { facts, settings, version, model }: Omit<Surroundings, 'inherited' | 'factsKey'>,
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

/** Runs a rule; where somebody listens, its failure is told and the others go on. */
export function guarded(rule: Rule, keeper: Pick<Keeper, 'onRuleError'>, run: () => void): void {
  try {
    run();
  } catch (error) {
    report(rule, error, keeper);
  }
}

function report({ id }: Rule, error: unknown, { onRuleError }: Pick<Keeper, 'onRuleError'>): void {
  if (onRuleError === undefined) throw error;
  onRuleError(id, error);
}
