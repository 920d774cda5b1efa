/** How a pattern is best written. Knows one extension at a time. */
import { setOf } from './pattern.ts';

/** What could be better about an extension. */
export interface PatternRemark {
  readonly kind: 'no-prefix' | 'prefix' | 'takes-all' | 'behind-end' | 'small-letter' | 'set';
  /** The whole extension written better. */
  readonly better?: string;
  /** The letter in question. */
  readonly letter?: string;
}

/** The first remark about the extension; `undefined` where it is fine as it is. */
export function patternRemark(text: string): PatternRemark | undefined {
  if (!text.startsWith('_')) {
    // Names such as `NZ` are left alone; phone numbers written with wildcards are not.
    const isLikePattern = /^\+?[\dXZN.[\]-]+!?$/.test(text) && /XX|\d[XZN]|[XZN]\d|[XZN]\./.test(text);
    return isLikePattern ? { kind: 'no-prefix', better: `_${text}` } : undefined;
  }
  const body = text.slice(1);
  if (body === '.' || body === '!') return { kind: 'takes-all', better: `_X${body}` };
  const bare = withoutSets(body);
  if (bare === undefined) return undefined;
  const end = bare.search(/[.!]/);
  if (end >= 0 && end < bare.length - 1) return { kind: 'behind-end' };
  if (!/[XxZzNn.![]/.test(body)) return { kind: 'prefix', better: body };
  const letter = /[xzn]/.exec(bare)?.[0];
  const isNumber = /^[\dXxZzNn.!+*#-]*$/.test(bare);
  const better = `_${canonical(body)}`;
  if (letter !== undefined) return { kind: 'small-letter', letter, ...(isNumber ? { better } : {}) };
  return better === text ? undefined : { kind: 'set', better };
}

/** What stands outside of brackets; `undefined` where one is not closed. */
function withoutSets(body: string): string | undefined {
  let result = '';
  for (let at = 0; at < body.length; at++) {
    if (body[at] !== '[') result += body[at] ?? '';
    else {
      at = body.indexOf(']', at);
      if (at < 0) return undefined;
    }
  }
  return result;
}

/** Wildcards in capital letters, and in place of the sets they stand for. */
function canonical(body: string): string {
  let result = '';
  for (let at = 0; at < body.length; at++) {
    const character = body[at] ?? '';
    if (character !== '[') {
      result += 'xzn'.includes(character) ? character.toUpperCase() : character;
      continue;
    }
    const close = body.indexOf(']', at);
    if (close < 0) return result + body.slice(at);
    result += shorter(body.slice(at, close + 1));
    at = close;
  }
  return result;
}

function shorter(set: string): string {
  const characters = setOf(set.slice(1, -1));
  if (characters === '0123456789') return 'X';
  if (characters === '123456789') return 'Z';
  if (characters === '23456789') return 'N';
  // `[n]` keeps a letter from being a wildcard.
  return /^[\d+*#]$/.test(characters) ? characters : set;
}
