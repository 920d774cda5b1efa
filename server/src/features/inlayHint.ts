/** What Asterisk adds to a register line by itself, shown behind the part it would follow. */
import type { PlacedSection } from '../model/fileModel.ts';
import { rawOffset } from '../syntax/line.ts';
import type { Span } from '../text/span.ts';
import { withFileTime } from '../workspace/inbound.ts';
import { perSection } from '../workspace/perSection.ts';
import { registerLines, type RegisterLine } from '../workspace/registerLines.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** `address`: port and extension. `all`: transport and time as well. */
export type RegisterHints = 'off' | 'address' | 'all';

/** A text that is not there; counts from the start of the file. */
export interface InlayHintText {
  readonly offset: number;
  /** Written there, it changes nothing. */
  readonly label: string;
  /** One plain sentence. */
  readonly about: string;
}

/** The hints of the lines that touch `span`, in the order of the text. */
export function inlayHint(
  workspace: Workspace,
  uri: string,
  span: Span,
  shown: RegisterHints,
): readonly InlayHintText[] {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (shown === 'off' || model === undefined) return [];
  const hints: InlayHintText[] = [];
  for (const { placed, value } of registers(model, facts)) {
    for (const line of value.lines) {
      const start = placed.start + line.entry.start;
      if (start > span.end || start + line.entry.text.length < span.start) continue;
      const timed = shown === 'all' ? withFileTime(workspace, facts.uri, placed, line) : line;
      hints.push(...hintsOf(timed, placed, shown));
    }
  }
  return hints;
}

/** Lines that are complete and say what they mean. */
const registers = perSection<{ readonly lines: readonly RegisterLine[] }>((context) => {
  const lines = registerLines(context.kind, context.entries).filter(
    ({ parsed, isTemplate }) => parsed.ok && !isTemplate && parsed.problems.length === 0,
  );
  return lines.length === 0 ? undefined : { lines };
});

function hintsOf(
  { driver, entry, parsed, value }: RegisterLine,
  { start }: PlacedSection,
  shown: RegisterHints,
): readonly InlayHintText[] {
  const { parts, fields } = parsed;
  const has = (name: string): boolean => parts.some((part) => part.name === name);
  const hints: InlayHintText[] = [];
  const base = start + entry.start;
  const add = (at: number, label: string, about: string): void => {
    hints.push({ offset: base + placeOf(entry.line, at), label, about });
  };
  const user = parts.find(({ name }) => name === 'user');
  if (driver === 'sip' && shown === 'all' && !has('transport') && user !== undefined) {
    const quote = value[user.span.start - 1] === '"' ? 1 : 0;
    add(user.span.start - quote, 'udp://', 'Without a transport Asterisk takes UDP.');
  }
  const host = endOf(value, parts.find(({ name }) => name === 'host')?.span);
  const port = endOf(value, parts.find(({ name }) => name === 'port')?.span) ?? host;
  if (host === undefined || port === undefined) return hints;
  if (!has('port') && fields.port !== undefined) {
    add(host, `:${String(fields.port)}`, 'Without a port Asterisk takes the usual one.');
  }
  if (driver !== 'sip') return hints;
  const extension = endOf(value, parts.find(({ name }) => name === 'callback')?.span) ?? port;
  if (!has('callback')) add(port, '/s', 'Without an extension calls arrive at s.');
  if (shown === 'all' && !has('expiry') && fields.expiry !== undefined) {
    const about = 'Without a time Asterisk asks for so many seconds, by defaultexpiry.';
    add(extension, `~${String(fields.expiry)}`, about);
  }
  return hints;
}

/** Behind the part and the quote that closes it. */
function endOf(value: string, span: Span | undefined): number | undefined {
  if (span === undefined) return undefined;
  return value[span.end] === '"' && value[span.start - 1] === '"' ? span.end + 1 : span.end;
}

function placeOf(line: Parameters<typeof rawOffset>[0], at: number): number {
  return at === 0 ? rawOffset(line, 0) : rawOffset(line, at - 1) + 1;
}
