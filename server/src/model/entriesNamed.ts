/** The entries of a section whose names are wanted, without lexing the other lines. */
import { lineAt, lineText, type LineTable } from '../syntax/tree.ts';
import type { Encoding } from '../syntax/lexLine.ts';
import type { EntryLine } from '../syntax/line.ts';
import { isBlank } from '../text/ascii.ts';
import { linesLexed, type PlacedLine, type Section } from './fileModel.ts';

const EQUALS = 61;
const PLUS = 43;
const SEMICOLON = 59;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const HASH = 35;
const NUL = 0;

/**
 * The entries Asterisk reads whose name `wants` accepts, in order; places count from the section's start. `wants` may be
 * asked about text that turns out to be no name, and must not depend on anything but the name.
 */
export function entriesNamed(
  { table, first, lineCount }: Section,
  encoding: Encoding,
  wants: (name: string) => boolean,
): readonly PlacedLine<EntryLine>[] {
  const { starts, depths } = table;
  const base = starts[first] ?? 0;
  let found: PlacedLine<EntryLine>[] | undefined;
  for (let i = 0; i < lineCount; i++) {
    const index = first + i;
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? start;
    const name = depths[index] === 0 && index > 0 ? plainName(table, start, end) : undefined;
    if (name !== undefined && (name === '' || !wants(name))) continue;
    const line = lineAt(table, index, encoding);
    linesLexed.count++;
    if (line.kind !== 'entry' || line.problem !== undefined) continue;
    if (name === undefined && !wants(line.key)) continue;
    (found ??= []).push({ line, start: start - base, number: i, text: lineText(table, index) });
  }
  return found ?? none;
}

const none: readonly PlacedLine<EntryLine>[] = [];

/** The name an ordinary line begins with; empty where it surely is no entry, `undefined` where only the lexer can tell. */
function plainName({ text, isPlain }: LineTable, start: number, end: number): string | undefined {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  if (at === end) return '';
  const first = text.charCodeAt(at);
  if (first === SEMICOLON) return isPlain ? '' : undefined;
  if (first === OPEN_BRACKET || first === HASH) return '';
  if (first === BACKSLASH) return undefined;
  let equals = at;
  for (; equals < end; equals++) {
    const code = text.charCodeAt(equals);
    if (code === EQUALS) break;
    if (code === SEMICOLON || code === NUL) return undefined;
  }
  if (equals === end) return '';
  if (text.charCodeAt(equals - 1) === PLUS) equals--;
  while (equals > at && isBlank(text.charCodeAt(equals - 1))) equals--;
  return text.slice(at, equals);
}
