import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classifySecret } from '../../server/src/secrets/classify.ts';
import { knownSecrets } from '../../server/src/secrets/known.ts';
import { labelledGroups, type Label } from './labelled.ts';

const settings = { minimumBits: 72 };

function labelOf(
  secret: string,
  owners: readonly string[],
): { readonly label: Label; readonly kind: string } {
  const verdict = classifySecret(secret, owners, settings);
  switch (verdict.kind) {
    case 'template':
      return { label: 'none', kind: verdict.kind };
    case 'placeholder':
      return { label: 'warning', kind: verdict.kind };
    case 'empty':
    case 'default':
    case 'equals-user':
      return { label: 'error', kind: verdict.kind };
    case 'digits':
    case 'weak':
    case 'ok':
      return { label: verdict.strength.level, kind: verdict.kind };
  }
}

describe('levels of made-up secrets', () => {
  for (const { about, label, kind, owners = ['alice'], secrets } of labelledGroups) {
    test(about, () => {
      const wrong = secrets
        .map((secret, index) => ({ index, ...labelOf(secret, owners) }))
        .filter((found) => found.label !== label || (kind !== undefined && found.kind !== kind));
      expect(wrong).toEqual([]);
    });
  }

  test('there are at least 400 different ones', () => {
    expect(new Set(labelledGroups.flatMap(({ secrets }) => secrets)).size).toBeGreaterThanOrEqual(400);
  });
});

describe('known secrets', () => {
  test('each one is a default', () => {
    const values = knownSecrets.flatMap((list) => list.values);
    expect(values.length).toBeGreaterThan(90);
    expect(values.filter((value) => labelOf(value, []).kind !== 'default')).toEqual([]);
    expect(new Set(values).size).toBe(values.length);
  });

  test('in another letter case they are weak', () => {
    const all = new Set(knownSecrets.flatMap((list) => list.values));
    for (const { class: kind, values } of knownSecrets) {
      if (kind === 'published') continue;
      for (const value of values) {
        const other = value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase();
        if (other === value || all.has(other) || /^x+$|_(?:PASSWORD|SECRET|PASS)$|HERE$/i.test(other)) {
          continue;
        }
        expect(labelOf(other, []).label, `one of the ${kind} secrets`).toBe('error');
      }
    }
  });

  const facts = new URL('../../../shared/facts/default-secrets.json', import.meta.url);
  test('the reference list is contained', ({ annotate }) => {
    if (!existsSync(facts)) {
      void annotate('skipped: the reference list is not there');
      console.log('skipped: ../shared/facts/default-secrets.json is not there');
      expect(knownSecrets.length).toBeGreaterThan(0);
      return;
    }
    const { values } = JSON.parse(readFileSync(facts, 'utf8')) as { values: { value: string }[] };
    expect(values.length).toBeGreaterThan(90);
    expect(values.map(({ value }) => labelOf(value, []).kind).filter((kind) => kind !== 'default')).toEqual(
      [],
    );
  });
});
