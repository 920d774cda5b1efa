/** Moves the options that several sections share into a template they all build on. */
import type { ConfKind } from '../../catalogue/option.ts';
import { isTemplate, sectionsNamed, sectionsOfChunk, type PlacedLine } from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { chunkOfSectionAt } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import { factsOf, filesOfRoot, type Workspace } from '../../workspace/workspace.ts';
import { familyOf, hasFamilies, isSensitive } from './optionFamilies.ts';
import { isSameForDriver, type FileEdit } from './sameForDriver.ts';
import { headerEdit, placeBefore, plainSection, removal, type PlainSection } from './sectionText.ts';

/** What can be moved out of the sections. */
export interface SharedOptions {
  readonly kind: ConfKind;
  readonly sections: readonly PlainSection[];
  /** Families whose lines are alike in all of them. */
  readonly families: ReadonlySet<string>;
  /** How many lines of each section move. */
  readonly count: number;
}

/** Sections that mean something to the driver by their names. */
const FIXED = /^(?:general|authentication|callnumberlimits|global|system)$/i;
const MOST_SECTIONS = 1000;
const LEAST_LINES = 2;

/**
 * The options shared by the sections that `range` touches; `undefined` where there are fewer than two sections or two
 * shared lines, or where one of the sections is better left alone. Secrets are never shared.
 */
export function sharedOptions(workspace: Workspace, uri: string, range: Span): SharedOptions | undefined {
  const { kind, isCertain, generator, uri: file } = factsOf(workspace, uri);
  const tree = workspace.files.get(file)?.tree;
  if (!hasFamilies(kind) || !isCertain || generator !== undefined || tree === undefined) return undefined;
  const sections: PlainSection[] = [];
  for (let i = chunkOfSectionAt(tree, range.start); i < tree.chunks.length; i++) {
    for (const placed of sectionsOfChunk(tree, i)) {
      if (placed.start >= range.end) return sharedBy(kind, sections);
      if (placed.start + placed.section.length <= range.start) continue;
      const section = plainSection(workspace, file, placed);
      if (section === undefined || isTemplate(section.header) || FIXED.test(section.header.name)) {
        return undefined;
      }
      if (sections.push(section) > MOST_SECTIONS) return undefined;
    }
  }
  return sharedBy(kind, sections);
}

function sharedBy(kind: ConfKind, sections: readonly PlainSection[]): SharedOptions | undefined {
  const [first, ...others] = sections.map((section) => linesByFamily(kind, section));
  if (first === undefined || others.length === 0) return undefined;
  const families = new Set<string>();
  let count = 0;
  for (const [family, lines] of first) {
    if (lines.some(({ line }) => line.operator === '+=' || line.problem !== undefined)) continue;
    if (lines.some(({ line }) => isSensitive(kind, line.key))) continue;
    const wanted = signature(lines);
    if (!others.every((other) => signature(other.get(family) ?? []) === wanted)) continue;
    families.add(family);
    count += lines.length;
  }
  return count < LEAST_LINES ? undefined : { kind, sections, families, count };
}

function linesByFamily(
  kind: ConfKind,
  { entries }: PlainSection,
): ReadonlyMap<string, readonly PlacedLine<EntryLine>[]> {
  const groups = new Map<string, PlacedLine<EntryLine>[]>();
  for (const entry of entries) {
    const family = familyOf(kind, entry.line.key);
    const group = groups.get(family);
    if (group === undefined) groups.set(family, [entry]);
    else group.push(entry);
  }
  return groups;
}

function signature(lines: readonly PlacedLine<EntryLine>[]): string {
  return JSON.stringify(lines.map(({ line }) => [line.key, line.operator, line.value]));
}

/** The edits; `undefined` where a section would not be for its driver what it was. */
export function extractTemplate(
  workspace: Workspace,
  uri: string,
  range: Span,
): readonly FileEdit[] | undefined {
  const shared = sharedOptions(workspace, uri, range);
  const first = shared?.sections[0];
  if (shared === undefined || first === undefined) return undefined;
  const { kind, sections, families } = shared;
  const file = first.uri;
  const name = freeName(workspace, file);
  const isMoved = ({ line }: PlacedLine<EntryLine>): boolean => families.has(familyOf(kind, line.key));
  const lines = first.entries.filter(isMoved).map((entry) => contentOf(entry) + first.eol);
  const at = placeBefore(workspace, first);
  const template = `[${name}](!)${first.eol}${lines.join('')}${first.eol}`;
  const edits: FileEdit[] = [{ uri: file, span: { start: at, end: at }, newText: template }];
  for (const section of sections) {
    const options = [...(section.header.options ?? []).map(({ text }) => text), name];
    edits.push({ uri: file, ...headerEdit(section, options) });
    for (const entry of section.entries.filter(isMoved)) {
      edits.push({ uri: file, ...removal(workspace, section, entry) });
    }
  }
  return isSameForDriver(workspace, file, kind, edits, name) ? edits : undefined;
}

function contentOf({ line, text }: PlacedLine<EntryLine>): string {
  const end = line.comments[0]?.start ?? text.length;
  return text.slice(0, end).trim();
}

/** A name no file of the root has for a section yet. */
function freeName(workspace: Workspace, uri: string): string {
  const { root } = factsOf(workspace, uri);
  const files = root === undefined ? [uri] : [uri, ...filesOfRoot(workspace, root)];
  const isTaken = (name: string): boolean =>
    files.some((file) => {
      const model = workspace.files.get(file);
      return model !== undefined && sectionsNamed(model, foldCase(name)).length > 0;
    });
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'common' : `common-${String(number)}`;
    if (!isTaken(name)) return name;
  }
}
