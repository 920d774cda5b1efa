// What the client needs to know of files nobody has open, so that it need not ask.
import { afterEach, expect, it } from 'vitest';
import { TestClient } from './client.ts';

const folder = 'asterisk-test:///etc/asterisk';
const files = new Map([
  [`${folder}/phones.conf`, '[101]\ntype=friend\n'],
  [`${folder}/nginx.conf`, 'server {\n}\n'],
]);

let client: TestClient;
afterEach(async () => {
  await client.stop();
});

it('names the included files that were read, and no others', async () => {
  client = await TestClient.start({ files, hasEditorCommands: true });
  await client.open(`${folder}/sip.conf`, '[general]\n#include phones.conf\n');
  const uris = await client.until(() => client.readFiles);
  expect(uris).toEqual([`${folder}/phones.conf`]);
});

it('says nothing to an editor that does not know the message', async () => {
  client = await TestClient.start({ files });
  await client.open(`${folder}/sip.conf`, '[general]\n#include phones.conf\n');
  const known = await client.connection.sendRequest<{ files: readonly object[] }>('asteriskConf/files');
  expect(known.files).toHaveLength(2);
  expect(client.readFiles).toBeUndefined();
});
