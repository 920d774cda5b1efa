import { describe, expect, test } from 'vitest';
import {
  categoryOfHeader,
  effectiveValue,
  lineCountOfRoot,
  loadedRoot,
  readingVersion,
} from '../../server/src/workspace/effective.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

const root = `${FOLDER}sip.conf`;
const files = {
  'sip.conf': '[base](!)\nnat=no\n[desk](!,base)\nhost=dynamic\n#include sip-more.conf\n[101](+)\ncodes+=b\n',
  'sip-more.conf': '[101](desk)\ncodes=a\n',
};

describe('effectiveValue', () => {
  const workspace = workspaceOf(files);
  test('of an own line', () => {
    expect(effectiveValue(workspace, root, 'DESK', 'Host', 22)).toMatchObject({
      value: 'dynamic',
      chain: [{ kind: 'entry', origin: { uri: root, line: 3 } }],
    });
  });
  test('through templates, asked from an included file', () => {
    expect(effectiveValue(workspace, `${FOLDER}sip-more.conf`, '101', 'nat', 22)).toMatchObject({
      value: 'no',
      origin: { uri: root, line: 1 },
      chain: [{ kind: 'entry' }, { kind: 'template', name: 'base' }, { kind: 'template', name: 'desk' }],
    });
  });
  test('that += prolonged in a continued section', () => {
    expect(effectiveValue(workspace, root, '101', 'codes', 22)).toEqual({
      name: 'codes',
      value: 'ab',
      origin: { uri: root, line: 6 },
      chain: [
        { kind: 'entry', origin: { uri: root, line: 6 } },
        { kind: 'append', origin: { uri: `${FOLDER}sip-more.conf`, line: 1 } },
        { kind: 'reopened', origin: { uri: root, line: 5 } },
      ],
    });
  });
  test('that nobody sets', () => {
    expect(effectiveValue(workspace, root, '101', 'port', 22)).toBeUndefined();
    expect(effectiveValue(workspace, root, 'nobody', 'nat', 22)).toBeUndefined();
    expect(effectiveValue(workspaceOf({ 'sip.conf': '[a\n' }), root, 'a', 'b', 22)).toBeUndefined();
  });
  test('in an included file names that file', () => {
    const loose = workspaceOf({ 'sip.conf': '[a]\n#include x.conf\n', 'x.conf': 'b=1\n' });
    expect(effectiveValue(loose, root, 'a', 'b', 16)?.chain).toEqual([
      { kind: 'entry', origin: { uri: `${FOLDER}x.conf`, line: 0 } },
      { kind: 'include', uri: `${FOLDER}x.conf` },
    ]);
  });
});

test('a root is loaded once for a snapshot', () => {
  const workspace = workspaceOf(files);
  const loaded = loadedRoot(workspace, `${FOLDER}sip-more.conf`, 22);
  expect(loaded.root).toBe(root);
  expect(loadedRoot(workspace, root, 22)).toBe(loaded);
  expect(loadedRoot(workspace, root, 16)).not.toBe(loaded);
});

test('sections are found by the line of any of their headers', () => {
  const loaded = loadedRoot(workspaceOf(files), root, 22);
  const first = categoryOfHeader(loaded, `${FOLDER}sip-more.conf`, 0);
  expect(first?.name).toBe('101');
  expect(categoryOfHeader(loaded, root, 5)).toBe(first);
  expect(categoryOfHeader(loaded, root, 1)).toBeUndefined();
});

test('asterisk.conf tells whether programs may run', () => {
  const given = { 'sip.conf': '[a]\n#exec x\n' };
  const messages = (main: string): readonly string[] =>
    loadedRoot(workspaceOf({ ...given, 'asterisk.conf': main }), root, 22).result.messages.map(
      ({ summary }) => summary,
    );
  expect(messages('[options]\nexecincludes=no\nExecIncludes => Yes\n')).toEqual(['exec-no-output']);
  expect(messages('[other]\nexecincludes=yes\n')).toEqual(['exec-disabled']);
});

test('the lines of a root and its files are counted', () => {
  expect(lineCountOfRoot(workspaceOf({ 'sip.conf': '#include x.conf', 'x.conf': '[a]\nb=c' }), root)).toBe(3);
});

test('versions after 16 read as 22', () => {
  expect((['auto', 16, 18, 20, 22, 23] as const).map(readingVersion)).toEqual([22, 16, 22, 22, 22, 22]);
});
