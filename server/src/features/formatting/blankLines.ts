/** Blank lines in front of a section and at the end of a file. */
import type { Line } from '../../syntax/line.ts';
import type { TextEdit } from '../../text/span.ts';
import { endOfText } from './formatLine.ts';

/** The lines of one section by number; places count from the section's start. */
export interface LinesOfSection {
  readonly count: number;
  readonly hasHeader: boolean;
  readonly startOf: (number: number) => number;
  readonly textOf: (number: number) => string;
  readonly lineOf: (number: number) => Line;
}

/**
 * One blank line at the end of the section, in front of the next one. Comments that touch the next header belong to it,
 * so the blank line goes above them; where they touch both sections nobody knows, and headers that follow each other
 * without a line between are a list: both stay as they are.
 */
export function blankLinesBefore(section: LinesOfSection): readonly TextEdit[] {
  let at = section.count;
  while (at > 0 && isComment(section, at - 1)) at--;
  const commentStart = at;
  while (at > 0 && isEmpty(section, at - 1)) at--;
  const isFileStart = at === 0 && !section.hasHeader;
  if (isFileStart) return [];
  const blanks = commentStart - at;
  if (blanks > 1) {
    return [{ span: { start: section.startOf(at), end: section.startOf(commentStart - 1) }, newText: '' }];
  }
  const isList = section.count === 1 && section.hasHeader;
  if (blanks === 1 || commentStart < section.count || isList) return [];
  const end = section.startOf(section.count);
  const eol = section.textOf(section.count - 1).endsWith('\r') ? '\r\n' : '\n';
  return [{ span: { start: end, end }, newText: eol }];
}

/** What the editor wants at the end of the file, which the section is the last of. */
export function finalLines(
  section: LinesOfSection,
  wishes: { readonly insertFinalNewline?: boolean; readonly trimFinalNewlines?: boolean },
): readonly TextEdit[] {
  const end = section.startOf(section.count);
  if (section.count === 0 || end === 0) return [];
  if (wishes.trimFinalNewlines === true) {
    let at = section.count;
    while (at > 0 && isEmpty(section, at - 1)) at--;
    if (at > 0 && at < section.count) return [{ span: { start: section.startOf(at), end }, newText: '' }];
  }
  const last = section.count - 1;
  const hasFeed = section.startOf(last) + section.textOf(last).length < end;
  const { depthBefore, depthAfter, kind } = section.lineOf(last);
  if (wishes.insertFinalNewline !== true || hasFeed || isEmpty(section, last)) return [];
  if (depthBefore !== 0 || depthAfter !== 0 || kind === 'long') return [];
  const before = section.count > 1 ? section.textOf(last - 1) : '';
  return [{ span: { start: end, end }, newText: before.endsWith('\r') ? '\r\n' : '\n' }];
}

function isEmpty(section: LinesOfSection, number: number): boolean {
  const text = section.textOf(number);
  for (let i = 0; i < endOfText(text); i++) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 9) return false;
  }
  return isOutside(section.lineOf(number));
}

function isComment(section: LinesOfSection, number: number): boolean {
  const line = section.lineOf(number);
  return line.kind === 'blank' && isOutside(line) && line.comments.length > 0;
}

function isOutside({ depthBefore, depthAfter }: Line): boolean {
  return depthBefore === 0 && depthAfter === 0;
}
