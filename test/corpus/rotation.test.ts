// How little it costs to replace thousands of secrets, counted, not timed.
import { expect, test, vi } from 'vitest';
import { rotateWeakSecrets } from '../../server/src/features/replaceCredential.ts';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { placesOfSecret } from '../../server/src/workspace/credentialIndex.ts';
import { emptyWorkspace, withFile, withWanted } from '../../server/src/workspace/workspace.ts';
import { seededRandom } from '../support/seededRandom.ts';

vi.mock(import('../../server/src/workspace/credentialIndex.ts'), { spy: true });

const uri = 'file:///etc/asterisk/sip.conf';

test('the places of one secret are looked for once, however many phones share it', () => {
  const phones = Array.from(
    { length: 1000 },
    (_, i) => `[${String(i)}]\ntype=friend\nhost=dynamic\nsecret=${i % 2 === 0 ? 'test' : '1234'}\n`,
  );
  const workspace = withFile(withWanted(emptyWorkspace(), [uri]), uri, fileModel(parse(phones.join(''))));
  const steps = rotateWeakSecrets(workspace, [uri], defaultLintSettings, seededRandom(1));
  vi.mocked(placesOfSecret).mockClear();
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  expect(step.value.changed).toHaveLength(1000);
  expect(vi.mocked(placesOfSecret).mock.calls.length).toBeLessThanOrEqual(4);
});
