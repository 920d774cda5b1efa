// On real conf files, where a developer has them: formatting changes nothing that Asterisk reads.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../../server/src/cli/load.ts';
import {
  defaultFormat,
  formatting,
  type FormatSettings,
} from '../../server/src/features/formatting/formatting.ts';
import { nodeHost } from '../../server/src/host/node.ts';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { textOf } from '../../server/src/syntax/position.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { fileUri } from '../../server/src/text/uri.ts';
import { withFile, type Workspace } from '../../server/src/workspace/workspace.ts';
import { corpusPaths } from '../support/corpusFiles.ts';
import { configurationOf } from '../support/sameConfiguration.ts';

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus');
const paths = corpusPaths();
const folders = [...new Set(paths?.map((file) => file.split('/')[0] ?? ''))];
const wishes = { tabSize: 4, insertFinalNewline: true, trimFinalNewlines: true };

const styles: readonly FormatSettings[] = [
  defaultFormat,
  { ...defaultFormat, equals: 'spaced', align: true },
  { ...defaultFormat, equals: 'tight' },
];

function formatAll(workspace: Workspace, style: FormatSettings): Workspace {
  let changed = workspace;
  for (const [uri, { tree }] of workspace.files) {
    const text = applyEdits(textOf(tree), formatting(workspace, uri, style, wishes));
    changed = withFile(changed, uri, fileModel(parse(text, tree.encoding)));
  }
  return changed;
}

describe.runIf(paths !== undefined)('formatting real conf files', () => {
  it.each(folders)(
    'of %s keeps what Asterisk reads',
    async (folder) => {
      const files = paths?.filter((file) => file.startsWith(`${folder}/`)) ?? [];
      const uris = files.map((file) => fileUri(path.join(corpus, file)));
      const { workspace } = await load(nodeHost(), uris, {});
      expect(workspace.files.size).toBeGreaterThanOrEqual(uris.length);
      for (const style of styles) {
        const changed = formatAll(workspace, style);
        for (const [uri] of workspace.files) {
          expect(formatting(changed, uri, style, wishes), uri).toEqual([]);
          expect(configurationOf(changed, uri), uri).toEqual(configurationOf(workspace, uri));
        }
      }
    },
    60_000,
  );
});
