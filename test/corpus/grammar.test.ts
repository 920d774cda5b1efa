/** The grammar against real files, and against the lexer that reads lines as Asterisk does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { lexLine } from '../../server/src/syntax/lexLine.ts';
import type { Line } from '../../server/src/syntax/line.ts';
import { corpusPaths, measuredInputs, readCorpusFile } from '../support/corpusFiles.ts';
import { loadTokenizer } from '../grammar/tokenize.ts';
import type { Token, Tokenize } from '../grammar/tokenize.ts';

let tokenize: Tokenize;

beforeAll(async () => {
  tokenize = await loadTokenizer();
});

/** What the line is to the reader, in a word the grammar can be asked for. */
function kindOf(line: Line): string {
  if (line.kind === 'header') return line.isClosed ? 'meta.section' : 'invalid.illegal.section';
  if (line.kind === 'directive') {
    return line.directive === 'unknown' ? 'invalid.illegal.directive' : 'meta.directive';
  }
  if (line.kind === 'entry') return line.operator === 'none' ? 'nothing' : 'keyword.operator.assignment';
  return 'nothing';
}

const marks = [
  'meta.section',
  'invalid.illegal.section',
  'meta.directive',
  'invalid.illegal.directive',
  'keyword.operator.assignment',
];

function colourOf(tokens: readonly Token[]): string {
  const scopes = tokens.flatMap((token) => token.scopes);
  return marks.find((mark) => scopes.some((scope) => scope.startsWith(`${mark}.`))) ?? 'nothing';
}

/** Per character of the line, whether it is a comment. Blanks do not count. */
function commentsOf(line: Line, text: string): string {
  const out = Array.from({ length: text.length }, () => '.');
  for (const { start, end } of line.comments) out.fill('c', start, end);
  return out.join('').replace(/./g, (mark, index: number) => (/\s/.test(text.charAt(index)) ? ' ' : mark));
}

function greyOf(tokens: readonly Token[], text: string): string {
  const out = Array.from({ length: text.length }, () => '.');
  for (const token of tokens) {
    const isComment = token.scopes.some((scope) => /^comment\.(?!line\.ignored)/.test(scope));
    if (isComment) out.fill('c', token.start, token.end);
  }
  return out.join('').replace(/./g, (mark, index: number) => (/\s/.test(text.charAt(index)) ? ' ' : mark));
}

/** Lines where the colours say something else than the lexer does. */
function differences(text: string): string[] {
  const found: string[] = [];
  const coloured = tokenize(text);
  let depth = 0;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = lexLine(raw, depth);
    depth = line.depthAfter;
    const tokens = coloured[index] ?? [];
    if (tokens.at(-1)?.end !== raw.length) found.push(`${index + 1}: not all characters have a token`);
    // Lines of template tools look like options to the lexer.
    if (/^\s*(?:\{[%#{]|<%)/.test(raw)) return;
    if (kindOf(line) !== colourOf(tokens)) {
      found.push(`${index + 1}: ${kindOf(line)}, not ${colourOf(tokens)}`);
    }
    if (commentsOf(line, raw) !== greyOf(tokens, raw)) found.push(`${index + 1}: other comments`);
  });
  return found;
}

describe('grammar and lexer', () => {
  it.each([
    ['plain', '[a](!,b)\nc=d ; e\n#include x\n; f'],
    ['blocks', 'a=1\n;-- b=2\n[c] ;-- d\n--; e\n--; f=3\ng=4 ;-- h --; i'],
    ['escapes', 'a=\\;b\n\\[c]=d\n\\;e=f\ng=\\\\;h;i'],
    ['damage', '[a\n[b](c\n=x\n#\n#nothing\nword\n][\n()'],
    ['rulers', ';-\n;--- a\n;----;\n;-- b\n;----;\nc=1\n;--\n---;\nd=2'],
    ['stray end', 'a=1\nb=x--;y\nc=2\n[d]\n;-- e\nf=3'],
  ])('agree on %s', (_name, text) => {
    expect(differences(text)).toEqual([]);
  });
});

const paths = corpusPaths();

describe.skipIf(paths === undefined)('real files', () => {
  it('get a token for each character, and agree with the lexer on every line', { timeout: 120_000 }, () => {
    const bad: string[] = [];
    let lines = 0;
    for (const path of paths ?? []) {
      const text = readCorpusFile(path);
      lines += text.split('\n').length;
      bad.push(...differences(text).map((difference) => `${path}:${difference}`));
    }
    console.log(`${(paths ?? []).length} files, ${lines} lines coloured`);
    expect(bad).toEqual([]);
  });
});

/** What a grammar that goes line by line through characters gives up: see docs/grammar.md, "What the colours leave out". */
const beyondColour: ReadonlySet<string> = new Set([
  '048-block-in-header',
  '107-utf16',
  '327-directive-high-byte',
]);

const measured = measuredInputs();

describe.skipIf(measured === undefined)('cases measured on a running Asterisk', () => {
  it('are coloured as they are read, but for long lines and NUL bytes', () => {
    const fair = (measured ?? []).filter(
      ([name, text]) => !beyondColour.has(name) && !text.includes('\0') && !/[^\n]{8191}/.test(text),
    );
    const bad = fair.flatMap(([name, text]) =>
      differences(text).map((difference) => `${name}:${difference}`),
    );
    console.log(`${fair.length} measured cases compared`);
    expect(bad).toEqual([]);
  });
});
