/**
 * Tidies a file without changing what Asterisk reads: blanks at line ends, blank lines between sections, blanks around
 * `=`. Block comments, lines Asterisk skips for their length, and files that another system writes again stay as they are.
 */
import { chunkOfSectionAt, lineAt, lineText } from '../../syntax/tree.ts';
import { lineOf, lineStart } from '../../syntax/position.ts';
import { sectionAt, sectionsOfChunk, type FileModel, type PlacedSection } from '../../model/fileModel.ts';
import { shift, type Span, type TextEdit } from '../../text/span.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import { alignedGaps } from './alignment.ts';
import { blankLinesBefore, finalLines, type LinesOfSection } from './blankLines.ts';
import { lineEdits, trailingBlanks, type EqualsStyle, type RawLine } from './formatLine.ts';

/** `asteriskConf.format`. */
export interface FormatSettings {
  readonly isEnabled: boolean;
  readonly equals: EqualsStyle;
  /** Whether the `=` of neighbouring lines stand below each other. */
  readonly align: boolean;
  /** `one`: exactly one blank line before a section. */
  readonly betweenSections: 'one' | 'keep';
}

/** What the editor asks for besides. */
export interface FormatWishes {
  /** Columns of a tab, for alignment. */
  readonly tabSize: number;
  /** Ends the last line. */
  readonly insertFinalNewline?: boolean;
  /** Takes blank lines at the end of the file away. */
  readonly trimFinalNewlines?: boolean;
}

/** What counts without any setting. */
export const defaultFormat: FormatSettings = {
  isEnabled: true,
  equals: 'keep',
  align: false,
  betweenSections: 'one',
};

/**
 * The changes that tidy the file, or those of them that touch `range`; in order and without overlap, places counted
 * from the start of the file. None for files the snapshot does not hold, generated ones, and those whose lines an editor
 * counts otherwise than Asterisk does.
 */
export function formatting(
  workspace: Workspace,
  uri: string,
  settings: FormatSettings,
  wishes: FormatWishes,
  range?: Span,
): readonly TextEdit[] {
  const model = formattable(workspace, uri, settings);
  if (model === undefined) return [];
  const { tree } = model;
  const lines = range === undefined ? { start: 0, end: tree.length } : wholeLines(model, range);
  const edits: TextEdit[] = [];
  for (const placed of sectionsWithin(model, lines)) {
    if (settings.betweenSections === 'one') edits.push(...linesBefore(model, placed));
    edits.push(...sectionEdits(model, placed, settings, wishes));
  }
  const last = range === undefined ? sectionAt(model, tree.length) : undefined;
  if (last !== undefined) edits.push(...shifted(finalLines(viewOf(model, last), wishes), last.start));
  return inOrder(edits.filter(({ span }) => span.start >= lines.start && span.end <= lines.end));
}

/** Sorted; where whole lines go, nothing is changed in them. */
function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  let end = 0;
  return sorted.filter(({ span }) => {
    if (span.start < end) return false;
    end = Math.max(end, span.end);
    return true;
  });
}

function* sectionsWithin(model: FileModel, { start, end }: Span): Generator<PlacedSection> {
  const { tree } = model;
  for (let i = chunkOfSectionAt(tree, start); i < tree.chunks.length; i++) {
    for (const placed of sectionsOfChunk(tree, i)) {
      if (placed.start > end) return;
      if (placed.start + placed.section.length >= start) yield placed;
    }
  }
}

/** The changes to the line before `offset`, once it was ended there. */
export function formattingOnType(
  workspace: Workspace,
  uri: string,
  settings: FormatSettings,
  wishes: FormatWishes,
  offset: number,
): readonly TextEdit[] {
  const model = formattable(workspace, uri, settings);
  if (model === undefined) return [];
  const number = lineOf(model.tree, offset) - 1;
  if (number < 0) return [];
  const start = lineStart(model.tree, number);
  const end = lineStart(model.tree, number + 1) - 1;
  const justThis = { ...settings, betweenSections: 'keep' as const };
  return formatting(workspace, uri, justThis, { tabSize: wishes.tabSize }, { start, end });
}

function formattable(workspace: Workspace, uri: string, settings: FormatSettings): FileModel | undefined {
  if (!settings.isEnabled) return undefined;
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  return model === undefined || model.tree.isIrregular || facts.generator !== undefined ? undefined : model;
}

/** A range as the lines it touches; one that ends at the start of a line does not touch that line. */
function wholeLines({ tree }: FileModel, { start, end }: Span): Span {
  const last = lineOf(tree, end > start ? end - 1 : end);
  return { start: lineStart(tree, lineOf(tree, start)), end: lineStart(tree, last + 1) };
}

function linesBefore(model: FileModel, placed: PlacedSection): readonly TextEdit[] {
  if (placed.start === 0 || placed.section.header?.depthBefore !== 0) return [];
  const previous = sectionAt(model, placed.start - 1);
  return previous === undefined ? [] : shifted(blankLinesBefore(viewOf(model, previous)), previous.start);
}

function viewOf({ tree }: FileModel, { section }: PlacedSection): LinesOfSection {
  const { table, first, lineCount } = section;
  const base = table.starts[first] ?? 0;
  return {
    count: lineCount,
    hasHeader: section.header !== undefined,
    startOf: (number) => (table.starts[first + number] ?? 0) - base,
    textOf: (number) => lineText(table, first + number),
    lineOf: (number) => lineAt(table, first + number, tree.encoding),
  };
}

function sectionEdits(
  model: FileModel,
  placed: PlacedSection,
  settings: FormatSettings,
  wishes: FormatWishes,
): readonly TextEdit[] {
  const { equals, align } = settings;
  const view = viewOf(model, placed);
  const raws: (RawLine | undefined)[] = [];
  for (let number = 0; number < view.count; number++) {
    const text = view.textOf(number);
    const { start, end } = trailingBlanks(text);
    // Most lines have nothing to tidy when only their ends are looked at.
    if (!align && equals === 'keep' && start === end) raws.push(undefined);
    else raws.push(rawLine(model, placed, text, view, number));
  }
  const gaps = align ? alignedGaps(raws, equals, wishes.tabSize) : undefined;
  return raws.flatMap((raw, number) => {
    const edits = raw === undefined ? [] : lineEdits(raw, equals, gaps?.get(number));
    return shifted(edits, placed.start + view.startOf(number));
  });
}

function rawLine(
  { tree }: FileModel,
  placed: PlacedSection,
  text: string,
  view: LinesOfSection,
  number: number,
): RawLine {
  const isFileStart = placed.start === 0 && number === 0;
  return { text, line: view.lineOf(number), encoding: tree.encoding, isFileStart };
}

function shifted(edits: readonly TextEdit[], by: number): readonly TextEdit[] {
  return edits.map(({ span, newText }) => ({ span: shift(span, by), newText }));
}
