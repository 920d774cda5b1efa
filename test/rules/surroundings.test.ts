/** Rules that need the surroundings are silent where these are not known. The examples are those of the rules' pages. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allRules } from '../../server/src/rules/index.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { withOptions } from '../../server/src/workspace/workspace.ts';
import { examplesIn, filesOf } from '../support/examples.ts';
import { FOLDER, lintText, workspaceOf } from '../support/lintText.ts';

/** Silent in files that no root we know includes. */
const needRoot = [
  'conf-no-section',
  'conf-template-missing',
  'conf-include-missing',
  'sip-allowguest',
  'sip-default-context',
  'pjsip-ref-missing',
  'pjsip-registration-auth',
  'pjsip-open-endpoint',
  'register-section',
  'register-peer-missing',
  'register-peer-mismatch',
  'dialplan-target-missing',
  'context-missing',
];

/** Of these, the ones about things that are absent: silent too where a file that may hold them is not there. */
const needAll = [
  'conf-template-missing',
  'sip-allowguest',
  'sip-default-context',
  'pjsip-ref-missing',
  'pjsip-registration-auth',
  'pjsip-open-endpoint',
  'option-missing',
  'register-peer-missing',
  'dialplan-target-missing',
  'context-missing',
];

/** About the whole section: silent where a parent is not found. */
const needParents = [
  'section-type-missing',
  'section-type-unknown',
  'option-missing',
  'sip-open-device',
  'sip-no-acl',
  'iax-open-device',
  'iax-no-acl',
  'pjsip-aor-no-contact',
  'secret-empty',
  'secret-missing',
];

/** Examples that show a line which is there, not one that is missing. */
const hasLine: Readonly<Record<string, RegExp>> = {
  'sip-allowguest': /^allowguest/m,
  'sip-default-context': /^context/m,
};

const registered = new Set(allRules.map(({ id }) => id));

function badExamples(id: string): readonly (readonly [string, string, Readonly<Record<string, string>>])[] {
  const page = readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
  return examplesIn(page)
    .filter(({ verdict }) => verdict === 'bad')
    .map(({ name, body }) => [id, name, filesOf(name, body)]);
}

function casesOf(
  ids: readonly string[],
): readonly (readonly [string, string, Readonly<Record<string, string>>])[] {
  return ids.filter((id) => registered.has(id)).flatMap(badExamples);
}

const found = (files: Readonly<Record<string, string>>, id: string): number =>
  Object.keys(files)
    .flatMap((name) => lintText(files, name))
    .filter(({ rule }) => rule === id).length;

describe('in a file nobody includes', () => {
  test.each(casesOf(needRoot))('%s is silent (%s)', (id, name, files) => {
    expect(found(files, id)).toBeGreaterThan(0);
    const loose = 'part-of-it.conf';
    const workspace = workspaceOf({ [loose]: files[name] ?? '' });
    const chosenKinds = new Map([[FOLDER + loose, name]]);
    const findings = lint(withOptions(workspace, { chosenKinds }), FOLDER + loose, defaultLintSettings);
    expect(findings.filter(({ rule }) => rule === id)).toEqual([]);
  });
});

describe('where an included file is not there', () => {
  const absent = casesOf(needAll).filter(
    ([id, name, files]) => hasLine[id]?.test(files[name] ?? '') !== true,
  );
  test.each(absent)('%s is silent (%s)', (id, _, files) => {
    const incomplete = Object.entries(files).map(([name, text]) => [
      name,
      `${text.endsWith('\n') ? text : `${text}\n`}#include not-there.conf\n`,
    ]);
    expect(found(Object.fromEntries(incomplete) as Readonly<Record<string, string>>, id)).toBe(0);
  });
});

describe('where a parent is not found', () => {
  test.each(casesOf(needParents))('%s is silent (%s)', (id, name, files) => {
    expect(found(files, id)).toBeGreaterThan(0);
    const text = (files[name] ?? '').replace(
      /^\[(?!general)([^\]]+)\](?:\(([^)]*)\))?/gm,
      (_, section: string, options?: string) =>
        options === undefined ? `[${section}](not-there)` : `[${section}](${options},not-there)`,
    );
    expect(found({ ...files, [name]: text }, id)).toBe(0);
  });
});
