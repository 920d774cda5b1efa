/** The pjsip.conf and pjsip_wizard.conf options: sound in themselves and, where the facts are at hand, the same as these. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookup } from '../../server/src/catalogue/lookup.ts';
import type { Option, OptionFile } from '../../server/src/catalogue/option.ts';
import { pjsip as pjsipData } from '../../server/src/catalogue/pjsip.ts';
import { pjsipWizard as wizardData } from '../../server/src/catalogue/pjsipWizard.ts';
import { complaints, sharedDocs } from './invariants.ts';

const pjsip: OptionFile = pjsipData;
const pjsipWizard: OptionFile = wizardData;
const both = [...pjsip.options, ...pjsipWizard.options];
const factsFile = new URL('../../../shared/facts/pjsip.json', import.meta.url);

interface Fact {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[] | null;
  readonly range: string | null;
  readonly default: string | null;
  readonly repeatable: boolean;
  readonly since: string;
  readonly sinceVersions?: readonly string[];
  readonly deprecated: string | null;
  readonly security: string | null;
  readonly sourceRef: string;
  readonly unit?: string;
  readonly namePattern?: string;
}

interface FactType {
  readonly type: string;
  readonly file: string;
  readonly required: readonly string[];
  readonly options: readonly Fact[];
}

describe('the pjsip options', () => {
  it('hold together and have docs of their own', () => {
    expect([...complaints(pjsip), ...complaints(pjsipWizard)]).toEqual([]);
    expect(sharedDocs([pjsip, pjsipWizard])).toEqual([]);
  });

  it('survive a JSON round trip', () => {
    expect(JSON.parse(JSON.stringify(pjsip))).toEqual(pjsip);
    expect(JSON.parse(JSON.stringify(pjsipWizard))).toEqual(pjsipWizard);
  });

  it('have no two docs that differ only in the name of the option', () => {
    const bare = both.map(({ name, docs }) => docs.replaceAll(name, '').replaceAll(/\W+/gu, ' '));
    expect(new Set(bare).size).toBe(both.length);
  });

  it('do not begin alike', () => {
    const starts = both.map(({ docs }) => docs.slice(0, 50));
    expect(starts.filter((text, at) => starts.indexOf(text) !== at)).toEqual([]);
  });

  it('mark what holds a credential', () => {
    const sensitive = both.filter((option) => option.sensitive === true);
    expect(sensitive.map((option) => `${option.in.join()}/${option.name}`).sort()).toEqual([
      'auth/md5_cred',
      'auth/oauth_secret',
      'auth/password',
      'auth/password_digest',
      'auth/refresh_token',
      'transport/password',
      'wizard/inbound_auth/*',
      'wizard/outbound_auth/*',
    ]);
  });

  it('are found by the type of the section', () => {
    expect(lookup('pjsip.conf', 'auth', 'Password')?.in).toEqual(['auth']);
    expect(lookup('pjsip.conf', 'transport', 'password')?.in).toEqual(['transport']);
    expect(lookup('pjsip.conf', 'endpoint', 'password')).toBeUndefined();
    expect(lookup('pjsip_wizard.conf', 'wizard', 'endpoint/context')?.name).toBe('endpoint/*');
    expect(lookup('pjsip_wizard.conf', 'wizard', 'endpoints/context')).toBeUndefined();
    expect(lookup('pjsip.conf', 'inbound-publication', 'event_presence')?.name).toBe('event_*');
    expect(lookup('pjsip.conf', 'phoneprov', 'TIMEZONE')?.name).toBe('*');
    expect(lookup('pjsip.conf', 'phoneprov', 'mac')?.name).toBe('MAC');
  });

  it('tell what is required and what has the section refused', () => {
    expect(lookup('pjsip.conf', 'registration', 'server_uri')?.required).toBe(true);
    expect(lookup('pjsip.conf', 'endpoint', 'dtmf_mode')?.onBadValue).toBe('section');
    expect(lookup('pjsip.conf', 'endpoint', 'direct_media')?.onBadValue).toBe('no');
    expect(lookup('pjsip.conf', 'transport', 'bind')?.restart).toBe(true);
    expect(lookup('pjsip.conf', 'transport', 'local_net')?.restart).toBeUndefined();
  });
});

describe('the pjsip options beside the facts', () => {
  if (!existsSync(factsFile)) {
    it('cannot be compared here', () => {
      console.log('pjsip.conf: ../shared/facts is not there, comparison skipped');
      expect(both).not.toEqual([]);
    });
    return;
  }
  const types = readFacts();
  const facts = types.flatMap((type) => type.options.map((fact) => ({ type, fact })));

  it('are the same names in the same object types', () => {
    for (const file of [pjsip, pjsipWizard]) {
      const expected = facts.filter(({ type }) => type.file === file.kind);
      const kinds = new Set(expected.map(({ type }) => type.type)).size;
      console.log(`${file.kind}: ${file.options.length} options, ${expected.length} facts, ${kinds} types`);
      expect(file.options.map((one) => `${one.in.join()}/${one.name}`).sort()).toEqual(
        expected.map(({ type, fact }) => `${type.type}/${fact.name}`).sort(),
      );
    }
  });

  it.each(facts.map(({ type, fact }) => [`${type.type}/${fact.name}`, type, fact] as const))(
    '%s is as the facts say',
    (path, type, fact) => {
      const known = option(path);
      const isNew = fact.since !== '13';
      expect({
        words: [...wordsOf(known)].sort(),
        limits: limitsOf(known),
        unit: 'unit' in known.value ? known.value.unit : undefined,
        default: known.default ?? '',
        accumulates: known.repeats === 'accumulate',
        since: known.since,
        sinceVersions: known.sinceVersions,
        deprecated: known.deprecated !== undefined,
        required: known.required ?? false,
        free: known.namePattern !== undefined,
        source: known.source.replace('@master', ''),
      }).toEqual({
        words: factWords(fact),
        limits: factLimits(fact),
        unit: fact.unit ?? (fact.type === 'duration' ? 's' : undefined),
        default: factDefault(fact),
        accumulates: fact.repeatable && fact.namePattern === undefined,
        since: isNew ? fact.since : undefined,
        sinceVersions: isNew ? fact.sinceVersions : undefined,
        deprecated: fact.deprecated !== null,
        required: type.required.includes(fact.name),
        free: fact.namePattern !== undefined,
        source: fact.sourceRef.replace(' (branch master)', ''),
      });
    },
  );

  it('give three sentences or more where security is at stake', () => {
    const short = facts
      .filter(({ fact }) => fact.security !== null)
      .map(({ type, fact }) => `${type.type}/${fact.name}`)
      .filter((path) => (option(path).docs.match(/[.;:](?: |$)/gu) ?? []).length < 3);
    expect(short).toEqual([]);
  });
});

function option(path: string): Option {
  const found = both.find((one) => `${one.in.join()}/${one.name}` === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
}

/** The words of an option as the facts list them: yes and no where it takes booleans. */
function wordsOf({ value }: Option): readonly string[] {
  const words = 'words' in value ? (value.words ?? []) : [];
  return value.kind === 'boolean' ? ['yes', 'no', ...words] : words;
}

function factWords(fact: Fact): readonly string[] {
  // Off and on are false and true words.
  if (fact.name === 'stir_shaken') return ['attest', 'no', 'verify', 'yes'];
  if (fact.type === 'tos') return wordsOf(option('transport/tos')).toSorted();
  if (fact.range?.startsWith('0 or ') === true) return ['0'];
  return [...(fact.values ?? [])].sort();
}

function factDefault(fact: Fact): string {
  return fact.name === 'stir_shaken' ? 'no' : (fact.default ?? '');
}

function limitsOf({ value }: Option): readonly (number | undefined)[] {
  return 'min' in value || 'max' in value ? [value.min, value.max] : [undefined, undefined];
}

function factLimits({ type, range }: Fact): readonly (number | undefined)[] {
  if (type === 'tos') return [0, 255];
  const between = /(\d+)-(\d+)$/u.exec(range ?? '');
  const isNumber = type === 'unsigned' || type === 'duration' || type === 'port';
  if (between !== null && isNumber) return [Number(between[1]), Number(between[2])];
  const least = /^>= (\d+)$/u.exec(range ?? '');
  if (least !== null) return [Number(least[1]), undefined];
  return type === 'unsigned' || type === 'duration' ? [0, undefined] : [undefined, undefined];
}

function readFacts(): readonly FactType[] {
  const file = JSON.parse(readFileSync(factsFile, 'utf8')) as { readonly objectTypes: readonly FactType[] };
  return file.objectTypes;
}
