/** What the schema offers for `.asterisk-conf.json` is what its reader takes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allRules } from '../../server/src/rules/index.ts';
import { readProjectFile } from '../../server/src/rules/projectFile.ts';
import { asteriskVersions, levels, vicidialSecretLengths } from '../../server/src/rules/settings.ts';

interface Schema {
  readonly properties: Readonly<
    Record<
      string,
      { readonly enum?: unknown; readonly properties?: Readonly<Record<string, { enum?: unknown }>> }
    >
  >;
}

const { properties } = JSON.parse(
  readFileSync(new URL('../../schemas/asterisk-conf.schema.json', import.meta.url), 'utf8'),
) as Schema;

test('each rule has an entry with every level', () => {
  const rules = properties.rules?.properties ?? {};
  expect(Object.keys(rules).sort()).toEqual(allRules.map(({ id }) => id).sort());
  expect(rules['secret-weak']?.enum).toEqual(expect.arrayContaining([...levels]));
});

test('the reader knows every key', () => {
  const ids = new Set(allRules.map(({ id }) => id));
  for (const key of Object.keys(properties)) {
    const { problems } = readProjectFile(JSON.stringify({ [key]: null }), ids);
    expect(problems.filter((problem) => problem.startsWith('Unknown key'))).toEqual([]);
  }
});

test('versions and lengths are those of the settings', () => {
  expect(properties.asteriskVersion?.enum).toEqual([...asteriskVersions]);
  expect(properties.vicidial?.properties?.secretLength?.enum).toEqual([...vicidialSecretLengths]);
});
