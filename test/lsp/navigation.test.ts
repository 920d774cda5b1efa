import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  DocumentHighlight,
  DocumentLink,
  Location,
  LocationLink,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TestClient, fullAbilities, rangeOf } from './client.ts';

const folder = 'asterisk-test:///etc/asterisk';
const sip = `${folder}/sip.conf`;
const dialplan = `${folder}/extensions.conf`;
const text = '#include phones.inc\n[phone](!)\n[alice](phone)\ncontext=internal\n';
const files = new Map([
  [`${folder}/phones.inc`, '[bob]\n'],
  [dialplan, '[internal]\nexten => 1,1,Dial(SIP/alice)\n'],
]);

describe('navigation', () => {
  let client: Awaited<ReturnType<typeof TestClient.start>>;
  beforeEach(async () => {
    const abilities = {
      ...fullAbilities,
      textDocument: { ...fullAbilities.textDocument, definition: { linkSupport: true } },
      workspace: { ...fullAbilities.workspace, workspaceEdit: { documentChanges: true } },
    };
    client = await TestClient.start({ abilities, files });
    await client.open(sip, text);
  });
  afterEach(async () => {
    await client.stop();
    expect(client.log).toEqual([]);
  });

  const at = (search: string): object => ({
    textDocument: { uri: sip },
    position: rangeOf(text, search).start,
  });

  it('is announced', () => {
    expect(client.handshake.capabilities).toMatchObject({
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      workspaceSymbolProvider: true,
      renameProvider: { prepareProvider: true },
    });
    expect(client.handshake.capabilities.documentLinkProvider).toBeDefined();
  });

  it('leads from a context to the dialplan', async () => {
    const links = await client.connection.sendRequest<LocationLink[]>(
      'textDocument/definition',
      at('internal'),
    );
    expect(links).toEqual([
      {
        originSelectionRange: rangeOf(text, 'internal'),
        targetUri: dialplan,
        targetRange: { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } },
        targetSelectionRange: { start: { line: 0, character: 1 }, end: { line: 0, character: 9 } },
      },
    ]);
  });

  it('finds references, highlights, links and symbols', async () => {
    const { connection } = client;
    const found = await connection.sendRequest<Location[]>('textDocument/references', {
      ...at('alice'),
      context: { includeDeclaration: true },
    });
    expect(found.map(({ uri }) => uri)).toEqual([sip, dialplan]);
    const highlights = await connection.sendRequest<DocumentHighlight[]>(
      'textDocument/documentHighlight',
      at('phone]'),
    );
    expect(highlights.map(({ kind }) => kind)).toEqual([3, 2]);
    const links = await connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: sip },
    });
    expect(links.map(({ target }) => target)).toEqual([`${folder}/phones.inc`]);
    const symbols = await connection.sendRequest<SymbolInformation[]>('workspace/symbol', { query: 'bo' });
    expect(symbols.map(({ name, location }) => [name, location.uri])).toEqual([
      ['bob', `${folder}/phones.inc`],
    ]);
  });

  it('renames in every file, and says why where it does not', async () => {
    const { connection } = client;
    const edit = await connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
      ...at('alice'),
      newName: 'carol',
    });
    expect(edit.documentChanges?.map((change) => 'textDocument' in change && change.textDocument)).toEqual([
      { uri: sip, version: client.versionOf(sip) },
      { uri: dialplan, version: null },
    ]);
    const refused = connection.sendRequest('textDocument/rename', { ...at('alice'), newName: 'bob' });
    await expect(refused).rejects.toThrow('"bob" is there already, in phones.inc');
    await expect(connection.sendRequest('textDocument/prepareRename', at('context'))).rejects.toThrow(
      'Put the cursor on the name',
    );
  });
});
