// What can be folded, as `first-last` lines counted from 1 with the kind.
import { expect, it, test } from 'vitest';
import { foldingRange } from '../../server/src/features/foldingRange.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';

function folds(text: string, name = 'sip.conf'): readonly string[] {
  return foldingRange(workspaceOf({ [name]: text }), FOLDER + name).map(
    ({ startLine, endLine, kind }) => `${String(startLine + 1)}-${String(endLine + 1)} ${kind}`,
  );
}

test.each<[what: string, text: string, expected: readonly string[], name?: string]>([
  ['sections up to their last entry', '[a]\nx=1\n\n; b\n[b]\nx=1\nx=2\n', ['1-2 region', '5-7 region']],
  ['no section of one line', '[a](t)\n[b](t)\n', []],
  [
    'runs of comments',
    '; one\n; two\n\n; three\n[a]\n; four\n; five\nx=1\n',
    ['1-2 comment', '5-8 region', '6-7 comment'],
  ],
  ['block comments, blank lines too', '; a\n;--\n\n[x]\n--;\n; b\n[a]\nx=1\n', ['2-5 comment', '7-8 region']],
  ['a block comment behind an entry', '[a]\nx=1 ;-- from\n\nhere --;\ny=1\n', ['1-5 region', '2-4 comment']],
  ['a comment without an end', '[a]\n;--\nx=1\n\n', ['2-4 comment']],
  [
    'extensions of a context',
    '[c]\nexten => 1,1,A\n same => n,B\n; note\nexten => 1,n,C\nexten => 2,1,A\ninclude => d\nexten => _X.,1,A\nsame => n,B\n',
    ['1-9 region', '2-5 region', '8-9 region'],
    'extensions.conf',
  ],
  [
    'no extensions elsewhere',
    '[globals]\nexten => 1,1,A\nexten => 1,n,A\n',
    ['1-3 region'],
    'extensions.conf',
  ],
  ['nothing where an editor counts lines otherwise', '[a]\nx=1\ry=1\n', []],
])('folds %s', (_, text, expected, name) => {
  expect(folds(text, name)).toEqual(expected);
});

it('counts lines from the start of the file', () => {
  const section = '[a]\nx=1\ny=1\n';
  const text = section.repeat(800);
  const found = folds(text);
  expect(found).toHaveLength(800);
  expect(found.at(-1)).toBe('2398-2400 region');
});
