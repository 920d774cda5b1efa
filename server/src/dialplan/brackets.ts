/**
 * Brackets and quotes that are not closed, as Asterisk pairs them.
 * Source: pbx/pbx_config.c, `pbx_load_config`; main/pbx_variables.c; main/app.c, `__ast_app_separate_args`.
 */
import { foldCase } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { applicationNamed } from './catalogue/lookup.ts';
import { callAt } from './calls.ts';
import type { ExtensionLine } from './extension.ts';

export interface BracketProblem {
  readonly kind:
    | 'application'
    | 'label'
    | 'extension'
    | 'variable'
    | 'expression'
    | 'function'
    | 'quote-in-expression'
    | 'hidden-by-quote'
    | 'hidden-by-bracket'
    | 'extra'
    | 'tail';
  /** Counts from the start of the value. */
  readonly span: Span;
}

/** Everything that is not paired in the value of one line, by place. */
export function bracketProblems(value: string, line: ExtensionLine): readonly BracketProblem[] {
  const found: BracketProblem[] = [];
  if (line.extension !== undefined) extensionProblems(value, line.extension.span, found);
  if (!line.isLabelClosed && line.label !== undefined) {
    found.push({ kind: 'label', span: grown(line.label.span) });
  }
  const { application, hint } = line;
  const text = application?.name.span ?? hint?.span;
  if (text === undefined) return found;
  const before = found.length;
  expressionProblems(value, text.start, value.length, found, 0);
  if (application?.data === undefined) return found;
  if (!application.isClosed) {
    const { start } = application.data.span;
    found.push({ kind: 'application', span: { start: start - 1, end: start } });
  } else if (found.length === before) {
    argumentProblems(value, application.name.text, application.data.span, found);
    tailProblem(value, application.data.span.end + 1, found);
  }
  return found;
}

function grown({ start, end }: Span): Span {
  return { start: start - 1, end };
}

function extensionProblems(value: string, { start, end }: Span, found: BracketProblem[]): void {
  if (value[start] !== '_') return;
  const open = value.slice(start, end).lastIndexOf('[');
  const close = value.slice(start, end).lastIndexOf(']');
  if (open <= close) return;
  found.push({ kind: 'extension', span: { start: start + open, end } });
}

/** Nesting that is followed. */
const MAX_DEPTH = 12;

function expressionProblems(
  value: string,
  from: number,
  to: number,
  found: BracketProblem[],
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  for (let at = value.indexOf('$', from); at >= 0 && at < to; at = value.indexOf('$', at)) {
    const open = value[at + 1];
    if ((open !== '{' && open !== '[') || at + 1 >= to) {
      at++;
      continue;
    }
    const end = closingOf(value, at, to);
    if (end === undefined) {
      found.push({ kind: open === '{' ? 'variable' : 'expression', span: { start: at, end: at + 2 } });
      return;
    }
    const inner = { start: at + 2, end };
    const before = found.length;
    expressionProblems(value, inner.start, inner.end, found, depth + 1);
    if (found.length === before) {
      if (open === '{') functionProblem(value, inner, found);
      else quoteProblem(value, inner, found);
    }
    at = end + 1;
  }
}

/** Where the bracket of the `${` or `$[` at `at` closes; inner ones of the same kind are counted, others are not. */
function closingOf(value: string, at: number, to: number): number | undefined {
  const open = value[at + 1];
  const close = open === '{' ? '}' : ']';
  let depth = 0;
  for (let i = at + 1; i < to; i++) {
    if (value[i] === open) depth++;
    else if (value[i] === close && --depth === 0) return i;
  }
  return undefined;
}

function functionProblem(value: string, inner: Span, found: BracketProblem[]): void {
  const call = callAt(value, inner);
  if (call === undefined || call.isClosed) return;
  const { start } = call.data;
  found.push({ kind: 'function', span: { start: start - 1, end: start } });
}

/** An odd quote in `$[…]` outside of inner `${…}`, where Asterisk's own reader stops. */
function quoteProblem(value: string, { start, end }: Span, found: BracketProblem[]): void {
  let last = -1;
  let count = 0;
  for (let at = start; at < end; at++) {
    if (value[at] === '\\') return;
    if (value[at] === '$' && (value[at + 1] === '{' || value[at + 1] === '[')) {
      at = closingOf(value, at, end) ?? end;
    } else if (value[at] === '"') {
      count++;
      last = at;
    }
  }
  if (count % 2 === 1) found.push({ kind: 'quote-in-expression', span: { start: last, end: last + 1 } });
}

/** Applications that take their text as it is, so that brackets and quotes in it mean nothing. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  'noop',
  'verbose',
  'log',
  'set',
  'mset',
  'system',
  'trysystem',
  'exec',
  'tryexec',
  'execif',
  'execiftime',
  'sendtext',
  'userevent',
  'sayphonetic',
  'sayalpha',
  'mysql',
  'externalivr',
  'agi',
  'eagi',
  'deadagi',
]);

function argumentProblems(value: string, name: string, { start, end }: Span, found: BracketProblem[]): void {
  const folded = foldCase(name);
  const known = applicationNamed(name);
  if (FREE_TEXT.has(folded) || known === undefined) return;
  const opened: number[] = [];
  let quote: number | undefined;
  let lastComma = -1;
  for (let at = start; at < end; at++) {
    const character = value[at];
    if (character === '\\') at++;
    else if (character === '$' && (value[at + 1] === '{' || value[at + 1] === '[')) {
      at = closingOf(value, at, end) ?? end;
    } else if (character === '"') quote = quote === undefined ? at : undefined;
    else if (character === ',') lastComma = at;
    else if (quote !== undefined) continue;
    else if (character === '(') opened.push(at);
    else if (character === ')' && opened.pop() === undefined) {
      found.push({ kind: 'extra', span: { start: at, end: at + 1 } });
      return;
    }
  }
  const isSplit = known.args.length > 1 && known.separator === undefined;
  if (!isSplit) return;
  if (quote !== undefined && quote < lastComma) {
    found.push({ kind: 'hidden-by-quote', span: { start: quote, end: quote + 1 } });
  }
  const [first] = opened;
  if (first !== undefined && first < lastComma) {
    found.push({ kind: 'hidden-by-bracket', span: { start: first, end: first + 1 } });
  }
}

/** What follows the last `)` is dropped; a remark of another language there does no harm. */
function tailProblem(value: string, from: number, found: BracketProblem[]): void {
  const tail = value.slice(from);
  if (/^\s*[,&\w$]/.test(tail)) found.push({ kind: 'tail', span: { start: from, end: value.length } });
}
