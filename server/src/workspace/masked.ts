/**
 * Values of a loaded section with every secret replaced, for everything that shows a whole section. Where it is not
 * known what a file is, whatever looks like a secret is hidden; too much hidden harms nobody.
 */
import type { ConfKind } from '../catalogue/option.ts';
import type { PlacedLine } from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { shownName } from '../text/printable.ts';
import { foldCase } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import type { CredentialKind } from './credentials.ts';
import { credentialsOf } from './credentialsOf.ts';
import type { LoadedCategory, LoadedVariable, LoadMessage } from './load.ts';

/** Stands in place of every secret, whatever its length. */
export const MASK = '********';

/** Values of the category's variables in their order, secrets masked. */
export function maskedValues(
  kind: ConfKind | undefined,
  { name, variables }: Pick<LoadedCategory, 'name' | 'variables'>,
): readonly string[] {
  const known = knownSpans(kind ?? 'extensions.conf', name, variables);
  return variables.map((variable, i) => {
    const spans = known.get(i) ?? [];
    return maskSpans(variable.value, [...spans, ...guessedSpans(variable, spans.length > 0)]);
  });
}

/** Secrets the kind of file tells about, by number of the variable. */
function knownSpans(
  kind: ConfKind,
  section: string,
  variables: readonly LoadedVariable[],
): ReadonlyMap<number, readonly Span[]> {
  const spans = new Map<number, Span[]>();
  for (const credential of credentialsOf(kind, section, variables.map(madeUpEntry))) {
    if (!isSecret(credential.kind, credential.option)) continue;
    const here = spans.get(credential.lineNumber) ?? [];
    here.push(credential.span);
    spans.set(credential.lineNumber, here);
  }
  return spans;
}

/** Names of keys and key files are no secrets; the pass phrase that opens one is. */
export function isSecret(kind: CredentialKind, option: string): boolean {
  return kind !== 'file-name' && (kind !== 'key-name' || option.includes('pass'));
}

/** A line that reads as the variable; places count from the start of its value. */
function madeUpEntry({ name, value }: LoadedVariable, number: number): PlacedLine<EntryLine> {
  const nowhere = { start: 0, end: 0 };
  const line: EntryLine = {
    kind: 'entry',
    depthBefore: 0,
    depthAfter: 0,
    comments: [],
    operator: '=',
    key: name,
    keySpan: nowhere,
    operatorSpan: nowhere,
    value,
    valueSpan: { start: 0, end: value.length },
    appended: value,
  };
  return { line, start: 0, number, text: value };
}

/** Words in names of options that hold a secret; the second expression has the innocent ones. */
const secretName =
  /secret|pass|pwd|^pin$|pin_?(?:code|number)|admin_?pin|md5|digest|_cred|token|api_?key|private_?key/;
const innocentName = /bypass|pass_?(?:thr|ive|age)|file$|path$|format$|length$|change|policy|check/;
const switches = /^(?:yes|no|true|false|on|off|auto|y|n)$/i;
const login = /^[^:@#]*(?:@[^:@#]*)?[:#](.*)@/;
const inUrl = /\b[a-z][a-z\d+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/gi;
const inSipUri = /\bsips?:[^\s:@;,<>/]+:([^\s@;,<>]+)@/gi;
const inDialString = /\b(?:IAX2|SIP)\/[^\s:@/&,()|]+:([^\s:@/&,()|]+)(?::[^\s@/&,()|]*)?@/gi;
const inAssignment = /\b\w*(?:passw(?:or)?d|secret)\w*=([^|,&)\s]+)/gi;

/**
 * Secrets that show by name or shape alone; places count from the start of the value.
 *
 * @param isKnown the kind of file told already which option this is, so only shapes count
 */
export function guessedSpans(
  { name, value }: Pick<LoadedVariable, 'name' | 'value'>,
  isKnown: boolean,
): readonly Span[] {
  const option = foldCase(name);
  const whole = { start: 0, end: value.length };
  const spans = [
    ...matches(inUrl, value),
    ...matches(inSipUri, value),
    ...matches(inDialString, value),
    ...matches(inAssignment, value),
  ];
  if (option === 'register') spans.push(...crowdedLogin(value));
  if (isKnown) return spans;
  const isNamed = secretName.test(option) && !innocentName.test(option);
  if (isNamed && !switches.test(value)) return [whole];
  if (option === 'register' || option === 'auth') {
    const secret = login.exec(value)?.[1];
    if (secret !== undefined) spans.push(placeIn(value, secret, value.search(/[:#]/)));
  }
  const pin = /^\d+$/.test(option) ? /^-?(\d+)(?:,|$)/.exec(value)?.[1] : undefined;
  if (pin !== undefined) spans.push(placeIn(value, pin, 0));
  return spans;
}

/** A register line of too many parts: which of them is the secret, the driver and the writer see differently. */
function crowdedLogin(value: string): Span[] {
  const end = value.lastIndexOf('@');
  const from = value.indexOf('://');
  const first = value.indexOf(':', from < 0 ? 0 : from + 3);
  if (first < 0 || end < first || value.slice(first, end).split(':').length <= 3) return [];
  return [{ start: first + 1, end }];
}

function placeIn(value: string, part: string, from: number): Span {
  const start = value.indexOf(part, from);
  return { start, end: start + part.length };
}

/** Stretches of the first group of each match. */
function matches(pattern: RegExp, value: string): Span[] {
  return [...value.matchAll(pattern)].map((match) => {
    const [all, secret = ''] = match;
    const start = match.index + all.lastIndexOf(secret);
    return { start, end: start + secret.length };
  });
}

function maskSpans(value: string, spans: readonly Span[]): string {
  const ordered = spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const { start, end } of ordered) {
    if (end <= at) continue;
    // Stretches that overlap are one.
    if (start >= at) text += value.slice(at, start) + MASK;
    at = end;
  }
  return text + value.slice(at);
}

/**
 * What Asterisk would log, without what may be a secret: a line such as `#secret=…` names itself in its message, so of
 * such a word only the letters in front are kept. Filters are the user's text as well and go as a whole.
 */
export function maskedMessages(messages: readonly LoadMessage[]): readonly LoadMessage[] {
  return messages.map((message) => {
    if (message.name === undefined) return message;
    if (message.summary === 'invalid-filter-regex') return { ...message, name: MASK };
    if (message.summary !== 'unknown-directive') return { ...message, name: shownName(message.name) };
    if (/^[a-z]*$/i.test(message.name)) return message;
    return { ...message, name: `${/^[a-z]*/i.exec(message.name)?.[0] ?? ''}${MASK}` };
  });
}
