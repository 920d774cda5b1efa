/**
 * Shell patterns of `#include`, as the C library's glob reads them: `*`, `?`, `[...]`, braces and `\` before a character
 * that stands for itself. Works on decoded paths with `/` between the parts; touches no disk.
 */

/** A pattern without braces, part by part. A text is a name that stands for itself. */
export type GlobPart = string | GlobName;

/** A part with wildcards in it. */
export interface GlobName {
  readonly tokens: readonly Token[];
}

type Token =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'many' }
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly items: readonly ClassItem[] };

type ClassItem =
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly kind: 'named'; readonly has: (code: number) => boolean };

/** More alternatives than this are not tried: sixteen nested pairs of braces would name 65,536 files. */
const mostAlternatives = 1024;

/** Whether the C library would search for `pattern` instead of opening the file of that name. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/**
 * The patterns that the braces of `pattern` stand for, in their order; the pattern itself when it has none.
 * Braces without their partner stand for themselves. At most 1024.
 */
export function expandBraces(pattern: string): readonly string[] {
  const done: string[] = [];
  const waiting = [pattern];
  for (let next = waiting.pop(); next !== undefined && done.length < mostAlternatives; next = waiting.pop()) {
    const group = firstGroup(next);
    if (group === undefined) done.push(next);
    else {
      const { start, end, choices } = group;
      const rest = next;
      waiting.push(...choices.map((choice) => rest.slice(0, start) + choice + rest.slice(end)).reverse());
    }
  }
  return done;
}

/** The parts of a path pattern between its slashes. Braces count as plain characters: expand them before. */
export function globParts(pattern: string): readonly GlobPart[] {
  return pattern.split('/').map((part) => (/[*?[]/.test(part) ? { tokens: tokenise(part) } : unescape(part)));
}

/** Whether a file name fits one part. A dot in front must be written in the pattern, never matched by a wildcard. */
export function matchesName(part: GlobPart, name: string): boolean {
  if (typeof part === 'string') return part === name;
  const codes = Array.from(name, codeOf);
  const first = part.tokens[0];
  if (codes[0] === dot && (first?.kind !== 'char' || first.code !== dot)) return false;
  return matchesTokens(part.tokens, codes);
}

/** Whether `path` is one of the paths that `pattern`, braces included, stands for. */
export function matchesGlob(pattern: string, path: string): boolean {
  const names = path.split('/');
  return expandBraces(pattern).some((alternative) => {
    const parts = globParts(alternative);
    return parts.length === names.length && parts.every((part, i) => matchesName(part, names[i] ?? ''));
  });
}

/** Order of two names by their bytes in UTF-8, which is the order of their code points. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    // Halves of a pair compare lower than U+E000 as numbers although the whole character is higher.
    return weight(a.charCodeAt(i)) - weight(b.charCodeAt(i));
  }
  return a.length - b.length;
}

const dot = 46;
const backslash = '\\';

function weight(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function unescape(part: string): string {
  return part.replace(/\\(.)/gsu, '$1');
}

/** The first pair of braces that belong together, and what stands between its commas. */
function firstGroup(
  pattern: string,
): { readonly start: number; readonly end: number; readonly choices: string[] } | undefined {
  for (let start = 0; start < pattern.length; start++) {
    const character = pattern[start];
    if (character === backslash) start++;
    else if (character === '[') start = endOfClass(pattern, start) - 1;
    // An empty pair of braces stands for itself, as find's `{}` needs.
    else if (character === '{' && pattern[start + 1] !== '}') {
      const choices = choicesFrom(pattern, start + 1);
      if (choices === undefined) return undefined;
      return { start, ...choices };
    }
  }
  return undefined;
}

function choicesFrom(
  pattern: string,
  from: number,
): { readonly end: number; readonly choices: string[] } | undefined {
  const choices: string[] = [];
  let depth = 0;
  let last = from;
  for (let at = from; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === backslash) at++;
    else if (character === '[') at = endOfClass(pattern, at) - 1;
    else if (character === '{') depth++;
    else if (character === ',' && depth === 0) {
      choices.push(pattern.slice(last, at));
      last = at + 1;
    } else if (character === '}' && depth-- === 0) {
      choices.push(pattern.slice(last, at));
      return { end: at + 1, choices };
    }
  }
  return undefined;
}

/** Place after the `]` of the class that opens at `start`, or after its `[` where it never closes. */
function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '!' || pattern[at] === '^') at++;
  // A bracket in first place is a member, not the end.
  if (pattern[at] === ']') at++;
  for (; at < pattern.length && pattern[at] !== '/'; at++) {
    if (pattern[at] === backslash) at++;
    else if (pattern.startsWith('[:', at)) {
      const close = pattern.indexOf(':]', at + 2);
      if (close !== -1) at = close + 1;
    } else if (pattern[at] === ']') return at + 1;
  }
  return start + 1;
}

function tokenise(part: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < part.length; at++) {
    const character = part[at];
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'many') tokens.push({ kind: 'many' });
    } else if (character === '?') tokens.push({ kind: 'any' });
    else if (character === '[' && endOfClass(part, at) > at + 1) {
      const end = endOfClass(part, at);
      tokens.push(classToken(part.slice(at + 1, end - 1)));
      at = end - 1;
    } else {
      if (character === backslash && at + 1 < part.length) at++;
      const code = part.codePointAt(at) ?? 0;
      tokens.push({ kind: 'char', code });
      if (code > 0xffff) at++;
    }
  }
  return tokens;
}

function classToken(body: string): Token {
  const isNegated = body.startsWith('!') || body.startsWith('^');
  const items: ClassItem[] = [];
  let rest = isNegated ? body.slice(1) : body;
  while (rest !== '') {
    const named = /^\[:([a-z]+):\]/.exec(rest);
    const has = named?.[1] === undefined ? undefined : namedClasses.get(named[1]);
    if (named !== null && has !== undefined) {
      items.push({ kind: 'named', has });
      rest = rest.slice(named[0].length);
      continue;
    }
    const first = takeMember(rest);
    const isRange = first.rest.startsWith('-') && first.rest.length > 1;
    const last = isRange ? takeMember(first.rest.slice(1)) : first;
    items.push({ kind: 'range', first: first.code, last: last.code });
    rest = last.rest;
  }
  return { kind: 'class', isNegated, items };
}

function takeMember(text: string): { readonly code: number; readonly rest: string } {
  const from = text.startsWith(backslash) && text.length > 1 ? 1 : 0;
  const code = text.codePointAt(from) ?? 0;
  return { code, rest: text.slice(from + (code > 0xffff ? 2 : 1)) };
}

const within = (first: string, last: string) => (code: number) =>
  code >= codeOf(first) && code <= codeOf(last);
const isDigit = within('0', '9');
const isUpper = within('A', 'Z');
const isLower = within('a', 'z');
const isLetter = (code: number): boolean => isUpper(code) || isLower(code);
const isGraphic = within('!', '~');

const namedClasses: ReadonlyMap<string, (code: number) => boolean> = new Map([
  ['digit', isDigit],
  ['upper', isUpper],
  ['lower', isLower],
  ['alpha', isLetter],
  ['alnum', (code: number) => isLetter(code) || isDigit(code)],
  ['xdigit', (code: number) => isDigit(code) || within('a', 'f')(code) || within('A', 'F')(code)],
  ['blank', (code: number) => code === 32 || code === 9],
  ['space', (code: number) => code === 32 || (code >= 9 && code <= 13)],
  ['punct', (code: number) => isGraphic(code) && !isLetter(code) && !isDigit(code)],
  ['graph', isGraphic],
  ['print', within(' ', '~')],
  ['cntrl', (code: number) => code < 32 || code === 127],
]);

function matchesToken(token: Token, code: number): boolean {
  if (token.kind === 'char') return token.code === code;
  if (token.kind !== 'class') return true;
  const isMember = token.items.some((item) =>
    item.kind === 'named' ? item.has(code) : item.first <= code && code <= item.last,
  );
  return isMember !== token.isNegated;
}

/** Goes back to the last `*` only, so the work is at most the product of the two lengths. */
function matchesTokens(tokens: readonly Token[], codes: readonly number[]): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let starAt = 0;
  while (at < codes.length) {
    const token = tokens[next];
    if (token?.kind === 'many') {
      star = next++;
      starAt = at;
    } else if (token !== undefined && matchesToken(token, codes[at] ?? 0)) {
      next++;
      at++;
    } else if (star !== -1) {
      next = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[next]?.kind === 'many') next++;
  return next === tokens.length;
}
