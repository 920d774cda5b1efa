/** Where the applications of one call lead: contexts and applications inside applications. Knows no other line. */
import { foldCase } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { parseApplication, partOf, type Application, type Part } from './extension.ts';
import { splitArguments, trimmedSpan } from './split.ts';

/** `context,extension,priority`; what is left out means the same as now. */
export interface Destination {
  readonly context?: Part;
  readonly extension?: Part;
  readonly priority?: Part;
}

/**
 * The places an application may jump to, in the order written. Texts of parts are without blanks around them; an empty
 * part counts as absent.
 */
export function destinationsOf(text: string, application: Application): readonly Destination[] {
  const { data } = application;
  if (data === undefined) return [];
  switch (foldCase(application.name.text)) {
    case 'goto':
      return [destination(text, data.span)];
    case 'gosub':
      return [destination(text, withoutCallArguments(text, data.span))];
    case 'gotoif':
    case 'gotoiftime':
      return branches(text, data.span).map((branch) => destination(text, branch));
    case 'gosubif':
      return branches(text, data.span).map((branch) => destination(text, withoutCallArguments(text, branch)));
    case 'channelredirect':
      return restFrom(application, 1).map((span) => destination(text, span));
    case 'originate':
      return originated(text, application);
    default:
      return [];
  }
}

/** Applications that the application runs itself: those of `ExecIf`, `TryExec`, `Exec`. */
export function innerApplications(text: string, application: Application): readonly Application[] {
  const { data } = application;
  if (data === undefined) return [];
  switch (foldCase(application.name.text)) {
    case 'execif':
      return branches(text, data.span).map((branch) => parseApplication(text, branch));
    case 'exec':
    case 'tryexec':
      return [parseApplication(text, data.span)];
    default:
      return [];
  }
}

/** `condition?first:second`; neither condition nor branches are split inside brackets, quotes and expressions. */
export function branches(text: string, { start, end }: Span): readonly Span[] {
  const [, chosen] = splitArguments(text, start, end, '?', 2);
  if (chosen === undefined) return [];
  return splitArguments(text, chosen.start, chosen.end, ':', 2).filter(
    (branch) => text.slice(branch.start, branch.end).trim() !== '',
  );
}

function destination(text: string, { start, end }: Span): Destination {
  const parts = splitArguments(text, start, end, ',', 3).map((span) => partOf(text, trimmedSpan(text, span)));
  const [context, extension, priority] = [undefined, undefined, ...parts].slice(-3);
  return {
    ...(isWritten(context) ? { context } : {}),
    ...(isWritten(extension) ? { extension } : {}),
    ...(isWritten(priority) ? { priority } : {}),
  };
}

function isWritten(part: Part | undefined): part is Part {
  return part !== undefined && part.text !== '';
}

/** `context,exten,prio(arg,arg)` without what stands in the parentheses. */
function withoutCallArguments(text: string, span: Span): Span {
  const last = splitArguments(text, span.start, span.end, ',', 3).at(-1);
  if (last === undefined) return span;
  const [target] = splitArguments(text, last.start, last.end, '(', 2);
  return target === undefined ? span : { start: span.start, end: target.end };
}

function restFrom({ arguments: given, data }: Application, index: number): readonly Span[] {
  const first = given[index];
  return first === undefined || data === undefined ? [] : [{ start: first.span.start, end: data.span.end }];
}

/** `Originate(who,exten,context,extension,priority)`. */
function originated(text: string, { arguments: given }: Application): readonly Destination[] {
  const [, type, context, extension, priority] = given.map((part) =>
    partOf(text, trimmedSpan(text, part.span)),
  );
  if (type === undefined || foldCase(type.text) !== 'exten') return [];
  return [
    {
      ...(isWritten(context) ? { context } : {}),
      ...(isWritten(extension) ? { extension } : {}),
      ...(isWritten(priority) ? { priority } : {}),
    },
  ];
}
