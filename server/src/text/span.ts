/** Stretches of text and edits to them, in UTF-16 code units. Knows no lines and no files. */

/** Half-open stretch of one text, in UTF-16 code units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What an editor reports: the stretch `start`..`end` of the old text was replaced by `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What we propose: replace `span` by `newText`. Edits of one list never overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** `span` moved by `by` code units. */
export function shift(moved: Span, by: number): Span {
  return { start: moved.start + by, end: moved.end + by };
}

/** Whether the two stretches share a character or touch. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether `offset` lies in `span` or at its end. */
export function covers(outer: Span, offset: number): boolean {
  return outer.start <= offset && offset <= outer.end;
}

/** Applies edits to `text`; they may come in any order and must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start);
  let result = '';
  let last = 0;
  for (const edit of sorted) {
    result += text.slice(last, edit.span.start) + edit.newText;
    last = edit.span.end;
  }
  return result + text.slice(last);
}

/** Marks a place the compiler proves unreachable: a new `kind` that a switch forgot is a type error here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
