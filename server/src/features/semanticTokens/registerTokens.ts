/** Colours a register string by what its driver takes from it, and not by where a reader would divide it. */
import type {
  RegisterPart,
  RegisterPartName,
  RegisterProblem,
  RegisterString,
} from '../../register/shape.ts';
import type { Span } from '../../text/span.ts';
import type { Token, TokenType } from './legend.ts';

const TYPES: Readonly<Record<RegisterPartName, TokenType>> = {
  transport: 'transport',
  peer: 'class',
  user: 'parameter',
  domain: 'host',
  domainport: 'number',
  secret: 'secret',
  authuser: 'parameter',
  host: 'host',
  port: 'number',
  callback: 'function',
  expiry: 'number',
  key: 'class',
};

/**
 * Tokens in the order of the text, counted from its start. Marks between parts are `operator`, text the driver drops is
 * `ignored`; of a string it refuses, everything but the secret is.
 */
export function registerTokens(value: string, parsed: RegisterString): readonly Token[] {
  if (!parsed.ok) return refused(value, parsed);
  const tokens: Token[] = [];
  let end = 0;
  for (const part of parsed.parts) {
    const { span } = part;
    tokens.push(...between(value, { start: end, end: span.start }));
    if (span.end > span.start) tokens.push(...partTokens(part, parsed));
    end = Math.max(end, span.end);
  }
  tokens.push(...between(value, { start: end, end: value.length }));
  return tokens;
}

/** Of a number with text in it the driver reads the digits; what it replaces by a default it does not use. */
function partTokens({ name, span, value }: RegisterPart, { problems }: RegisterString): readonly Token[] {
  const type = TYPES[name];
  const codes = problems.filter(({ part }) => part === name).map(({ code }) => code);
  if (codes.some((code) => UNUSED.has(code))) return [{ ...span, type: 'ignored' }];
  if (!codes.includes('text-number')) return [{ ...span, type }];
  const middle = span.start + (/^\s*[+-]?\d+/.exec(value)?.[0].length ?? 0);
  const pieces: readonly Token[] = [
    { start: span.start, end: middle, type },
    { start: middle, end: span.end, type: 'ignored' },
  ];
  return pieces.filter(({ start, end }) => end > start);
}

const UNUSED: ReadonlySet<RegisterProblem['code']> = new Set([
  'invalid-port',
  'invalid-domain-port',
  'invalid-transport',
]);

function refused(value: string, { parts, apparentSecret }: RegisterString): readonly Token[] {
  const secret = apparentSecret ?? parts.find(({ name }) => name === 'secret')?.span;
  if (secret === undefined || secret.end <= secret.start) {
    return value === '' ? [] : [{ start: 0, end: value.length, type: 'ignored' }];
  }
  const around: readonly Token[] = [
    { start: 0, end: secret.start, type: 'ignored' },
    { ...secret, type: 'secret' },
    { start: secret.end, end: value.length, type: 'ignored' },
  ];
  return around.filter(({ start, end }) => end > start);
}

/** Marks, quotes and blanks, or else text that no part took. */
function between(value: string, { start, end }: Span): readonly Token[] {
  const text = value.slice(start, end);
  if (text.trim() === '') return [];
  const marks = [...text.matchAll(/[:@/?~]+/g)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    type: 'operator' as const,
  }));
  if (/^[\s":@/?~[\]]*$/.test(text)) return marks;
  // The mark in front of the next part still divides; what stands before it is dropped.
  const last = marks.at(-1);
  const isAtEnd = last !== undefined && end < value.length && value.slice(last.end, end).trim() === '';
  const dropped: Token = { start, end: isAtEnd ? last.start : end, type: 'ignored' };
  return isAtEnd ? [dropped, last] : [dropped];
}
