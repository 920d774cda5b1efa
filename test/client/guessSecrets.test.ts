/** What is hidden on a line that was just changed, until the server says where the secrets are. */
import { expect, test } from 'vitest';
import { guessSecrets } from '../../client/src/guessSecrets.ts';

const marked = (line: string): string => {
  let result = line;
  for (const { start, end } of [...guessSecrets(line)].reverse()) {
    result = `${result.slice(0, start)}<${result.slice(start, end)}>${result.slice(end)}`;
  }
  return result;
};

test.each([
  'secret=<abc>',
  'secret = <abc>',
  ';secret=<abc>',
  'inbound_auth/password=<a b>',
  'md5_cred=<0123>',
  'register => user:<abc>@host/1',
  'register => user:<a:b>@host',
  'TRUNK=IAX2/u:<abc>@10.0.0.1:4569',
  'secret=',
  'context=default',
  '; a remark about secrets',
  '[secret]',
  `secret=${'a'.repeat(3000)}`,
])('%s', (line) => {
  // No `>` but the mark and the arrow of a register line.
  expect(marked(line.replace(/<|(?<!=)>/g, ''))).toBe(line);
});
