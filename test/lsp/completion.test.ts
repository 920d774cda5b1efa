/** Completion, a new phone and the reload command over a real message stream. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-protocol';
import type { PhoneAnswer, ReloadAnswer } from '../../server/src/lsp/protocol.ts';
import { TestClient, fewAbilities, fullAbilities } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const text =
  '[general]\nallowguest=no\n\n[p](!)\ntype=friend\nhost=dynamic\n\n[101](p)\nsecret=Xq7-hidden_marker\nnat=\nsecret=\n';

const abilities = {
  ...fullAbilities,
  textDocument: {
    ...fullAbilities.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown' as const],
        tagSupport: { valueSet: [1 as const] },
        resolveSupport: { properties: ['documentation'] },
      },
    },
  },
};

let client: TestClient;
beforeEach(async () => {
  client = await TestClient.start({ abilities });
  await client.open(uri, text);
});
afterEach(async () => {
  await client.stop();
  expect(client.log).toEqual([]);
});

async function complete(line: number, character: number): Promise<CompletionList> {
  const params = { textDocument: { uri }, position: { line, character } };
  return client.connection.sendRequest<CompletionList>('textDocument/completion', params);
}

describe('completion', () => {
  it('offers options with their range, and tells about one when it is asked', async () => {
    const { items, isIncomplete } = await complete(2, 0);
    expect(isIncomplete).toBe(false);
    const context = items.find(({ label }) => label === 'context');
    expect(context).toMatchObject({
      textEdit: {
        newText: 'context=',
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      },
    });
    expect(context?.documentation).toBeUndefined();
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', context);
    expect(resolved.documentation).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(resolved.documentation)).toContain('**`context`**');
  });

  it('strikes through what is outdated, and sorts it behind the rest', async () => {
    const { items } = await complete(9, 0);
    const old = items.find(({ label }) => label === 'call-limit');
    expect(old?.tags).toEqual([1]);
    expect((items.find(({ label }) => label === 'context')?.sortText ?? '') < (old?.sortText ?? '')).toBe(
      true,
    );
  });

  it('offers values behind the equals sign', async () => {
    const { items } = await complete(9, 4);
    expect(items.map(({ label }) => label)).toContain('force_rport');
  });

  it('draws a secret with a command of the server', async () => {
    const { items } = await complete(10, 7);
    expect(items.map(({ label }) => label)).toEqual(['New secret']);
    const { command } = items[0] ?? {};
    await client.connection.sendRequest('workspace/executeCommand', {
      command: command?.command,
      arguments: command?.arguments,
    });
    expect(client.textOf(uri).split('\n')[10]).toMatch(/^secret=[A-Za-z0-9][\w-]{19}$/);
    expect(client.textOf(uri).split('\n')[8]).toBe('secret=Xq7-hidden_marker');
  });

  it('takes whatever a client sends back for details', async () => {
    for (const data of [null, 7, {}, { from: 'option' }, { from: 'rule', id: '__proto__' }]) {
      const item = { label: 'x', data };
      const answer = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
      expect(answer.documentation).toBeUndefined();
    }
  });
});

describe('requests of our own', () => {
  it('give a phone like its neighbours', async () => {
    const phone = await client.connection.sendRequest<PhoneAnswer>('asteriskConf/newPhone', { uri, line: 8 });
    expect(phone).toMatchObject({ kind: 'phone', name: '102', version: 1, line: 10, character: 7 });
    expect(phone.kind === 'phone' ? phone.text : '').toMatch(
      /^\n\n\[102\]\(p\)\nsecret=[A-Za-z0-9][\w-]{19}$/,
    );
  });

  it('give the command that applies a change', async () => {
    const advice = await client.connection.sendRequest<ReloadAnswer>('asteriskConf/reloadCommand', {
      uri,
      line: 1,
    });
    expect(advice.command).toBe('sip reload');
  });

  it('answer nothing for a file that is not open', async () => {
    for (const method of ['asteriskConf/newPhone', 'asteriskConf/reloadCommand']) {
      expect(await client.connection.sendRequest(method, { uri: `${uri}x`, line: 1 })).toBeNull();
    }
  });
});

describe('paths of includes', () => {
  const folder = 'asterisk-test:///etc/asterisk';
  const files = new Map([
    [`${folder}/sip.conf`, '#include sip.d/phones.conf\n'],
    [`${folder}/trunks.conf`, '[trunk]\n'],
    [`${folder}/sip.d/phones.conf`, '[101]\n'],
    [`${folder}/sip.d/gates.conf`, '[102]\n'],
  ]);

  async function labels(open: string, content: string): Promise<readonly string[]> {
    const other = await TestClient.start({ abilities, files });
    await other.open(open, content);
    const params = { textDocument: { uri: open }, position: { line: 0, character: content.length } };
    const { items } = await other.connection.sendRequest<CompletionList>('textDocument/completion', params);
    expect(await other.stop()).toBe(0);
    return items.map(({ label }) => label);
  }

  it('come from the folder of the file', async () => {
    expect(await labels(`${folder}/sip.conf`, '#include ')).toEqual(['trunks.conf', 'sip.d']);
  });

  it('come from another folder once the file names it', async () => {
    expect(await labels(`${folder}/sip.conf`, '#include sip.d/')).toEqual(['gates.conf', 'phones.conf']);
  });

  it('do not come from a folder that is neither open nor named', async () => {
    expect(await labels(`${folder}/sip.d/phones.conf`, '#include ')).toEqual([]);
  });
});

describe('a client that knows no snippets', () => {
  it('gets plain text', async () => {
    const other = await TestClient.start({ abilities: fewAbilities });
    await other.open(uri, text);
    const params = { textDocument: { uri }, position: { line: 2, character: 0 } };
    const { items } = await other.connection.sendRequest<CompletionList>('textDocument/completion', params);
    const line = items.find(({ label }) => label === 'new register line');
    expect(line?.textEdit?.newText).toBe('register => account:@sip.example.com/account');
    expect(await other.stop()).toBe(0);
  });
});
