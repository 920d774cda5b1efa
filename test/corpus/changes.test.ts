// On real conf files, where a developer has them: what safe fixes and refactorings may change of what Asterisk reads.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { load as loadFiles } from '../../server/src/cli/load.ts';
import { extractTemplate } from '../../server/src/features/refactoring/extractTemplate.ts';
import { inlineTemplate } from '../../server/src/features/refactoring/inlineTemplate.ts';
import { withEdits, type FileEdit } from '../../server/src/features/refactoring/sameForDriver.ts';
import { nodeHost } from '../../server/src/host/node.ts';
import { isTemplate, sectionsOf } from '../../server/src/model/fileModel.ts';
import { isSafe, safeFixes } from '../../server/src/rules/fixAll.ts';
import { fixesFor } from '../../server/src/rules/fixes.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { fileUri } from '../../server/src/text/uri.ts';
import { load } from '../../server/src/workspace/load.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { corpusPaths } from '../support/corpusFiles.ts';

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus');
const paths = corpusPaths();
const folders = [...new Set(paths?.map((file) => file.split('/')[0] ?? ''))];

/** What the safe fixes of a rule change: lines the driver does not read vanish, or an option gets its current name. */
const stated: Readonly<Record<string, 'removes' | 'renames'>> = {
  'option-deprecated': 'renames',
  'option-duplicate': 'removes',
  'option-overridden': 'removes',
  'option-removed': 'removes',
  'option-scope': 'removes',
  'option-unknown': 'removes',
  'option-wrong-driver': 'removes',
  'sip-insecure': 'removes',
};

async function workspaceIn(
  folder: string,
): Promise<{ readonly workspace: Workspace; readonly uris: readonly string[] }> {
  const files = paths?.filter((file) => file.startsWith(`${folder}/`)) ?? [];
  const uris = files.map((file) => fileUri(path.join(corpus, file)));
  const { workspace } = await loadFiles(nodeHost(), uris, {});
  return { workspace, uris };
}

/** Names of sections, and their values in order as `name=value`. */
function sectionsIn(workspace: Workspace, uri: string): readonly (readonly [string, readonly string[]])[] {
  const { ok, categories } = load(workspace, uri, { version: 22 });
  return [
    ['', [String(ok)]],
    ...categories.map(
      ({ name, variables }) =>
        [name, variables.map((variable) => `${variable.name}=${variable.value}`)] as const,
    ),
  ];
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const item of part) {
    while (at < whole.length && whole[at] !== item) at++;
    if (at++ >= whole.length) return false;
  }
  return true;
}

function expectStated(
  workspace: Workspace,
  uri: string,
  rules: ReadonlySet<string>,
  edits: FileEdit[],
): void {
  const before = sectionsIn(workspace, uri);
  const after = sectionsIn(withEdits(workspace, edits), uri);
  const where = `${[...rules].join(' ')} in ${uri}`;
  expect(
    after.map(([name]) => name),
    where,
  ).toEqual(before.map(([name]) => name));
  const changes = new Set([...rules].map((rule) => stated[rule] ?? 'nothing'));
  for (const [i, [, fresh]] of after.entries()) {
    const old = before[i]?.[1] ?? [];
    // With a new name only the values can be compared.
    const shown = (lines: readonly string[]): readonly string[] =>
      changes.has('renames') ? lines.map((line) => line.slice(line.indexOf('=') + 1)) : lines;
    if (changes.has('removes')) expect(isSubsequence(shown(fresh), shown(old)), where).toBe(true);
    else expect(shown(fresh), where).toEqual(shown(old));
  }
}

describe.runIf(paths !== undefined)('safe fixes of real conf files', () => {
  it.each(folders)(
    'of %s change no more than is stated',
    async (folder) => {
      const { workspace, uris } = await workspaceIn(folder);
      for (const uri of uris) {
        const whole = { start: 0, end: workspace.files.get(uri)?.tree.length ?? 0 };
        for (const fix of fixesFor(workspace, uri, defaultLintSettings, whole).filter(isSafe)) {
          const edits = fix.edits(() => 0).map((edit) => ({ ...edit, uri }));
          expectStated(workspace, uri, new Set([fix.rule]), edits);
        }
        const all = safeFixes(workspace, uri, defaultLintSettings);
        const edits = all.flatMap((fix) => fix.edits.map((edit) => ({ ...edit, uri })));
        expectStated(workspace, uri, new Set(all.map(({ rule }) => rule)), edits);
      }
    },
    60_000,
  );
});

/** Values of each section by name of the option, which is the least any driver may rely on; templates left out. */
function valuesByName(workspace: Workspace, uri: string): unknown {
  return load(workspace, uri, { version: 22 })
    .categories.filter((category) => !category.isTemplate)
    .map(({ name, variables }) => {
      const values: Record<string, string[]> = {};
      for (const variable of variables) (values[`.${variable.name}`] ??= []).push(variable.value);
      return [name, values];
    });
}

describe.runIf(paths !== undefined)('refactorings of real conf files', () => {
  it.each(folders)(
    'of %s leave every section as it is read',
    async (folder) => {
      const { workspace, uris } = await workspaceIn(folder);
      for (const uri of uris) {
        const model = workspace.files.get(uri);
        const sections = model === undefined ? [] : [...sectionsOf(model)].slice(0, 20);
        for (const [i, placed] of sections.entries()) {
          const next = sections[i + 2] ?? sections[i + 1] ?? placed;
          const range = { start: placed.start, end: next.start + next.section.length };
          const { header } = placed.section;
          const changes = [
            extractTemplate(workspace, uri, range),
            header !== undefined && isTemplate(header)
              ? inlineTemplate(workspace, uri, placed.start + header.nameSpan.start, () => true)
              : undefined,
          ];
          for (const edits of changes) {
            if (edits === undefined) continue;
            const changed = withEdits(workspace, edits);
            expect(valuesByName(changed, uri), uri).toEqual(valuesByName(workspace, uri));
          }
        }
      }
    },
    60_000,
  );
});
