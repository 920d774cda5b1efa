import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applications } from '../../server/src/dialplan/catalogue/applications.ts';
import type { Argument, Callable } from '../../server/src/dialplan/catalogue/callable.ts';
import { functions } from '../../server/src/dialplan/catalogue/functions.ts';
import {
  applicationNamed,
  functionNamed,
  isThere,
  nearApplication,
  nearFunction,
  successorOf,
} from '../../server/src/dialplan/catalogue/lookup.ts';
import { retired } from '../../server/src/dialplan/catalogue/retired.ts';
import { channelVariables } from '../../server/src/dialplan/catalogue/variables.ts';

const facts = new URL('../../../shared/facts/dialplan.json', import.meta.url);

interface Fact {
  readonly name: string;
  readonly module: string;
  readonly since: string;
  readonly goneFrom?: string;
  readonly argSeparator?: string;
  readonly args: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly options?: readonly string[];
    readonly values?: readonly string[];
    readonly subArgs?: readonly string[];
  }[];
}

interface Facts {
  readonly applications: readonly Fact[];
  readonly functions: readonly Fact[];
  readonly syntax: {
    readonly variables: {
      readonly readOnlyCore: readonly string[];
      readonly statusVariables: Readonly<Record<string, readonly string[]>>;
    };
  };
}

describe.skipIf(!existsSync(facts))('the collected facts', () => {
  const known = existsSync(facts) ? (JSON.parse(readFileSync(facts, 'utf8')) as Facts) : undefined;

  it.each([
    ['applications', applications, known?.applications ?? []],
    ['functions', functions, known?.functions ?? []],
  ] as const)('%s are all there with the same arguments and versions', (_, ours, theirs) => {
    expect(ours.map(ownFact)).toEqual(theirs.map(theirFact));
  });

  it('name only variables that are here', () => {
    const { readOnlyCore = [], statusVariables = {} } = known?.syntax.variables ?? {};
    const names = [...readOnlyCore, ...Object.values(statusVariables).flat()];
    expect(names.filter((name) => !Object.hasOwn(channelVariables, name))).toEqual([]);
    expect(names.length).toBeGreaterThan(50);
  });
});

function ownFact({ name, module, since, goneFrom, separator, args }: Callable): object {
  return { name, module, since, goneFrom, separator: separator ?? ',', args: args.map(ownArgument) };
}

function ownArgument({ name, isOptional, options, values, parts }: Argument): object {
  const letters = Object.keys(options ?? {}).sort();
  return { name, required: isOptional !== true, options: letters, values: values ?? [], parts: parts ?? [] };
}

function theirFact({ name, module, since, goneFrom, argSeparator, args }: Fact): object {
  const first = since === 'master' ? 23 : Number(since);
  return {
    name,
    module,
    since: first === 13 ? undefined : first,
    goneFrom: goneFrom === undefined ? undefined : Number(goneFrom),
    separator: argSeparator ?? ',',
    args: args.map(({ name: word, required, options = [], values = [], subArgs = [] }) => ({
      name: word,
      required,
      options: [...options].sort(),
      values,
      parts: subArgs,
    })),
  };
}

describe('the catalogue of the dialplan', () => {
  it('says something about each in whole sentences', () => {
    const poor = [...applications, ...functions].filter(({ docs }) => !/^[^a-z\s].{4,}[.`)]$/.test(docs));
    expect(poor).toEqual([]);
  });

  it.each([
    ['an application in any letter case', applicationNamed('dIaL')?.name, 'Dial'],
    ['a function in its own letter case', functionNamed('CALLERID')?.name, 'CALLERID'],
    ['no function in another letter case', functionNamed('CallerID'), undefined],
    ['no name of every object', applicationNamed('constructor'), undefined],
    ['a near application', nearApplication('Hangpu', 22), 'Hangup'],
    ['a near application of the version only', nearApplication('Macroo', 22), undefined],
    ['a function in another letter case', nearFunction('callerid', 22), 'CALLERID'],
    ['a near function', nearFunction('CALERID', 22), 'CALLERID'],
    ['what replaced an old one', successorOf('setvar'), 'Set'],
  ])('finds %s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('knows in which versions something is', () => {
    const macro = applicationNamed('Macro');
    expect([13, 20, 21, 23].map((version) => macro !== undefined && isThere(macro, version))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('retires nothing that is there', () => {
    expect(Object.keys(retired).filter((name) => applicationNamed(name) !== undefined)).toEqual([]);
  });
});
