/**
 * What is inserted for an account is read back as the same account, through the whole loader, or refused.
 * `ROUND_TRIPS=100000 npx vitest run test/register/roundTrip.test.ts` takes some minutes.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../server/src/register/write.ts';
import { readBack, targets, written, type TargetName } from '../support/roundTrip.ts';
import cases from './written.json' with { type: 'json' };

const names = Object.keys(targets) as TargetName[];
const runs = Number(process.env.ROUND_TRIPS ?? 100);

const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const marks = fc.constantFrom(...Array.from(';:@/?~"()[]\\<> -=,aB1#&+'));
const secrets = fc.oneof(
  fc.string({ unit: printable, minLength: 1, maxLength: 40 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: marks, minLength: 1, maxLength: 14 }),
  fc.string({ unit: fc.constantFrom('a', 'B', '9', '_'), minLength: 1, maxLength: 300 }),
);
const users = fc.oneof(
  fc.stringMatching(/^[a-z0-9._+-]{1,20}$/),
  fc.string({ unit: printable, minLength: 1, maxLength: 12 }),
);
const hosts = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.string({ unit: printable, minLength: 1, maxLength: 12 }),
);
const accounts: fc.Arbitrary<Account> = fc.record(
  { user: users, secret: secrets, host: hosts, port: fc.integer({ min: 1, max: 65_535 }) },
  { requiredKeys: ['user', 'host'] },
);

/** Throws where what is read differs; tells whether anything was written. */
function check(name: TargetName, account: Account): boolean {
  const { user, secret, host, port = name === 'iax.conf' ? 4569 : 5060 } = account;
  const result = written(name, account);
  const shown = 'reason' in result ? result.reason : result.preview;
  const isLong = secret !== undefined && secret.length > 8 && !`${user}${host}`.includes(secret);
  if (isLong && shown.includes(JSON.stringify(secret).slice(1, -1))) throw new Error('the secret is shown');
  if ('reason' in result) return false;
  expect(readBack(name, result.text)).toEqual({ user, secret, host, port });
  return true;
}

describe('what is written', () => {
  it(`is read back, ${String(runs)} times`, { timeout: 3_600_000 }, () => {
    const counts = new Map(names.map((name) => [name, 0]));
    fc.assert(
      fc.property(accounts, (account) => {
        for (const name of names) if (check(name, account)) counts.set(name, (counts.get(name) ?? 0) + 1);
      }),
      { numRuns: runs, ...(runs === 100 ? { seed: 5 } : {}) },
    );
    for (const name of names) expect(counts.get(name)).toBeGreaterThan(runs / 4);
    if (runs !== 100) console.log(JSON.stringify([...counts]));
  });

  it('is fixed for 200 accounts', { timeout: 60_000 }, () => {
    expect(cases).toHaveLength(200);
    for (const { account, files } of cases) {
      for (const name of names) {
        const result = written(name, account);
        const found = 'reason' in result ? result.reason : newLines(name, result.text);
        expect(found).toEqual(files[name]);
        check(name, account);
      }
    }
  });
});

/** The lines that hold the account's own words. */
function newLines(name: TargetName, text: string): string[] {
  const known = new Set(targets[name].split(/\r?\n/));
  return text
    .split(/\r?\n/)
    .filter(
      (line) =>
        !known.has(line) && /^(?:register|server_uri|client_uri|password|username|remotesecret)\b/.test(line),
    );
}
