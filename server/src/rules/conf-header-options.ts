import type { HeaderLine } from '../syntax/line.ts';
import { shift, type TextEdit } from '../text/span.ts';
import { lineAround } from './support/commentOut.ts';
import type { SectionRule, Severity } from './rule.ts';

/**
 * Blanks where the header's options do not allow them: `[a] (!)` is a plain section, `(a, b)` looks for " b"
 * (main/config.c, `process_text_line`).
 */
export const confHeaderOptions: SectionRule = {
  id: 'conf-header-options',
  summary: 'Report blanks that make Asterisk misread the options of a section header',
  severity: 'warning',
  scope: 'line',
  files: 'all',
  *check({ lines, facts }) {
    for (const { line, start, text } of lines) {
      if (line.kind !== 'header' || !line.isClosed) continue;
      const list = detachedList(line, text);
      if (list !== undefined) {
        yield {
          span: shift({ start: line.tailSpan.start, end: line.tailSpan.start + list.length }, start),
          message: 'Unexpected blank before "(": Asterisk ignores the template and parents named here',
        };
      }
      // The name with the blank is sure to be missing only where all other files are known.
      const isRefused = facts.role !== 'loose' && !facts.isIncomplete;
      const severity: Severity = isRefused ? 'error' : 'warning';
      for (const option of line.options ?? []) {
        if (option.text.trim() === option.text || option.kind === 'reopen') continue;
        const message =
          'Unexpected blank in the list: it counts as part of the name, so Asterisk finds nothing and refuses the file';
        yield { span: shift(option.span, start), message, severity };
      }
    }
  },
  *fix({ lines }, finding) {
    const placed = lineAround(lines, finding.span.start);
    if (placed?.line.kind !== 'header') return;
    const edit = withoutBlanks(placed.line, placed.text);
    if (edit === undefined) return;
    yield {
      title: 'Remove the blanks',
      safety: 'unsafe',
      isPreferred: true,
      edits: () => [{ span: shift(edit.span, placed.start), newText: edit.newText }],
    };
  },
};

/**
 * The blanks and the list behind `[name]`, where that is what was meant: a remark in parentheses has several words
 * where a list has commas.
 */
function detachedList(line: HeaderLine, text: string): string | undefined {
  if (line.options !== undefined) return undefined;
  const tail = text.slice(line.tailSpan.start, line.tailSpan.end);
  const list = /^\s+\(([^();]*)\)/.exec(tail);
  const names = list?.[1]?.split(',').map((name) => name.trim()) ?? [];
  return names.some((name) => name !== '' && !/\s/.test(name)) && names.every((name) => !/\s/.test(name))
    ? list?.[0]
    : undefined;
}

function withoutBlanks(line: HeaderLine, text: string): TextEdit | undefined {
  const list = detachedList(line, text);
  if (list !== undefined) {
    const { start } = line.tailSpan;
    return {
      span: { start, end: start + list.length },
      newText: `(${tidy(list.slice(0, -1).trim().slice(1))})`,
    };
  }
  const first = line.options?.at(0);
  const last = line.options?.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const span = { start: first.span.start, end: last.span.end };
  const written = text.slice(span.start, span.end);
  const newText = tidy(written);
  if (written.includes(';')) return undefined;
  if (newText !== '' || !line.optionsClosed) return { span, newText };
  return { span: { start: span.start - 1, end: span.end + 1 }, newText };
}

/** The names without blanks around them; an empty one would stand for the first section of all. */
function tidy(list: string): string {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .join(',');
}
