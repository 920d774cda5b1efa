/** Reads register strings of iax.conf exactly as chan_iax2 does, mistakes included. Knows no file and no section. */
import { utf8Length, utf8Prefix } from '../text/ascii.ts';
import type { Span } from '../text/span.ts';
import { readNumber } from './cText.ts';
import type {
  RegisterPart,
  RegisterParser,
  RegisterPartName,
  RegisterProblem,
  RegisterString,
} from './shape.ts';

const VALUE_LIMIT = 255;

/** Bytes of a user name or a secret that chan_iax2 keeps. */
export const IAX_NAME_LIMIT = 79;

const STANDARD_PORT = 4569;

/**
 * Reads `user[:secret]@host[:port]`.
 *
 * `value` is what Asterisk reads from the line, after comments went; spans count from its start. Nothing is trimmed or
 * unquoted, and further `@` and `:` end the text. A secret that begins with `[` names an RSA key: then there is a part
 * `key` and no `secret`. Never throws. The context does not matter, since chan_iax2 has no expiry in the line.
 * Source: Asterisk channels/chan_iax2.c, iax2_register, iax2_append_register and authenticate_reply.
 */
export const parseIaxRegister: RegisterParser = (value) => {
  const whole = value.split('\0', 1)[0] ?? '';
  const text = whole.slice(0, utf8Prefix(whole, VALUE_LIMIT));
  const [login, address, ...ignored] = splitAll(text, { start: 0, end: text.length }, '@');
  const cut = truncation(whole, text);
  if (login === undefined || address === undefined) return rejected(text, [...cut, formatProblem(text)]);
  const [user, secret, ...moreLogin] = splitAll(text, login, ':');
  const [host, port, ...moreAddress] = splitAll(text, address, ':');
  const splits = [
    ...splitProblems(text, secret, moreLogin, ignored),
    ...addressProblems(text, host, moreAddress),
  ];
  const parts = makeParts(text, { user, secret, host, port });
  const number = readIaxPort(text, port);
  const isCut = splits.some((problem) => problem.part === 'secret');
  const apparent = isCut ? { apparentSecret: apparentSecret(text, login) } : {};
  const isHostMissing = host === undefined || host.start === host.end;
  if (number.used === undefined || isHostMissing) {
    const missing = isHostMissing ? [hostProblem(address)] : [];
    // More colons than one in the address are an IPv6 address nearly always; the port is not what is wrong then.
    const refusals = moreAddress.length > 0 ? [tooManyColons(address)] : number.problems;
    const problems = [...cut, ...refusals, ...missing, ...splits.filter(({ part }) => part === 'secret')];
    return { ok: false, parts, fields: {}, problems, ...apparent };
  }
  const written = (name: RegisterPartName): string | undefined =>
    parts.find((part) => part.name === name)?.value;
  const named = { secret: written('secret'), key: written('key') };
  const present = Object.entries(named).filter(([, part]) => part !== undefined && part !== '');
  const fields = {
    user: written('user') ?? '',
    ...Object.fromEntries(present),
    host: written('host') ?? '',
    port: number.used,
  };
  const problems = [...cut, ...number.problems, ...nameProblems(text, user, secret), ...splits];
  return { ok: true, parts, fields, problems, ...apparent };
};

function splitAll(text: string, piece: Span, mark: string): readonly Span[] {
  const pieces: Span[] = [];
  let start = piece.start;
  for (;;) {
    const found = text.indexOf(mark, start);
    const end = found < 0 || found >= piece.end ? piece.end : found;
    pieces.push({ start, end });
    if (end === piece.end) return pieces;
    start = end + 1;
  }
}

interface IaxPieces {
  readonly user: Span | undefined;
  readonly secret: Span | undefined;
  readonly host: Span | undefined;
  readonly port: Span | undefined;
}

function makeParts(text: string, pieces: IaxPieces): readonly RegisterPart[] {
  const parts: RegisterPart[] = [];
  const { user, secret, host, port } = pieces;
  const add = (name: RegisterPartName, span: Span, length = span.end - span.start): void => {
    parts.push({ name, span, value: text.slice(span.start, span.start + length) });
  };
  const keep = (span: Span): number => utf8Prefix(text.slice(span.start, span.end), IAX_NAME_LIMIT);
  if (user !== undefined) add('user', user, keep(user));
  if (secret !== undefined) {
    if (text[secret.start] === '[' && secret.start < secret.end) {
      // The bracket and, whatever it is, the last character go.
      const start = secret.start + 1;
      const end = Math.max(start, secret.start + keep(secret) - 1);
      add('key', { start, end });
    } else add('secret', secret, keep(secret));
  }
  if (host !== undefined) add('host', host);
  if (port !== undefined) add('port', port);
  return parts;
}

/** `used` is absent where chan_iax2 refuses the line. */
function readIaxPort(
  text: string,
  piece: Span | undefined,
): { used: number | undefined; problems: readonly RegisterProblem[] } {
  if (piece === undefined) return { used: STANDARD_PORT, problems: [] };
  const written = text.slice(piece.start, piece.end);
  const number = readNumber(written);
  const where = { part: 'port' as const, span: piece };
  if (number === undefined || number.value === 0) {
    const message = 'Expected a port from 1 to 65535, Asterisk skips the line';
    return { used: undefined, problems: [{ code: 'invalid-port', message, ...where }] };
  }
  // Read a second time from five characters only, then kept in 16 bits.
  const blanks = /^[\t\n\v\f\r ]*/.exec(written)?.[0].length ?? 0;
  const five = readNumber(written.slice(blanks, blanks + 5))?.value ?? 0;
  const used = ((five % 65536) + 65536) % 65536;
  if (number.isWrapped || used !== number.value) {
    const message = `Expected a port from 1 to 65535, Asterisk uses ${used} instead`;
    return { used, problems: [{ code: 'wrapped-port', message, ...where, used }] };
  }
  if (/[^\p{Cc} ]/u.test(number.rest)) {
    const message = `Expected only digits in the port, Asterisk stops at the first other character and uses ${used}`;
    return { used, problems: [{ code: 'text-number', message, ...where, used }] };
  }
  return { used, problems: [] };
}

const ADVICE = 'quoting does not help here, choose a secret without it';

function splitProblems(
  text: string,
  secret: Span | undefined,
  moreLogin: readonly Span[],
  ignored: readonly Span[],
): readonly RegisterProblem[] {
  const problems: RegisterProblem[] = [];
  const [extra] = moreLogin;
  if (extra !== undefined) {
    const message = `Asterisk cuts at ":": it takes only what stands before the second one as the secret and ignores the rest; ${ADVICE}`;
    problems.push(split(message, extra.start - 1, ['user']));
  }
  const [afterHost] = ignored;
  if (afterHost !== undefined) {
    const first = text.indexOf('@');
    const message = `Asterisk cuts at the first "@": it takes what follows it as the host and ignores everything behind the next "@"; ${ADVICE}`;
    problems.push(split(message, first, ['user', 'host', 'port']));
  }
  if (secret !== undefined && text[secret.start] === '[' && text[secret.end - 1] !== ']') {
    const message =
      'Asterisk takes a secret that begins with "[" as the name of a key file and drops its last character; choose another secret';
    problems.push(split(message, secret.start, ['key']));
  }
  return problems;
}

function split(message: string, start: number, tainted: readonly RegisterPartName[]): RegisterProblem {
  return { code: 'split', message, part: 'secret', span: { start, end: start + 1 }, tainted };
}

/** Things of sip.conf that chan_iax2 does not know and takes as part of the host name. */
function addressProblems(
  text: string,
  host: Span | undefined,
  moreAddress: readonly Span[],
): readonly RegisterProblem[] {
  if (host === undefined) return [];
  const odd = text.slice(host.start, host.end).search(/[/~]/);
  if (odd >= 0) {
    const start = host.start + odd;
    const what = text[start] === '/' ? 'extension behind "/"' : 'time behind "~"';
    const message = `Unknown ${what}: iax.conf has none, Asterisk takes it as part of the host name and never registers`;
    return [{ code: 'no-host', message, part: 'host', span: { start, end: host.end } }];
  }
  const [extra] = moreAddress;
  if (extra === undefined) return [];
  const message =
    'Unexpected ":" behind the port, Asterisk ignores what follows; IPv6 addresses are not possible here';
  return [{ code: 'split', message, part: 'host', span: { start: extra.start - 1, end: extra.end } }];
}

function tooManyColons(address: Span): RegisterProblem {
  const message =
    'Unexpected ":" in the address, Asterisk skips the line; IPv6 addresses are not possible here';
  return { code: 'invalid-port', message, part: 'port', span: address };
}

function nameProblems(
  text: string,
  user: Span | undefined,
  secret: Span | undefined,
): readonly RegisterProblem[] {
  const problems: RegisterProblem[] = [];
  const look = (part: 'user' | 'secret', piece: Span | undefined): void => {
    if (piece === undefined) return;
    const length = utf8Prefix(text.slice(piece.start, piece.end), IAX_NAME_LIMIT);
    const start = piece.start + length;
    if (start === piece.end) return;
    const message = `Asterisk keeps only the first ${IAX_NAME_LIMIT} bytes of the ${part} and drops the rest`;
    problems.push({ code: 'truncated', message, part, span: { start, end: piece.end } });
  };
  look('user', user);
  look('secret', secret);
  return problems;
}

function hostProblem(address: Span): RegisterProblem {
  const message = 'Missing host after "@", Asterisk skips the line';
  const span = { start: address.start - 1, end: address.start };
  return { code: 'no-host', message, part: 'host', span };
}

function truncation(whole: string, text: string): readonly RegisterProblem[] {
  if (whole.length === text.length) return [];
  const message = `Asterisk reads only the first ${VALUE_LIMIT} bytes of a register line, this one has ${utf8Length(whole)}`;
  return [{ code: 'truncated', message, span: { start: text.length, end: whole.length } }];
}

function formatProblem(text: string): RegisterProblem {
  const message = 'Missing "@host", expected user:secret@host';
  return { code: 'format', message, span: { start: 0, end: text.length } };
}

/** From the first `:` to the last `@` that still belongs together in a reader's eye. */
function apparentSecret(text: string, login: Span): Span {
  const colon = text.indexOf(':');
  const start = colon < 0 || colon >= login.end ? login.end : colon + 1;
  return { start, end: Math.max(start, text.lastIndexOf('@')) };
}

function rejected(text: string, problems: readonly RegisterProblem[]): RegisterString {
  const colon = text.indexOf(':');
  const userEnd = colon < 0 ? text.length : colon;
  const parts: RegisterPart[] = [];
  if (userEnd > 0) {
    parts.push({ name: 'user', span: { start: 0, end: userEnd }, value: text.slice(0, userEnd) });
  }
  if (colon >= 0 && colon + 1 < text.length) {
    parts.push({
      name: 'secret',
      span: { start: colon + 1, end: text.length },
      value: text.slice(colon + 1),
    });
  }
  return { ok: false, parts, fields: {}, problems };
}
