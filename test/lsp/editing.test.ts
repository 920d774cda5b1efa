// What changes or shapes text in the editor, over the real protocol: formatting, folding, selections, lenses, refactorings.
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, CodeLens, Range, SelectionRange, TextEdit } from 'vscode-languageserver-protocol';
import { TestClient, rangeAt, rangeOf, textAt } from './client.ts';

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

describe('actions', () => {
  const text = '[a]\ntype=peer\ncanreinvite=no\ncontext=in\n[b]\ntype=peer\ncanreinvite=no\ncontext=in\n';
  const actions = (range: Range, ...only: string[]): Promise<CodeAction[]> =>
    client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], only },
    });
  const choose = async (action: CodeAction | undefined): Promise<string> => {
    const { edit } = await client.resolve(action ?? { title: '' });
    expect(await client.apply(edit ?? {})).toBe(true);
    return client.textOf(uri);
  };
  const whole = rangeAt(text, 0, text.length);

  it('move shared options into a template and write it out again', async () => {
    await start(text);
    const [extract, ...others] = await actions(whole, 'refactor.extract');
    expect(others).toEqual([]);
    expect(extract?.edit).toBeUndefined();
    const extracted = '[common](!)\ntype=peer\ncanreinvite=no\ncontext=in\n\n[a](common)\n[b](common)\n';
    expect(await choose(extract)).toBe(extracted);
    const [inline] = await actions(rangeOf(extracted, 'common'), 'refactor.inline');
    expect(await choose(inline)).toBe(text);
  });

  it('write current names', async () => {
    await start(text);
    const found = await actions(rangeOf(text, 'canreinvite'), 'refactor');
    expect(found.map(({ kind }) => kind)).toEqual(['refactor.rewrite', 'refactor.rewrite']);
    expect(await choose(found[1])).toBe(text.replaceAll('canreinvite', 'directmedia'));
  });

  it('mend all that is safe, only where that is asked for', async () => {
    await start(text);
    const [fixAll, ...others] = await actions(whole, 'source.fixAll.asteriskConf');
    expect(fixAll?.kind).toBe('source.fixAll.asteriskConf');
    expect(others).toEqual([]);
    expect(await choose(fixAll)).toBe(text.replaceAll('canreinvite', 'directmedia'));
    const unasked = await client.actions(uri, whole, []);
    expect(unasked.map((action) => ('kind' in action ? action.kind : ''))).not.toContain(fixAll?.kind);
    expect(await actions(whole, 'source')).toEqual([]);
  });

  it('silence a rule in its section or in the file', async () => {
    await start(text);
    const found = await actions(rangeOf(text, 'canreinvite'), 'quickfix');
    const action = found.find(
      ({ title }) => title === 'Ignore option-deprecated in this file with a comment',
    );
    expect(await choose(action)).toBe(`; asterisk-conf: ignore-file option-deprecated\n${text}`);
    expect((await client.findings(uri)).map(({ code }) => code)).not.toContain('option-deprecated');
  });

  it('refuse what a client made up', async () => {
    await start(text);
    for (const action of [
      { kind: 'extract-template', start: 1 },
      { kind: 'suppress', rule: 'x', start: 0 },
      7,
    ]) {
      const refused = client.resolve({ title: '', data: { uri, action } });
      await expect(refused).rejects.toThrow(/changed/);
    }
  });
});

describe('code lenses', () => {
  const text = '[t](!)\ntype=friend\nhost=dynamic\n[a](t)\nsecret=1234\n';
  const lenses = (): Promise<CodeLens[]> =>
    client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  const resolved = async (): Promise<CodeLens[]> =>
    Promise.all(
      (await lenses()).map((lens) => client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)),
    );

  it('are worked out when they are shown, and replace a secret', async () => {
    await start(text);
    expect((await lenses()).every(({ command }) => command === undefined)).toBe(true);
    const shown = await resolved();
    expect(shown.map(({ command, range }) => [range.start.line, command?.title])).toEqual([
      [0, '1 reference'],
      [4, 'Secret that everybody tries first · Replace'],
    ]);
    // This client has no command that shows places.
    expect(shown[0]?.command?.command).toBe('');
    const { command, arguments: given } = shown[1]?.command ?? {};
    await client.connection.sendRequest('workspace/executeCommand', { command, arguments: given });
    expect(client.textOf(uri)).toMatch(/\nsecret=[\w-]{20}\n$/);
    expect((await lenses()).map(({ range }) => range.start.line)).toEqual([0]);
  });

  it('can be switched off by kind', async () => {
    await start(text, { codeLens: { references: false } });
    expect((await lenses()).map(({ range }) => range.start.line)).toEqual([4]);
  });

  it('answer for what a client made up', async () => {
    await start(text);
    const [first] = await lenses();
    const answer = await client.connection.sendRequest<CodeLens>('codeLens/resolve', { ...first, data: 7 });
    expect(answer.command).toEqual({ title: '', command: '' });
  });
});

describe('shapes', () => {
  it('of a selection grow to the file', async () => {
    const text = '[a]\nallow=ulaw,alaw\n';
    await start(text);
    const [first] = await client.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions: [rangeOf(text, 'alaw').start],
    });
    const steps: string[] = [];
    for (let at = first; at !== undefined; at = at.parent) steps.push(textAt(text, at.range));
    expect(steps).toEqual(['alaw', 'ulaw,alaw', 'allow=ulaw,alaw', '[a]\nallow=ulaw,alaw', text]);
  });

  it('of folds take in sections and comments', async () => {
    await start('; one\n; two\n[a]\nx=1\n');
    const folds = await client.connection.sendRequest('textDocument/foldingRange', { textDocument: { uri } });
    expect(folds).toEqual([
      { startLine: 0, endLine: 1, kind: 'comment' },
      { startLine: 2, endLine: 3, kind: 'region' },
    ]);
  });
});
