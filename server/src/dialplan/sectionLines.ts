/** The lines of one dialplan context, parsed once for everybody who asks. */
import type { PlacedLine, Section } from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { parseDialplanLine, type DialplanLine } from './extension.ts';

/** A line with its entry; `undefined` for words Asterisk does not know in a context. */
export interface ContextLine {
  readonly entry: PlacedLine<EntryLine>;
  readonly line: DialplanLine | undefined;
}

/** Lines of the contexts asked for last, which many rules and readers ask for one after the other. */
const kept = new Map<Section, readonly ContextLine[]>();
/** As many as `linesOf` keeps; the lines of a whole dialplan would take thirty times its text. */
const MOST_KEPT_LINES = 4096;
let keptCount = 0;

/** Whether a section of this name is a context: pbx/pbx_config.c takes all but these two. */
export function isContextName(name: string | undefined): boolean {
  if (name === undefined) return false;
  const folded = foldCase(name);
  return folded !== 'general' && folded !== 'globals';
}

/** The lines of a context; `entries` are its own. Kept for a while. */
export function contextLines(
  section: Section,
  entries: readonly PlacedLine<EntryLine>[],
): readonly ContextLine[] {
  let lines = kept.get(section);
  if (lines === undefined) {
    lines = entries.map((entry) => ({ entry, line: parseDialplanLine(entry.line.key, entry.line.value) }));
    kept.set(section, lines);
    keptCount += lines.length;
    for (const [oldest, { length }] of kept) {
      if (keptCount <= MOST_KEPT_LINES || oldest === section) break;
      kept.delete(oldest);
      keptCount -= length;
    }
  }
  return lines;
}
