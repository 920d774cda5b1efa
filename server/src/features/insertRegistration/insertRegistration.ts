/**
 * Puts an account of a provider into a file, as the driver of that file wants it: a register line, or the sections of
 * pjsip.conf. Everything written is read back as the same values, or refused with the reason.
 */
import {
  isReopened,
  isTemplate,
  linesOf,
  entriesOf,
  sectionsNamed,
  sectionsOf,
} from '../../model/fileModel.ts';
import type { FileModel, PlacedSection } from '../../model/fileModel.ts';
import { parseIaxRegister } from '../../register/chanIax2.ts';
import { parseSipRegister } from '../../register/chanSip.ts';
import {
  writeIaxRegister,
  writePjsipTrunk,
  writeSipRegister,
  type Account,
  type PjsipObject,
  type Writing,
} from '../../register/write.ts';
import { textOf } from '../../syntax/position.ts';
import { entryText } from '../../syntax/writeEntry.ts';
import { foldCase, sameIgnoringCase } from '../../text/ascii.ts';
import { printable } from '../../text/printable.ts';
import type { TextEdit } from '../../text/span.ts';
import { isRegister, registerDriver, registerLines } from '../../workspace/registerLines.ts';
import { definitionsOf } from '../../workspace/symbols.ts';
import { factsOf, type FileFacts, type Workspace } from '../../workspace/workspace.ts';
import { readProviderText } from './providerText.ts';

/** What will be done, or why nothing can be. Only the edits hold the secret. */
export type InsertedRegistration =
  | { readonly kind: 'explained'; readonly message: string }
  | {
      readonly kind: 'registration';
      /** `User: 4711` and the like, the secret as `********`. */
      readonly understood: readonly string[];
      /** Sentences to know before it is done. */
      readonly notes: readonly string[];
      /** The new lines with the secret as `********`. */
      readonly preview: string;
      readonly edits: readonly TextEdit[];
    };

const HIDDEN = '********';

/** Reads the text of a provider and writes its account into the file; `undefined` for a file nobody has read. */
export function insertRegistration(
  workspace: Workspace,
  uri: string,
  text: string,
): InsertedRegistration | undefined {
  const facts = factsOf(workspace, uri);
  if (!workspace.files.has(facts.uri)) return undefined;
  const message = reasonAgainst(facts);
  if (message !== undefined) return { kind: 'explained', message };
  const read = readProviderText(text, registerDriver(facts.kind) ?? 'sip');
  if (!read.ok) return { kind: 'explained', message: read.reason };
  return insertAccount(workspace, uri, read.account, read.notes);
}

function reasonAgainst({ kind, generator }: FileFacts): string | undefined {
  if (generator === 'vicidial') {
    return 'VICIdial writes this file from its database, so a registration added here is lost at the next rebuild. Put the line into Registration String of the carrier, under Admin, Carriers.';
  }
  if (generator === 'freepbx') {
    return 'FreePBX writes this file, so a registration added here is lost at the next Apply Config. Add a trunk in its admin pages instead.';
  }
  if (kind === 'sip.conf' || kind === 'iax.conf' || kind === 'pjsip.conf') return undefined;
  return 'Registrations belong into sip.conf, iax.conf or pjsip.conf. Open one of them, or a file it includes.';
}

/** Writes the account into the file; see {@link insertRegistration}. */
export function insertAccount(
  workspace: Workspace,
  uri: string,
  account: Account,
  notes: readonly string[] = [],
): InsertedRegistration | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  const target = { workspace, facts, model, eol: lineEndOf(model) };
  const plan = facts.kind === 'pjsip.conf' ? planPjsip(target, account) : planLine(target, account);
  if (!plan.ok) return { kind: 'explained', message: `${plan.reason}.` };
  const { pieces, more } = plan.written;
  return {
    kind: 'registration',
    understood: describe(account),
    notes: [...notes, ...more],
    preview: pieces.map(({ shown }) => shown.join('\n')).join('\n\n'),
    edits: pieces.map(({ offset, lines, before, after }) => ({
      span: { start: offset, end: offset },
      newText: before + lines.join(target.eol) + after,
    })),
  };
}

interface Target {
  readonly workspace: Workspace;
  readonly facts: FileFacts;
  readonly model: FileModel;
  readonly eol: string;
}

/** Lines that go to one place. */
interface Piece {
  readonly offset: number;
  readonly lines: readonly string[];
  /** The same with the secret hidden. */
  readonly shown: readonly string[];
  readonly before: string;
  readonly after: string;
}

interface Plan {
  readonly pieces: readonly Piece[];
  readonly more: readonly string[];
}

function lineEndOf({ tree }: FileModel): string {
  return textOf(tree, { start: 0, end: 4096 }).includes('\r\n') ? '\r\n' : '\n';
}

function planLine(target: Target, account: Account): Writing<Plan> {
  const isIax = target.facts.kind === 'iax.conf';
  const own = isIax ? writeIaxRegister(account) : writeSipRegister(account);
  const name = freeName(target, account);
  const fallback =
    !own.ok && !isIax && account.secret !== undefined ? peerSection(target, account, name) : undefined;
  const value = fallback === undefined ? own : writeSipRegister(withoutSecret(account), name);
  if (!value.ok) return { ok: false, reason: own.ok ? value.reason : own.reason };
  const line = entryText('register', ' => ', value.written);
  if (line === undefined) return cannotStand;
  const place = placeInGeneral(target);
  if (!place.ok) return place;
  const shown = `register => ${masked(value.written, isIax ? parseIaxRegister : parseSipRegister)}`;
  const { offset, before, after, header } = place.written;
  const lines = header === undefined ? [line] : [header, line];
  const pieces: Piece[] = [
    { offset, lines, shown: header === undefined ? [shown] : [header, shown], before, after },
  ];
  if (fallback !== undefined) {
    if (!fallback.ok) return fallback;
    pieces.push(atEnd(target, fallback.written));
  }
  return { ok: true, written: { pieces, more: remarks(target, account, isIax) } };
}

const cannotStand = {
  ok: false,
  reason:
    'The account holds a character that cannot stand in a line of a conf file, or a blank at the end of a part',
} as const;

function withoutSecret(account: Account): Account {
  const { secret, ...rest } = account;
  return secret === undefined ? account : rest;
}

/** The register string with its secret hidden; it reads back without problems, so the part is where it seems. */
function masked(value: string, parser: typeof parseSipRegister): string {
  const secret = parser(value, { defaultExpiry: 0 }).parts.find(({ name }) => name === 'secret')?.span;
  if (secret === undefined || secret.end === secret.start) return value.replaceAll(';', '\\;');
  return `${value.slice(0, secret.start)}${HIDDEN}${value.slice(secret.end)}`.replaceAll(';', '\\;');
}

/** The peer that carries a secret no register line can. */
function peerSection(
  { workspace, facts }: Target,
  account: Account,
  name: string,
): Writing<readonly Rendered[]> {
  const { user, secret, host, port } = account;
  const context = contextFor(workspace, facts.uri);
  const options: (readonly [string, string])[] = [
    ['type', 'peer'],
    ['host', host.replace(/^\[(.*)\]$/, '$1')],
    ...(port === undefined ? [] : [['port', String(port)] as const]),
    ['defaultuser', account.authuser ?? user],
    ['remotesecret', secret ?? ''],
    ['context', context],
  ];
  const section = rendered({ name, options });
  return section === undefined ? cannotStand : { ok: true, written: [section] };
}

/** Lines of a section, and the same with the secret hidden. */
interface Rendered {
  readonly lines: readonly string[];
  readonly shown: readonly string[];
}

const SECRETS: ReadonlySet<string> = new Set(['password', 'remotesecret']);

function rendered({ name, options }: PjsipObject): Rendered | undefined {
  const lines = [`[${name}]`];
  const shown = [`[${name}]`];
  for (const [option, value] of options) {
    const line = entryText(option, '=', value);
    if (line === undefined) return undefined;
    lines.push(line);
    shown.push(SECRETS.has(option) ? `${option}=${HIDDEN}` : line);
  }
  return { lines, shown };
}

function planPjsip(target: Target, account: Account): Writing<Plan> {
  const context = contextFor(target.workspace, target.facts.uri);
  const objects = writePjsipTrunk(account, freeName(target, account), context);
  if (!objects.ok) return objects;
  const sections = objects.written.map(rendered);
  const whole = sections.filter((section) => section !== undefined);
  if (whole.length < sections.length) return cannotStand;
  if (isOpen(target.model)) return openComment;
  const { transport } = account;
  const more =
    transport === 'tcp' || transport === 'tls'
      ? [`A transport section with protocol=${transport} has to exist as well.`]
      : [];
  return { ok: true, written: { pieces: [atEnd(target, whole)], more } };
}

const openComment = {
  ok: false,
  reason:
    'The file ends inside a block comment (;--), so nothing behind it would be read; close the comment first',
} as const;

function isOpen({ tree }: FileModel): boolean {
  return (tree.chunks.at(-1)?.depthAfter ?? 0) !== 0;
}

function atEnd({ model, eol }: Target, sections: readonly Rendered[]): Piece {
  const { tree } = model;
  const tail = textOf(tree, { start: Math.max(0, tree.length - 8), end: tree.length });
  const before =
    tree.length === 0 ? '' : /(?:^|\n)\r?\n$/.test(tail) ? '' : tail.endsWith('\n') ? eol : eol + eol;
  const join = (which: 'lines' | 'shown'): readonly string[] =>
    sections.flatMap((section, i) => (i === 0 ? section[which] : ['', ...section[which]]));
  return { offset: tree.length, lines: join('lines'), shown: join('shown'), before, after: eol };
}

interface GeneralPlace {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  /** Where the section has to be made. */
  readonly header?: string;
}

/** Behind the last register line of `[general]`, or the section's last line; at the top where there is none yet. */
function placeInGeneral({ facts, model, eol }: Target): Writing<GeneralPlace> {
  const general = generalOf(model, facts);
  if (general === undefined) {
    if (facts.role === 'included') {
      const reason =
        'Register lines belong into [general], and this file is read in another place; open the file with [general]';
      return { ok: false, reason };
    }
    const start = startsWithMark(model) ? 1 : 0;
    return { ok: true, written: { offset: start, before: '', after: eol + eol, header: '[general]' } };
  }
  const lines = linesOf(general.section, model.tree.encoding);
  const read = lines.filter(({ line }) => line.kind === 'entry' || line.kind === 'header');
  const registers = entriesOf(lines).filter(isRegister);
  const last = registers.at(-1);
  const isLate = read.some(
    ({ line, number }) =>
      number > (last?.number ?? 0) && line.kind === 'entry' && ORDERED.has(foldCase(line.key)),
  );
  const anchor = last === undefined || isLate ? read.at(-1) : lines[last.number];
  if (anchor === undefined) return { ok: true, written: { offset: general.start, before: '', after: eol } };
  if (anchor.line.depthBefore !== 0 || anchor.line.depthAfter !== 0) return openComment;
  const end = anchor.start + anchor.text.replace(/\r$/, '').length;
  return { ok: true, written: { offset: general.start + end, before: eol, after: '' } };
}

/** Options that count for the register lines below them only. */
const ORDERED: ReadonlySet<string> = new Set(['defaultexpiry', 'defaultexpirey', 'srvlookup', 'register']);

function generalOf(model: FileModel, facts: FileFacts): PlacedSection | undefined {
  const named = sectionsNamed(model, 'general').find(
    ({ section: { header } }) => !isTemplate(header) && !isReopened(header),
  );
  if (named !== undefined) return named;
  if (!sameIgnoringCase(facts.sectionAtStart ?? '', 'general')) return undefined;
  const [first] = sectionsOf(model);
  if (first?.section.header === undefined && first !== undefined) return first;
  return undefined;
}

function startsWithMark(model: FileModel): boolean {
  return textOf(model.tree, { start: 0, end: 1 }) === '\ufeff';
}

/** `example` for `sip.example.com`, with a number where the name is taken. */
function freeName({ workspace, facts }: Target, { host }: Account): string {
  const labels = host.split('.').filter((label) => label !== '');
  const isName = !/^[\d.:[\]a-f]+$/i.test(host) && labels.length > 1;
  const base = (isName ? labels.at(-2) : undefined)?.replace(/[^\w-]/g, '') ?? '';
  const wish = base === '' ? 'provider' : base;
  const isTaken = (name: string): boolean =>
    definitionsOf(workspace, facts.uri, name, ['section']).length > 0;
  let name = wish;
  for (let i = 2; isTaken(name); i++) name = `${wish}-${String(i)}`;
  return name;
}

/** Contexts that calls from outside usually enter, as far as the dialplan has one. */
const USUAL = [
  'from-trunk',
  'from-pstn',
  'from-provider',
  'trunkinbound',
  'incoming',
  'inbound',
  'from-outside',
];

function contextFor(workspace: Workspace, uri: string): string {
  const known = USUAL.find((name) => definitionsOf(workspace, uri, name, ['context']).length > 0);
  return known ?? 'from-trunk';
}

function remarks({ facts, model }: Target, account: Account, isIax: boolean): readonly string[] {
  const notes: string[] = [];
  const { transport, extension, domain, expiry } = account;
  if (isIax) {
    const left = [
      ...(domain === undefined ? [] : ['domain']),
      ...(extension === undefined ? [] : ['extension']),
      ...(expiry === undefined ? [] : ['time']),
    ];
    if (left.length > 0) notes.push(`iax.conf has no place for the ${left.join(' and the ')}: left out.`);
  } else if (transport === 'tcp' || transport === 'tls') {
    notes.push(`${transport}enable=yes has to stand in [general] as well.`);
  }
  const general = generalOf(model, facts);
  const entries = general === undefined ? [] : entriesOf(linesOf(general.section, model.tree.encoding));
  const isKnown = registerLines(facts.kind, entries).some(
    ({ parsed: { fields } }) => fields.user === account.user && fields.host === account.host,
  );
  if (isKnown) notes.push('There is a register line for this user and host already; remove one of the two.');
  return notes;
}

/** What was understood, part by part, for people. */
function describe(account: Account): readonly string[] {
  const { user, secret, authuser, domain, host, port, transport, extension, expiry } = account;
  const rows: (readonly [string, string | undefined])[] = [
    ['User', user],
    ['Login name', authuser],
    ['Secret', secret === undefined ? 'none' : HIDDEN],
    ['Server', host],
    ['Port', port === undefined ? undefined : String(port)],
    ['Domain', domain],
    ['Transport', transport],
    ['Extension', extension],
    ['Time', expiry === undefined ? undefined : `${String(expiry)} seconds`],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${printable(value)}`]));
}
