import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Command, DocumentSymbol, Hover } from 'vscode-languageserver-protocol';
import { TestClient, fewAbilities, fullAbilities, rangeOf } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const text = [
  '[general]',
  'allowguest=no',
  'context=none',
  '',
  '[alice]',
  'type=friend',
  'host=dynamic',
  'secret=test',
  '',
  '[bob]',
  'type=friend',
  'host=dynamic',
  'secret=1234',
  '',
].join('\r\n');
const generated = /^[a-z\d][\w-]{19}$/i;

describe('the handshake', () => {
  it('names what the server can do, once and for all', async () => {
    const client = await TestClient.start();
    expect(client.handshake.serverInfo?.name).toBe('asterisk-conf');
    expect(client.handshake.capabilities).toMatchObject({
      positionEncoding: 'utf-16',
      hoverProvider: true,
      codeActionProvider: {
        codeActionKinds: [
          'quickfix',
          'refactor.extract',
          'refactor.inline',
          'refactor.rewrite',
          'source.fixAll.asteriskConf',
        ],
        resolveProvider: true,
      },
      diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true },
      textDocumentSync: { change: 2, openClose: true },
    });
    expect(await client.stop()).toBe(0);
  });
});

describe('fixes', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start();
    await client.open(uri, text);
  });
  afterEach(async () => {
    await client.stop();
    expect(client.log).toEqual([]);
  });

  const offered = async (search: string): Promise<CodeAction[]> => {
    const range = rangeOf(client.textOf(uri), search);
    const here = (await client.findings(uri)).filter(
      ({ range: { start } }) => start.line === range.start.line,
    );
    const actions = await client.actions(uri, range, here);
    return actions.filter((action): action is CodeAction => !isCommand(action));
  };

  it('hold no edit until one is chosen; then the finding is gone', async () => {
    const actions = await offered('test');
    expect(actions.every(({ edit, command }) => edit === undefined && command === undefined)).toBe(true);
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    expect(preferred?.diagnostics?.[0]?.code).toBe('secret-default');
    const resolved = await client.resolve(preferred ?? { title: '' });
    expect(await client.apply(resolved.edit ?? {})).toBe(true);
    const secret = /\[alice\][^[]*secret=(\S*)\r\n/.exec(client.textOf(uri))?.[1];
    expect(generated.test(secret ?? '')).toBe(true);
    const left = (await client.findings(uri)).filter(({ range }) => range.start.line === 7);
    expect(left.filter(({ code }) => String(code).startsWith('secret-'))).toEqual([]);
  });

  it('draw another secret each time', async () => {
    const preferred = (await offered('test')).find(({ isPreferred }) => isPreferred) ?? { title: '' };
    const [one, two] = [await client.resolve(preferred), await client.resolve(preferred)];
    expect(JSON.stringify(one.edit)).not.toBe(JSON.stringify(two.edit));
  });

  it('silence a finding with a comment', async () => {
    const ignore = (await offered('test')).find(({ title }) => title.startsWith('Ignore secret-default'));
    expect(await client.apply((await client.resolve(ignore ?? { title: '' })).edit ?? {})).toBe(true);
    const left = (await client.findings(uri)).filter(({ code }) => code === 'secret-default');
    expect(left).toHaveLength(1);
  });

  it('replace all weak secrets, each confirmed on its own', async () => {
    const all = (await offered('test')).find(({ title }) => title.includes('all 2'));
    const { edit } = await client.resolve(all ?? { title: '' });
    const annotations = Object.values(edit?.changeAnnotations ?? {});
    expect(annotations.map(({ needsConfirmation }) => needsConfirmation)).toEqual([true, true]);
    await client.apply(edit ?? {});
    const secrets = [...client.textOf(uri).matchAll(/secret=(\S*)/g)].map(([, secret]) => secret ?? '');
    expect(secrets.every((secret) => generated.test(secret))).toBe(true);
    expect(new Set(secrets).size).toBe(2);
  });

  it('do nothing once the text is another', async () => {
    const preferred = (await offered('test')).find(({ isPreferred }) => isPreferred) ?? { title: '' };
    await client.replace(uri, '[alice]\r\n', '');
    await expect(client.resolve(preferred)).rejects.toMatchObject({ code: -32801 });
  });

  it('are safe from what a client makes up', async () => {
    for (const data of [
      null,
      7,
      {},
      { uri },
      { uri, action: { kind: 'fix', start: -1 } },
      { uri: 'x:y', action: {} },
    ]) {
      const answer = await client.resolve({ title: 'x', data }).catch((error: unknown) => error);
      expect(answer).not.toHaveProperty('edit');
    }
    const params = { command: 'asteriskConf.applyFix', arguments: [{ uri, action: { kind: '__proto__' } }] };
    expect(await client.connection.sendRequest('workspace/executeCommand', params)).toMatchObject({
      isApplied: false,
    });
  });

  it('replace any secret the user points at', async () => {
    await client.replace(uri, 'secret=test', 'secret=kT7_wq2LpX-9mZs4RvBa');
    const start = client.textOf(uri).indexOf('kT7_');
    const reference = { uri, action: { kind: 'replace-secret', start } };
    const params = { command: 'asteriskConf.applyFix', arguments: [reference] };
    expect(await client.connection.sendRequest('workspace/executeCommand', params)).toEqual({
      isApplied: true,
    });
    expect(client.textOf(uri)).not.toContain('kT7_wq2LpX');
    const nowhere = { ...params, arguments: [{ uri, action: { kind: 'replace-secret', start: 2 } }] };
    expect(await client.connection.sendRequest('workspace/executeCommand', nowhere)).toEqual({
      isApplied: false,
      reason: 'nothing-to-do',
    });
  });
});

describe('a client that knows only commands', () => {
  it('has its fixes applied by the server', async () => {
    const client = await TestClient.start({ abilities: fewAbilities });
    await client.open(uri, text);
    const { diagnostics } = await client.published(uri, (items) => items.length > 0);
    const actions = await client.actions(uri, rangeOf(text, 'test'), diagnostics);
    const [fix] = actions.filter(isCommand);
    const { command, arguments: given } = fix ?? { command: '' };
    const result = await client.connection.sendRequest('workspace/executeCommand', {
      command,
      arguments: given,
    });
    expect(result).toEqual({ isApplied: true });
    expect(client.textOf(uri)).not.toContain('secret=test');
    await client.stop();
  });
});

describe('hovers, outline and folding', () => {
  it('explain an option and never show a secret', async () => {
    const client = await TestClient.start();
    await client.open(uri, text);
    const at = async (search: string): Promise<string> => {
      const position = rangeOf(text, search).start;
      const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument: { uri },
        position,
      });
      return JSON.stringify(hover?.contents ?? '');
    };
    expect(await at('allowguest')).toMatch(/allowguest/);
    expect(await at('1234')).not.toMatch(/1234/);
    expect(await at('\r\n')).toBeTypeOf('string');
    const symbols = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    expect(symbols.map(({ name }) => name)).toEqual(['[general]', '[alice]', '[bob]']);
    expect(JSON.stringify(symbols)).not.toMatch(/1234/);
    const folds = await client.connection.sendRequest<unknown[]>('textDocument/foldingRange', {
      textDocument: { uri },
    });
    expect(folds).toHaveLength(3);
    await client.stop();
  });

  it('answer nothing for a file that is not open', async () => {
    const client = await TestClient.start();
    const textDocument = { uri: 'file:///nowhere/sip.conf' };
    const position = { line: 0, character: 0 };
    expect(await client.connection.sendRequest('textDocument/hover', { textDocument, position })).toBeNull();
    expect(await client.connection.sendRequest('textDocument/documentSymbol', { textDocument })).toEqual([]);
    expect(await client.connection.sendRequest('asteriskConf/status', textDocument)).toBeNull();
    expect(await client.actions(textDocument.uri, { start: position, end: position }, [])).toEqual([]);
    await client.stop();
  });
});

describe('included files', () => {
  it('come from the client where the disk cannot be reached', async () => {
    const folder = 'asterisk-test:///etc/asterisk';
    const files = new Map([
      [`${folder}/sip_one.conf`, '[one]\ntype=friend\n'],
      [`${folder}/sip_two.conf`, '#include "deep/x.inc"\n'],
      [`${folder}/deep/x.inc`, '[x]\ntype=peer\n'],
    ]);
    const client = await TestClient.start({ abilities: fullAbilities, files });
    await client.open(uri, '#include "sip_*.conf"\n#include "gone.conf"\n');
    const found = await client.findings(uri);
    expect(found.map(({ code }) => code)).toEqual(['conf-include-missing']);
    const known = await client.connection.sendRequest<{ files: { uri: string; kind?: string }[] }>(
      'asteriskConf/files',
    );
    const kinds = new Map(known.files.map((file) => [file.uri, file.kind]));
    expect(kinds.get(`${folder}/deep/x.inc`)).toBe('sip.conf');
    expect(client.log).toEqual([]);
    await client.stop();
  });

  it('come from the disk, and are read again when they change there', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-conf-'));
    try {
      const root = pathToFileURL(path.join(folder, 'sip.conf')).href;
      const other = path.join(folder, 'other.inc');
      const client = await TestClient.start();
      await client.open(root, '[general]\nallowguest=no\ncontext=from-outside\n#include "other.inc"\n');
      const codes = async (): Promise<unknown[]> => (await client.findings(root)).map(({ code }) => code);
      expect(await codes()).toEqual(['conf-include-missing']);
      writeFileSync(other, '[x]\ntype=peer\n');
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: pathToFileURL(other).href, type: 1 }],
      });
      expect(await codes()).toEqual([]);
      rmSync(other);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: pathToFileURL(other).href, type: 3 }],
      });
      expect(await codes()).toEqual(['conf-include-missing']);
      await client.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are read with the kind the user chose', async () => {
    const client = await TestClient.start();
    const odd = 'asterisk-test:///home/odd.conf';
    await client.open(odd, '[alice]\nsecret=test\n');
    expect((await client.findings(odd)).map(({ code }) => code)).not.toContain('secret-default');
    await client.connection.sendNotification('asteriskConf/kinds', { kinds: { [odd]: 'sip.conf' } });
    expect((await client.findings(odd)).map(({ code }) => code)).toContain('secret-default');
    await client.stop();
  });
});

describe('new secrets', () => {
  it('follow the settings', async () => {
    const client = await TestClient.start({ settings: { secrets: { length: 32 } } });
    const drawn = await client.connection.sendRequest<{ secret: string }>('asteriskConf/generateSecret');
    expect(drawn.secret).toHaveLength(32);
    await client.stop();
  });
});

function isCommand(action: CodeAction | Command): action is Command {
  return typeof action.command === 'string';
}
