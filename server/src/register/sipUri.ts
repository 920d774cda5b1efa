/** Reads SIP addresses as pjsip does, for the options of pjsip.conf that hold one. Knows no option. */
import type { Span } from '../text/span.ts';

/** `name` or `name=value` behind a semicolon. */
export interface UriParameter {
  readonly name: string;
  readonly value?: string;
  readonly span: Span;
}

/** Why pjsip does not take a text as an address. */
export interface UriProblem {
  /** `not-sip`: it does not begin with `sip:` or `sips:`. `invalid`: it does, but the rest cannot be read. */
  readonly code: 'not-sip' | 'invalid';
  /** One plain sentence without a final dot. */
  readonly message: string;
  /** Stretch of the text concerned. */
  readonly span: Span;
}

/** An address in pieces; spans count from the start of the text. */
export interface SipUri {
  readonly ok: boolean;
  readonly scheme?: 'sip' | 'sips';
  readonly user?: string;
  readonly userSpan?: Span;
  /** Behind a colon in the user; possible, but no use to Asterisk. Never shown. */
  readonly passwordSpan?: Span;
  readonly host?: string;
  readonly hostSpan?: Span;
  /** Absent without a port, and for port 0, which counts as none. */
  readonly port?: number;
  readonly portSpan?: Span;
  readonly parameters: readonly UriParameter[];
  readonly problems: readonly UriProblem[];
}

const USER = /^[\w.!~*'()%&=+$,;?/-]+/;
const PASSWORD = /^[\w.!~*'()%&=+$,-]*/;
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)/i;
const PARAMETER = /^;([\w.!~*'()%[\]/:&+$-]+)(?:=("[^"]*"|[\w.!~*'()%[\]/:&+$-]*))?/;
const HEADERS = /^\?[^\s<>"]*/;

/**
 * Reads `sip:user@host:port;parameter=value`, also in angle brackets. Quotes and display names are not possible here.
 * Never throws; what stands before the first odd character is in the result also where `ok` is false.
 * Source: pjproject pjsip/src/pjsip/sip_parser.c (int_parse_sip_url), compared with Asterisk 16 and 22.
 */
export function parseSipUri(text: string): SipUri {
  const open = text.startsWith('<') ? 1 : 0;
  const end = open === 1 && text.endsWith('>') ? text.length - 1 : text.length;
  const scheme = /^sips?(?=:)/i.exec(text.slice(open, end))?.[0];
  if (scheme === undefined) {
    const message = 'Expected an address that begins with "sip:" or "sips:"';
    const problem: UriProblem = { code: 'not-sip', message, span: { start: 0, end: text.length } };
    return { ok: false, parameters: [], problems: [problem] };
  }
  const reader = new Reader(text, open + scheme.length + 1, end);
  const account = text.slice(reader.at, end).includes('@') ? readAccount(reader) : {};
  const address = reader.failed ? {} : readAddress(reader);
  const parameters = reader.failed ? [] : readParameters(reader);
  if (!reader.failed) reader.take(HEADERS);
  if (!reader.failed && open === 1 && end === text.length) {
    reader.fail('Missing ">" at the end of the address');
  }
  if (!reader.failed && reader.at < end) reader.fail('Unexpected character in the address');
  return {
    ok: reader.problems.length === 0,
    scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    ...account,
    ...address,
    parameters,
    problems: reader.problems,
  };
}

/** A place in the text that moves on, and the first thing found wrong. */
class Reader {
  at: number;
  readonly problems: UriProblem[] = [];
  readonly #text: string;
  readonly #end: number;

  constructor(text: string, at: number, end: number) {
    this.#text = text;
    this.at = at;
    this.#end = end;
  }

  get failed(): boolean {
    return this.problems.length > 0;
  }

  /** What matches here, which is then behind us; `undefined` when nothing does. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#text.slice(this.at, this.#end));
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }

  fail(message: string): void {
    const start = Math.min(this.at, this.#end);
    const end = Math.min(start + 1, this.#text.length);
    this.problems.push({ code: 'invalid', message, span: { start, end } });
  }
}

function readAccount(reader: Reader): Pick<SipUri, 'user' | 'userSpan' | 'passwordSpan'> {
  const start = reader.at;
  const user = reader.take(USER)?.[0];
  if (user === undefined) {
    reader.fail('Expected a user name in the address');
    return {};
  }
  const result = { user, userSpan: { start, end: reader.at } };
  const passwordStart = reader.at + 1;
  const hasPassword = reader.take(/^:/) !== undefined;
  if (hasPassword) reader.take(PASSWORD);
  const passwordSpan = { start: passwordStart, end: reader.at };
  if (reader.take(/^@/) === undefined) reader.fail('Unexpected character in the user of the address');
  return hasPassword ? { ...result, passwordSpan } : result;
}

function readAddress(reader: Reader): Pick<SipUri, 'host' | 'hostSpan' | 'port' | 'portSpan'> {
  const start = reader.at;
  const host = reader.take(HOST)?.[0];
  if (host === undefined) {
    reader.fail('Expected a host name or address, with IPv6 in square brackets');
    return {};
  }
  const result = { host, hostSpan: { start, end: reader.at } };
  if (reader.take(/^:/) === undefined) return result;
  const portStart = reader.at;
  const digits = reader.take(/^\d+/)?.[0];
  const port = Number(digits);
  if (digits === undefined || port > 65535) {
    reader.at = portStart;
    reader.fail('Expected a port from 1 to 65535');
    return result;
  }
  const portSpan = { start: portStart, end: reader.at };
  return port === 0 ? { ...result, portSpan } : { ...result, port, portSpan };
}

function readParameters(reader: Reader): readonly UriParameter[] {
  const parameters: UriParameter[] = [];
  for (;;) {
    const start = reader.at + 1;
    const match = reader.take(PARAMETER);
    const name = match?.[1];
    if (match === undefined || name === undefined) return parameters;
    const span = { start, end: reader.at };
    parameters.push(match[2] === undefined ? { name, span } : { name, value: match[2], span });
  }
}
