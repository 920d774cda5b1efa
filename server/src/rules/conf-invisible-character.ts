import type { PlacedLine } from '../model/fileModel.ts';
import { removeComments } from '../syntax/comments.ts';
import { contentStart, lineAround } from './support/commentOut.ts';
import type { SectionRule } from './rule.ts';

/** A NUL ends the text of its line and an inner byte order mark is an ordinary character (main/config.c). */
export const confInvisibleCharacter: SectionRule = {
  id: 'conf-invisible-character',
  summary: 'Report invisible characters that change what Asterisk reads',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const placed of lines) {
      if (placed.line.kind === 'long' || !isSuspect(placed.text)) continue;
      const nul = hidingNul(placed);
      if (nul !== undefined) {
        yield {
          span: { start: placed.start + nul, end: placed.start + nul + 1 },
          message: 'Invisible NUL character: Asterisk ignores the rest of this line',
        };
      }
      const mark = innerMark(placed);
      if (mark === undefined) continue;
      yield {
        span: { start: placed.start + mark, end: placed.start + mark + 1 },
        message: 'Invisible byte order mark inside the file: Asterisk reads it as part of the text',
      };
    }
  },
  *fix({ lines }, finding) {
    const placed = lineAround(lines, finding.span.start);
    if (placed === undefined) return;
    const { text, start } = placed;
    const places: number[] = [];
    for (let at = firstInner(placed); at < text.length; at++) {
      if (isSuspect(text.charAt(at))) places.push(at);
    }
    yield {
      title: places.length > 1 ? 'Remove the invisible characters' : 'Remove the invisible character',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => places.map((at) => ({ span: { start: start + at, end: start + at + 1 }, newText: '' })),
    };
  },
};

const NUL = '\0';
const MARK = '\ufeff';

function isSuspect(text: string): boolean {
  return text.includes(NUL) || text.includes(MARK);
}

/** Where a NUL cuts off something that Asterisk would read; one inside a comment hides nothing. */
function hidingNul({ line, text }: PlacedLine): number | undefined {
  const at = text.indexOf(NUL);
  if (at < 0) return undefined;
  const { text: kept, map, depthAfter } = removeComments(text.replaceAll(NUL, '.'), line.depthBefore);
  const keptEnd = map === undefined ? kept.length : (map.at(-1) ?? -1) + 1;
  return keptEnd > at || depthAfter !== line.depthAfter ? at : undefined;
}

/** Where a byte order mark stands in what Asterisk reads. */
function innerMark(placed: PlacedLine): number | undefined {
  const { line, text } = placed;
  if (line.kind === 'blank') return undefined;
  for (let at = text.indexOf(MARK, firstInner(placed)); at >= 0; at = text.indexOf(MARK, at + 1)) {
    const place = at;
    if (!line.comments.some(({ start, end }) => start <= place && place < end)) return at;
  }
  return undefined;
}

/** 1 where the line begins with the mark that a file may begin with: the lexer takes that one for a blank. */
function firstInner({ line, text }: PlacedLine): number {
  return text.startsWith(MARK) && contentStart(line, text) > 0 ? 1 : 0;
}
