import { describe, expect, test } from 'vitest';
import {
  defaultAlphabet,
  profiles,
  safeSigns,
  type GeneratorProfile,
} from '../../server/src/secrets/alphabet.ts';
import { generateSecret, profileProblem, secureRandom } from '../../server/src/secrets/generate.ts';
import { strength } from '../../server/src/secrets/strength.ts';
import { credentialsOf } from '../../server/src/workspace/credentialsOf.ts';
import { entriesIn } from '../support/entriesIn.ts';
import { seededRandom, seededWords } from '../support/seededRandom.ts';

const custom: GeneratorProfile = {
  length: 18,
  alphabet: `ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789${safeSigns}`,
};
const allProfiles: readonly (readonly [string, GeneratorProfile])[] = [
  ...Object.entries(profiles),
  ['custom', custom],
];

function draw(profile: GeneratorProfile, amount: number): readonly string[] {
  const random = seededRandom(20260101);
  return Array.from({ length: amount }, () => generateSecret(random, profile));
}

const kept = new Map<GeneratorProfile, readonly string[]>();

function drawn(profile: GeneratorProfile): readonly string[] {
  const secrets = kept.get(profile) ?? draw(profile, 10_000);
  kept.set(profile, secrets);
  return secrets;
}

describe('generated secrets', { timeout: 60_000 }, () => {
  test.each(allProfiles)('10,000 of profile %s are strong and hold what was promised', (_, profile) => {
    const secrets = drawn(profile);
    const allowed = new Set(profile.alphabet);
    const broken = secrets.filter(
      (secret) =>
        secret.length !== profile.length ||
        !Array.from(secret).every((character) => allowed.has(character)) ||
        !/^[A-Z\d]/i.test(secret) ||
        !/[a-z]/.test(secret) ||
        !/[A-Z]/.test(secret) ||
        !/\d/.test(secret),
    );
    expect(broken).toHaveLength(0);
    expect(secrets.filter((secret) => strength(secret, []).level !== 'strong')).toHaveLength(0);
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  test('the lengths are those of the profiles', () => {
    expect(Object.values(profiles).map(({ length }) => length)).toEqual([20, 16, 32]);
  });

  const places: readonly (readonly [string, string, string, (secret: string) => string])[] = [
    ['secret of sip.conf', 'sip.conf', 'alice', (secret) => `secret=${secret}`],
    [
      'register line of sip.conf',
      'sip.conf',
      'general',
      (secret) => `register => bob:${secret}@host.example/200`,
    ],
    [
      'register line with peer',
      'sip.conf',
      'general',
      (secret) => `register => peer?tcp://bob:${secret}:auth@host:5070~60`,
    ],
    ['auth of sip.conf', 'sip.conf', 'authentication', (secret) => `auth = bob:${secret}@realm`],
    ['secret of iax.conf', 'iax.conf', 'alice', (secret) => `secret = ${secret}`],
    ['register line of iax.conf', 'iax.conf', 'general', (secret) => `register => bob:${secret}@host:4569`],
    ['password of pjsip.conf', 'pjsip.conf', 'alice', (secret) => `password=${secret}`],
    ['wizard', 'pjsip_wizard.conf', 'alice', (secret) => `inbound_auth/password = ${secret}`],
    ['mailbox', 'voicemail.conf', 'default', (secret) => `1001 => ${secret},Alice`],
    ['dial string', 'extensions.conf', 'out', (secret) => `exten => 1,1,Dial(IAX2/bob:${secret}@host/2)`],
    ['member of a queue', 'queues.conf', 'q', (secret) => `member => SIP/bob:${secret}@host,1`],
    ['web interface', 'ari.conf', 'u', (secret) => `password = ${secret}`],
    ['database', 'res_odbc.conf', 'db', (secret) => `password => ${secret}`],
    ['manager', 'manager.conf', 'admin', (secret) => `secret=${secret} ; a remark`],
  ];
  test.each(places)('10,000 of each profile survive as %s', (_, kind, section, line) => {
    for (const [, profile] of allProfiles) {
      const secrets = drawn(profile);
      const found = credentialsOf(kind, section, entriesIn(secrets.map(line).join('\n')));
      expect(found.length).toBe(secrets.length);
      expect(found.filter(({ value }, i) => value !== secrets[i])).toHaveLength(0);
    }
    const [alone] = credentialsOf(kind, section, entriesIn(line(drawn(custom)[0] ?? '')));
    expect(alone?.unread).toBeUndefined();
  });
});

describe('profiles', () => {
  const short = { length: 11, alphabet: defaultAlphabet };
  const usable = { length: 12, alphabet: defaultAlphabet };
  test('below 72 bits they are refused', () => {
    expect(profileProblem(short)).toMatch(/72 bits/);
    expect(() => generateSecret(seededRandom(1), short)).toThrow(RangeError);
    expect(profileProblem(usable)).toBeUndefined();
    expect(profileProblem({ length: 20, alphabet: 'aaaaaaaaab' })).toMatch(/72 bits/);
  });
  test('a secret of just enough bits is not weak', () => {
    const random = seededRandom(7);
    for (let i = 0; i < 200; i++) {
      expect(strength(generateSecret(random, usable), []).bits).toBeGreaterThanOrEqual(72);
    }
  });
  test.each([
    [{ length: 0, alphabet: defaultAlphabet }],
    [{ length: 12.5, alphabet: defaultAlphabet }],
    [{ length: 500, alphabet: defaultAlphabet }],
    [{ length: 40, alphabet: '_-.+' }],
    [{ length: 40, alphabet: 'abcdef;' }],
    [{ length: 40, alphabet: 'abcdefäöü' }],
    [{ length: 40, alphabet: '' }],
  ])('unusable profile %#', (profile) => {
    expect(profileProblem(profile)).toBeTypeOf('string');
  });
  test('a source that is not random is noticed', () => {
    expect(() => generateSecret(() => 0, profiles.vicidial)).toThrow(/random/);
    expect(() => generateSecret(() => 99, profiles.vicidial)).toThrow(RangeError);
  });
});

describe('the random source', () => {
  function counts(below: number, draws: number): readonly number[] {
    const words = seededWords(42);
    const random = secureRandom((target) => {
      target.forEach((_, i) => (target[i] = words()));
    });
    const seen = Array.from({ length: below }, () => 0);
    for (let i = 0; i < draws; i++) {
      const value = random(below);
      seen[value] = (seen[value] ?? 0) + 1;
    }
    return seen;
  }

  // Limits: chi-squared with below - 1 degrees of freedom, exceeded by chance once in a thousand.
  test.each([
    [10, 27.9],
    [62, 100.9],
    [64, 103.4],
    [69, 109.8],
  ])('gives each of %i numbers equally often', (below, limit) => {
    const draws = 200_000;
    const expected = draws / below;
    const chiSquared = counts(below, draws).reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(limit);
    expect(chiSquared).toBeGreaterThan(below / 4);
  });

  test('throws words away that lie outside the range instead of folding them back', () => {
    const words = [0xffffffff, 0xf8000000, 0x08000000];
    const random = secureRandom((target) => {
      target[0] = words.shift() ?? 0;
    });
    // 62 takes six bits: 63 and 62 are thrown away, 2 is taken.
    expect(random(62)).toBe(2);
    expect(words).toEqual([]);
  });

  test('knows its limits', () => {
    const random = secureRandom((target) => {
      target[0] = 0xffffffff;
    });
    expect(random(1)).toBe(0);
    expect(random(2 ** 32)).toBe(0xffffffff);
    for (const below of [0, -1, 1.5, 2 ** 32 + 1]) expect(() => random(below)).toThrow(RangeError);
  });

  test('works with the platform', () => {
    const random = secureRandom((target) => globalThis.crypto.getRandomValues(target));
    expect(strength(generateSecret(random, profiles.vicidial), []).level).toBe('strong');
  });
});
