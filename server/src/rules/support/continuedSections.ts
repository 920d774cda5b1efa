/**
 * Sections of a file whose own lines stand in several places: `[name](+)` continues them, or a file included in them begins
 * with lines of theirs. No rule itself; what templates give is left out.
 */
import {
  directivesOf,
  entriesOf,
  linesOf,
  sectionsNamed,
  sectionsOfChunk,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
  type Section,
} from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { chainOf, valuesIn, type ChainLink, type SectionChain } from '../../workspace/sectionChain.ts';
import { filesOfRoot, type FileFacts, type Workspace } from '../../workspace/workspace.ts';
import { continuedIn } from './ownValues.ts';
import { isParent } from './parentNames.ts';

/** A line with the piece of the section it stands in; its place counts from the start of that piece's section. */
export interface PiecedLine {
  readonly entry: PlacedLine<EntryLine>;
  readonly link: ChainLink;
}

/** A section with all lines of its own, wherever they stand, in Asterisk's order. */
export interface ContinuedSection {
  readonly name: string | undefined;
  /** The first one, which may come from a parent. */
  readonly type: string | undefined;
  /** Sections that hold the lines; of other files too. */
  readonly sections: ReadonlySet<Section>;
  readonly lines: readonly PiecedLine[];
}

/** More names than this cost too much while somebody types; each of their sections then stands for itself. */
const MOST_NAMES = 50;
/** Nobody continues one section so often. */
const MOST_PIECES = 100;

/**
 * The continued sections that have lines in the file, each once. Those that others inherit from are left out, since such
 * an heir takes over what stands above it, and so are those of which something is not known.
 */
export function continuedSections(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
): readonly ContinuedSection[] {
  const found: ContinuedSection[] = [];
  const seen = new Set<Section>();
  const files = filesAround(workspace, facts);
  for (const placed of candidates(facts, model, files)) {
    if (seen.has(placed.section)) continue;
    const chain = chainOf(workspace, facts.uri, placed);
    const own = chain.links.filter(({ through }) => through.length === 0);
    const sections = new Set(own.map((link) => link.placed.section));
    for (const section of sections) seen.add(section);
    const name = own.map((link) => link.placed.section.header?.name).find((one) => one !== undefined);
    if (
      !chain.isComplete ||
      sections.size < 2 ||
      (name !== undefined && files.some((file) => isParent(file, name)))
    ) {
      continue;
    }
    found.push({ name: name ?? facts.sectionAtStart, type: typeIn(chain), sections, lines: linesIn(own) });
  }
  return found;
}

function filesAround(workspace: Workspace, { root, uri }: FileFacts): readonly FileModel[] {
  const uris = root === undefined ? [uri] : filesOfRoot(workspace, root);
  return uris.flatMap((one) => workspace.files.get(one) ?? []);
}

/** The sections of the file that may have lines elsewhere. */
function candidates(
  { sectionAtStart }: FileFacts,
  model: FileModel,
  files: readonly FileModel[],
): readonly PlacedSection[] {
  const names = new Set(files.flatMap(({ tree }) => tree.chunks.flatMap(continuedIn)));
  const found: PlacedSection[] = [];
  for (const name of names.size > MOST_NAMES ? [] : names) {
    const pieces = sectionsNamed(model, name);
    if (pieces.length <= MOST_PIECES) found.push(...pieces);
  }
  for (const { section, line } of directivesOf(model)) {
    if (line.directive === 'include' || line.directive === 'tryinclude') found.push(section);
  }
  if (sectionAtStart !== undefined) {
    const [first] = sectionsOfChunk(model.tree, 0);
    if (first !== undefined && first.section.header === undefined) found.push(first);
  }
  return found;
}

function typeIn(chain: SectionChain): string | undefined {
  return valuesIn(chain, 'type')[0]?.value;
}

function linesIn(links: readonly ChainLink[]): readonly PiecedLine[] {
  return links.flatMap((link) =>
    entriesOf(linesOf(link.placed.section, link.encoding))
      .filter(({ number }) => number >= link.fromLine && number < link.toLine)
      .map((entry) => ({ entry, link })),
  );
}
