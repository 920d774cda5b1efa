/** The names that lines of a dialplan context use. */
import { destinationsOf, branches, innerApplications } from '../../dialplan/destinations.ts';
import { dialedNames, type DialedName } from '../../dialplan/dialStrings.ts';
import {
  parseDialplanLine,
  type Application,
  type DialplanLine,
  type Part,
} from '../../dialplan/extension.ts';
import { hasExpression, splitArguments, trimmedSpan } from '../../dialplan/split.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import type { SymbolKind } from './kinds.ts';
import { mailboxReferences } from './mailboxes.ts';
import type { RawReference, ReferenceRole } from './records.ts';

const deviceKinds = { SIP: 'sip-device', PJSIP: 'endpoint', IAX2: 'iax-device', Local: 'context' } as const;

/** Arguments, counted from 0, of applications that name something. */
const argumentKinds: Readonly<Record<string, readonly (readonly [number, SymbolKind])[]>> = {
  queue: [[0, 'queue']],
  addqueuemember: [[0, 'queue']],
  removequeuemember: [[0, 'queue']],
  pausequeuemember: [[0, 'queue']],
  unpausequeuemember: [[0, 'queue']],
  queuelog: [[0, 'queue']],
  voicemail: [[0, 'mailbox']],
  voicemailmain: [[0, 'mailbox']],
  mailboxexists: [[0, 'mailbox']],
  vmauthenticate: [[0, 'mailbox']],
  vmsayname: [[0, 'mailbox']],
  directory: [
    [0, 'voicemail-context'],
    [1, 'context'],
  ],
  musiconhold: [[0, 'musicclass']],
  startmusiconhold: [[0, 'musicclass']],
  setmusiconhold: [[0, 'musicclass']],
  disa: [[1, 'context']],
  readexten: [[2, 'context']],
  background: [[3, 'context']],
  park: [[0, 'parkinglot']],
  parkandannounce: [[0, 'parkinglot']],
  parkedcall: [[0, 'parkinglot']],
  confbridge: [
    [1, 'confbridge-bridge'],
    [2, 'confbridge-user'],
    [3, 'confbridge-menu'],
  ],
};

/** First arguments of functions, whose names Asterisk compares with letter case. */
const functionKinds: Readonly<Record<string, SymbolKind>> = {
  SIPPEER: 'sip-device',
  IAXPEER: 'iax-device',
  PJSIP_ENDPOINT: 'endpoint',
  PJSIP_DIAL_CONTACTS: 'endpoint',
  PJSIP_AOR: 'aor',
  QUEUE_EXISTS: 'queue',
  QUEUE_MEMBER: 'queue',
  QUEUE_MEMBER_COUNT: 'queue',
  QUEUE_MEMBER_LIST: 'queue',
  QUEUE_MEMBER_PENALTY: 'queue',
  QUEUE_VARIABLES: 'queue',
  QUEUE_WAITING_COUNT: 'queue',
  DIALPLAN_EXISTS: 'context',
  MAILBOX_EXISTS: 'mailbox',
  VM_INFO: 'mailbox',
  VMCOUNT: 'mailbox',
};

/** Option letters of `Dial` whose argument names something. */
const dialOptions: Readonly<Record<string, 'musicclass' | 'macro' | 'context' | 'place'>> = {
  m: 'musicclass',
  M: 'macro',
  U: 'context',
  G: 'place',
  F: 'place',
  b: 'place',
  B: 'place',
};

/** Nesting of `ExecIf` and its like that is followed. */
const MAX_DEPTH = 4;

/** Names used in the value of one line of a context; places count from the start of the value. */
export function dialplanReferences(key: string, value: string): readonly RawReference[] {
  const line = parseDialplanLine(key, value);
  return line === undefined ? [] : lineReferences(line, value);
}

/** The same for a line that somebody has parsed. */
export function lineReferences(line: DialplanLine, value: string): readonly RawReference[] {
  if (line.kind === 'statement') {
    const [first] = line.fields;
    if (line.word === 'include') return first === undefined ? [] : named('context', first, 'include');
    return line.word.endsWith('switch') ? switchReferences(value) : [];
  }
  const found: RawReference[] = [];
  if (line.application !== undefined) applicationReferences(value, line.application, found, 0);
  const at = line.application?.name.span.start ?? line.hint?.span.start;
  if (at !== undefined) found.push(...dialReferences(value, at), ...functionReferences(value, at));
  return found;
}

/** Devices and contexts of every `TECH/name` in the text. */
export function dialReferences(text: string, from = 0): readonly RawReference[] {
  return dialedNames(text, from).map((dialed) => ({
    kind: deviceKinds[dialed.technology],
    name: dialed.name,
    span: dialed.span,
    role: 'dial',
    ...(isSoft(dialed) ? { isSoft: true as const } : {}),
  }));
}

/** `SIP/name` may be a host that no section stands for. */
function isSoft({ technology }: DialedName): boolean {
  return technology !== 'Local';
}

function switchReferences(value: string): readonly RawReference[] {
  const found = dialReferences(value);
  if (!/^loopback\//i.test(value)) return found;
  const at = value.indexOf('@');
  if (at < 0) return found;
  const length = value.slice(at + 1).search(/[:/]|$/);
  const part = partAt(value, { start: at + 1, end: at + 1 + length });
  return [...found, ...named('context', part, 'include')];
}

function applicationReferences(
  text: string,
  application: Application,
  found: RawReference[],
  depth: number,
): void {
  const name = foldCase(application.name.text);
  for (const { context } of destinationsOf(text, application)) {
    if (context !== undefined) found.push(...named('context', context, 'goto'));
  }
  const given = application.arguments.map(({ span }) => partAt(text, trimmedSpan(text, span)));
  for (const [index, kind] of argumentKinds[name] ?? []) {
    const part = given[index];
    if (part === undefined) continue;
    if (kind === 'mailbox') found.push(...mailboxes(text, part));
    else found.push(...named(kind, part, 'argument'));
  }
  if (name === 'macro' || name === 'macroexclusive') found.push(...macro(given[0]));
  if (name === 'macroif' && application.data !== undefined) {
    for (const branch of branches(text, application.data.span)) {
      found.push(...macro(firstOf(text, branch)));
    }
  }
  if (name === 'dial' && given[2] !== undefined) found.push(...dialOptionReferences(text, given[2].span));
  if (depth >= MAX_DEPTH) return;
  for (const inner of innerApplications(text, application)) {
    applicationReferences(text, inner, found, depth + 1);
  }
}

function macro(part: Part | undefined): readonly RawReference[] {
  return part === undefined ? [] : named('context', part, 'goto', 'macro-');
}

function firstOf(text: string, span: Span): Part | undefined {
  const [first] = splitArguments(text, span.start, span.end);
  return first === undefined ? undefined : partAt(text, trimmedSpan(text, first));
}

function mailboxes(text: string, part: Part): readonly RawReference[] {
  return splitArguments(text, part.span.start, part.span.end, '&').flatMap((span) =>
    mailboxReferences(text, trimmedSpan(text, span), 'argument'),
  );
}

/** `m(class)`, `M(macro^arg)`, `U(sub^arg)`, `G(context^exten^priority)` and their like in the options of `Dial`. */
function dialOptionReferences(text: string, { start, end }: Span): readonly RawReference[] {
  const found: RawReference[] = [];
  for (let at = start; at < end; at++) {
    if (text[at + 1] !== '(') continue;
    const what = dialOptions[text[at] ?? ''];
    const close = text.indexOf(')', at + 2);
    const stop = close < 0 || close > end ? end : close;
    if (what !== undefined) {
      const parts = splitArguments(text, at + 2, stop, '^').map((span) =>
        partAt(text, trimmedSpan(text, span)),
      );
      const [first] = parts;
      if (first !== undefined && (what !== 'place' || parts.length === 3)) {
        if (what === 'macro') found.push(...macro(first));
        else found.push(...named(what === 'musicclass' ? what : 'context', first, 'argument'));
      }
    }
    at = stop;
  }
  return found;
}

/** `NAME(first,…)` inside `${…}` and on the left of `Set`. */
function functionReferences(text: string, from: number): readonly RawReference[] {
  const found: RawReference[] = [];
  for (let paren = text.indexOf('(', from); paren >= 0; paren = text.indexOf('(', paren + 1)) {
    let start = paren;
    while (start > from && /[A-Z0-9_]/.test(text[start - 1] ?? '')) start--;
    const kind = functionKinds[text.slice(start, paren)];
    if (kind === undefined) continue;
    const length = text.slice(paren + 1).search(/[,)]|$/);
    const part = partAt(text, trimmedSpan(text, { start: paren + 1, end: paren + 1 + length }));
    found.push(...(kind === 'mailbox' ? mailboxes(text, part) : named(kind, part, 'argument')));
  }
  return found;
}

function named(
  kind: SymbolKind,
  { text, span }: Part,
  role: ReferenceRole,
  prefix?: string,
): readonly RawReference[] {
  if (text === '' || hasExpression(text) || /[{}"]/.test(text)) return [];
  const name = `${prefix ?? ''}${text}`;
  return [{ kind, name, span, role, ...(prefix === undefined ? {} : { prefix }) }];
}

function partAt(text: string, span: Span): Part {
  return { text: text.slice(span.start, span.end), span };
}
