/** Which kind of name an object of pjsip.conf or confbridge.conf is, by its type. */
import { foldCase } from '../../text/ascii.ts';
import type { ChunkSymbols, SectionRecord } from './chunkSymbols.ts';
import { isPjsipKind, type SymbolKind } from './kinds.ts';
import { sectionType } from './sectionType.ts';
import type { ServerIndex } from './serverIndex.ts';

/** `undefined` where the type is not known, or one that nothing refers to. */
export function objectKind(
  index: ServerIndex,
  chunk: ChunkSymbols,
  section: SectionRecord,
): SymbolKind | undefined {
  const type = sectionType(index, chunk, section);
  if (type === undefined) return undefined;
  if (index.placeOf(chunk)?.file.facts.kind !== 'confbridge.conf') {
    return isPjsipKind(type) ? type : undefined;
  }
  const word = foldCase(type);
  return word === 'user' || word === 'bridge' || word === 'menu' ? `confbridge-${word}` : undefined;
}
