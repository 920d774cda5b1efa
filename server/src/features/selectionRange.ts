/** What "expand selection" takes in step by step: a word, a part of the value, the value, the entry, the section, the file. */
import { parseDialplanLine } from '../dialplan/extension.ts';
import { isContextName } from '../dialplan/sectionLines.ts';
import {
  isTemplate,
  lineAtOffset,
  linesOf,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
} from '../model/fileModel.ts';
import { rawSpan, type EntryLine, type HeaderLine } from '../syntax/line.ts';
import { covers, shift, type Span } from '../text/span.ts';
import { exactPlaceOf, registerLines } from '../workspace/registerLines.ts';
import { factsOf, type FileFacts, type Workspace } from '../workspace/workspace.ts';

/** More lines than this are not looked through for where a section's last entry stands. */
const LONGEST_SECTION = 20_000;

/**
 * The stretches around `offset`, the smallest first, each wholly within the next; places count from the start of the file,
 * and the last one is the file. Empty for a file the snapshot does not hold.
 */
export function selectionRange(workspace: Workspace, uri: string, offset: number): readonly Span[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return [];
  const file = { start: 0, end: model.tree.length };
  const found = lineAtOffset(model, Math.min(offset, model.tree.length));
  if (found === undefined) return [file];
  const { placed, section } = found;
  const inLine = spansOfLine(facts, placed, section).map((part) => shift(part, placed.start));
  return nested([...inLine, ...spansOfSection(model, section), file], offset);
}

/** Those that hold the place, each a real part of the next. */
function nested(spans: readonly Span[], offset: number): readonly Span[] {
  const around = spans
    .filter((one) => one.end > one.start && covers(one, offset))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const chain: Span[] = [];
  for (const one of around) {
    const inner = chain.at(-1);
    const isWider = inner === undefined || (one.start <= inner.start && one.end >= inner.end);
    const isSame = one.start === inner?.start && one.end === inner.end;
    if (isWider && !isSame) chain.push(one);
  }
  return chain;
}

/** Places count from the start of the line. */
function spansOfLine(facts: FileFacts, placed: PlacedLine, section: PlacedSection): readonly Span[] {
  const { line, text } = placed;
  const content = { start: text.length - text.trimStart().length, end: text.trimEnd().length };
  const common = [...wordsIn(text), ...line.comments, content];
  switch (line.kind) {
    case 'header':
      return [...common, ...headerSpans(line, text)];
    case 'directive':
      return [...common, line.wordSpan, line.argumentSpan];
    case 'entry':
      return [...common, ...entrySpans(facts, { ...placed, line }, section)];
    default:
      return common;
  }
}

function headerSpans({ nameSpan, options = [], tailSpan }: HeaderLine, text: string): readonly Span[] {
  const first = options[0]?.span.start ?? 0;
  const last = options.at(-1)?.span.end ?? 0;
  // Where a bracket is missing the line ends first.
  const end = Math.min(Math.max(nameSpan.end, last) + 1, text.length);
  const whole = { start: nameSpan.start - 1, end };
  return [nameSpan, ...options.map(({ span }) => span), { start: first, end: last }, whole, tailSpan];
}

function entrySpans(facts: FileFacts, entry: PlacedLine<EntryLine>, section: PlacedSection): readonly Span[] {
  const { line } = entry;
  const { value, keySpan, valueSpan } = line;
  const raw = (part: Span): Span => rawSpan(line, part);
  const own = { ...entry, start: 0 };
  const registers = registerLines(facts.kind, [own]).flatMap((register) =>
    register.parsed.parts.map(({ span }) => exactPlaceOf(register, span)),
  );
  const header = section.section.header;
  const isDialplan = facts.kind === 'extensions.conf' && isContextName(header?.name) && !isTemplate(header);
  const calls = isDialplan ? callParts(line) : [];
  return [
    keySpan,
    valueSpan,
    { start: keySpan.start, end: Math.max(valueSpan.end, line.operatorSpan.end) },
    ...registers,
    ...[...calls, ...(isDialplan ? [] : listItems(value))].map(raw),
  ];
}

/** Items of a value that are separated by commas or `&`, blanks around them left out; places count from its start. */
function listItems(value: string): readonly Span[] {
  const items: Span[] = [];
  for (const { index, 0: text } of value.matchAll(/[^,&]+/g)) {
    const start = index + text.length - text.trimStart().length;
    items.push({ start, end: index + text.trimEnd().length });
  }
  return items;
}

/** Extension, priority, application and its arguments; places count from the start of the value. */
function callParts({ key, value }: EntryLine): readonly Span[] {
  const line = parseDialplanLine(key, value);
  if (line === undefined) return [];
  if (line.kind === 'statement') return line.fields.map(({ span }) => span);
  const { extension, priority, label, application } = line;
  const call = application === undefined ? [] : [application.name, ...application.arguments];
  const parts = [extension, priority, label, application?.data, ...call];
  const spans = parts.flatMap((part) => (part === undefined ? [] : [part.span]));
  if (application?.data === undefined) return spans;
  const end = application.data.span.end + (application.isClosed ? 1 : 0);
  return [...spans, { start: application.name.span.start, end }];
}

function wordsIn(text: string): readonly Span[] {
  return [...text.matchAll(/[\p{L}\p{N}_-]+/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
}

/** The section up to its last entry, and with the comments behind it. */
function spansOfSection(model: FileModel, { section, start }: PlacedSection): readonly Span[] {
  const whole = { start, end: start + section.length };
  if (section.header === undefined || section.lineCount > LONGEST_SECTION) return [whole];
  const lines = linesOf(section, model.tree.encoding);
  const last = lines.findLast(({ line }) => line.kind !== 'blank');
  const end = last === undefined ? whole.end : start + last.start + last.text.trimEnd().length;
  return [{ start, end }, whole];
}
