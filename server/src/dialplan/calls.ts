/** Finds function calls in text of the dialplan: `${NAME(…)}`, and `NAME(…)=` on the left of `Set`. */
import { foldCase } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { partOf, parseApplication, type Application, type ExtensionLine, type Part } from './extension.ts';
import { innerApplications } from './destinations.ts';
import { expressionEnd, splitArguments, trimmedSpan } from './split.ts';

/** One call; places count from the start of the text. */
export interface FunctionCall {
  readonly name: Part;
  /** What stands between the parentheses; to the end of the `${…}` where the last one is missing. */
  readonly data: Span;
  readonly isClosed: boolean;
}

/** Nesting that is followed. */
const MAX_DEPTH = 12;

/** Every call inside `${…}` between `from` and `to`, outer ones first. */
export function functionCalls(text: string, from = 0, to = text.length): readonly FunctionCall[] {
  const found: FunctionCall[] = [];
  collect(text, from, to, found, 0);
  return found;
}

function collect(text: string, from: number, to: number, found: FunctionCall[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (let at = text.indexOf('$', from); at >= 0 && at < to; at = text.indexOf('$', at)) {
    const open = text[at + 1];
    if (open !== '{' && open !== '[') {
      at++;
      continue;
    }
    const end = expressionEnd(text, at, to);
    const isClosed = text[end - 1] === (open === '{' ? '}' : ']') && end > at + 2;
    const inner = { start: at + 2, end: isClosed ? end - 1 : end };
    if (open === '{') {
      const call = callAt(text, inner);
      if (call !== undefined) found.push(call);
    }
    collect(text, inner.start, inner.end, found, depth + 1);
    at = end;
  }
}

/** The call that a stretch begins with. */
export function callAt(text: string, { start, end }: Span): FunctionCall | undefined {
  let at = start;
  while (at < end && isWord(text.charCodeAt(at))) at++;
  if (at === start || text[at] !== '(' || at >= end) return undefined;
  const close = text.lastIndexOf(')', end - 1);
  const isClosed = close > at;
  return {
    name: partOf(text, { start, end: at }),
    data: { start: at + 1, end: isClosed ? close : end },
    isClosed,
  };
}

/** The functions that `Set(NAME(…)=…)` and `MSet` write to. */
export function assignedCalls(text: string, application: Application): readonly FunctionCall[] {
  const { data } = application;
  if (data === undefined) return [];
  const name = foldCase(application.name.text);
  const assignments =
    name === 'set' ? [data.span] : name === 'mset' ? application.arguments.map(({ span }) => span) : [];
  return assignments.flatMap((span) => {
    const [left, right] = splitArguments(text, span.start, span.end, '=', 2);
    if (left === undefined || right === undefined) return [];
    const call = callAt(text, trimmedSpan(text, left));
    return call === undefined ? [] : [call];
  });
}

/** The application of the line and those it runs itself, outer ones first. */
export function applicationsOf(text: string, { application }: ExtensionLine): readonly Application[] {
  if (application === undefined) return [];
  const found = [application];
  // The list grows while it is gone through.
  for (const one of found) if (found.length < MAX_DEPTH) found.push(...innerApplications(text, one));
  return found;
}

/** The innermost application whose parentheses or name hold `offset`. */
export function applicationAt(text: string, line: ExtensionLine, offset: number): Application | undefined {
  const holding = applicationsOf(text, line).filter(
    ({ name, data }) => name.span.start <= offset && offset <= (data?.span.end ?? name.span.end),
  );
  return holding.at(-1);
}

/** The application that a line which is still being typed seems to have. */
export function applicationIn(text: string, span: Span): Application {
  return parseApplication(text, span);
}

function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
  );
}
