// A million lines: what is cancelled ends at once, and small questions do not wait for large answers.
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const phone =
  'type=friend\nhost=dynamic\ncontext=none\nqualify=yes\ndtmfmode=rfc2833\nnat=no\nallow=ulaw\nsecret=test\n\n';
const head = '[general]\ncontext=none\nallowguest=no\n\n';

function phones(count: number): string {
  return head + Array.from({ length: count }, (_, i) => `[${String(i)}]\n${phone}`).join('');
}

let client: TestClient;
let order: string[] = [];
beforeEach(() => {
  order = [];
});

/** Asks, and notes when the answer comes and whether it is one. */
async function ask(
  name: string,
  method: string,
  params: object,
  source?: CancellationTokenSource,
): Promise<void> {
  try {
    await (source === undefined
      ? client.connection.sendRequest(method, params)
      : client.connection.sendRequest(method, params, source.token));
    order.push(name);
  } catch (error) {
    order.push(`${name}: ${error instanceof Error ? error.message : 'failed'}`);
  }
}
const textDocument = { uri };
const hover = (): Promise<void> =>
  ask('hover', 'textDocument/hover', { textDocument, position: { line: 5, character: 1 } });

describe('the first check of a million lines', () => {
  beforeAll(async () => {
    client = await TestClient.start({ abilities: { textDocument: { diagnostic: {} } } });
    await client.open(uri, phones(100_000));
  }, 60_000);
  afterAll(async () => {
    await client.connection.sendNotification('exit');
    client.connection.dispose();
  });

  it('is let go of when it is cancelled, without its end being waited for', async () => {
    const source = new CancellationTokenSource();
    const cancelled = ask('findings', 'textDocument/diagnostic', { textDocument }, source);
    const whole = ask('status', 'asteriskConf/status', { uri });
    await hover();
    source.cancel();
    await cancelled;
    await hover();
    expect(order).toEqual(['hover', 'findings: cancelled', 'hover']);
    await whole;
    expect(order.at(-1)).toBe('status');
  }, 120_000);

  it.each([
    ['colours', 'textDocument/semanticTokens/full'],
    ['outline', 'textDocument/documentSymbol'],
  ])(
    'so are its %s',
    async (_, method) => {
      const source = new CancellationTokenSource();
      const cancelled = ask('it', method, { textDocument }, source);
      await hover();
      source.cancel();
      await cancelled;
      await hover();
      expect(order).toEqual(['hover', 'it: cancelled', 'hover']);
    },
    120_000,
  );
});

describe('a small question overtakes', () => {
  beforeAll(async () => {
    client = await TestClient.start({ folders: { 'asterisk-test:///etc/asterisk': null } });
    await client.open(uri, phones(4000));
  }, 60_000);
  afterAll(async () => {
    await client.stop();
  });

  it.each([
    ['the state of the file', 'asteriskConf/status', { uri }],
    ['the colours', 'textDocument/semanticTokens/full', { textDocument }],
    ['the outline', 'textDocument/documentSymbol', { textDocument }],
    ['the check of all files', 'asteriskConf/checkWorkspace', { workDoneToken: 'check' }],
  ])(
    '%s',
    async (name, method, params) => {
      // So that nothing is known from before.
      await client.setText(uri, `;${name}\n${phones(4000)}`);
      const large = ask('large', method, params);
      await hover();
      await large;
      expect(order).toEqual(['hover', 'large']);
    },
    60_000,
  );
});
