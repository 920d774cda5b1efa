/** Puts together the findings of a file that are asked for: by place, the worst ones where there are too many. */
import type { FileModel } from '../../model/fileModel.ts';
import { chunkOfSectionAt } from '../../syntax/tree.ts';
import { touches, type Span } from '../../text/span.ts';
import type { Severity } from '../rule.ts';
import { comparePlaces, countsOf, LEVELS, moved, type Counts, type Diagnostic } from './diagnostic.ts';
import type { ChunkFindings } from './sectionFindings.ts';
import type { Findings } from './silenced.ts';

/** A finding at its place in the file. */
export interface PlacedFinding {
  readonly diagnostic: Diagnostic;
  /** The same object as long as its section is unchanged, wherever that stands; absent where a wide rule found it. */
  readonly source: Diagnostic | undefined;
  /** First line of its section, from 0; 0 without `source`. The two together tell where it stands. */
  readonly line: number;
}

/** The worst findings of a file and how many there are altogether. */
export interface Worst {
  /** By place. */
  readonly kept: readonly PlacedFinding[];
  readonly omitted: number;
  readonly counts: Counts;
}

/** Level by level, so that no more findings are put together than are kept. */
export function worstOf(model: FileModel, found: Findings, limit: number): Worst {
  const counts = { ...countsOf(found.placed) };
  for (const chunk of found.chunks) {
    if (chunk !== undefined) for (const level of LEVELS) counts[level] += chunk.counts[level];
  }
  const total = LEVELS.reduce((sum, level) => sum + counts[level], 0);
  const kept: PlacedFinding[] = [];
  for (const level of LEVELS) {
    const most = Math.min(limit - kept.length, counts[level]);
    if (most > 0) kept.push(...inOrder(model, found, level, most));
  }
  kept.sort((a, b) => comparePlaces(a.diagnostic, b.diagnostic));
  return { kept, omitted: total - kept.length, counts };
}

/** All of them, by place. */
export function allOf({ tree }: FileModel, { chunks, placed }: Findings): readonly Diagnostic[] {
  const found = [...placed];
  chunks.forEach((chunk, i) => {
    const start = tree.offsetBases[i] ?? 0;
    chunk?.found.forEach((diagnostic, at) => {
      found.push(moved(diagnostic, start + (chunk.starts[at] ?? 0)));
    });
  });
  return found.sort(comparePlaces);
}

/** The first `most` findings of one level, by place. */
function inOrder(
  { tree }: FileModel,
  { chunks, placed }: Findings,
  level: Severity,
  most: number,
): readonly PlacedFinding[] {
  const wide = placed.filter(({ severity }) => severity === level);
  const merged: PlacedFinding[] = [];
  const add = (diagnostic: Diagnostic): number => merged.push({ diagnostic, source: undefined, line: 0 });
  let at = 0;
  for (let i = 0; i < chunks.length && merged.length < most; i++) {
    const chunk = chunks[i];
    if (chunk === undefined || chunk.counts[level] === 0) continue;
    for (const here of placedAt(chunk, tree.offsetBases[i] ?? 0, tree.lineBases[i] ?? 0, level)) {
      for (let next = wide[at]; next !== undefined && comparePlaces(next, here.diagnostic) <= 0;) {
        add(next);
        next = wide[++at];
      }
      merged.push(here);
    }
  }
  for (let next = wide[at]; next !== undefined && merged.length < most; next = wide[++at]) add(next);
  return merged.length > most ? merged.slice(0, most) : merged;
}

/** Those that touch the range, both ends included, by place. */
export function within(
  { tree }: FileModel,
  { chunks, placed }: Findings,
  range: Span,
): readonly Diagnostic[] {
  const found = placed.filter(({ span }) => touches(span, range));
  const last = chunkOfSectionAt(tree, range.end);
  for (let i = chunkOfSectionAt(tree, Math.max(0, range.start - 1)); i <= last; i++) {
    const start = tree.offsetBases[i] ?? 0;
    const chunk = chunks[i];
    chunk?.found.forEach((diagnostic, at) => {
      const here = moved(diagnostic, start + (chunk.starts[at] ?? 0));
      if (touches(here.span, range)) found.push(here);
    });
  }
  return found.sort(comparePlaces);
}

/** At most `most` findings of these rules, by place. */
export function ofRules(
  { tree }: FileModel,
  { chunks, placed }: Findings,
  rules: ReadonlySet<string>,
  most: number,
): readonly Diagnostic[] {
  const found = placed.filter(({ rule }) => rules.has(rule));
  let inChunks = 0;
  for (let i = 0; i < chunks.length && inChunks < most; i++) {
    const chunk = chunks[i];
    const start = tree.offsetBases[i] ?? 0;
    chunk?.found.forEach((diagnostic, at) => {
      if (!rules.has(diagnostic.rule)) return;
      found.push(moved(diagnostic, start + (chunk.starts[at] ?? 0)));
      inChunks++;
    });
  }
  return found.sort(comparePlaces).slice(0, most);
}

/** How many findings there are of these rules. */
export function countOfRules({ chunks, placed }: Findings, rules: ReadonlySet<string>): number {
  const count = (list: readonly Diagnostic[]): number =>
    list.reduce((sum, { rule }) => sum + Number(rules.has(rule)), 0);
  return chunks.reduce((sum, chunk) => sum + (chunk === undefined ? 0 : count(chunk.found)), count(placed));
}

interface Placed {
  readonly start: number;
  readonly line: number;
  readonly byLevel: Map<Severity, readonly PlacedFinding[]>;
}

const placedByChunk = new WeakMap<ChunkFindings, Placed>();

/** The findings of the chunk at its place in the file; kept until it stands elsewhere. */
function placedAt(
  chunk: ChunkFindings,
  start: number,
  line: number,
  level: Severity,
): readonly PlacedFinding[] {
  let placed = placedByChunk.get(chunk);
  if (placed?.start !== start || placed.line !== line) {
    placed = { start, line, byLevel: new Map() };
    placedByChunk.set(chunk, placed);
  }
  let list = placed.byLevel.get(level);
  if (list === undefined) {
    const found: PlacedFinding[] = [];
    for (const [at, source] of chunk.found.entries()) {
      if (source.severity !== level) continue;
      const diagnostic = moved(source, start + (chunk.starts[at] ?? 0));
      found.push({ diagnostic, source, line: line + (chunk.lines[at] ?? 0) });
    }
    list = found;
    placed.byLevel.set(level, list);
  }
  return list;
}
