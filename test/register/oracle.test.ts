/** Compares the register parsers with what real Asterisk did, where the recordings are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { callbackRegister, parseSipRegister } from '../../server/src/register/chanSip.ts';
import type { RegisterString } from '../../server/src/register/shape.ts';
import { optionValue, lineValue } from './support.ts';

const FOLDER = new URL('../../../shared/oracle/register/', import.meta.url);
const IS_HERE = existsSync(FOLDER);
if (!IS_HERE) console.warn('skipped: no recordings of real Asterisk beside the repository');

interface Case {
  readonly input: string;
  readonly ok: boolean;
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly messages?: readonly string[];
  readonly note: string;
}

const CONTEXT = { defaultExpiry: 120 };

function load(name: string): readonly Case[] {
  return IS_HERE ? (JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Case[]) : [];
}

/** Code that our problems use for a message of the recordings, where it has another name. */
const CODES: Readonly<Record<string, string>> = {
  'empty-host': 'no-host',
  'object-rejected': 'format',
};

function differences(expected: Case, actual: RegisterString): readonly string[] {
  const found: string[] = [];
  if (expected.ok !== actual.ok) found.push(`ok is ${String(actual.ok)}`);
  const fields: Readonly<Record<string, unknown>> = { ...actual.fields };
  for (const [name, value] of Object.entries(expected.fields ?? {})) {
    if ((fields[name] ?? '') !== value) {
      found.push(`${name}: ${JSON.stringify(fields[name])}, recorded ${JSON.stringify(value)}`);
    }
  }
  const codes = new Set<string>(actual.problems.map((problem) => problem.code));
  for (const message of expected.messages ?? [])
  // A host that merely does not exist looks like any other.
  {
    if (message !== 'unusable-host' && !codes.has(CODES[message] ?? message)) {
      found.push(`no problem ${message}`);
    }
  }
  for (const code of ['format', 'invalid-port', 'invalid-domain-port', 'invalid-transport']) {
    if (codes.has(code) && expected.messages?.includes(code) !== true) {
      found.push(`problem ${code} that was not recorded`);
    }
  }
  return found;
}

function compare(name: string, cases: readonly Case[], parse: (input: string) => RegisterString) {
  const wrong: string[] = [];
  let fields = 0;
  for (const expected of cases) {
    fields += Object.keys(expected.fields ?? {}).length;
    for (const difference of differences(expected, parse(expected.input))) {
      wrong.push(`${expected.note}: ${difference}`);
    }
  }
  console.log(`${name}: ${cases.length} recorded strings, ${fields} fields, ${wrong.length} wrong`);
  expect(wrong).toEqual([]);
}

describe.skipIf(!IS_HERE)('register strings agree with real Asterisk', () => {
  it('in sip.conf', () => {
    const cases = load('sip.json');
    expect(cases.length).toBeGreaterThan(300);
    compare('sip', cases, (input) => parseSipRegister(lineValue(input), CONTEXT));
  });

  it('in iax.conf', () => {
    const cases = load('iax.json');
    expect(cases.length).toBeGreaterThan(100);
    compare('iax', cases, (input) => parseIaxRegister(lineValue(input), CONTEXT));
  });

  it('built from a peer with callbackextension', () => {
    const cases = load('sip-callbackextension.json');
    expect(cases.length).toBeGreaterThan(10);
    compare('callbackextension', cases, (input) => {
      const option = (name: string): string => optionValue(input, name) ?? '';
      const host = option('host');
      const peer = {
        name: /^\[(.*?)\]/.exec(input)?.[1] ?? '',
        host: host === 'dynamic' ? '' : host,
        callbackextension: option('callbackextension'),
        fromuser: option('fromuser'),
        defaultuser: option('defaultuser'),
        secret: option('secret'),
        remotesecret: option('remotesecret'),
      };
      return parseSipRegister(callbackRegister(peer), CONTEXT);
    });
  });
});
