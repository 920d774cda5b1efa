/**
 * The filter of `[name](+filter)`: `name=value` patterns joined by `&`, all of which one variable each must fit.
 *
 * Source: Asterisk main/config.c, `category_get_sep` and `does_category_match`; compared with Asterisk 16.28 and 22.10.
 */
import { compilePosix } from '../text/posixRegex.ts';

interface Filtered {
  readonly isTemplate: boolean;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** Whether a section fits, and the patterns that are no regular expressions. */
export interface FilterMatch {
  readonly isMatch: boolean;
  readonly invalidPatterns: readonly string[];
}

/** Compares a section of the right name with the text after the `+`; an empty filter takes any that is no template. */
export function matchesFilter(filter: string, section: Filtered, version: 16 | 22): FilterMatch {
  if (filter === '') return { isMatch: !section.isTemplate, invalidPatterns: [] };
  const invalidPatterns: string[] = [];
  let templates: 'none' | 'include' | 'restrict' = 'none';
  let isMatch = true;
  const parts = splitOutsideQuotes(filter, '&');
  if (version === 16 && parts.length > 1 && parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    const sides = splitOutsideQuotes(part, '=', 2);
    const name = unquote(sides[0] ?? '');
    const value = sides[1] === undefined ? undefined : unquote(sides[1]);
    if (value === undefined || (version === 16 && value === '')) isMatch = false;
    else if (name === 'TEMPLATES') {
      if (/^include$/i.test(value)) templates = 'include';
      else if (/^restrict$/i.test(value)) templates = 'restrict';
      else isMatch = false;
    } else if (!fitsAny(name, value, section, invalidPatterns)) isMatch = false;
    if (!isMatch) break;
  }
  if (section.isTemplate ? templates === 'none' : templates === 'restrict') isMatch = false;
  return { isMatch, invalidPatterns };
}

/**
 * Whether no section can fit the text after the `+`, in whatever version: a part without `=`, a pattern that is no
 * regular expression, or a word behind `TEMPLATES=` that means nothing. An empty filter fits any section.
 */
export function isDeadFilter(filter: string): boolean {
  if (filter === '') return false;
  const parts = splitOutsideQuotes(filter, '&');
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.some((part) => {
    const [name, value] = splitOutsideQuotes(part, '=', 2).map(unquote);
    if (name === undefined || value === undefined) return true;
    if (name === 'TEMPLATES') return value !== '' && !/^(?:include|restrict)$/i.test(value);
    return compilePosix(name) === undefined || compilePosix(value) === undefined;
  });
}

function fitsAny(name: string, value: string, section: Filtered, invalidPatterns: string[]): boolean {
  const namePattern = compilePosix(name);
  const valuePattern = compilePosix(value);
  if (namePattern === undefined) invalidPatterns.push(name);
  else if (valuePattern === undefined) invalidPatterns.push(value);
  if (namePattern === undefined || valuePattern === undefined) return false;
  return section.variables.some((variable) => namePattern(variable.name) && valuePattern(variable.value));
}

/** Splits at `separator` where it stands outside `'` and `"`, into at most `limit` pieces. */
function splitOutsideQuotes(text: string, separator: string, limit = Infinity): string[] {
  const pieces: string[] = [];
  let quote = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === separator && pieces.length + 1 < limit) {
      pieces.push(text.slice(from, i));
      from = i + 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const first = trimmed[0];
  if (trimmed.length >= 2 && (first === '"' || first === "'") && trimmed.endsWith(first)) {
    return trimmed.slice(1, -1);
  }
  return trimmed;
}
