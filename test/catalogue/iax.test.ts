/** The iax.conf options: sound in themselves and, where the facts are at hand, nothing missing and nothing invented. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iax as catalogue } from '../../server/src/catalogue/iax.ts';
import type { Option, OptionFile } from '../../server/src/catalogue/option.ts';
import { complaints, sentences, sharedDocs } from './invariants.ts';

const iax: OptionFile = catalogue;
const factsFile = new URL('../../../shared/facts/iax.json', import.meta.url);

interface Fact {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly scope: readonly string[];
  readonly type: string;
  readonly values?: readonly string[];
  readonly range?: readonly (number | null)[] | null;
  readonly default?: string | null;
  readonly since?: string | null;
  readonly removed?: string | null;
  readonly required?: boolean;
  readonly repeatable?: boolean;
  readonly unit?: string;
  readonly security?: string | null;
  readonly sourceRef: string;
}

describe('the iax.conf options', () => {
  it('hold together and have docs of their own', () => {
    expect(complaints(iax)).toEqual([]);
    expect(sharedDocs([iax])).toEqual([]);
  });

  it('survive a JSON round trip', () => {
    expect(JSON.parse(JSON.stringify(iax))).toEqual(iax);
  });

  it('mark what holds a credential', () => {
    const sensitive = iax.options.filter((option) => option.sensitive === true);
    expect(sensitive.map((option) => option.name)).toEqual(['register', 'secret']);
  });

  it('tell where lines of one section add up', () => {
    expect(option('secret').scoped).toEqual({
      user: { repeats: 'accumulate' },
      peer: { maxLength: 79 },
    });
    expect(option('type').repeats).toBe('first');
    expect(option('permit').repeats).toBe('accumulate');
    expect(option('host').repeats).toBeUndefined();
  });

  it('take only the two words for qualify, but any true word for autokill', () => {
    expect(option('qualify').value).toEqual({ kind: 'duration', unit: 'ms', words: ['yes', 'no'] });
    expect(option('autokill').value).toEqual({ kind: 'duration', unit: 'ms', booleans: 'all' });
  });
});

describe('the iax.conf options beside the facts', () => {
  if (!existsSync(factsFile)) {
    it('cannot be compared here', () => {
      console.log('iax.conf: ../shared/facts is not there, comparison skipped');
      expect(iax.options).not.toEqual([]);
    });
    return;
  }
  const facts = readFacts();

  it('are the same names', () => {
    console.log(`iax.conf: ${iax.options.length} options, ${facts.length} facts`);
    expect(iax.options.map((one) => one.name).sort()).toEqual(facts.map((fact) => fact.name).sort());
  });

  it('give advice where the facts see a danger', () => {
    const risky = facts.filter((fact) => fact.security).map((fact) => option(fact.name));
    expect(risky.length).toBeGreaterThan(10);
    expect(risky.filter((one) => sentences(one.docs) < 3).map((one) => one.name)).toEqual([]);
  });

  it('name only options that pjsip.conf has', () => {
    const known = pjsipNames();
    const named = iax.options.flatMap((one) => one.pjsip ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((target) => !known.has(target))).toEqual([]);
  });

  it.each(facts.map((fact) => [fact.name, fact] as const))(
    '%s is read there and as the facts say',
    (name, fact) => {
      const known = option(name);
      expect({
        aliases: known.aliases ?? [],
        scope: [...known.in].sort(),
        words: [...wordsOf(known)].sort(),
        limits: limitsOf(known),
        unit: 'unit' in known.value ? known.value.unit : undefined,
        default: known.default ?? '',
        since: known.since,
        removed: known.removed,
        required: known.required ?? false,
        repeats: known.repeats === 'accumulate' || known.scoped?.user?.repeats === 'accumulate',
        source: known.source,
      }).toEqual({
        aliases: fact.aliases,
        scope: [...fact.scope].sort(),
        words: (fact.values ?? []).filter((word) => !word.startsWith('<')).sort(),
        limits: factLimits(fact),
        unit: fact.unit ?? (fact.type === 'duration-seconds' ? 's' : undefined),
        default: fact.default ?? '',
        since: fact.since ?? undefined,
        removed: fact.removed ?? undefined,
        required: fact.required ?? false,
        repeats: fact.repeatable === true,
        source: fact.sourceRef,
      });
    },
  );
});

function option(name: string): Option {
  const found = iax.options.find((one) => one.name === name);
  if (found === undefined) throw new Error(`iax.conf has no ${name}`);
  return found;
}

/** The words of an option as the facts list them: yes and no where it takes booleans. */
function wordsOf({ name, value }: Option): readonly string[] {
  const booleans = value.kind === 'boolean' || ('booleans' in value && value.booleans === 'all');
  // The facts list `dynamic` for host and leave out the 0 that lifts the limit of trunkmtu.
  const words = 'words' in value && name !== 'trunkmtu' ? (value.words ?? []) : [];
  return booleans ? ['yes', 'no', ...words] : words;
}

function limitsOf({ value }: Option): readonly (number | undefined)[] {
  return 'min' in value || 'max' in value ? [value.min, value.max] : [undefined, undefined];
}

function factLimits(fact: Fact): readonly (number | undefined)[] {
  const pattern = fact.values
    ?.map((word) => /^<integer (\d+)-(\d+)>$/u.exec(word))
    .find((match) => match !== null);
  if (pattern) return [Number(pattern[1]), Number(pattern[2])];
  const [low, high] = fact.range ?? [];
  return [low ?? undefined, high ?? undefined];
}

function pjsipNames(): ReadonlySet<string> {
  const text = readFileSync(new URL('pjsip.json', factsFile), 'utf8');
  const { objectTypes } = JSON.parse(text) as {
    readonly objectTypes: readonly {
      readonly type: string;
      readonly options: readonly { readonly name: string }[];
    }[];
  };
  return new Set(objectTypes.flatMap(({ type, options }) => options.map(({ name }) => `${type}/${name}`)));
}

function readFacts(): readonly Fact[] {
  const file = JSON.parse(readFileSync(factsFile, 'utf8')) as { readonly options: readonly Fact[] };
  return file.options;
}
