/** Takes out the findings that comments of the file silence. Looks only at chunks such a comment speaks of. */
import {
  linesOf,
  sectionAt,
  sectionsOfChunk,
  type FileModel,
  type PlacedSection,
} from '../../model/fileModel.ts';
import { lineOf, lineStart } from '../../syntax/position.ts';
import { chunkOfSectionAt, type Chunk } from '../../syntax/tree.ts';
import {
  commentLine,
  mayHoldSuppressions,
  parseSuppressions,
  suppress,
  type CommentLine,
  type SuppressionFinding,
  type Suppressions,
} from '../suppress.ts';
import { comparePlaces, moved, type Diagnostic } from './diagnostic.ts';
import { findingsOf, type ChunkFindings } from './sectionFindings.ts';

/** All findings of a file. */
export interface Findings {
  /** By chunk; absent where `placed` has those of the chunk. */
  readonly chunks: readonly (ChunkFindings | undefined)[];
  /** In the order of places, which count from the start of the file. */
  readonly placed: readonly Diagnostic[];
}

/** What is known of rules. */
export interface RuleFacts {
  readonly ids: ReadonlySet<string>;
  /** Whether the rule was looked at. */
  readonly isChecked: (rule: string) => boolean;
  /** A finding about a comment, where the rule that reports it is on. */
  readonly toDiagnostic: (finding: SuppressionFinding) => readonly Diagnostic[];
}

/** @param wide findings of rules that see the whole file */
export function withoutSilenced(
  model: FileModel,
  chunks: readonly ChunkFindings[],
  wide: readonly Diagnostic[],
  rules: () => RuleFacts,
): Findings {
  const comments = suppressionComments(model);
  if (comments.length === 0) return { chunks, placed: [...wide].sort(comparePlaces) };
  const { ids, isChecked, toDiagnostic } = rules();
  const parsed = parseSuppressions(comments, ids);
  const touched = touchedChunks(model, parsed);
  const isTouched = (i: number): boolean => touched === 'all' || touched.has(i);
  const first = firstNumber(model);
  const found = wide.map((diagnostic) => {
    const index = sectionAt(model, diagnostic.span.start)?.index ?? 0;
    return { ...diagnostic, number: lineOf(model.tree, diagnostic.span.start), sectionIndex: index + first };
  });
  chunks.forEach((chunk, i) => {
    if (chunk.found.length === 0 || !isTouched(i)) return;
    for (const [diagnostic, { start, index }] of placedFindings(model, i, chunk)) {
      const place = moved(diagnostic, start);
      found.push({
        ...place,
        number: lineOf(model.tree, place.span.start),
        sectionIndex: index + first,
      });
    }
  });
  const { kept, comments: about } = suppress(found, parsed, isChecked);
  const placed = [...kept.map((one) => moved(one, 0)), ...about.flatMap(toDiagnostic)];
  return {
    chunks: chunks.map((chunk, i) => (isTouched(i) ? undefined : chunk)),
    placed: placed.sort(comparePlaces),
  };
}

/** The findings of one chunk with their sections. */
function* placedFindings(
  { tree }: FileModel,
  chunkIndex: number,
  chunk: ChunkFindings,
): Generator<readonly [Diagnostic, PlacedSection]> {
  let i = 0;
  for (const placed of sectionsOfChunk(tree, chunkIndex)) {
    for (const diagnostic of findingsOf(chunk, i++)) yield [diagnostic, placed];
  }
}

function touchedChunks({ tree }: FileModel, { suppressions }: Suppressions): ReadonlySet<number> | 'all' {
  const touched = new Set<number>();
  for (const { reach, number, targetNumber } of suppressions) {
    if (reach === 'file') return 'all';
    for (const line of [number, targetNumber]) touched.add(chunkOfSectionAt(tree, lineStart(tree, line)));
  }
  return touched;
}

/** Number of the file's first section: 0 where something stands before the first header. */
function firstNumber({ tree }: FileModel): number {
  return tree.chunks[0]?.sections[0]?.header === undefined ? 0 : 1;
}

/** Places count from the start of the chunk. */
const commentsByChunk = new WeakMap<Chunk, readonly CommentLine[]>();

/** Every comment addressed to us, in the order of the text. */
function suppressionComments(model: FileModel): readonly CommentLine[] {
  const { tree } = model;
  const first = firstNumber(model);
  const result: CommentLine[] = [];
  tree.chunks.forEach((chunk, i) => {
    for (const comment of commentsOfChunk(chunk, model)) {
      const { number, commentStart, sectionIndex } = comment;
      result.push({
        ...comment,
        number: number + (tree.lineBases[i] ?? 0),
        commentStart: commentStart + (tree.offsetBases[i] ?? 0),
        sectionIndex: sectionIndex + (tree.sectionBases[i] ?? 0) + first,
      });
    }
  });
  return result;
}

function commentsOfChunk(chunk: Chunk, { tree }: FileModel): readonly CommentLine[] {
  const known = commentsByChunk.get(chunk);
  if (known !== undefined) return known;
  const comments: CommentLine[] = [];
  const isPossible = [chunk, ...chunk.rest].some(({ table }) => mayHoldSuppressions(table.text));
  let start = 0;
  let firstLine = 0;
  for (const [sectionIndex, section] of (isPossible ? chunk.sections : []).entries()) {
    for (const { line, text, start: lineStartAt, number } of linesOf(section, tree.encoding)) {
      const place = { number: firstLine + number, sectionIndex };
      const comment = commentLine(line, text, start + lineStartAt, place);
      if (comment !== undefined) comments.push(comment);
    }
    start += section.length;
    firstLine += section.lineCount;
  }
  commentsByChunk.set(chunk, comments);
  return comments;
}
