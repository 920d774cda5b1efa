import { linesOf, type PlacedSection } from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { shift, type Span } from '../text/span.ts';
import { basename } from '../text/uri.ts';
import { factsOf } from '../workspace/workspace.ts';
import type { FileContext, FileRule, PlacedLine } from './rule.ts';
import { continuedSections, type ContinuedSection } from './support/continuedSections.ts';
import { duplicateLines, hasBranches } from './support/duplicateLines.ts';
import { kindsWithOptions, optionsOf } from './support/optionLines.ts';
import { withoutLine } from './support/valueParts.ts';

/**
 * What `option-duplicate` is, where the two lines stand below different headers or in different files. Values that override
 * those of a parent or of a generated file are meant to.
 */
export const optionOverridden: FileRule = {
  id: 'option-overridden',
  summary: 'Point out lines that another part of the same section replaces',
  severity: 'hint',
  scope: 'workspace',
  files: kindsWithOptions,
  *check(context) {
    for (const { loser, winner } of overridden(context)) {
      const line = `line ${String(winner.placed.line + winner.entry.number + 1)}`;
      const where = winner.uri === loser.uri ? line : `${line} of ${basename(winner.uri)}`;
      yield {
        span: spanOf(loser),
        message: `Duplicate option: the section goes on elsewhere, and ${where} is the one that counts`,
        tags: ['unnecessary'],
        related: [{ uri: winner.uri, span: spanOf(winner), message: 'The line that counts' }],
      };
    }
  },
  *fix(context, finding) {
    const found = overridden(context).find(({ loser }) => spanOf(loser).start === finding.span.start);
    const model = context.workspace.files.get(context.uri);
    // A line in another file may be meant for one server of several.
    if (found === undefined || model === undefined || found.winner.uri !== context.uri) return;
    const { placed, entry } = found.loser;
    const edit = withoutLine(linesOf(placed.section, model.tree.encoding), entry, placed.section.length);
    if (edit === undefined) return;
    yield {
      title: 'Remove the line',
      safety: 'safe',
      isPreferred: true,
      edits: () => [{ ...edit, span: shift(edit.span, placed.start) }],
    };
  },
};

/** A line of a file; the entry counts from the start of its section. */
interface Line {
  readonly uri: string;
  readonly placed: PlacedSection;
  readonly entry: PlacedLine<EntryLine>;
}

interface Overridden {
  readonly loser: Line;
  readonly winner: Line;
}

function spanOf({ placed, entry: { line, start } }: Line): Span {
  const end = Math.max(line.keySpan.end, line.valueSpan.end);
  return shift({ start: line.keySpan.start, end }, placed.start + start);
}

function overridden(context: FileContext): readonly Overridden[] {
  const { workspace, uri, facts } = context;
  const model = workspace.files.get(uri);
  // Nobody can change what a program writes.
  if (model === undefined || facts.generator !== undefined) return [];
  return continuedSections(workspace, facts, model).flatMap((section) => overriddenIn(context, section));
}

function overriddenIn(
  { workspace, uri, facts, version }: FileContext,
  { name, type, lines }: ContinuedSection,
): readonly Overridden[] {
  const links = new Map(lines.map(({ entry, link }) => [entry, link]));
  const options = optionsOf(facts, name, type, [...links.keys()]);
  if (options === undefined) return [];
  const found: Overridden[] = [];
  for (const { loser, winner } of duplicateLines(options, version.number)) {
    const [from, to] = [links.get(loser), links.get(winner)];
    if (from?.uri !== uri || to === undefined || from.placed.section === to.placed.section) continue;
    const isBranched = [from, to].some(({ placed, encoding }) =>
      hasBranches(linesOf(placed.section, encoding)),
    );
    if (isBranched || factsOf(workspace, to.uri).kind !== facts.kind) continue;
    // One that is void in its own section already has its finding there.
    const beside = options.lines.filter(
      ({ entry }) => links.get(entry)?.placed.section === from.placed.section,
    );
    const own = duplicateLines({ ...options, lines: beside }, version.number);
    if (own.some((other) => other.loser === loser)) continue;
    found.push({
      loser: { uri: from.uri, placed: from.placed, entry: loser },
      winner: { uri: to.uri, placed: to.placed, entry: winner },
    });
  }
  return found;
}
