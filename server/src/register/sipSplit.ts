/** Finds places where chan_sip divides a register string otherwise than its writer most likely meant. */
import type { Span } from '../text/span.ts';
import type { RegisterPartName, RegisterProblem } from './shape.ts';

/** Raw pieces of a string that chan_sip accepts, blanks and quotes still inside. */
export type SipPieces = Partial<Record<Exclude<RegisterPartName, 'key'> | 'transportWritten', Span>>;

/**
 * The stretch that looks like the secret to a reader: from the first `:` behind peer and transport to the last `@`
 * (at `end`). `undefined` when there is no such colon.
 */
export function apparentSecret(text: string, end: number): Span | undefined {
  const head = /^(?:[^?:/"@]*\?)?(?:[A-Z]+:\/\/)?/i.exec(text.slice(0, end))?.[0] ?? '';
  const colon = text.indexOf(':', head.length);
  if (colon < 0 || colon >= end) return undefined;
  return { start: colon + 1, end };
}

/**
 * What is odd about how `text` was divided. `at` is the place of the last `@`. At most one problem for each kind of
 * mark; texts that have a sensible reading, such as `user:secret:authuser`, give none.
 */
export function sipSplitProblems(text: string, at: number, pieces: SipPieces): readonly RegisterProblem[] {
  return [
    ...peerProblems(text, at, pieces),
    ...transportProblems(text, at, pieces),
    ...colonProblems(text, pieces),
    ...unpairedProblems(text, at, pieces),
    ...backslashProblems(text, at),
  ];
}

const ADVICE = 'put the secret in double quotes or choose another one';

/** Parts that hold text from before the last `@` and so possibly a piece of a secret cut in two. */
const LOGIN_PARTS: readonly RegisterPartName[] = [
  'peer',
  'transport',
  'user',
  'domain',
  'domainport',
  'authuser',
];

function split(message: string, start: number, length = 1): RegisterProblem {
  const span = { start, end: start + length };
  return { code: 'split', message, part: 'secret', span, tainted: LOGIN_PARTS };
}

function peerProblems(text: string, at: number, pieces: SipPieces): readonly RegisterProblem[] {
  if (text[at - 1] === '?' && pieces.peer === undefined) {
    return [split(`Asterisk drops the "?" in front of "@"; ${ADVICE}`, at - 1)];
  }
  if (pieces.peer === undefined) return [];
  const peer = text.slice(pieces.peer.start, pieces.peer.end);
  // A quoted peer is meant to be one; the name of a peer holds none of these otherwise.
  if (peer.startsWith('"') || !/[:@/]/.test(peer)) return [];
  const message = `Asterisk cuts at "?": it takes what stands before it as the name of a peer and what follows as the user; ${ADVICE}`;
  return [split(message, pieces.peer.end)];
}

function transportProblems(text: string, at: number, pieces: SipPieces): readonly RegisterProblem[] {
  const transport = pieces.transportWritten;
  if (transport === undefined) {
    const hasSlash = text[at - 1] === '/';
    return hasSlash ? [split(`Asterisk drops the "/" in front of "@"; ${ADVICE}`, at - 1)] : [];
  }
  const written = text.slice(transport.start, transport.end);
  if (written === '' || /^[A-Z]*\d?\s*:$/i.test(written)) return [];
  if (/^[A-Z]+$/i.test(written)) return [];
  const message = `Asterisk cuts at "//": it takes what stands before it as the transport and what follows as the user; ${ADVICE}`;
  return [split(message, transport.end, 2)];
}

/** What a login name is made of; other characters in it suggest a piece of a secret. */
const LOGIN_NAME = /^[\p{L}\p{N}._+@~*# =-]*$/u;

function colonProblems(text: string, pieces: SipPieces): readonly RegisterProblem[] {
  const { authuser, domainport, secret } = pieces;
  if (authuser === undefined || secret === undefined) return [];
  const isBadPort = domainport !== undefined && !isPort(text.slice(domainport.start, domainport.end));
  const name = text.slice(authuser.start, authuser.end).trim();
  const isBadName = !LOGIN_NAME.test(name) && !/^"[^"]*"$/.test(name);
  if (!isBadPort && !isBadName) return [];
  const message = isBadPort
    ? `Asterisk cuts at ":": with three of them it takes the text between the second and the third as the secret and the rest as the login name; ${ADVICE}`
    : `Asterisk cuts at ":": it takes what follows the second one as the login name, not as part of the secret; ${ADVICE}`;
  return [split(message, isBadPort ? domainport.end : secret.end)];
}

function isPort(text: string): boolean {
  return /^\s*\+?0*[1-9]\d{0,4}\s*$/.test(text) && Number(text) <= 65535;
}

/** An opening mark without partner keeps chan_sip from dividing what follows it. */
function unpairedProblems(text: string, at: number, pieces: SipPieces): readonly RegisterProblem[] {
  const problems: RegisterProblem[] = [];
  const look = (piece: Span | undefined, marks: RegExp, isLogin: boolean): void => {
    if (piece === undefined) return;
    const open = unpaired(text.slice(piece.start, piece.end));
    if (open === undefined || !marks.test(text.slice(piece.start + open, piece.end))) return;
    const start = piece.start + open;
    const what = text[start] ?? '';
    const message = `The ${what} has no partner, so Asterisk does not divide the text behind it`;
    problems.push(
      isLogin
        ? split(`${message}; ${ADVICE}`, start)
        : { code: 'split', message, part: 'host', span: { start, end: start + 1 } },
    );
  };
  const { user, domain, secret, authuser, host, port, callback } = pieces;
  for (const piece of [user, domain]) look(piece, /[:/?@]/, true);
  look(secret, /[:/?]/, true);
  look(authuser, /[/?]/, true);
  for (const piece of [host, port]) look(piece, /[~/:]/, false);
  look(callback, /~/, false);
  return problems.filter((problem) => problem.part === 'host' || (problem.span?.start ?? 0) < at);
}

/** Place of the first `"`, `(` or `[` that stays open, as chan_sip counts them; `undefined` when all are closed. */
function unpaired(text: string): number | undefined {
  const open: Record<'"' | '(' | '[', number[]> = { '"': [], '(': [], '[': [] };
  for (let i = 0; i < text.length; i++) {
    const mark = text[i];
    if (mark === '\\') i++;
    else if (mark === '"') {
      if (open['"'].pop() === undefined) open['"'].push(i);
    } else if (mark === '(' || mark === '[') open[mark].push(i);
    else if (mark === ')') open['('].pop();
    else if (mark === ']') open['['].pop();
  }
  const places = [...open['"'], ...open['('], ...open['[']];
  return places.length === 0 ? undefined : Math.min(...places);
}

/** A backslash keeps chan_sip from dividing but stays in the text; before the last `@` it even reaches into the host. */
function backslashProblems(text: string, at: number): readonly RegisterProblem[] {
  const match = /(?<!\\)\\+(?=[:/?@])/.exec(text.slice(0, at + 1));
  // Two backslashes protect each other.
  if (match === null || match[0].length % 2 === 0) return [];
  const message = `The backslash protects the character behind it but stays part of the text; ${ADVICE}`;
  return [split(message, match.index + match[0].length - 1)];
}
