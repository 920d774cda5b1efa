import type { HeaderLine } from '../syntax/line.ts';
import { shift, type TextEdit } from '../text/span.ts';
import { lineAround } from './support/commentOut.ts';
import type { SectionRule } from './rule.ts';

/** `[name` without `]`: main/config.c, `process_text_line`, gives the whole file up here. */
export const confSectionUnclosed: SectionRule = {
  id: 'conf-section-unclosed',
  summary: 'Report section headers without their closing bracket',
  severity: 'error',
  scope: 'line',
  files: 'all',
  *check({ lines }) {
    for (const { line, start } of lines) {
      if (line.kind !== 'header' || line.isClosed) continue;
      yield {
        span: shift({ start: line.nameSpan.start - 1, end: line.nameSpan.end }, start),
        message: 'Missing "]": Asterisk refuses the whole file at this line',
      };
    }
  },
  *fix({ lines }, finding) {
    const placed = lineAround(lines, finding.span.start);
    if (placed?.line.kind !== 'header' || placed.line.name.trim() === '') return;
    const { span, newText } = closing(placed.line);
    yield {
      title: 'Add the missing "]"',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: shift(span, placed.start), newText }],
    };
  },
};

/** Where the bracket goes: in front of a list of templates, in place of another closing bracket, or at the end. */
function closing({ name, nameSpan }: HeaderLine): TextEdit {
  const { start, end } = nameSpan;
  const list = /\([^()]*\)$/.exec(name);
  const isPlain = name.length === end - start;
  if (list !== null && isPlain) {
    const at = start + list.index;
    return { span: { start: at, end: at }, newText: ']' };
  }
  const isMistyped = /^[^({]*[)}]$/.test(name);
  return { span: { start: isMistyped ? end - 1 : end, end }, newText: ']' };
}
