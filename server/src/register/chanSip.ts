/** Reads register strings of sip.conf exactly as chan_sip does, mistakes included. Knows no file and no section. */
import { isBlank, utf8Length, utf8Prefix } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { readNumber, SplitBuffer } from './cText.ts';
import type {
  RegisterContext,
  RegisterFields,
  RegisterPart,
  RegisterPartName,
  RegisterProblem,
  RegisterString,
} from './shape.ts';
import { apparentSecret, sipSplitProblems, type SipPieces } from './sipSplit.ts';

/** Bytes of a register string that chan_sip and chan_iax2 look at. */
export const REGISTER_LIMIT = 255;

/**
 * Reads `[peer?][transport://]user[@domain][:secret[:authuser]]@host[:port][/extension][~expiry]`.
 *
 * `value` is what Asterisk reads from the line, after comments went. Spans count from its start, trimmed and without
 * enclosing quotes; a part that is written but empty has an empty span. Never throws. A rejected string still gets the
 * parts a reader would see, with everything that can belong to the secret inside the secret.
 * Source: Asterisk channels/sip/config_parser.c, sip_parse_register_line.
 */
export function parseSipRegister(value: string, context: RegisterContext): RegisterString {
  const whole = value.split('\0', 1)[0] ?? '';
  const text = whole.slice(0, utf8Prefix(whole, REGISTER_LIMIT));
  const cut = truncation(whole, text);
  const at = text.lastIndexOf('@');
  if (at <= 0 || at === text.length - 1) return rejected(text, [...cut, formatProblem(text, at)]);
  const { pieces, isSlashed } = splitPieces(text, at);
  if (isSlashed) return rejected(text, [...cut, slashProblem(text, at)]);
  const parts = makeParts(text, pieces);
  const numbers = readNumbers(text, pieces, context);
  const splits = sipSplitProblems(text, at, pieces);
  const problems = [...cut, ...numbers.problems, ...hostProblems(parts, at), ...splits];
  const secret = splits.length > 0 ? apparentSecret(text, at) : undefined;
  return {
    ok: true,
    parts,
    fields: makeFields(parts, pieces, numbers.fields),
    problems,
    ...(secret === undefined ? {} : { apparentSecret: secret }),
  };
}

/** Settings of a peer that take part when `callbackextension` makes it register; absent and empty are the same. */
export interface CallbackPeer {
  readonly name: string;
  /** Empty for `host=dynamic`. */
  readonly host: string;
  readonly callbackextension: string;
  readonly fromuser?: string;
  readonly defaultuser?: string;
  readonly secret?: string;
  readonly remotesecret?: string;
}

/**
 * The register string that chan_sip puts together for a peer with `callbackextension`. It goes through
 * `parseSipRegister` like a written one, so a secret with `:` or `/` breaks it. The peer's `port` is not part of it.
 * Source: Asterisk channels/chan_sip.c, build_peer.
 */
export function callbackRegister(peer: CallbackPeer): string {
  const name = peer.defaultuser ?? '';
  const user = orElse(peer.fromuser, name);
  const secret = orElse(peer.remotesecret, peer.secret ?? '');
  return `${peer.name}?${user}:${secret}:${name}@${peer.host}/${peer.callbackextension}`;
}

function orElse(text: string | undefined, instead: string): string {
  return text === undefined || text === '' ? instead : text;
}

function splitPieces(text: string, at: number): { pieces: SipPieces; isSlashed: boolean } {
  const buffer = new SplitBuffer(text);
  buffer.cut(at);
  let [peer, login] = buffer.split(0, '?', 2);
  if (buffer.isEmpty(login)) [peer, login] = [undefined, peer];
  const [first, blank, login3] = buffer.split(login, '/', 3);
  let transport = first;
  let rest = login3;
  const transportWritten = buffer.piece(transport);
  if (buffer.isEmpty(rest)) [transport, rest] = [undefined, transport];
  else if (transportWritten !== undefined && transportWritten.end > transportWritten.start) {
    buffer.cut(transportWritten.end - 1);
  }
  const isSlashed = !buffer.isEmpty(blank);
  const [account, second, third] = buffer.split(rest, ':', 3);
  const address = splitAddress(buffer, at);
  const [user, domain] = buffer.split(account, '@', 2);
  // Two pieces here mean the order user:domainport:secret:authuser.
  const [fourthOrThird, fourth] = buffer.split(third, ':', 2);
  const hasDomainPort = fourth !== undefined;
  const starts = {
    peer,
    transport,
    user,
    domain,
    domainport: hasDomainPort ? second : undefined,
    secret: hasDomainPort ? fourthOrThird : second,
    authuser: hasDomainPort ? fourth : (fourthOrThird ?? third),
    ...address,
  };
  const pieces: SipPieces = {};
  for (const [name, start] of Object.entries(starts)) {
    const piece = buffer.piece(start);
    if (piece !== undefined) pieces[name as keyof typeof starts] = piece;
  }
  if (transport !== undefined && transportWritten !== undefined) {
    pieces.transportWritten = transportWritten;
  }
  return { pieces, isSlashed };
}

type AddressStarts = Record<'host' | 'port' | 'callback' | 'expiry', number | undefined>;

function splitAddress(buffer: SplitBuffer, at: number): AddressStarts {
  const [rest, expiry] = buffer.split(at + 1, '~', 2);
  const [target, callback] = buffer.split(rest, '/', 2);
  const [host, port] = buffer.split(target, ':', 2);
  return { host, port, callback, expiry };
}

/** The piece without blanks around it and without one pair of double quotes (Asterisk main/utils.c, ast_strip_quoted). */
export function stripQuoted(text: string, piece: Span): Span {
  let { start, end } = piece;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (start === end || text[start] !== '"' || text[end - 1] !== '"') return { start, end };
  // A single quote mark is its own partner and leaves nothing.
  return { start: start + 1, end: Math.max(start + 1, end - 1) };
}

const PART_NAMES: readonly Exclude<RegisterPartName, 'key'>[] = [
  'transport',
  'peer',
  'user',
  'domain',
  'domainport',
  'secret',
  'authuser',
  'host',
  'port',
  'callback',
  'expiry',
];

/** Read as they stand, without removal of quotes. */
const UNSTRIPPED: ReadonlySet<RegisterPartName> = new Set(['transport', 'port', 'domainport']);

function makeParts(text: string, pieces: SipPieces): readonly RegisterPart[] {
  const parts: RegisterPart[] = [];
  for (const name of PART_NAMES) {
    const piece = pieces[name];
    if (piece === undefined) continue;
    const span = UNSTRIPPED.has(name) ? trim(text, piece) : stripQuoted(text, piece);
    parts.push({ name, span, value: text.slice(span.start, span.end) });
  }
  return parts.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function trim(text: string, piece: Span): Span {
  let { start, end } = piece;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

type NumberFields = Required<Pick<RegisterFields, 'transport' | 'port' | 'expiry'>> &
  Pick<RegisterFields, 'domainport'>;

function readNumbers(
  text: string,
  pieces: SipPieces,
  context: RegisterContext,
): { fields: NumberFields; problems: readonly RegisterProblem[] } {
  const problems: RegisterProblem[] = [];
  const transport = readTransport(text, pieces, problems);
  const standard = transport === 'tls' ? 5061 : 5060;
  const port = readPort(text, pieces.port, 'port', standard, problems);
  const domainport = readPort(text, pieces.domainport, 'domainport', 5060, problems);
  const expiry = readExpiry(text, pieces.expiry, context, problems);
  const fields = { transport, port, expiry };
  return { fields: domainport === 5060 ? fields : { ...fields, domainport }, problems };
}

function readTransport(text: string, pieces: SipPieces, problems: RegisterProblem[]): 'udp' | 'tcp' | 'tls' {
  const piece = pieces.transport;
  if (piece === undefined) return 'udp';
  // Only the first three letters count, and blanks before them are not removed.
  const word = text.slice(piece.start, Math.min(piece.end, piece.start + 3)).toLowerCase();
  if (word === 'udp' || word === 'tcp' || word === 'tls') return word;
  problems.push({
    code: 'invalid-transport',
    message: 'Expected udp, tcp or tls before "://", Asterisk uses udp instead',
    part: 'transport',
    span: piece,
  });
  return 'udp';
}

function readPort(
  text: string,
  piece: Span | undefined,
  part: 'port' | 'domainport',
  standard: number,
  problems: RegisterProblem[],
): number {
  if (piece === undefined) return standard;
  const written = text.slice(piece.start, piece.end);
  const number = readNumber(written);
  const where = { part, span: trim(text, piece) };
  if (number === undefined || number.value < 1 || number.value > 65535) {
    const code = part === 'port' ? 'invalid-port' : 'invalid-domain-port';
    const message = written.includes(':')
      ? `Expected a port behind the first ":", Asterisk uses ${standard} instead; an IPv6 address needs square brackets`
      : `Expected a port from 1 to 65535, Asterisk uses ${standard} instead`;
    problems.push({ code, message, ...where, used: standard });
    return standard;
  }
  if (number.isWrapped) {
    problems.push({
      code: 'wrapped-port',
      message: `Expected a port from 1 to 65535, Asterisk uses ${number.value} instead`,
      ...where,
      used: number.value,
    });
  } else if (hasText(number.rest)) {
    problems.push({
      code: 'text-number',
      message: `Expected only digits in the port, Asterisk stops at the first other character and uses ${number.value}`,
      ...where,
      used: number.value,
    });
  }
  return number.value;
}

function readExpiry(
  text: string,
  piece: Span | undefined,
  context: RegisterContext,
  problems: RegisterProblem[],
): number {
  if (piece === undefined) return context.defaultExpiry;
  const span = stripQuoted(text, piece);
  const number = readNumber(text.slice(span.start, span.end));
  const used = number?.value ?? 0;
  if (number === undefined || number.isWrapped || hasText(number.rest)) {
    problems.push({
      code: 'text-number',
      message: `Expected a number of seconds behind "~", Asterisk uses ${used} and ignores other text there`,
      part: 'expiry',
      span,
      used,
    });
  }
  return used;
}

function hasText(rest: string): boolean {
  for (let i = 0; i < rest.length; i++) if (!isBlank(rest.charCodeAt(i))) return true;
  return false;
}

function makeFields(
  parts: readonly RegisterPart[],
  pieces: SipPieces,
  numbers: NumberFields,
): RegisterFields {
  const written = (name: RegisterPartName): string => parts.find((part) => part.name === name)?.value ?? '';
  const user = written('user');
  const authuser = written('authuser') || user;
  // "s" stands in before blanks and quotes are removed, so `/""` really gives an empty extension.
  const extension = pieces.callback;
  const hasCallback = extension !== undefined && extension.end > extension.start;
  const optional = { peer: written('peer'), domain: written('domain'), secret: written('secret') };
  const present = Object.entries(optional).filter(([, text]) => text !== '');
  return {
    ...numbers,
    ...Object.fromEntries(present),
    user,
    ...(authuser === '' ? {} : { authuser }),
    host: written('host'),
    callback: hasCallback ? written('callback') : 's',
  };
}

/** Characters no host name and no address holds; a peer name may hold others. */
const UNUSABLE_HOST = /[\p{Cc} <>"?#,\\(){}|^]/u;

function hostProblems(parts: readonly RegisterPart[], at: number): readonly RegisterProblem[] {
  const host = parts.find((part) => part.name === 'host');
  if (host === undefined || host.value === '') {
    const message = 'Missing host after "@", Asterisk accepts the line but never registers';
    return [{ code: 'no-host', message, part: 'host', span: { start: at, end: at + 1 } }];
  }
  if (!UNUSABLE_HOST.test(host.value)) return [];
  const message = 'Expected a host name or address here, Asterisk accepts the line but never registers';
  return [{ code: 'no-host', message, part: 'host', span: host.span }];
}

function truncation(whole: string, text: string): readonly RegisterProblem[] {
  if (whole.length === text.length) return [];
  const message = `Asterisk reads only the first ${REGISTER_LIMIT} bytes of a register line, this one has ${utf8Length(whole)}`;
  return [{ code: 'truncated', message, span: { start: text.length, end: whole.length } }];
}

function formatProblem(text: string, at: number): RegisterProblem {
  const message =
    at < 0
      ? 'Missing "@host", expected user:secret@host'
      : at === 0
        ? 'Missing user before "@", expected user:secret@host'
        : 'Missing host after "@", expected user:secret@host';
  return { code: 'format', message, span: { start: 0, end: text.length } };
}

function slashProblem(text: string, at: number): RegisterProblem {
  const slash = text.slice(0, at).search(/\/(?!\/)/);
  // Without a slash there, a backslash in front of the "@" made Asterisk read on into the host.
  const start = slash < 0 ? at - 1 : slash;
  const message =
    slash < 0
      ? 'Unexpected backslash in front of "@", Asterisk skips the line; choose a secret that does not end in one'
      : 'Unexpected "/" before the last "@", Asterisk skips the line; a secret with "/" needs double quotes, an extension cannot hold "@"';
  return { code: 'format', message, span: { start, end: start + 1 } };
}

/** Parts of a string that chan_sip refuses: what a reader would take for user, secret and host. */
function rejected(text: string, problems: readonly RegisterProblem[]): RegisterString {
  const at = text.lastIndexOf('@');
  const end = at < 0 ? text.length : at;
  const secret = apparentSecret(text, end);
  const parts: RegisterPart[] = [];
  const add = (name: RegisterPartName, start: number, stop: number): void => {
    if (stop > start) parts.push({ name, span: { start, end: stop }, value: text.slice(start, stop) });
  };
  add('user', 0, secret === undefined ? end : secret.start - 1);
  if (secret !== undefined) add('secret', secret.start, secret.end);
  if (at >= 0) {
    const buffer = new SplitBuffer(text);
    const starts = splitAddress(buffer, at);
    for (const name of ['host', 'port', 'callback', 'expiry'] as const) {
      const piece = buffer.piece(starts[name]);
      if (piece !== undefined) add(name, piece.start, piece.end);
    }
  }
  return { ok: false, parts, fields: {}, problems };
}
