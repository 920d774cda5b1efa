/** The request behind "Insert Registration from Provider Text". */
import { expect, it } from 'vitest';
import { insertRegistrationRequest, type RegistrationAnswer } from '../../server/src/lsp/protocol.ts';
import { TestClient } from './client.ts';

const uri = 'asterisk-test:///etc/asterisk/sip.conf';

it('answers with what was understood, the secret hidden, and the edits', async () => {
  const client = await TestClient.start();
  await client.open(uri, '[general]\nallowguest=no\n');
  const ask = (text: unknown): Promise<RegistrationAnswer | null> =>
    client.connection.sendRequest(insertRegistrationRequest, { uri, text });
  const answer = await ask('User: 4711\nPassword: ge:heim\nServer: sip.example');
  if (answer?.kind !== 'registration') throw new Error('nothing was understood');
  const { edits, ...shown } = answer;
  expect(shown).toEqual({
    kind: 'registration',
    understood: ['User: 4711', 'Secret: ********', 'Server: sip.example'],
    notes: [],
    preview: 'register => 4711:"********"@sip.example',
    version: 1,
  });
  const place = { line: 1, character: 13 };
  expect(edits).toEqual([
    { range: { start: place, end: place }, newText: '\nregister => 4711:"ge:heim"@sip.example' },
  ]);
  expect((await ask('hello'))?.kind).toBe('explained');
  expect(await ask(7)).toBeNull();
  await client.stop();
  expect(client.log).toEqual([]);
});
