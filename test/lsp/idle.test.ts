// Nothing runs while nobody types: once the findings are there, the server waits for a message and for nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientCapabilities, ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InProcess } from './inProcess.ts';

const uri = 'file:///etc/asterisk/sip.conf';
const phones = Array.from(
  { length: 1000 },
  (_, i) => `[${String(i)}]\ntype=friend\nsecret=test\nhost=dynamic\n`,
);
const text = `[general]\nallowguest=no\n#include missing.conf\n${phones.join('')}`;

const pulling: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

let server: InProcess;

/** Lets a minute pass, with all that falls due in it. */
const pass = (): Promise<unknown> => vi.advanceTimersByTimeAsync(60_000);

/** Runs the timers for as long as an answer takes. */
async function soon<R>(answer: Promise<R>): Promise<R> {
  const state = { isThere: false };
  const watched = answer.finally(() => {
    state.isThere = true;
  });
  while (!state.isThere) {
    await vi.advanceTimersByTimeAsync(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return watched;
}

function type(client: ProtocolConnection, version: number): Promise<void> {
  const start = { line: 5, character: 2 };
  const contentChanges = [{ range: { start, end: start }, text: 'x' }];
  return client.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges,
  });
}

describe('a server that has told its findings', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    server = new InProcess(uri);
    server.client.onRequest('workspace/diagnostic/refresh', () => null);
  });
  afterEach(() => {
    server.client.dispose();
    vi.useRealTimers();
  });

  it('waits for nothing when the client asks for them', async () => {
    await soon(server.open(text, true, pulling));
    expect(await soon(server.rules())).toContain('secret-default');
    await soon(type(server.client, 2));
    expect(await soon(server.rules())).toContain('secret-default');
    await soon(server.hover(4));
    await pass();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for nothing when it sends them', async () => {
    const sent: number[] = [];
    server.client.onNotification(
      'textDocument/publishDiagnostics',
      ({ diagnostics }: { diagnostics: [] }) => {
        sent.push(diagnostics.length);
      },
    );
    await soon(server.open(text, false, {}));
    await soon(server.outline());
    await pass();
    await soon(type(server.client, 2));
    await soon(server.outline());
    // The edit is to be sent; that is a timer, and the only one.
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await pass();
    await soon(server.outline());
    await pass();
    expect(sent.length).toBeGreaterThan(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('nothing in the sources comes back by itself', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const sources = ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(root, folder, name)),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => /\bsetInterval\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
