/** Semantic tokens over the protocol: whole, a range, and what an edit changed. */
import { expect, it } from 'vitest';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-protocol';
import { decode } from '../support/tokens.ts';
import { TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';

it('answers whole files, ranges and differences', async () => {
  const client = await TestClient.start();
  const { legend } = client.handshake.capabilities.semanticTokensProvider ?? {};
  expect(legend?.tokenTypes).toContain('secret');
  await client.open(uri, '[general]\nregister => 1:geheim@h\n\n[a]\nhost=dynamic\n');
  const textDocument = { uri };
  const ask = <T>(method: string, more: object = {}): Promise<T> =>
    client.connection.sendRequest(`textDocument/semanticTokens/${method}`, { textDocument, ...more });

  const full = await ask<SemanticTokens>('full');
  expect(decode(full.data).map(({ line, type }) => `${line} ${type}`)).toEqual([
    '0 class',
    '1 keyword',
    '1 parameter',
    '1 operator',
    '1 secret',
    '1 operator',
    '1 host',
    '3 class',
    '4 property',
    '4 enumMember',
  ]);

  const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } };
  const part = await ask<SemanticTokens>('range', { range });
  expect(decode(part.data).map(({ line }) => line)).toEqual([3, 4, 4]);

  await client.replace(uri, '=> 1:', '=> 1:new');
  const delta = await ask<SemanticTokensDelta>('full/delta', { previousResultId: full.resultId });
  const numbers = [...full.data];
  for (const { start, deleteCount, data = [] } of delta.edits) numbers.splice(start, deleteCount, ...data);
  const again = await ask<SemanticTokens>('full');
  expect(numbers).toEqual(again.data);
  expect(delta.edits).toHaveLength(1);

  const stale = await ask<SemanticTokens>('full/delta', { previousResultId: full.resultId });
  expect(stale.data).toEqual(again.data);
  await client.stop();
  expect(client.log).toEqual([]);
});
