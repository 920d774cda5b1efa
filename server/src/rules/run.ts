/**
 * The engine: runs the rules over one file of a snapshot and returns what they found, sorted and with suppressions
 * applied. Results of section rules are kept as long as the section's text is unchanged.
 */
import { fileModel, type FileModel, type Section } from '../model/fileModel.ts';
import { parse } from '../syntax/parse.ts';
import type { Chunk } from '../syntax/tree.ts';
import type { Span } from '../text/span.ts';
import { pathOf } from '../text/uri.ts';
import { readAhead } from '../workspace/keptBySection.ts';
import { isOtherFormat } from '../workspace/kind.ts';
import { versionOf } from '../workspace/version.ts';
import {
  factsOf,
  ofServer,
  serverOf,
  withFile,
  type FileFacts,
  type Workspace,
} from '../workspace/workspace.ts';
import { activeOf, isActive, toDiagnostic, type ActiveRules, type Diagnostic } from './engine/diagnostic.ts';
import {
  contextOf,
  findingsOfChunk,
  guarded,
  type ChunkFindings,
  type KeptFindings,
  type Surroundings,
} from './engine/sectionFindings.ts';
import { withoutSilenced, type Findings, type RuleFacts } from './engine/silenced.ts';
import { allOf, countOfRules, ofRules, within, worstOf, type Worst } from './engine/fileFindings.ts';
import { allRules } from './index.ts';
import type { LintSettings, SectionContext, SectionRule } from './rule.ts';
import type { SuppressionFinding } from './suppress.ts';
import { inheritedTypes } from './support/sectionTypes.ts';

export type { Counts, Diagnostic } from './engine/diagnostic.ts';
export type { PlacedFinding, Worst } from './engine/fileFindings.ts';

/** Kept section results; make one per server or run and pass it to every call. Holds nothing alive by itself. */
export interface LintCache {
  readonly byChunk: WeakMap<Chunk, KeptFindings>;
  readonly bySnapshot: WeakMap<Workspace, Map<string, KeptFound>>;
  /** How many sections and how many files' rules were evaluated, so that tests can prove how little an edit costs. */
  evaluatedSections: number;
  evaluatedFileRules: number;
  /** Told of a rule that threw; the others go on. Gets no document text. */
  onRuleError?: (rule: string, error: unknown) => void;
}

export function createLintCache(): LintCache {
  return { byChunk: new WeakMap(), bySnapshot: new WeakMap(), evaluatedSections: 0, evaluatedFileRules: 0 };
}

/** Everything the rules find in the file, by place; empty for a file the snapshot does not hold. */
export function lint(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache = createLintCache(),
): readonly Diagnostic[] {
  return findingsIn(workspace, uri, settings, cache).all();
}

/** What is found in one file, put together as far as it is asked for. Everything goes by place. */
export interface FileFindings {
  readonly all: () => readonly Diagnostic[];
  /** Those that touch the range, both ends included. */
  readonly within: (range: Span) => readonly Diagnostic[];
  /** Those of these rules, at most `most`. */
  readonly ofRules: (rules: ReadonlySet<string>, most: number) => readonly Diagnostic[];
  readonly countOfRules: (rules: ReadonlySet<string>) => number;
}

/** Everything the rules find in the file, for who needs a part of it. */
export function findingsIn(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache = createLintCache(),
): FileFindings {
  const { model, findings } = result(allSteps(workspace, uri, settings, cache));
  return {
    all: () => allOf(model, findings),
    within: (range) => within(model, findings, range),
    ofRules: (rules, most) => ofRules(model, findings, rules, most),
    countOfRules: (rules) => countOfRules(findings, rules),
  };
}

/**
 * At most `limit` findings, errors first and of the last level the first ones. A generator that stops now and then, so that
 * whoever drives it can do something else in between, or let go of it; what it gives then says what was found so far, which
 * is all of the file's first part.
 */
export function* worstSteps(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  limit: number,
  cache: LintCache,
): Generator<() => Worst, Worst> {
  const steps = allSteps(workspace, uri, settings, cache);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return worstOf(step.value.model, step.value.findings, limit);
    const soFar = step.value;
    yield () => {
      const { model, findings } = soFar();
      return worstOf(model, findings, limit);
    };
  }
}

interface Found {
  readonly model: FileModel;
  readonly findings: Findings;
}

interface KeptFound extends Found {
  readonly settings: LintSettings;
}

/** Remembers what it found as long as the snapshot lives, since several features ask for it. */
function* allSteps(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache,
): Generator<() => Found, Found> {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined || (facts.kind === undefined && isOtherFormat(pathOf(facts.uri)))) return nothing;
  let byFile = cache.bySnapshot.get(workspace);
  if (byFile === undefined) cache.bySnapshot.set(workspace, (byFile = new Map<string, KeptFound>()));
  const known = byFile.get(facts.uri);
  if (known?.settings === settings) return known;
  const steps = findingSteps(workspace, model, facts, settings, cache);
  for (;;) {
    const step = steps.next();
    if (step.done !== true) {
      yield () => ({ model, findings: step.value() });
      continue;
    }
    const found = { settings, model, findings: step.value };
    byFile.set(facts.uri, found);
    return found;
  }
}

const nothing: Found = { model: fileModel(parse('')), findings: { chunks: [], placed: [] } };

/** Drives a generator to its end in one go. */
function result<R>(steps: Generator<unknown, R>): R {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function* findingSteps(
  workspace: Workspace,
  model: FileModel,
  facts: FileFacts,
  settings: LintSettings,
  cache: LintCache,
): Generator<() => Findings, Findings> {
  const { sectionRules, fileRules } = activeRules(facts, settings);
  const around = surroundingsOf(workspace, model, facts, settings);
  learnReaders(workspace, model, facts, settings);
  const chunks: ChunkFindings[] = [];
  const wide: Diagnostic[] = [];
  const soFar = (): Findings => withoutSilenced(model, chunks, wide, () => ruleFactsSoFar);
  for (const chunk of chunkSteps(around, sectionRules, cache)) {
    if (chunk === undefined) yield soFar;
    else chunks.push(chunk);
  }
  const context = { facts, settings, version: around.version, workspace, uri: facts.uri };
  for (const rule of fileRules) {
    cache.evaluatedFileRules++;
    guarded(rule, cache, () => {
      for (const finding of rule.check(context)) wide.push(toDiagnostic(rule, finding, facts, settings));
    });
    yield soFar;
  }
  return withoutSilenced(model, chunks, wide, () => ruleFacts(facts, settings));
}

/** The findings of the sections, chunk by chunk; `undefined` behind each that had to be evaluated. */
function* chunkSteps(
  around: Surroundings,
  rules: readonly SectionRule[],
  cache: LintCache,
): Generator<ChunkFindings | undefined> {
  for (const chunk of around.model.tree.chunks) {
    const before = cache.evaluatedSections;
    yield findingsOfChunk(chunk, around, rules, cache);
    if (cache.evaluatedSections === before) continue;
    readAheadSafely(chunk, around.model, around.facts);
    yield undefined;
  }
}

/**
 * Runs what looks at sections alone, so that `lint` finds it done. Who checks many files does this with all of them first:
 * then every section is lexed once, also for the rules that look at all files.
 */
export function checkSections(
  workspace: Workspace,
  uri: string,
  settings: LintSettings,
  cache: LintCache,
): void {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined || facts.kind === undefined) return;
  learnReaders(workspace, model, facts, settings);
  const around = surroundingsOf(workspace, model, facts, settings);
  const steps = chunkSteps(around, activeRules(facts, settings).sectionRules, cache);
  while (steps.next().done !== true);
}

/** While not all is checked, nothing can be said of the comments that silence something. */
const ruleFactsSoFar: RuleFacts = {
  ids: new Set(allRules.map((rule) => rule.id)),
  isChecked: () => false,
  toDiagnostic: () => [],
};

const learnedKinds = new Set<string>();

/** Before the first large file of a kind its first part is checked alone, so that all readers it needs run ahead. */
function learnReaders(
  workspace: Workspace,
  { tree }: FileModel,
  { uri, kind = '' }: FileFacts,
  settings: LintSettings,
): void {
  if (learnedKinds.has(kind) || tree.chunks.length < MANY_CHUNKS) return;
  learnedKinds.add(kind);
  // A section that goes on in other chunks would be read whole just to learn, and then again.
  const sample = tree.chunks.find(
    (chunk) => chunk.sections.length > 0 && chunk.sections.every(({ length }) => length <= chunk.length),
  );
  if (sample === undefined) return;
  // Read afresh: indexes that follow the file by its chunks would be built for the part, taken down and built again.
  const part = fileModel(parse(sample.table.text, tree.encoding));
  const trial = { ...createLintCache(), onRuleError: () => undefined };
  // The files of other servers would be read without being checked.
  lint(withFile(ofServer(workspace, serverOf(workspace, uri)), uri, part), uri, settings, trial);
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
