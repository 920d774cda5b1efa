/** Compares the register parsers with what real Asterisk did, where the recordings are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { callbackRegister, parseSipRegister } from '../../server/src/register/chanSip.ts';
import type { RegisterString } from '../../server/src/register/shape.ts';
import { load as loadConfiguration, type LoadedCategory } from '../../server/src/workspace/load.ts';
import { outboundLogin } from '../../server/src/workspace/outboundLogin.ts';
import { pjsipAuthsOf, pjsipRegistrationsOf, registersOf } from '../../server/src/workspace/registrations.ts';
import { FOLDER as ETC, workspaceOf } from '../support/lintText.ts';
import { lineValue, optionValue } from './support.ts';

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

  it('in [general] only', () => {
    const cases = readFileSync(new URL('context.json', FOLDER), 'utf8');
    const wrong: string[] = [];
    const recorded = JSON.parse(cases) as readonly ContextCase[];
    for (const expected of recorded) {
      const categories = categoriesOf(expected.input, 'sip.conf');
      for (const driver of ['sip', 'iax'] as const) {
        const found = registersOf(driver, categories)
          .filter(({ parsed }) => parsed.ok)
          .map(
            ({ parsed: { fields } }) => `${fields.user ?? ''}@${fields.host ?? ''}:${String(fields.port)}`,
          );
        const wanted = expected[driver].map(({ user, host, port }) => `${user}@${host}:${port}`);
        if (found.sort().join() !== wanted.sort().join()) {
          wrong.push(`${driver}, ${expected.note}`);
        }
      }
    }
    console.log(`context: ${recorded.length} recorded files, ${wrong.length} wrong`);
    expect(recorded.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  it('and answer with the recorded secret', () => {
    const secrets = readFileSync(new URL('../secrets.json', FOLDER), 'utf8');
    const recorded = (JSON.parse(secrets) as readonly SecretCase[]).filter(
      ({ kind }) => kind === 'outgoing registration',
    );
    const wrong: string[] = [];
    for (const expected of recorded) {
      const categories = categoriesOf(`[general]\n${expected.input}`, 'sip.conf');
      const [found] = registersOf('sip', categories);
      const login = outboundLogin(found?.parsed.fields ?? {}, categories, 'oracle-realm');
      const proof = login?.digest === undefined ? login?.secret : 'digest';
      if (login?.user !== expected.authuser || proof !== expected.secret) wrong.push(expected.note);
    }
    console.log(`outgoing secrets: ${recorded.length} recorded files, ${wrong.length} wrong`);
    expect(recorded.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  it('and so does what pjsip makes of login sections', () => {
    const secrets = readFileSync(new URL('../secrets.json', FOLDER), 'utf8');
    const recorded = (JSON.parse(secrets) as readonly AuthCase[]).filter(
      ({ module }) => module === 'chan_pjsip',
    );
    const wrong: string[] = [];
    for (const expected of recorded) {
      for (const asterisk of expected.asterisk) {
        const version = asterisk.startsWith('16') ? 16 : 22;
        const categories = categoriesOf(expected.input, 'pjsip.conf', version);
        const login = pjsipAuthsOf(categories, version).at(-1);
        if (login?.auth.ok !== expected.ok) wrong.push(`${asterisk} ${expected.id}: ok`);
        // Calls that come in are compared with the digest where both are given; what is sent is the password.
        if (expected.id === 'userpass-md5_cred') continue;
        const isPlain = expected.ok && login?.auth.password !== undefined && expected.accepted?.length === 1;
        if (isPlain && login.auth.password !== expected.accepted[0]) wrong.push(`${asterisk} ${expected.id}`);
      }
    }
    console.log(`pjsip logins: ${recorded.length} recorded files, ${wrong.length} wrong`);
    expect(recorded.length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  it('in pjsip.conf', () => {
    const cases = load('pjsip.json') as readonly (Case & { readonly asterisk: readonly string[] })[];
    expect(cases.length).toBeGreaterThan(60);
    const wrong: string[] = [];
    let fields = 0;
    for (const expected of cases) {
      fields += Object.keys(expected.fields ?? {}).length;
      for (const asterisk of expected.asterisk) {
        const version = asterisk.startsWith('16') ? 16 : 22;
        const categories = categoriesOf(expected.input, 'pjsip.conf', version);
        const [found] = pjsipRegistrationsOf(categories, version);
        const actual = found?.registration ?? { ok: false, fields: {}, problems: [] };
        wrong.push(
          ...pjsipDifferences(expected, actual).map((difference) => `${expected.note}: ${difference}`),
        );
      }
    }
    console.log(`pjsip: ${cases.length} recorded files, ${fields} fields, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
  });
});

interface SecretCase {
  readonly kind: string;
  readonly input: string;
  readonly authuser: string;
  readonly secret: string;
  readonly note: string;
}

interface AuthCase {
  readonly module: string;
  readonly id: string;
  readonly asterisk: readonly string[];
  readonly input: string;
  readonly ok: boolean;
  readonly accepted?: readonly string[];
}

interface ContextCase {
  readonly input: string;
  readonly note: string;
  readonly sip: readonly Address[];
  readonly iax: readonly Address[];
}

interface Address {
  readonly user: string;
  readonly host: string;
  readonly port: number;
}

function categoriesOf(text: string, name: string, version: 16 | 22 = 16): readonly LoadedCategory[] {
  return loadConfiguration(workspaceOf({ [name]: text }), ETC + name, { version }).categories;
}

/** Messages of the recordings that concern a section as a whole or another one. */
const OTHER = /^(?:object-rejected|unknown-option|missing-|invalid-auth-type|invalid-value:auth_type)/;

function pjsipDifferences(
  expected: Case,
  actual: {
    readonly ok: boolean;
    readonly fields: object;
    readonly problems: readonly { readonly code: string; readonly option: string }[];
  },
): readonly string[] {
  const found: string[] = [];
  if (expected.ok !== actual.ok) found.push(`ok is ${String(actual.ok)}`);
  const fields: Readonly<Record<string, unknown>> = { ...actual.fields };
  for (const [name, value] of Object.entries(expected.fields ?? {})) {
    if (fields[name] !== value) found.push(`${name}: ${String(fields[name])}, recorded ${String(value)}`);
  }
  const codes = new Set(actual.problems.flatMap(({ code, option }) => [code, `${code}:${option}`]));
  for (const message of expected.messages ?? []) {
    if (!OTHER.test(message) && !codes.has(message)) found.push(`no problem ${message}`);
  }
  return found;
}
