/**
 * Every stretch of a file that shows a secret: values in force, values that a later line replaces, commented-out lines,
 * dial strings and register lines. For hiding them on the screen; nothing here is judged. Too much hidden harms nobody.
 */
import type { ConfKind } from '../catalogue/option.ts';
import { entriesOf, linesOf, sectionsOf, fileModel, type PlacedLine } from '../model/fileModel.ts';
import { rawSpan, type EntryLine } from '../syntax/line.ts';
import { parse } from '../syntax/parse.ts';
import { shift, type Span } from '../text/span.ts';
import { normalise } from '../text/uri.ts';
import { credentialsOf } from './credentialsOf.ts';
import { guessedSpans, isSecret } from './masked.ts';
import { perSection } from './perSection.ts';
import { factsOf, type Workspace } from './workspace.ts';

/**
 * The secrets of the file in order and without overlap; empty values have no stretch.
 *
 * @param part only those of sections that touch this stretch
 */
export function secretSpans(workspace: Workspace, givenUri: string, part?: Span): readonly Span[] {
  const uri = normalise(givenUri);
  const model = workspace.files.get(uri);
  if (model === undefined) return [];
  const result: Span[] = [];
  for (const { placed, value } of spansBySection(model, factsOf(workspace, uri), part)) {
    const end = placed.start + placed.section.length;
    if (part !== undefined && (placed.start > part.end || end < part.start)) continue;
    for (const span of value.spans) {
      const found = shift(span, placed.start);
      if (part === undefined || (found.start <= part.end && found.end >= part.start)) result.push(found);
    }
  }
  return result;
}

interface Found {
  readonly spans: readonly Span[];
}

const spansBySection = perSection<Found>(({ kind, name, lines, entries }) => {
  const spans = [...entrySpans(kind, name, entries), ...tailSpans(kind, entries)];
  const rest = lines.filter(({ line, text }) => mayHideEntry(line, text));
  if (rest.length > 0) {
    for (const line of rest) spans.push(...lineSpans(kind, name, line));
  }
  return spans.length === 0 ? undefined : { spans: merged(spans) };
});

/** Lines that Asterisk does not read as an entry, but people read as one. */
function mayHideEntry(line: PlacedLine['line'], text: string): boolean {
  if (line.kind === 'header' || line.kind === 'long') return false;
  if (line.kind === 'entry' && line.problem === undefined) return false;
  return /[=\s]/.test(text) && /[^\s;#-]/.test(text);
}

const opening = /^[\s;#-]*/;

/** The line without what makes it a comment or a directive, read as an entry of the same section. */
function lineSpans(kind: ConfKind | undefined, name: string | undefined, placed: PlacedLine): Span[] {
  const text = placed.text.replace(/\r$/, '');
  const lead = opening.exec(text)?.[0].length ?? 0;
  let body = text.slice(lead);
  let skipped = lead;
  if (!body.includes('=')) {
    // `secret value` where somebody forgot the sign.
    const gap = /^([a-z_/\d]+)[ \t:]+(?=\S)/i.exec(body);
    if (gap === null) return [];
    const [whole, key = ''] = gap;
    skipped += whole.length - key.length - 1;
    body = `${key}=${body.slice(whole.length)}`;
  }
  // A remark of several words before the sign is no option.
  if (/^[^=]*\S\s+\S[^=]*=/.test(body.slice(0, 200))) return shapeSpans(text, placed.start);
  const model = fileModel(parse(`${body}\n`));
  for (const { section } of sectionsOf(model)) {
    const entries = entriesOf(linesOf(section, model.tree.encoding));
    return entrySpans(kind, name, entries).map((span) => shift(span, skipped + placed.start));
  }
  return [];
}

/** What shows by its shape alone, in the text of a remark. */
function shapeSpans(text: string, start: number): Span[] {
  return guessedSpans({ name: '', value: text }, true).map((span) => shift(span, start));
}

function entrySpans(
  kind: ConfKind | undefined,
  name: string | undefined,
  entries: readonly PlacedLine<EntryLine>[],
): Span[] {
  const spans: Span[] = [];
  const seen = new Set<number>();
  for (const credential of credentialsOf(kind ?? 'extensions.conf', name, entries)) {
    seen.add(credential.lineNumber);
    if (!isSecret(credential.kind, credential.option)) continue;
    spans.push(credential.span);
  }
  for (const { line, start, number } of entries) {
    const found = guessedSpans({ name: line.key, value: line.value }, seen.has(number));
    for (const span of found) spans.push(shift(rawSpan(line, span), start));
  }
  return spans;
}

/** What a `;` without a blank before it cuts off the value: often the rest of the secret. */
function tailSpans(kind: ConfKind | undefined, entries: readonly PlacedLine<EntryLine>[]): Span[] {
  const spans: Span[] = [];
  for (const entry of entries) {
    const { line, text, start } = entry;
    const [comment] = line.comments;
    if (comment === undefined || text.charCodeAt(comment.start - 1) <= 32) continue;
    if (entrySpans(kind, 'general', [entry]).length === 0 && !/^register$/i.test(line.key)) continue;
    const word = /^;\S+/.exec(text.slice(comment.start))?.[0] ?? '';
    if (word.length > 1) spans.push(shift({ start: comment.start, end: comment.start + word.length }, start));
  }
  return spans;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const ordered = spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const result: Span[] = [];
  for (const span of ordered) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else result.push(span);
  }
  return result;
}
