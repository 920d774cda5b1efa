/** No secret in any answer of the server: every request that a handler registers is asked, over files of markers. */
import { expect, it } from 'vitest';
import type { CodeAction, Connection } from 'vscode-languageserver';
import { handlers } from '../../server/src/lsp/handlers/index.ts';
import type { Rim } from '../../server/src/lsp/handlers/handler.ts';
import { TestClient } from './client.ts';

const MARKER = 'hiddenmarker';
const folder = 'asterisk-test:///etc/asterisk/';
const files: Readonly<Record<string, string>> = {
  'sip.conf': `[general]\nregister => u:${MARKER}1@h.example/1\nregister => u:${MARKER}2:x:y:z@h:q\n[t](!)\nsecret=${MARKER}3\n[101](t)\ntype=friend\nhost=dynamic\nsecret=${MARKER}3\n;secret=${MARKER}4\nsecret ${MARKER}5\n#secret=${MARKER}6\n`,
  'pjsip.conf': `[a]\ntype=auth\nusername=u\npassword=${MARKER}7\n[b]\ntype=endpoint\noutbound_auth=a\n`,
  'extensions.conf': `[globals]\nTRUNK=IAX2/u:${MARKER}8@h\n[c]\nexten => 1,1,Dial(SIP/u:${MARKER}9@h)\n`,
};

/** Names of what the handlers listen to, as they register it. */
function registered(): readonly string[] {
  const names: string[] = [];
  const recorder = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_target, key) => recorder(`${path}.${String(key)}`),
      apply: (_target, _self, [first]: unknown[]) => {
        names.push(typeof first === 'string' ? first : path.slice(1));
        return undefined;
      },
    });
  const connection = recorder('') as Connection;
  for (const { listen } of handlers) listen({ ...({} as Rim), connection, log: recorder('') as Rim['log'] });
  return names;
}

/** The method of each; `edits` where the answer is the edit the user chose, and may hold what the document holds. */
const methods: Readonly<Record<string, string>> = {
  onCodeAction: 'textDocument/codeAction',
  onCodeActionResolve: 'edits',
  onExecuteCommand: 'edits',
  onCompletion: 'textDocument/completion',
  onCompletionResolve: 'completionItem/resolve',
  onDefinition: 'textDocument/definition',
  'languages.diagnostics.on': 'textDocument/diagnostic',
  'languages.diagnostics.onWorkspace': 'workspace/diagnostic',
  onDocumentLinks: 'textDocument/documentLink',
  onDocumentSymbol: 'textDocument/documentSymbol',
  onDocumentFormatting: 'textDocument/formatting',
  onDocumentRangeFormatting: 'textDocument/rangeFormatting',
  onDocumentOnTypeFormatting: 'textDocument/onTypeFormatting',
  onCodeLens: 'textDocument/codeLens',
  onCodeLensResolve: 'codeLens/resolve',
  onSelectionRanges: 'textDocument/selectionRange',
  onFoldingRanges: 'textDocument/foldingRange',
  onSignatureHelp: 'textDocument/signatureHelp',
  'languages.inlayHint.on': 'textDocument/inlayHint',
  onHover: 'textDocument/hover',
  onReferences: 'textDocument/references',
  onDocumentHighlight: 'textDocument/documentHighlight',
  onPrepareRename: 'textDocument/prepareRename',
  onRenameRequest: 'edits',
  onWorkspaceSymbol: 'workspace/symbol',
  'languages.semanticTokens.on': 'textDocument/semanticTokens/full',
  'languages.semanticTokens.onDelta': 'textDocument/semanticTokens/full/delta',
  'languages.semanticTokens.onRange': 'textDocument/semanticTokens/range',
};

/** A handler that listens to something new fails here until it is listed or its name is a method. */
function methodOf(name: string): string {
  const method = methods[name] ?? (name.startsWith('asteriskConf/') ? name : undefined);
  if (method === undefined) throw new Error(`${name} is not listed in test/lsp/leak.test.ts`);
  return method;
}

it('says no secret, whatever it is asked', { timeout: 60_000 }, async () => {
  const wanted = registered().map(methodOf);
  expect(wanted.length).toBeGreaterThan(15);
  const client = await TestClient.start();
  for (const [name, text] of Object.entries(files)) await client.open(folder + name, text);
  const said: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const uri = folder + name;
    const textDocument = { uri };
    const lines = text.split('\n');
    const end = { line: lines.length, character: 0 };
    const findings = await client.findings(uri);
    for (const method of wanted) {
      if (method === 'edits') continue;
      for (const [line, content] of lines.entries()) {
        for (const character of [0, content.indexOf(MARKER) + 2, content.length]) {
          const answer = await client.connection
            .sendRequest(method, {
              ...{ textDocument, uri, line, character, position: { line, character } },
              ...{ offset: lines.slice(0, line).join('\n').length + 1 + character, withSecret: false },
              ...{ scope: 'workspace', as: 'steps' },
              ...{
                query: '',
                label: 'x',
                previousResultIds: [],
                context: { diagnostics: findings, includeDeclaration: true },
              },
              ...{ options: { tabSize: 4, insertSpaces: true }, ch: '\n', positions: [{ line, character }] },
              range: { start: { line: 0, character: 0 }, end },
            })
            .catch((error: unknown) => String(error));
          said.push(`${method} ${JSON.stringify(answer)}`);
        }
      }
    }
  }
  expect(said.filter((answer) => answer.includes(MARKER)).map((answer) => answer.split(' ', 1)[0])).toEqual(
    [],
  );
  expect(new Set(said).size).toBeGreaterThan(30);
  await client.stop();
  expect(JSON.stringify([client.log, client.messages])).not.toContain(MARKER);
});

it('replaces a credential in all its files, with a name for each place', async () => {
  const secret = 'test';
  const client = await TestClient.start();
  const a = `${folder}a/iax.conf`;
  const b = `${folder}b/iax.conf`;
  await client.open(a, `[b]\ntype=friend\nhost=b.example\nusername=a\nsecret=${secret}\n`);
  await client.open(
    b,
    `[a]\ntype=friend\nhost=dynamic\nsecret=${secret}\n; asterisk-conf: alias d\n[a2]\ntype=friend\nhost=dynamic\nsecret=vK3_pQ8mWz5-tRb2XyNd\n; asterisk-conf: alias d\n`,
  );
  const here = { start: { line: 4, character: 8 }, end: { line: 4, character: 8 } };
  const findings = (await client.findings(a)).filter(({ range }) => range.start.line === 4);
  const actions = await client.actions(a, here, findings);
  const action = actions.find(
    (one): one is CodeAction => typeof one.command !== 'string' && one.title.includes('the same credential'),
  );
  if (action === undefined) throw new Error('not offered');
  const { edit } = await client.resolve(action);
  const labels = Object.values(edit?.changeAnnotations ?? {}).map((one) => [
    one.label,
    one.needsConfirmation,
  ]);
  expect(labels).toEqual([
    ['New secret for [b]', false],
    ['New secret for [a] in b/iax.conf', false],
    ['Same secret for [a2] in b/iax.conf of the alias (not required)', true],
  ]);
  expect(edit && (await client.apply(edit))).toBe(true);
  expect(client.textOf(a)).not.toContain(`secret=${secret}`);
  expect(client.textOf(b)).not.toContain(`secret=${secret}`);
  await client.stop();
});
