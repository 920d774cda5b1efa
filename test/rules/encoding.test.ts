/** Sizes are bytes of the file's encoding: in Latin-1 every character is one. */
import { expect, test } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { lint } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { load } from '../../server/src/workspace/load.ts';
import { emptyWorkspace, withFile } from '../../server/src/workspace/workspace.ts';
import { FOLDER } from '../support/lintText.ts';

const URI = `${FOLDER}sip.conf`;

const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['a name of 79 characters', `[${'é'.repeat(79)}]\ntype=peer\n`, ['conf-name-too-long'], []],
  [
    'a name of 80 characters',
    `[${'é'.repeat(80)}]\ntype=peer\n`,
    ['conf-name-too-long'],
    ['conf-name-too-long'],
  ],
  ['a line of 8,190 bytes', `[a]\ntype=peer\n;${'é'.repeat(8189)}\n`, ['conf-line-too-long'], []],
  [
    'a line of 8,191 bytes',
    `[a]\ntype=peer\n;${'é'.repeat(8190)}\n`,
    ['conf-line-too-long'],
    ['conf-line-too-long'],
  ],
  [
    'a secret of 240 characters',
    `[a]\ntype=peer\nhost=dynamic\nsecret=${'é'.repeat(240)}\n`,
    ['secret-too-long'],
    [],
  ],
];

test.each(cases)('%s', (_, text, inUtf8, inLatin1) => {
  const rules = (encoding: 'utf8' | 'latin1'): readonly string[] =>
    lint(withFile(emptyWorkspace(), URI, fileModel(parse(text, encoding))), URI, defaultLintSettings)
      .map(({ rule }) => rule)
      .filter((rule) => rule.endsWith('-too-long'));
  expect(rules('utf8')).toEqual(inUtf8);
  expect(rules('latin1')).toEqual(inLatin1);
});

test('what is cut off a name starts behind its 79th byte', () => {
  const text = `[${'é'.repeat(90)}]\ntype=peer\n`;
  const workspace = withFile(emptyWorkspace(), URI, fileModel(parse(text, 'latin1')));
  const found = lint(workspace, URI, defaultLintSettings).find(({ rule }) => rule === 'conf-name-too-long');
  expect(found?.span).toEqual({ start: 80, end: 91 });
  expect(load(workspace, URI, { version: 22 }).categories[0]?.name).toHaveLength(79);
});
