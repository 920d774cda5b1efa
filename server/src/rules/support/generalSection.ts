/** What `[general]` of a root ends up with, continued and included lines counted. No rule itself. */
import {
  isReopened,
  isTemplate,
  linesOf,
  sectionsOf,
  type FileModel,
  type PlacedLine,
} from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { startsWithMark } from '../../syntax/tree.ts';
import { shift, type Span, type TextEdit } from '../../text/span.ts';
import { isTrue } from './deviceDoors.ts';
import { isLoopback } from './accessRules.ts';
import { rootIndex } from '../../workspace/rootIndex.ts';
import { chainOf, lastIn, type ChainValue, type SectionChain } from '../../workspace/sectionChain.ts';
import { factsOf, filesOfRoot, type Workspace } from '../../workspace/workspace.ts';

/** The first `[general]`, the only one that is read. */
export interface GeneralSection {
  /** File of its header. */
  readonly uri: string;
  /** The header line, places counted from the start of its file. */
  readonly header: PlacedLine;
  readonly chain: SectionChain;
  /** Whether nothing that could stand in it is unknown. */
  readonly isComplete: boolean;
}

/** `[general]` of the root that reads `uri`; `undefined` where there is none. */
export function generalSection(workspace: Workspace, uri: string): GeneralSection | undefined {
  const place = rootIndex(workspace, uri)
    .named('general')
    .find(({ section: { section } }) => !isReopened(section.header) && !isTemplate(section.header));
  if (place === undefined) return undefined;
  const { section, encoding } = place;
  const first = linesOf(section.section, encoding)[0];
  if (first === undefined) return undefined;
  const chain = chainOf(workspace, place.uri, section);
  const isComplete = chain.isComplete && !factsOf(workspace, uri).isIncomplete;
  return { uri: place.uri, header: { ...first, start: first.start + section.start }, chain, isComplete };
}

/** Where a root has no `[general]` at all, so that the defaults of the driver count. */
export interface NoGeneral {
  /** Where it is told: the name of the first section, else the first line with anything on it. Counts from the start of the file. */
  readonly span: Span;
  /** Writes a `[general]` with these lines in front of all others. */
  readonly adding: (lines: string) => TextEdit;
}

/** `undefined` for a root that has the section, or may have it, and for files that are none or hold no section. */
export function noGeneral(workspace: Workspace, uri: string): NoGeneral | undefined {
  const { role, isIncomplete } = factsOf(workspace, uri);
  const model = workspace.files.get(uri);
  if (role !== 'root' || isIncomplete || model === undefined) return undefined;
  const index = rootIndex(workspace, uri);
  // `[general](!)` is not read, and a file whose `(+)` continues nothing is refused.
  if (!index.named('general').every(({ section: { section } }) => isTemplate(section.header))) {
    return undefined;
  }
  const { tree } = model;
  if (!filesOfRoot(workspace, uri).some((file) => hasSections(workspace, file))) return undefined;
  const text = tree.chunks[0]?.table.text ?? '';
  const mark = tree.chunks[0] !== undefined && startsWithMark(text) ? (tree.encoding === 'utf8' ? 1 : 3) : 0;
  const start = Math.max(text.slice(mark).search(/\S/), 0) + mark;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end).trimEnd();
  const feed = end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
  return {
    span: firstName(model) ?? { start, end: start + line.length },
    adding: (lines) => ({
      span: { start: mark, end: mark },
      newText: `[general]${feed}${lines}${feed}${feed}`,
    }),
  };
}

function firstName({ tree }: FileModel): Span | undefined {
  for (const { section, start } of sectionsOf({ tree })) {
    if (section.header !== undefined) return shift(section.header.nameSpan, start);
  }
  return undefined;
}

function hasSections(workspace: Workspace, uri: string): boolean {
  const chunks = workspace.files.get(uri)?.tree.chunks ?? [];
  return chunks.some(({ sections }) => sections.some(({ header }) => header !== undefined));
}

/** The line that wrote a value, places counted from the start of its file; only where it stands in the file `uri`. */
export function entryIn(
  workspace: Workspace,
  uri: string,
  value: ChainValue | undefined,
): PlacedLine<EntryLine> | undefined {
  if (value?.origin.uri !== uri) return undefined;
  const { placed } = value.link;
  const encoding = workspace.files.get(uri)?.tree.encoding ?? 'utf8';
  const found = linesOf(placed.section, encoding)[value.origin.line - placed.line];
  if (found?.line.kind !== 'entry') return undefined;
  return { ...found, line: found.line, start: found.start + placed.start };
}

/** The context calls without a device of their own enter; `default` where none is set. */
export function guestContext({ chain }: Pick<GeneralSection, 'chain'>): string {
  return lastIn(chain, 'context')?.value ?? 'default';
}

/** Whether chan_sip listens for this machine alone, so that no stranger reaches it. */
export function isLocalOnly({ chain }: Pick<GeneralSection, 'chain'>): boolean {
  const main = lastIn(chain, 'udpbindaddr', 'bindaddr')?.value ?? '';
  if (!isLoopback(main)) return false;
  return (['tcp', 'tls'] as const).every((transport) => {
    if (lastIn(chain, `${transport}enable`) === undefined) return true;
    const own = lastIn(chain, `${transport}bindaddr`)?.value;
    return !isTrue(lastIn(chain, `${transport}enable`)?.value) || isLoopback(own ?? main);
  });
}
