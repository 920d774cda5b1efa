/** The sip.conf options: sound in themselves and, where the facts are at hand, nothing missing and nothing invented. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Option, OptionFile } from '../../server/src/catalogue/option.ts';
import { sip as catalogue } from '../../server/src/catalogue/sip.ts';
import { complaints, sharedDocs } from './invariants.ts';

const sip: OptionFile = catalogue;
const factsFile = new URL('../../../shared/facts/sip.json', import.meta.url);

interface Fact {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly scope: readonly string[];
  readonly type: string;
  readonly values: readonly string[];
  readonly range: readonly (number | null)[] | null;
  readonly default: string | null;
  readonly repeatSemantics: string;
  readonly since: string | null;
  readonly deprecated: { readonly since: string } | null;
  readonly deprecatedSpellings?: Readonly<Record<string, { readonly since: string }>>;
  readonly removed: string | null;
  readonly security: string | null;
  readonly pjsip: string | null;
  readonly sourceRef: string;
  readonly required?: boolean;
  readonly unit?: string;
  readonly maxLength?: Readonly<Record<string, number>>;
}

describe('the sip.conf options', () => {
  it('hold together and have docs of their own', () => {
    expect(complaints(sip)).toEqual([]);
    expect(sharedDocs([sip])).toEqual([]);
  });

  it('survive a JSON round trip', () => {
    expect(JSON.parse(JSON.stringify(sip))).toEqual(sip);
  });

  it('have no two docs that differ only in the name of the option', () => {
    const bare = sip.options.map(({ name, docs }) => docs.replaceAll(name, '').replaceAll(/\W+/gu, ' '));
    expect(new Set(bare).size).toBe(sip.options.length);
  });

  it('do not begin alike', () => {
    const starts = sip.options.map(({ docs }) => docs.slice(0, 40));
    expect(repeated(starts)).toEqual([]);
  });

  it('mark what holds a credential', () => {
    const sensitive = sip.options.filter((option) => option.sensitive === true).map((option) => option.name);
    expect(sensitive.sort()).toEqual(['auth', 'md5secret', 'mwi', 'register', 'remotesecret', 'secret']);
  });

  it('tell where lines of one section add up', () => {
    expect(option('register').repeats).toBe('accumulate');
    expect(option('nat').repeats).toBe('merge');
    expect(option('type').repeats).toBe('first');
    expect(option('secret').repeats).toBeUndefined();
  });

  it('tell booleans with a word more from exact words and from numbers', () => {
    expect(option('autocreatepeer').value).toEqual({ kind: 'boolean', words: ['persist'] });
    expect(option('dtlsverify').value.kind).toBe('choice');
    expect(option('qualify').value).toEqual({ kind: 'duration', unit: 'ms', words: ['yes', 'no'] });
    expect(option('rtautoclear').value).toEqual({ kind: 'duration', unit: 's', booleans: 'all' });
  });

  it('say what a typo turns into where that opens a door', () => {
    expect(option('tcpenable').onBadValue).toBe('yes');
    expect(option('alwaysauthreject').onBadValue).toBe('no');
    expect(option('udpbindaddr').onBadValue).toBe('unchanged');
    expect(option('permit').onBadValue).toBe('section');
  });
});

describe('the sip.conf options beside the facts', () => {
  if (!existsSync(factsFile)) {
    it('cannot be compared here', () => {
      console.log('sip.conf: ../shared/facts is not there, comparison skipped');
      expect(sip.options).not.toEqual([]);
    });
    return;
  }
  const facts = readFacts();

  it('are the same names', () => {
    console.log(`sip.conf: ${sip.options.length} options, ${facts.length} facts`);
    expect(sip.options.map((one) => one.name).sort()).toEqual(facts.map((fact) => fact.name).sort());
  });

  it.each(facts.map((fact) => [fact.name, fact] as const))(
    '%s is read there and as the facts say',
    (name, fact) => {
      const known = option(name);
      expect({
        aliases: known.aliases ?? [],
        deprecatedAliases: known.deprecatedAliases ?? {},
        scope: known.in,
        words: [...wordsOf(known)].sort(),
        limits: limitsOf(known),
        unit: 'unit' in known.value ? known.value.unit : undefined,
        default: known.default ?? '',
        repeats: known.repeats ?? 'last',
        since: known.since,
        deprecated: known.removed === '21' ? known.deprecated?.since : undefined,
        removed: known.removed,
        required: known.required ?? false,
        maxLength: lengthsOf(known),
        source: known.source,
      }).toEqual({
        aliases: fact.aliases,
        deprecatedAliases: spellings(fact),
        scope: fact.scope,
        words: fact.values.filter((word) => !word.includes('<')).sort(),
        limits: factLimits(fact),
        unit: fact.unit ?? (fact.type === 'duration-seconds' ? 's' : undefined),
        default: fact.default ?? '',
        repeats: repeatsOf(fact),
        since: fact.since ?? undefined,
        deprecated: fact.deprecated?.since,
        removed: fact.removed ?? undefined,
        required: fact.required ?? false,
        maxLength: fact.maxLength ?? {},
        source: fact.sourceRef,
      });
    },
  );

  it('name the pjsip.conf counterpart wherever the facts name one', () => {
    for (const fact of facts) {
      const named = fact.pjsip?.replace(/ instead of .*/u, '').match(/\b[a-z]+\/[a-z\d_]+/gu) ?? [];
      expect([fact.name, ...counterparts(option(fact.name))]).toEqual(expect.arrayContaining(named));
    }
  });

  it('name no counterpart that pjsip.conf does not have', () => {
    const known = readPjsipNames();
    expect(known.size).toBeGreaterThan(300);
    const invented = sip.options.flatMap(counterparts).filter((name) => !known.has(name));
    expect(invented).toEqual([]);
  });

  it('give three sentences or more where security is at stake', () => {
    const short = facts
      .filter((fact) => fact.security !== null)
      .map((fact) => option(fact.name))
      .filter(({ docs }) => (docs.match(/[.;](?: |$)/gu) ?? []).length < 3);
    expect(short.map(({ name }) => name)).toEqual([]);
  });
});

function option(name: string): Option {
  const found = sip.options.find((one) => one.name === name);
  if (found === undefined) throw new Error(`sip.conf has no ${name}`);
  return found;
}

function counterparts(known: Option): readonly string[] {
  return known.pjsip?.split(', ') ?? [];
}

function repeated(texts: readonly string[]): string[] {
  return texts.filter((text, at) => texts.indexOf(text) !== at);
}

/** The words of an option as the facts list them: yes and no where it takes booleans. */
function wordsOf({ value }: Option): readonly string[] {
  const words = 'words' in value ? (value.words ?? []) : [];
  const booleans = 'booleans' in value ? value.booleans : undefined;
  if (value.kind === 'boolean' || booleans === 'all') return ['yes', 'no', ...words];
  return booleans === 'false' ? [...new Set(['no', ...words])] : words;
}

function limitsOf({ value }: Option): readonly (number | undefined)[] {
  return 'min' in value || 'max' in value ? [value.min, value.max] : [undefined, undefined];
}

function factLimits(fact: Fact): readonly (number | undefined)[] {
  // A list of groups has its limit in the pattern of an item.
  if (fact.type === 'flags-list') return [undefined, undefined];
  const pattern = fact.values
    .map((word) => /^<integer (\d+)-(\d+)>$/u.exec(word))
    .find((one) => one !== null);
  if (pattern) return [Number(pattern[1]), Number(pattern[2])];
  const [low, high] = fact.range ?? [];
  return [low ?? undefined, high ?? undefined];
}

function repeatsOf({ repeatSemantics }: Fact): string {
  if (repeatSemantics.startsWith('first')) return 'first';
  return repeatSemantics === 'last-wins' ? 'last' : repeatSemantics;
}

function spellings(fact: Fact): Readonly<Record<string, string>> {
  const entries = Object.entries(fact.deprecatedSpellings ?? {});
  return Object.fromEntries(entries.map(([name, { since }]) => [name, since]));
}

/** Lengths by section kind, as the facts list them. */
function lengthsOf(known: Option): Readonly<Record<string, number>> {
  const lengths: Record<string, number> = {};
  for (const kind of known.in) {
    const length = known.scoped?.[kind]?.maxLength ?? known.maxLength;
    if (length !== undefined) lengths[kind] = length;
  }
  return lengths;
}

function readFacts(): readonly Fact[] {
  const file = JSON.parse(readFileSync(factsFile, 'utf8')) as { readonly options: readonly Fact[] };
  return file.options;
}

/** Every option of pjsip.conf as `type/option`, and `type/type` for the line that names the type. */
function readPjsipNames(): ReadonlySet<string> {
  const file = JSON.parse(readFileSync(new URL('pjsip.json', factsFile), 'utf8')) as {
    readonly objectTypes: readonly {
      readonly type: string;
      readonly options: readonly { readonly name: string; readonly aliases: readonly string[] }[];
    }[];
  };
  return new Set(
    file.objectTypes.flatMap(({ type, options }) => [
      `${type}/type`,
      ...options.flatMap(({ name, aliases }) => [name, ...aliases].map((spelling) => `${type}/${spelling}`)),
    ]),
  );
}
