import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { seededRandom } from '../support/seededRandom.ts';
import { TestClient, fewAbilities, rangeAt, rangeOf, textAt } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const weak = '[general]\ncontext=none\nallowguest=no\n\n[alice]\ntype=friend\nhost=dynamic\nsecret=test\n';

describe('a client that asks for findings', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start();
  });
  afterEach(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.log).toEqual([]);
  });

  it('gets them on their text, with code, page and source', async () => {
    await client.open(uri, weak);
    const found = (await client.findings(uri)).find(({ code }) => code === 'secret-default');
    expect(found?.source).toBe('asterisk-conf');
    expect(found?.severity).toBe(1);
    expect(found?.codeDescription?.href).toBe('file:///ext/docs/rules/secret-default.md');
    expect(found && textAt(weak, found.range)).toBe('test');
    expect(found?.message).not.toMatch(/test/);
  });

  it('is told "unchanged" until something changes', async () => {
    await client.open(uri, weak);
    const first = await client.pull(uri);
    expect(first.kind).toBe('full');
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.replace(uri, '[alice]', '\n[alice]');
    const moved = await client.pull(uri, first.resultId);
    expect(moved.kind).toBe('full');
    expect(moved.resultId).not.toBe(first.resultId);
    expect((await client.pull(uri, 'no such id')).kind).toBe('full');
  });

  it('gets the worst first where they are more than an editor draws', async () => {
    const phones = Array.from(
      { length: 600 },
      (_, i) =>
        `[${String(i)}]\ntype=friend\nhost=dynamic\nsecret=${i === 599 ? 'test' : `Rw${String(i * 7919)}-kQx7Tz${String(i)}`}\n`,
    );
    await client.open(uri, `[general]\ncontext=none\n${phones.join('')}`);
    const severities = (await client.findings(uri)).map(({ severity = 1 }) => severity);
    expect(severities.length).toBeGreaterThan(500);
    expect(severities).toEqual([...severities].sort((a, b) => a - b));
    expect(severities[0]).toBe(1);
  });

  it('gets for an edited file what it gets for the same text opened afresh', async () => {
    const random = seededRandom(11);
    const phones = Array.from(
      { length: 300 },
      (_, i) => `[${String(i)}]\ntype=friend\nhost=dynamic\nsecret=test\nallow=ulaw\nallow=ulaw\n`,
    );
    let text = `[general]\ncontext=none\n${phones.join('')}`;
    await client.open(uri, text);
    await client.pull(uri);
    const pieces = ['\n', '\n\n; note\n', 'x', '[new]\ntype=peer\n', '\r', '\r\n', 'é'];
    for (let round = 0; round < 40; round++) {
      const start = random(text.length);
      const end = Math.min(text.length, start + (random(3) === 0 ? random(40) : 0));
      const newText = pieces[random(pieces.length)] ?? '';
      await client.edit(uri, [{ range: rangeAt(text, start, end), newText }]);
      text = client.textOf(uri);
      const other = `asterisk-test:///${String(round)}/sip.conf`;
      await client.open(other, text);
      const [edited, afresh] = await Promise.all([client.findings(uri), client.findings(other)]);
      expect(shown(edited)).toEqual(shown(afresh));
      await client.close(other);
    }
  }, 60_000);

  it('gets findings that follow edits, one after the other and the whole text', async () => {
    await client.open(uri, weak);
    await client.replace(uri, 'secret=test', 'secret=kT7_wq2LpX-9mZs4RvBa');
    expect(codes(await client.findings(uri))).not.toContain('secret-default');
    await client.edit(uri, [
      { range: rangeOf(client.textOf(uri), 'kT7_wq2LpX-9mZs4RvBa'), newText: 'password' },
      { range: rangeOf(client.textOf(uri), 'host=dynamic\n'), newText: '' },
    ]);
    const again = (await client.findings(uri)).find(({ code }) => String(code).startsWith('secret-'));
    expect(again && textAt(client.textOf(uri), again.range)).toBe('password');
    await client.setText(uri, '; nothing\n');
    expect(await client.findings(uri)).toEqual([]);
  });

  it.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a lone CR inside a line', (text: string) => text.replace('context=none', 'context=no\rne')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['characters outside the basic plane', (text: string) => `; 😀😀\n${text}`],
  ])('gets findings on their text with %s', async (_name, damage) => {
    await client.open(uri, damage(weak));
    const found = (await client.findings(uri)).find(({ code }) => code === 'secret-default');
    expect(found && textAt(client.textOf(uri), found.range)).toBe('test');
    await client.replace(uri, 'test', 'password');
    const next = (await client.findings(uri)).find(({ code }) => code === 'secret-default');
    expect(next && textAt(client.textOf(uri), next.range)).toBe('password');
  });

  it('gets nothing for a file that is not open, and nothing after closing', async () => {
    expect(await client.findings('file:///nowhere/sip.conf')).toEqual([]);
    await client.open(uri, weak);
    await client.close(uri);
    expect(await client.findings(uri)).toEqual([]);
    await client.close(uri);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 9 },
      contentChanges: [{ text: 'x' }],
    });
    await client.open(uri, weak);
    expect(codes(await client.findings(uri))).toContain('secret-default');
  });

  it('survives ranges outside the text', async () => {
    await client.open(uri, weak);
    const far = { line: 1e9, character: 1e9 };
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: far, end: { line: 0, character: 0 } }, text: '[x]\nsecret=1234\n' }],
    });
    expect(codes(await client.findings(uri)).length).toBeGreaterThan(0);
  });
});

describe('settings', () => {
  it('cap the findings, errors first, and the status counts the rest', async () => {
    const client = await TestClient.start({ settings: { lint: { maxFindings: 3 } } });
    const lines = Array.from({ length: 20 }, (_, i) => `[p${i}]\nno equals here\n`).join('');
    await client.open(uri, `${lines}[last]\nsecret=test\n`);
    const items = await client.findings(uri);
    expect(items).toHaveLength(3);
    expect(codes(items)).toContain('secret-default');
    const status = await client.connection.sendRequest<Record<string, unknown>>('asteriskConf/status', {
      uri,
    });
    expect(status).toMatchObject({ kind: 'sip.conf', isUncertain: false, limit: 'none' });
    expect(status).toMatchObject({ version: 20, versionFrom: 'assumed' });
    expect(status.hidden).toBeGreaterThan(10);
    await client.stop();
  });

  it('switch checks off and back on while the server runs', async () => {
    const client = await TestClient.start({ settings: { lint: { enable: false } } });
    await client.open(uri, weak);
    expect(await client.findings(uri)).toEqual([]);
    client.settings = { rules: { 'secret-default': 'hint' } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.refreshes.at(0));
    const found = (await client.findings(uri)).find(({ code }) => code === 'secret-default');
    expect(found?.severity).toBe(4);
    await client.stop();
  });

  it('that are wrong are named once and leave the others in force', async () => {
    const client = await TestClient.start({
      settings: {
        secrets: { length: 'long' },
        rules: { 'secret-default': 'warning', nonsense: 'error' },
        lint: 7,
      },
    });
    await client.open(uri, weak);
    const found = (await client.findings(uri)).find(({ code }) => code === 'secret-default');
    expect(found?.severity).toBe(2);
    expect(client.messages).toHaveLength(1);
    expect(client.messages[0]).toMatch(/asteriskConf\.secrets\.length/);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.findings(uri);
    expect(client.messages).toHaveLength(1);
    await client.stop();
  });

  it('keep the old findings until the file is saved', async () => {
    const client = await TestClient.start({ settings: { lint: { run: 'onSave' } } });
    await client.open(uri, weak);
    const first = await client.pull(uri);
    await client.replace(uri, 'secret=test', 'secret=kT7_wq2LpX-9mZs4RvBa');
    expect(await client.pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.save(uri);
    await client.until(() => client.refreshes.at(0));
    expect(codes(await client.findings(uri))).not.toContain('secret-default');
    await client.stop();
  });
});

describe('a client that waits for findings', () => {
  it('gets them sent after opening, editing and closing', async () => {
    const client = await TestClient.start({ abilities: fewAbilities });
    await client.open(uri, weak);
    const first = await client.published(uri, (items) => codes(items).includes('secret-default'));
    expect(first.version).toBe(1);
    await client.replace(uri, 'secret=test', 'secret=kT7_wq2LpX-9mZs4RvBa');
    const second = await client.published(uri, (items) => !codes(items).includes('secret-default'));
    expect(second.version).toBe(2);
    await client.replace(uri, 'kT7_wq2LpX-9mZs4RvBa', 'test');
    await client.published(uri, (items) => codes(items).includes('secret-default'));
    await client.close(uri);
    const last = await client.published(uri, (items) => items.length === 0);
    expect(last.diagnostics).toEqual([]);
    await client.stop();
  });

  it('takes settings from the start and from a notification', async () => {
    const settings = { rules: { 'secret-default': 'hint' } };
    const client = await TestClient.start({ abilities: fewAbilities, settings });
    await client.open(uri, weak);
    await client.published(uri, (items) =>
      items.some(({ code, severity }) => code === 'secret-default' && severity === 4),
    );
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { asteriskConf: { rules: { 'secret-default': 'off' } } },
    });
    const after = await client.published(uri, (items) => !codes(items).includes('secret-default'));
    expect(codes(after.diagnostics)).not.toContain('secret-default');
    await client.stop();
  });
});

function codes(items: readonly { readonly code?: unknown }[]): readonly unknown[] {
  return items.map(({ code }) => code);
}

/** Without the places in related files, which name the file. */
function shown(items: readonly Diagnostic[]): readonly unknown[] {
  return items.map(({ code, message, range, severity }) => ({ code, message, range, severity }));
}
