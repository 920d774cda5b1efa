/** What `[general]` of a root ends up with, continued and included lines counted. No rule itself. */
import { isReopened, isTemplate, linesOf, type PlacedLine } from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { isTrue } from './deviceDoors.ts';
import { isLoopback } from './accessRules.ts';
import { rootIndex } from '../../workspace/rootIndex.ts';
import { chainOf, lastIn, type ChainValue, type SectionChain } from '../../workspace/sectionChain.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';

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
