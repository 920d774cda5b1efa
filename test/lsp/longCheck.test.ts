// A check that takes long must not keep the server from listening.
import {
  CancellationTokenSource,
  type Diagnostic,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fewAbilities, TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';

function phones(count: number): string {
  const all = Array.from(
    { length: count },
    (_, i) => `[${String(i)}]\ntype=friend\nhost=dynamic\ncontext=none\nsecret=test\n\n`,
  );
  return `[general]\ncontext=none\nallowguest=no\n\n${all.join('')}`;
}

/** Strong secrets, all different, except for the first and the last. */
function mostlyStrong(count: number): string {
  const all = Array.from({ length: count }, (_, i) => {
    const secret =
      i === 0 || i === count - 1
        ? 'test'
        : `k7Rw${((i + 1) * 7919).toString(36)}Zq9xT${(i * 31).toString(36)}Vm4b`;
    return `[${String(i)}]\ntype=friend\nhost=dynamic\nqualify=yes\ncontext=none\nsecret=${secret}\n\n`;
  });
  return `[general]\ncontext=none\nallowguest=no\n\n${all.join('')}`;
}

function defaults(items: readonly Diagnostic[]): number {
  return items.filter(({ code }) => code === 'secret-default').length;
}

describe('a large file whose findings come in parts', () => {
  let client: TestClient;
  afterEach(async () => {
    await client.stop();
  });

  it('shows those of its first part early and asks to be asked again', async () => {
    client = await TestClient.start();
    await client.open(uri, mostlyStrong(12_000));
    expect(defaults(await client.findings(uri))).toBe(1);
    await client.until(() => (client.refreshes.length > 0 ? true : undefined));
    expect(defaults(await client.findings(uri))).toBe(2);
  }, 60_000);

  it('goes on when another file is opened meanwhile', async () => {
    client = await TestClient.start();
    await client.open(uri, mostlyStrong(12_000));
    expect(defaults(await client.findings(uri))).toBe(1);
    await client.open('asterisk-test:///elsewhere/iax.conf', '[general]\n');
    let seen = 1;
    for (let asked = 0; seen < 2; asked++) {
      await client.until(() => (client.refreshes.length > asked ? true : undefined));
      seen = defaults(await client.findings(uri));
    }
    expect(seen).toBe(2);
  }, 60_000);

  it('ends with the findings of the newest text', async () => {
    client = await TestClient.start();
    await client.open(uri, mostlyStrong(12_000));
    expect(defaults(await client.findings(uri))).toBe(1);
    await client.replace(uri, 'secret=test', 'secret=pQ8-wT3_zL6vB2nM9kRx');
    // The status is known when all is.
    const status: object = await client.connection.sendRequest('asteriskConf/status', { uri });
    expect(status).toMatchObject({ errors: 1 });
    expect(defaults(await client.findings(uri))).toBe(1);
  }, 60_000);

  it('is sent in parts to a client that does not ask', async () => {
    client = await TestClient.start({ abilities: fewAbilities });
    await client.open(uri, mostlyStrong(12_000));
    const first = await client.published(uri, (items) => items.length > 0);
    expect(defaults(first.diagnostics)).toBe(1);
    const whole = await client.published(uri, (items) => defaults(items) > 1);
    expect(defaults(whole.diagnostics)).toBe(2);
  }, 60_000);

  it('comes whole to a client that cannot be told of more', async () => {
    client = await TestClient.start({ abilities: { textDocument: { diagnostic: {} } } });
    await client.open(uri, mostlyStrong(12_000));
    expect(defaults(await client.findings(uri))).toBe(2);
  }, 60_000);
});

describe('a large file', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start({ abilities: { textDocument: { diagnostic: {} } } });
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
