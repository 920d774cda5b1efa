/**
 * Runs the files under `cases`. Under a line, a comment with carets marks characters and names their scopes:
 *
 *     secret = abc
 *     ;        ^^^ string.other.secret !comment
 *
 * Each marked character has every scope named and none of those behind a `!`; the first scope named does not reach
 * beyond the run, unless a `~` stands before it. A run that touches the `;` includes its column, `;<` is the first column alone. The comments with
 * carets are taken out before the text is coloured.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTokenizer } from './tokenize.ts';
import type { Token, Tokenize } from './tokenize.ts';

interface Mark {
  readonly fileLine: number;
  readonly sourceLine: number;
  readonly start: number;
  readonly end: number;
  readonly wanted: readonly string[];
  /** The first scope wanted ends where the run does. */
  readonly isWhole: boolean;
  readonly unwanted: readonly string[];
}

const folder = new URL('./cases/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.conf'));
let tokenize: Tokenize;

beforeAll(async () => {
  tokenize = await loadTokenizer();
});

describe.each(files)('%s', (file) => {
  const { source, marks } = readCases(readFileSync(new URL(file, folder), 'utf8'));

  it.each(marks)('line $fileLine, column $start', (mark) => {
    const tokens = tokenize(source.join('\n'))[mark.sourceLine] ?? [];
    const marked = range(mark.start, mark.end).map((column) => scopesAt(tokens, column));
    for (const scopes of marked) {
      for (const scope of mark.wanted) {
        expect(scopes).toSatisfy((all: string[]) => hasScope(all, scope), scope);
      }
      for (const scope of mark.unwanted) {
        expect(scopes).not.toSatisfy((all: string[]) => hasScope(all, scope));
      }
    }
    const first = mark.wanted[0];
    if (first === undefined || !mark.isWhole) return;
    expect(hasScope(scopesAt(tokens, mark.start - 1), first), 'the scope begins earlier').toBe(false);
    expect(hasScope(scopesAt(tokens, mark.end), first), 'the scope ends later').toBe(false);
  });
});

it('there are enough cases', () => {
  const all = files.flatMap((file) => readCases(readFileSync(new URL(file, folder), 'utf8')).marks);
  expect(all.length).toBeGreaterThanOrEqual(80);
});

function readCases(text: string): { readonly source: string[]; readonly marks: Mark[] } {
  const source: string[] = [];
  const marks: Mark[] = [];
  text.split('\n').forEach((line, index) => {
    const match = /^;( *)(?:(\^+)|<) (.+)$/.exec(line);
    if (match === null || source.length === 0) {
      source.push(line);
      return;
    }
    const [, blanks = '', carets, names = ''] = match;
    const start = blanks === '' ? 0 : 1 + blanks.length;
    const words = names.split(' ');
    marks.push({
      fileLine: index + 1,
      sourceLine: source.length - 1,
      start,
      end: carets === undefined ? 1 : 1 + blanks.length + carets.length,
      wanted: words.filter((word) => !word.startsWith('!')).map((word) => word.replace('~', '')),
      isWhole: !names.startsWith('~'),
      unwanted: words.filter((word) => word.startsWith('!')).map((word) => word.slice(1)),
    });
  });
  return { source, marks };
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

function scopesAt(tokens: readonly Token[], column: number): readonly string[] {
  return tokens.find((token) => token.start <= column && column < token.end)?.scopes ?? [];
}

/** `string.other` stands for `string.other.secret.asterisk-conf` too. */
function hasScope(scopes: readonly string[], wanted: string): boolean {
  return scopes.some((scope) => scope === wanted || scope.startsWith(`${wanted}.`));
}
