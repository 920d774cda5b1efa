// Real conf files, where a developer has them: nothing may throw, and Asterisk's own files may hold no error.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../../server/src/cli/load.ts';
import { nodeHost } from '../../server/src/host/node.ts';
import { lint, type Diagnostic } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { positionAt } from '../../server/src/syntax/position.ts';
import { fileUri } from '../../server/src/text/uri.ts';
import { corpusPaths } from '../support/corpusFiles.ts';

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus');
const paths = corpusPaths();

/** Folders whose files Asterisk itself loads without complaint in its own tests, or ships as examples. */
const asterisk = ['testsuite-16', 'testsuite-master', 'asterisk-16', 'asterisk-master'];

const folders = [...new Set(paths?.map((file) => file.split('/')[0] ?? ''))];

/** What the rules find in every file of one folder, by path. */
async function findingsIn(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = paths?.filter((file) => file.startsWith(`${folder}/`)) ?? [];
  const uris = files.map((file) => fileUri(path.join(corpus, file)));
  const { workspace, unchecked } = await load(nodeHost(), uris, {});
  expect(files.filter((_, i) => unchecked.has(uris[i] ?? ''))).toEqual([]);
  const found = new Map<string, readonly string[]>();
  for (const [i, file] of files.entries()) {
    const uri = uris[i] ?? '';
    const tree = workspace.files.get(uri)?.tree;
    expect(tree, file).toBeDefined();
    if (tree === undefined) continue;
    const described = lint(workspace, uri, defaultLintSettings).map((diagnostic) => {
      expectPlace(diagnostic, tree.length, file);
      return `${diagnostic.severity} ${diagnostic.rule} at ${file}:${positionAt(tree, diagnostic.span.start).line + 1}`;
    });
    found.set(file, described);
  }
  return found;
}

function expectPlace({ rule, message, span }: Diagnostic, length: number, file: string): void {
  const where = `${rule} in ${file}`;
  expect(span.start, where).toBeGreaterThanOrEqual(0);
  expect(span.end, where).toBeGreaterThanOrEqual(span.start);
  expect(span.end, where).toBeLessThanOrEqual(length);
  expect(message.includes('\n') || message.endsWith('.') || message === '', where).toBe(false);
}

describe.runIf(paths !== undefined)('real conf files', () => {
  it('are all there', () => {
    expect(paths).toHaveLength(616);
  });

  it.each(folders)('of %s break no rule down', async (folder) => {
    const found = await findingsIn(folder);
    expect(found.size).toBeGreaterThan(0);
  });

  it.each(asterisk)('of %s hold no error but secrets', async (folder) => {
    const findings = [...(await findingsIn(folder)).values()].flat();
    expect(findings.filter((text) => text.startsWith('error') && !text.startsWith('error secret-'))).toEqual(
      [],
    );
  });
});
