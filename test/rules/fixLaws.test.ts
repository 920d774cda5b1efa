/** What holds for every safe fix, on the bad examples of all pages: it mends, adds nothing, and has nothing left to do. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixesFor, type OfferedFix } from '../../server/src/rules/fixes.ts';
import { allRules } from '../../server/src/rules/index.ts';
import type { LintSettings } from '../../server/src/rules/rule.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { examplesIn, filesOf } from '../support/examples.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

type Files = Readonly<Record<string, string>>;

const folder = new URL('../../docs/rules/', import.meta.url);

const cases = readdirSync(folder)
  .filter((name) => name !== 'README.md')
  .flatMap((page) => {
    const id = page.replace(/\.md$/, '');
    const rule = allRules.find((one) => one.id === id);
    if (rule?.fix === undefined) return [];
    return examplesIn(readFileSync(new URL(page, folder), 'utf8'))
      .filter(({ verdict }) => verdict === 'bad')
      .map(({ name, body, number }) => ({ id, number, files: filesOf(name, body) }));
  });

function settingsFor(id: string): LintSettings {
  const isOff = allRules.find((rule) => rule.id === id)?.severity === 'off';
  return { ...defaultLintSettings, rules: isOff ? { [id]: 'hint' } : {} };
}

function safeFixes(files: Files, name: string, id: string): readonly OfferedFix[] {
  const whole = { start: 0, end: files[name]?.length ?? 0 };
  const offered = fixesFor(workspaceOf(files), FOLDER + name, settingsFor(id), whole, new Set([id]));
  return offered.filter(({ safety }) => safety === 'safe');
}

function findings(files: Files, id: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const workspace = workspaceOf(files);
  for (const name of Object.keys(files)) {
    for (const { rule } of lint(workspace, FOLDER + name, settingsFor(id))) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  return counts;
}

const fixed = (files: Files, name: string, fix: OfferedFix): Files => ({
  ...files,
  [name]: applyEdits(
    files[name] ?? '',
    fix.edits(() => 0),
  ),
});

test.each(cases)('$id, example $number', ({ id, files }) => {
  const before = findings(files, id);
  expect(before.get(id) ?? 0).toBeGreaterThan(0);
  for (const name of Object.keys(files)) {
    for (const fix of safeFixes(files, name, id)) {
      const after = findings(fixed(files, name, fix), id);
      expect(after.get(id) ?? 0).toBeLessThan(before.get(id) ?? 0);
      for (const [rule, count] of after) {
        expect([rule, count <= (before.get(rule) ?? 0)]).toEqual([rule, true]);
      }
    }
  }
});

test.each(cases)('$id, example $number: fixes one after the other come to an end', ({ id, files }) => {
  let current = files;
  for (const name of Object.keys(files)) {
    for (let round = 0; ; round++) {
      const [fix] = safeFixes(current, name, id);
      if (fix === undefined) break;
      expect(round).toBeLessThan(50);
      current = fixed(current, name, fix);
    }
  }
  expect(Object.keys(current)).toEqual(Object.keys(files));
});

test('there are safe fixes to try', () => {
  const safe = new Set(
    cases.flatMap(({ id, files }) =>
      Object.keys(files).flatMap((name) => safeFixes(files, name, id).map(({ rule }) => rule)),
    ),
  );
  expect(safe.size).toBeGreaterThan(5);
});
