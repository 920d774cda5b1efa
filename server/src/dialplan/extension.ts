/**
 * One line of a dialplan context, taken apart with the place of each part.
 * Source: pbx/pbx_config.c, `pbx_load_config` and `process_exten`-like branches; facts of Asterisk 16 to 22.
 */
import { foldCase } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { splitArguments, trimmedSpan } from './split.ts';

/** A part of the value with its place in it. */
export interface Part {
  readonly text: string;
  /** Counts from the start of the value. */
  readonly span: Span;
}

/** `App(arg,arg)` with the place of each argument; without parentheses there are no arguments. */
export interface Application {
  /** Without blanks around it; may hold an expression, and may be empty. */
  readonly name: Part;
  /** What stands between the first `(` and the last `)`; absent without `(`. */
  readonly data: Part | undefined;
  /** `data` split at commas, blanks kept; empty when nothing stands in the parentheses. */
  readonly arguments: readonly Part[];
  /** False where the last `)` is missing; Asterisk then takes everything to the end. */
  readonly isClosed: boolean;
}

/** `exten => …` or `same => …`. */
export interface ExtensionLine {
  readonly kind: 'extension';
  readonly word: 'exten' | 'same';
  /** Absent for `same`. */
  readonly extension: Part | undefined;
  /** What follows the `/` in the extension. */
  readonly callerId: Part | undefined;
  /** `1`, `n`, `hint`, a label …, without blanks, offset and label. */
  readonly priority: Part;
  /** What follows the `+`. */
  readonly offset: Part | undefined;
  readonly label: Part | undefined;
  /** False where the `)` of the label is missing; Asterisk then skips the line. */
  readonly isLabelClosed: boolean;
  /** Absent for hints and where nothing follows the priority. */
  readonly application: Application | undefined;
  /** What a hint names: devices joined by `&`, then perhaps a presence provider. */
  readonly hint: Part | undefined;
}

/** `include`, `switch`, `lswitch`, `eswitch`, `ignorepat`, `autohints`. */
export interface StatementLine {
  readonly kind: 'statement';
  readonly word: 'include' | 'switch' | 'lswitch' | 'eswitch' | 'ignorepat' | 'autohints';
  /** The value split at commas, each without blanks around it. */
  readonly fields: readonly Part[];
}

export type DialplanLine = ExtensionLine | StatementLine;

const statements: ReadonlySet<string> = new Set([
  'include',
  'switch',
  'lswitch',
  'eswitch',
  'ignorepat',
  'autohints',
]);

/** What `key => value` in a context means; `undefined` for words Asterisk does not know there. Never throws. */
export function parseDialplanLine(key: string, value: string): DialplanLine | undefined {
  const word = foldCase(key);
  if (word === 'exten') return extensionLine('exten', value);
  // Only the first four letters are compared.
  if (word.startsWith('same')) return extensionLine('same', value);
  if (!statements.has(word)) return undefined;
  const fields = splitArguments(value).map((span) => partOf(value, trimmedSpan(value, span)));
  return { kind: 'statement', word: word as StatementLine['word'], fields };
}

function extensionLine(word: 'exten' | 'same', value: string): ExtensionLine {
  let at = 0;
  let extension: Part | undefined;
  let callerId: Part | undefined;
  if (word === 'exten') {
    const end = extensionEnd(value);
    const slash = value.slice(0, end).indexOf('/');
    extension = partOf(value, { start: 0, end: slash < 0 ? end : slash });
    if (slash >= 0) callerId = partOf(value, { start: slash + 1, end });
    at = Math.min(end + 1, value.length);
  }
  const comma = value.indexOf(',', at);
  const priorityEnd = comma < 0 ? value.length : comma;
  const { priority, offset, label, isLabelClosed } = priorityParts(
    value,
    trimmedSpan(value, { start: at, end: priorityEnd }),
  );
  const rest = trimmedSpan(value, { start: comma < 0 ? value.length : comma + 1, end: value.length });
  const isEmpty = rest.start === rest.end;
  const isHint = priority.text === 'hint';
  // One literal, so that all lines have one shape: large dialplans keep a hundred thousand of them.
  return {
    kind: 'extension',
    word,
    extension,
    callerId,
    priority,
    offset,
    label,
    isLabelClosed,
    application: isEmpty || isHint ? undefined : parseApplication(value, rest),
    hint: isEmpty || !isHint ? undefined : partOf(value, rest),
  };
}

/** The first comma outside square brackets and not behind a backslash (`pbx_strsep`). */
function extensionEnd(value: string): number {
  let square = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === '\\') at++;
    else if (character === '[') square++;
    else if (character === ']') square = Math.max(0, square - 1);
    else if (character === ',' && square === 0) return at;
  }
  return value.length;
}

/** `n+2(label)`; the label begins at the first `(`, the offset at the first `+` before it. */
function priorityParts(
  value: string,
  { start, end }: Span,
): Pick<ExtensionLine, 'priority' | 'offset' | 'label' | 'isLabelClosed'> {
  const text = value.slice(start, end);
  const paren = text.indexOf('(');
  const close = paren < 0 ? -1 : text.indexOf(')', paren);
  const numberEnd = paren < 0 ? text.length : paren;
  const plus = text.slice(0, numberEnd).indexOf('+');
  const priorityEnd = plus < 0 ? numberEnd : plus;
  const labelEnd = close < 0 ? text.length : close;
  return {
    priority: partOf(value, { start, end: start + priorityEnd }),
    offset: plus < 0 ? undefined : partOf(value, { start: start + plus + 1, end: start + numberEnd }),
    label: paren < 0 ? undefined : partOf(value, { start: start + paren + 1, end: start + labelEnd }),
    isLabelClosed: paren < 0 || close >= 0,
  };
}

/** Reads `Name(arguments)` in a stretch of `text`. Places count from the start of `text`. */
export function parseApplication(text: string, within: Span = { start: 0, end: text.length }): Application {
  const { start, end } = trimmedSpan(text, within);
  const paren = text.slice(start, end).indexOf('(');
  const nameEnd = paren < 0 ? end : start + paren;
  const written = text.slice(start, nameEnd);
  // A dial string such as `DAHDI/g0-${GLOBAL(x)}` is no application with arguments.
  if (paren < 0 || written.includes('${') || written.includes('$[')) {
    return { name: partOf(text, { start, end }), data: undefined, arguments: [], isClosed: true };
  }
  const name = partOf(text, trimmedSpan(text, { start, end: nameEnd }));
  const close = text.slice(nameEnd + 1, end).lastIndexOf(')');
  const dataEnd = close < 0 ? end : nameEnd + 1 + close;
  const data = partOf(text, { start: nameEnd + 1, end: dataEnd });
  const parts = data.text === '' ? [] : splitArguments(text, data.span.start, data.span.end);
  return { name, data, arguments: parts.map((span) => partOf(text, span)), isClosed: close >= 0 };
}

export function partOf(text: string, span: Span): Part {
  return { text: text.slice(span.start, span.end), span };
}
