/** Everything the kinds of place have in common: the file, the section around the caret, and what is set in it. */
import { lookup } from '../../catalogue/lookup.ts';
import type { Option } from '../../catalogue/option.ts';
import {
  entriesOf,
  lineAtOffset,
  linesOf,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
} from '../../model/fileModel.ts';
import { indexAtOrBefore, lineAt, lineText } from '../../syntax/tree.ts';
import type { EntryLine, Line } from '../../syntax/line.ts';
import type { Span } from '../../text/span.ts';
import { factsOf, type FileFacts, type Workspace } from '../../workspace/workspace.ts';
import { sectionKindsAt } from '../sectionKindsAt.ts';
import type { Completions, EntryData, Offer } from './entry.ts';
import { placeAt, type Place } from './place.ts';

/** What completion may use besides the snapshot. */
export interface CompletionOptions {
  /** Version whose options count; absent for all of them. */
  readonly version?: number;
  /** Names in the folder that `includeFolder` named. */
  readonly listing?: readonly ListedFile[];
}

/** One name in a folder. */
export interface ListedFile {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What a provider sees. Entries count from the start of the section. */
export interface CompletionContext<P extends Place = Place> {
  readonly workspace: Workspace;
  readonly facts: FileFacts;
  readonly model: FileModel;
  readonly options: CompletionOptions;
  readonly place: P;
  /** Where the line starts; add it to the spans of `place`. */
  readonly lineStart: number;
  /** Number of the line in its section, from 0. */
  readonly lineNumber: number;
  readonly section: PlacedSection | undefined;
  readonly entries: readonly PlacedLine<EntryLine>[];
  /** Kinds of the section; empty where they cannot be told. */
  readonly sectionKinds: readonly string[];
}

/** One kind of place; `undefined` leaves the place to the next provider. */
export type Provider = (context: CompletionContext) => readonly Offer[] | undefined;

export const nothing: Completions = { entries: [], isIncomplete: false };

const BLANK: Line = { kind: 'blank', depthBefore: 0, depthAfter: 0, comments: [] };

/** The surroundings of `offset`; `undefined` where nothing can be put in or the file is not known. */
export function contextAt(
  workspace: Workspace,
  givenUri: string,
  offset: number,
  options: CompletionOptions,
): CompletionContext | undefined {
  const facts = factsOf(workspace, givenUri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  const found = lineAtOffset(model, offset);
  const isBehind = found === undefined || offset > found.placed.start + found.placed.text.length;
  const depth = found?.placed.line.depthAfter ?? 0;
  const line = isBehind ? { ...BLANK, depthBefore: depth, depthAfter: depth } : found.placed.line;
  const lineStart = isBehind ? offset : found.placed.start;
  const place = placeAt(line, isBehind ? '' : found.placed.text, offset - lineStart);
  if (place === undefined) return undefined;
  const section = found?.section;
  const number = found === undefined ? 0 : found.placed.number - found.section.line;
  return {
    workspace,
    facts,
    model,
    options,
    place,
    lineStart,
    lineNumber: isBehind && found !== undefined ? number + 1 : number,
    section,
    entries: section === undefined ? [] : entriesNear(section, model, offset),
    sectionKinds: section === undefined ? [] : sectionKindsAt(workspace, facts, model, section.section),
  };
}

/** Longer sections are not read whole on every keystroke, only what lies in the chunk of the caret. */
const MOST_LINES = 2000;

function entriesNear(
  { section, start, line: sectionLine }: PlacedSection,
  { tree }: FileModel,
  offset: number,
): readonly PlacedLine<EntryLine>[] {
  if (section.lineCount <= MOST_LINES) return entriesOf(linesOf(section, tree.encoding));
  const at = indexAtOrBefore(tree.offsetBases, Math.min(offset, tree.length - 1));
  const chunk = tree.chunks[at];
  if (chunk === undefined) return [];
  const { table, lineCount } = chunk;
  const base = tree.offsetBases[at] ?? 0;
  const number = (tree.lineBases[at] ?? 0) - sectionLine;
  const from = Math.max(0, -number);
  const to = Math.min(lineCount, section.lineCount - number);
  const lines: PlacedLine[] = [];
  for (let i = from; i < to; i++) {
    lines.push({
      line: lineAt(table, i, tree.encoding),
      start: base + (table.starts[i] ?? 0) - start,
      number: number + i,
      text: lineText(table, i),
    });
  }
  return entriesOf(lines);
}

/** The option a name means in this section, else wherever it is read. */
export function optionHere({ facts, sectionKinds }: CompletionContext, key: string): Option | undefined {
  const { kind } = facts;
  if (kind === undefined) return undefined;
  for (const section of sectionKinds) {
    const option = lookup(kind, section, key);
    if (option !== undefined) return option;
  }
  return lookup(kind, undefined, key);
}

/** Points at an option for `resolveCompletion`. */
export function optionData(
  { facts, sectionKinds }: CompletionContext,
  option: Option,
): EntryData | undefined {
  if (facts.kind === undefined) return undefined;
  const section = sectionKinds.find((kind) => option.in.includes(kind)) ?? option.in[0];
  return {
    from: 'option',
    file: facts.kind,
    name: option.name,
    ...(section === undefined ? {} : { section }),
  };
}

/** `span` of a place, counted from the start of the file. */
export function placed({ lineStart }: CompletionContext, { start, end }: Span): Span {
  return { start: lineStart + start, end: lineStart + end };
}
