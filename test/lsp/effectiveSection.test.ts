import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol';
import { effectiveSectionRequest, type EffectiveSection } from '../../server/src/lsp/protocol.ts';
import { TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';
const included = 'asterisk-test:///etc/asterisk/sip-more.conf';
const text =
  '[base](!)\nnat=no\nsecret=marker\n#include sip-more.conf\n[101](base)\nhost=dynamic\nqualify=yes\n';

let client: TestClient;
beforeEach(async () => {
  client = await TestClient.start({ files: new Map([[included, 'context=inside\n']]) });
  await client.open(uri, text);
});
afterEach(async () => {
  await client.stop();
  expect(client.log).toEqual([]);
});

const ask = (line: number, file = uri): Promise<EffectiveSection | null> =>
  client.connection.sendRequest(effectiveSectionRequest, { uri: file, line });

const squeezed = (shown: EffectiveSection | null): readonly string[] =>
  (shown?.text ?? '').split('\n').map((line) => line.replace(/ +/g, ' '));

it('a section comes with its origins and without its secrets', async () => {
  const shown = await ask(5);
  expect(shown?.name).toBe('101');
  expect(squeezed(shown)).toEqual([
    '[101] ; sip.conf:5; inherits base',
    'nat = no ; sip.conf:2, from [base]',
    'secret = ******** ; sip.conf:3, from [base]',
    'context = inside ; sip-more.conf:1, from [base]',
    'host = dynamic ; sip.conf:6',
    'qualify = yes ; sip.conf:7',
    '',
  ]);
});

it('it follows edits', async () => {
  await client.replace(uri, 'nat=no', 'nat=yes');
  expect(squeezed(await ask(4))[1]).toBe('nat = yes ; sip.conf:2, from [base]');
  await client.replace(uri, '[base](!)', '[base');
  expect((await ask(4))?.text).toContain('Asterisk refuses this file');
});

it('there is nothing for a file that is not open', async () => {
  expect(await ask(0, 'asterisk-test:///etc/asterisk/iax.conf')).toBeNull();
});

it('a hover tells what is in force and where it was set', async () => {
  await client.replace(uri, 'host=dynamic\n', 'host=dynamic\nhost=192.0.2.7\n');
  const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 5, character: 1 },
  });
  expect(JSON.stringify(hover?.contents)).toContain('In force here: `192.0.2.7`, set at `sip.conf:7`');
});
