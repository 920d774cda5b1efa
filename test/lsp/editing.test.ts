// What changes or shapes text in the editor, over the real protocol: formatting, folding, selections, lenses, refactorings.
import { afterEach, describe, expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { TestClient, rangeOf } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const options = { tabSize: 4, insertSpaces: true };

let client: TestClient;
const start = async (text: string, settings: unknown = {}): Promise<void> => {
  client = await TestClient.start({ settings });
  await client.open(uri, text);
};
afterEach(async () => {
  await client.stop();
  expect(client.log).toEqual([]);
});

describe('formatting', () => {
  const format = async (method: string, params: object): Promise<string> => {
    const edits = await client.connection.sendRequest<TextEdit[]>(`textDocument/${method}`, {
      textDocument: { uri },
      options,
      ...params,
    });
    await client.edit(uri, edits);
    return client.textOf(uri);
  };

  it('tidies a document by the settings', async () => {
    await start('[a]  \r\ntype=peer\r\n[b]\r\n', { format: { equals: 'spaced' } });
    expect(await format('formatting', {})).toBe('[a]\r\ntype = peer\r\n\r\n[b]\r\n');
    expect(await format('formatting', {})).toBe('[a]\r\ntype = peer\r\n\r\n[b]\r\n');
  });

  it('tidies a range', async () => {
    const text = '[a]  \ntype=peer  \nhost=x  \n';
    await start(text);
    const range = rangeOf(text, 'peer');
    expect(await format('rangeFormatting', { range })).toBe('[a]  \ntype=peer\nhost=x  \n');
  });

  it('tidies the line that was just ended', async () => {
    await start('[a]  \ntype=peer  \n\n', { format: { equals: 'spaced' } });
    const position = { line: 2, character: 0 };
    expect(await format('onTypeFormatting', { position, ch: '\n' })).toBe('[a]  \ntype = peer\n\n');
  });

  it('can be switched off', async () => {
    await start('[a]  \n', { 'format.enable': false });
    expect(await format('formatting', {})).toBe('[a]  \n');
  });
});
