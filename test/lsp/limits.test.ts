// Large files: up to a limit everything, above it outline and folding, above another nothing at all.
import type { CompletionList, DocumentSymbol, FoldingRange } from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { largestChecked, largestFile, mostCheckedLines } from '../../server/src/host/files.ts';
import { TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const head = '[general]\nallowguest=no\ncontext=none\n\n[101]\ntype=friend\nhost=dynamic\nsecret=test\n\n';
const tail = '\n[199](!)\ntype=peer\n';

/** A text of exactly that many characters, most of them in long comments. */
function ofLength(length: number): string {
  const remark = `; ${'x'.repeat(996)}\n`;
  const middle = length - head.length - tail.length;
  const rest = middle % remark.length;
  const last = rest === 0 ? '' : `${';'.repeat(rest - 1)}\n`;
  return head + remark.repeat(Math.floor(middle / remark.length)) + last + tail;
}

/** A text of exactly that many lines, most of them empty. */
function ofLines(count: number): string {
  const lines = (head + tail).split('\n').length - 1;
  return head + '\n'.repeat(count - lines) + tail;
}

interface Answers {
  readonly limit: string | undefined;
  readonly findings: readonly unknown[];
  readonly outline: readonly string[];
  readonly folds: number;
}

let client: TestClient;
const ask = <R>(method: string, more: object = {}): Promise<R> =>
  client.connection.sendRequest(method, { textDocument: { uri }, ...more });

async function answers(): Promise<Answers> {
  const status = await client.connection.sendRequest<{ limit: string } | null>('asteriskConf/status', {
    uri,
  });
  const report = await client.pull(uri);
  const symbols = await ask<readonly DocumentSymbol[]>('textDocument/documentSymbol');
  const folds = await ask<readonly FoldingRange[]>('textDocument/foldingRange');
  return {
    limit: status?.limit,
    findings: report.kind === 'full' ? report.items.map(({ code }) => code) : [],
    outline: symbols.map(({ name }) => name),
    folds: folds.length,
  };
}

/** What else an editor asks on its own, with how each says "nothing". */
const others: readonly (readonly [string, object, (answer: unknown) => boolean])[] = [
  ['textDocument/hover', { position: { line: 7, character: 2 } }, (answer) => answer === null],
  [
    'textDocument/completion',
    { position: { line: 8, character: 0 } },
    (answer) => ((answer as CompletionList | null)?.items.length !== 0) === (answer === null),
  ],
  ['textDocument/codeLens', {}, isEmpty],
  ['textDocument/documentLink', {}, isEmpty],
  ['textDocument/definition', { position: { line: 4, character: 2 } }, isEmpty],
  [
    'textDocument/references',
    { position: { line: 4, character: 2 }, context: { includeDeclaration: true } },
    isEmpty,
  ],
  ['textDocument/documentHighlight', { position: { line: 4, character: 2 } }, isEmpty],
  ['textDocument/prepareRename', { position: { line: 4, character: 2 } }, isEmpty],
  ['textDocument/formatting', { options: { tabSize: 4, insertSpaces: true } }, isEmpty],
  [
    'textDocument/codeAction',
    {
      range: { start: { line: 7, character: 0 }, end: { line: 7, character: 4 } },
      context: { diagnostics: [] },
    },
    isEmpty,
  ],
  [
    'textDocument/inlayHint',
    { range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } } },
    isEmpty,
  ],
  [
    'textDocument/semanticTokens/full',
    {},
    (answer) => isEmpty((answer as { readonly data: readonly number[] }).data),
  ],
];

function isEmpty(answer: unknown): boolean {
  return answer === null || (Array.isArray(answer) && answer.length === 0);
}

async function talkative(): Promise<readonly string[]> {
  const said: string[] = [];
  for (const [method, params, isNothing] of others) {
    if (!isNothing(await ask<unknown>(method, params))) said.push(method);
  }
  return said;
}

const sections = ['[general]', '[101]', '[199]'];
const whole = { limit: 'none', outline: sections };
const outlineOnly = { limit: 'too-large', findings: [], outline: sections };

/** Made when needed, since each is many megabytes. */
const texts = {
  '20 MB': () => ofLength(largestChecked),
  'one character more': () => ofLength(largestChecked + 1),
  '2,000,000 lines': () => ofLines(mostCheckedLines),
  'one line more': () => ofLines(mostCheckedLines + 1),
  '64 MB': () => ofLength(largestFile),
  'one character over 64 MB': () => ofLength(largestFile + 1),
} as const satisfies Readonly<Record<string, () => string>>;

describe('a file', () => {
  beforeEach(async () => {
    client = await TestClient.start({
      abilities: {
        textDocument: {
          diagnostic: {},
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
      },
    });
  });
  afterEach(async () => {
    await client.stop();
  });
  it.each(['20 MB', '2,000,000 lines'] as const)(
    'of %s is checked',
    async (size) => {
      await client.open(uri, texts[size]());
      const { findings, folds, ...rest } = await answers();
      expect(rest).toEqual(whole);
      expect(findings).toContain('secret-default');
      expect(folds).toBeGreaterThan(1);
      expect(await talkative()).toEqual(
        expect.arrayContaining(['textDocument/hover', 'textDocument/semanticTokens/full']),
      );
    },
    60_000,
  );

  it.each(['one character more', 'one line more', '64 MB'] as const)(
    'of %s has outline and folding alone',
    async (size) => {
      await client.open(uri, texts[size]());
      const { folds, ...rest } = await answers();
      expect(rest).toEqual(outlineOnly);
      expect(folds).toBeGreaterThan(1);
      expect(await talkative()).toEqual([]);
    },
    60_000,
  );

  it.each(['one character over 64 MB'] as const)(
    'of %s has nothing, and the status says why',
    async (size) => {
      await client.open(uri, texts[size]());
      expect(await answers()).toEqual({ limit: 'too-large', findings: [], outline: [], folds: 0 });
      expect(await talkative()).toEqual([]);
      // Edits of it are heard and ignored; a smaller text that is opened later counts.
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [
          { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, text: 'x' },
        ],
      });
      await client.close(uri);
      await client.open(uri, head + tail);
      expect(await answers()).toMatchObject(whole);
    },
    60_000,
  );

  it('that shrinks below a limit is checked again', async () => {
    await client.open(uri, texts['one line more']());
    expect((await answers()).findings).toEqual([]);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 9, character: 0 }, end: { line: 10, character: 0 } }, text: '' },
      ],
    });
    const { limit, findings } = await answers();
    expect(limit).toBe('none');
    expect(findings).toContain('secret-default');
  }, 60_000);
});
