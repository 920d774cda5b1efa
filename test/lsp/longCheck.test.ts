// A check that takes long must not keep the server from listening.
import { CancellationTokenSource, type DocumentDiagnosticReport } from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';

function phones(count: number): string {
  const all = Array.from(
    { length: count },
    (_, i) => `[${String(i)}]\ntype=friend\nhost=dynamic\ncontext=none\nsecret=test\n\n`,
  );
  return `[general]\ncontext=none\nallowguest=no\n\n${all.join('')}`;
}

describe('a large file', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start();
  });
  afterEach(async () => {
    await client.stop();
  });

  it('lets other questions be answered before its findings', async () => {
    await client.open(uri, phones(5000));
    const order: string[] = [];
    const findings = client.pull(uri).then((report) => {
      order.push('findings');
      return report;
    });
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 5, character: 1 },
    });
    order.push('hover');
    const report = await findings;
    expect(order).toEqual(['hover', 'findings']);
    expect(report.kind === 'full' && report.items.length).toBe(1000);
  }, 60_000);

  it('is let go of when nobody waits for its findings any more', async () => {
    await client.open(uri, phones(5000));
    const cancelling = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri } },
      cancelling.token,
    );
    cancelling.cancel();
    await expect(asked).rejects.toThrow('cancelled');
    const again: DocumentDiagnosticReport = await client.pull(uri);
    expect(again.kind).toBe('full');
  }, 60_000);

  it('answers with the newest text when that changes while it is checked', async () => {
    await client.open(uri, phones(3000));
    const asked = client.pull(uri);
    await client.replace(uri, '[general]', '[general');
    const report = await asked;
    const newest = await client.pull(uri, report.kind === 'full' ? report.resultId : undefined);
    expect(newest.kind).toBe('unchanged');
  }, 60_000);
});
