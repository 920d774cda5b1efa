/**
 * The engine: runs the rules over one file of a snapshot and returns what they found, sorted and with suppressions
 * applied. Results of section rules are kept as long as the section's text is unchanged.
 */
import { fileModel, type FileModel, type Section } from '../model/fileModel.ts';
import { makeTree, type Chunk } from '../syntax/tree.ts';
import { pathOf } from '../text/uri.ts';
import { readAhead } from '../workspace/keptBySection.ts';
import { isOtherFormat } from '../workspace/kind.ts';
import { versionOf } from '../workspace/version.ts';
import { factsOf, withFile, type FileFacts, type Workspace } from '../workspace/workspace.ts';
import {
  activeOf,
  countsOf,
  isActive,
  toDiagnostic,
  type ActiveRules,
  type Diagnostic,
} from './engine/diagnostic.ts';
import {
  contextOf,
  findingsOfChunk,
  guarded,
  type ChunkFindings,
  type KeptFindings,
  type Surroundings,
} from './engine/sectionFindings.ts';
import { withoutSilenced, type Findings, type RuleFacts } from './engine/silenced.ts';
import { worstOf, type Worst } from './engine/worst.ts';
import { allRules } from './index.ts';
import type { LintSettings, SectionContext } from './rule.ts';
import type { SuppressionFinding } from './suppress.ts';
import { inheritedTypes } from './support/sectionTypes.ts';

export type { Counts, Diagnostic } from './engine/diagnostic.ts';
export type { Worst } from './engine/worst.ts';

/** Kept section results; make one per server or run and pass it to every call. Holds nothing alive by itself. */
export interface LintCache {
  readonly byChunk: WeakMap<Chunk, KeptFindings>;
  /** How many sections and how many files' rules were evaluated, so that tests can prove how little an edit costs. */
  evaluatedSections: number;
  evaluatedFileRules: number;
  /** Told of a rule that threw; the others go on. Gets no document text. */
  onRuleError?: (rule: string, error: unknown) => void;
}

export function createLintCache(): LintCache {
  return { byChunk: new WeakMap(), evaluatedSections: 0, evaluatedFileRules: 0 };
}

/** Everything the rules find in the file, by place; empty for a file the snapshot does not hold. */
export function lint(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache = createLintCache(),
): readonly Diagnostic[] {
  return result(worstSteps(workspace, uri, settings, Infinity, cache)).kept;
}

/**
 * At most `limit` findings, errors first and of the last level the first ones. A generator that stops now and then, so that
 * whoever drives it can do something else in between, or let go of it.
 */
export function* worstSteps(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  limit: number,
  cache: LintCache,
): Generator<undefined, Worst> {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined || (facts.kind === undefined && isOtherFormat(pathOf(facts.uri)))) {
    return { kept: [], omitted: 0, counts: countsOf([]) };
  }
  const found = yield* findings(workspace, model, facts, settings, cache);
  return worstOf(model, found, limit);
}

/** Drives a generator to its end in one go. */
function result<R>(steps: Generator<undefined, R>): R {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function* findings(
  workspace: Workspace,
  model: FileModel,
  facts: FileFacts,
  settings: LintSettings,
  cache: LintCache,
): Generator<undefined, Findings> {
  const { sectionRules, fileRules } = activeRules(facts, settings);
  const around = surroundingsOf(workspace, model, facts, settings);
  learnReaders(workspace, model, facts, settings);
  const chunks: ChunkFindings[] = [];
  for (const chunk of model.tree.chunks) {
    const before = cache.evaluatedSections;
    chunks.push(findingsOfChunk(chunk, around, sectionRules, cache));
    if (cache.evaluatedSections === before) continue;
    readAheadSafely(chunk, model, facts);
    yield;
  }
  const context = { facts, settings, version: around.version, workspace, uri: facts.uri };
  const wide: Diagnostic[] = [];
  for (const rule of fileRules) {
    cache.evaluatedFileRules++;
    guarded(rule, cache, () => {
      for (const finding of rule.check(context)) wide.push(toDiagnostic(rule, finding, facts, settings));
    });
    yield;
  }
  return withoutSilenced(model, chunks, wide, () => ruleFacts(facts, settings));
}

const learnedKinds = new Set<string>();

/** Before the first large file of a kind its first part is checked alone, so that all readers it needs run ahead. */
function learnReaders(
  workspace: Workspace,
  { tree }: FileModel,
  { uri, kind = '' }: FileFacts,
  settings: LintSettings,
): void {
  if (learnedKinds.has(kind)) return;
  learnedKinds.add(kind);
  if (tree.chunks.length < MANY_CHUNKS) return;
  // A section that goes on in other chunks would be read whole just to learn, and then again.
  const sample = tree.chunks.find(
    (chunk) => chunk.sections.length > 0 && chunk.sections.every(({ length }) => length <= chunk.length),
  );
  if (sample === undefined) return;
  const part = fileModel(makeTree([sample], tree.encoding));
  const trial = { ...createLintCache(), onRuleError: () => undefined };
  lint(withFile(workspace, uri, part), uri, settings, trial);
}

const MANY_CHUNKS = 8;

function readAheadSafely(chunk: Chunk, model: FileModel, facts: FileFacts): void {
  try {
    readAhead(chunk, model, facts);
  } catch {
    // The rule that asks the reader fails in the same way, and is named then.
  }
}

function surroundingsOf(
  workspace: Workspace,
  model: FileModel,
  facts: FileFacts,
  settings: LintSettings,
): Surroundings {
  const version = versionOf(workspace, facts.uri, settings.asteriskVersion);
  const { kind, isCertain, role, isIncomplete, sectionAtStart, generator } = facts;
  const { number, from } = version;
  const parts = [kind, isCertain, role, isIncomplete, sectionAtStart, generator, number, from];
  return {
    facts,
    factsKey: parts.join('\n'),
    settings,
    version,
    model,
    inherited: inheritedTypes(workspace, facts, model),
  };
}

function ruleFacts(facts: FileFacts, settings: LintSettings): RuleFacts {
  const active = new Map(
    allRules.filter((rule) => isActive(rule, facts, settings)).map((rule) => [rule.id, rule]),
  );
  return {
    ids: new Set(allRules.map((rule) => rule.id)),
    isChecked: (id) => active.has(id),
    toDiagnostic: ({ rule: id, span, message }: SuppressionFinding) => {
      const rule = active.get(id);
      return rule === undefined ? [] : [toDiagnostic(rule, { span, message }, facts, settings)];
    },
  };
}

/** The rules that look at a file of these facts under these settings. */
export function activeRules(facts: FileFacts, settings: LintSettings): ActiveRules {
  return activeOf(allRules, facts, settings);
}

/** What section rules get to see of `section`. */
export function sectionContext(
  section: Section,
  facts: FileFacts,
  settings: LintSettings,
  model: FileModel,
  workspace: Workspace,
): SectionContext {
  const around = surroundingsOf(workspace, model, facts, settings);
  return contextOf(section, around, around.inherited(section));
}
