/** The cheap way to a section's values against the loader, which is compared with Asterisk itself. */
import { describe, expect, test } from 'vitest';
import { sectionsOf } from '../../server/src/model/fileModel.ts';
import { load, type LoadedCategory, type LoadedVariable } from '../../server/src/workspace/load.ts';
import { chainOf, effectiveOption, lastIn, valuesIn } from '../../server/src/workspace/sectionChain.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { FOLDER, workspaceOf } from '../support/lintText.ts';
import { seededRandom } from '../support/seededRandom.ts';

const ROOT = `${FOLDER}sip.conf`;

type Random = (below: number) => number;

const pick = <T>(random: Random, ...choices: readonly T[]): T => choices[random(choices.length)] as T;

function headerText(random: Random): string {
  const name = pick(random, 'a', 'b', 'B', 'c', 'd', 'e');
  const options = pick(
    random,
    '',
    '',
    '(!)',
    '(!)',
    '(a)',
    '(b)',
    '(a,b)',
    '(!,a)',
    '(c,c)',
    '(+)',
    '(+)',
    '(b,+)',
    '(+,a)',
    '(!,+)',
    '(+TEMPLATES=include)',
    '(+TEMPLATES=restrict)',
    '(+x=1)',
    '(+x=1&TEMPLATES=include,a)',
  );
  return `[${name}]${options}\n`;
}

function lineText(random: Random, includes: readonly string[]): string {
  const choice = random(12);
  if (choice < 3) return headerText(random);
  if (choice === 3 && includes.length > 0) return `#include ${pick(random, ...includes)}\n`;
  const operator = pick(random, '=', '=', ' => ', '+=', ' += ');
  return `${pick(random, 'x', 'x', 'X', 'y', 'z')}${operator}${pick(random, '1', '2', 'two', '')}\n`;
}

function fileText(random: Random, includes: readonly string[], start: string): string {
  return start + Array.from({ length: 1 + random(14) }, () => lineText(random, includes)).join('');
}

const plain = ({ name, value, origin, through, appendedTo }: LoadedVariable): unknown => ({
  name,
  value,
  origin,
  through: through ?? [],
  appended: appendedTo === undefined ? null : { value: appendedTo.value, origin: appendedTo.origin },
});

/** Categories by the place of their header, those left out that are there twice. */
function byOrigin(categories: readonly LoadedCategory[]): ReadonlyMap<string, LoadedCategory | undefined> {
  const found = new Map<string, LoadedCategory | undefined>();
  for (const category of categories) {
    for (const { uri, line } of [category.origin, ...category.reopenedAt]) {
      const key = `${uri}:${String(line)}`;
      found.set(key, found.has(key) ? undefined : category);
    }
  }
  return found;
}

const refused = ['missing-template', 'reopen-missing-section', 'no-section', 'include-not-found'];

/** How many sections were the same both ways; complains of the first that is not. */
function compare(workspace: Workspace): number {
  const { ok, categories, messages } = load(workspace, ROOT, { version: 22 });
  if (!ok || messages.some(({ summary }) => refused.includes(summary))) return 0;
  const expected = byOrigin(categories);
  let count = 0;
  for (const [uri, model] of workspace.files) {
    for (const placed of sectionsOf(model)) {
      const category = expected.get(`${uri}:${String(placed.line)}`);
      const chain = chainOf(workspace, uri, placed);
      if (category === undefined || !chain.isComplete) continue;
      expect(valuesIn(chain).map(plain)).toEqual(category.variables.map(plain));
      expect(valuesIn(chain, 'X', 'z').map(plain)).toEqual(
        category.variables.filter(({ name }) => ['x', 'X', 'z'].includes(name)).map(plain),
      );
      expect(chain.isTemplate).toBe(category.isTemplate);
      count++;
    }
  }
  return count;
}

/** Every name is there once, so that most files load. */
const START = '[a]\nx=1\n[b](!)\ny=2\nx+=1\n[c](b,a)\n[d](!,c)\nx+=2\n[e]\n';

/** More with `RANDOM_FILES=500` in the environment; a few are enough to notice most mistakes. */
const runs = Number(process.env.RANDOM_FILES ?? 100);

test('values are those of the loader, for random files', () => {
  const random = seededRandom(3);
  let sections = 0;
  for (let run = 0; run < runs; run++) {
    const workspace = workspaceOf({
      'sip.conf': fileText(random, ['one.conf', 'd/*.conf', 'two.conf'], START),
      'one.conf': fileText(random, ['two.conf'], ''),
      'two.conf': fileText(random, [], ''),
      'd/1.conf': fileText(random, [], ''),
      'd/2.conf': fileText(random, [], ''),
    });
    sections += compare(workspace);
  }
  expect(sections).toBeGreaterThan(3 * runs);
});

function chainIn(files: Readonly<Record<string, string>>, line: number, name = 'sip.conf') {
  const workspace = workspaceOf(files);
  const uri = FOLDER + name;
  const model = workspace.files.get(uri);
  const placed = model && [...sectionsOf(model)].find((section) => section.line === line);
  if (placed === undefined) throw new Error('no section starts there');
  return { workspace, uri, placed, chain: chainOf(workspace, uri, placed) };
}

describe('chainOf', () => {
  test('goes through templates, continued sections and included lines', () => {
    const { chain } = chainIn(
      {
        'sip.conf': '[t](!)\nnat=no\n[a](t)\nx=1\n#include more.conf\nx=3\n[b]\n[a](+)\nx=4\n',
        'more.conf': 'x=2\n',
      },
      2,
    );
    expect(valuesIn(chain, 'X').map(({ value }) => value)).toEqual(['1', '2', '3', '4']);
    expect(lastIn(chain, 'nat')).toMatchObject({
      value: 'no',
      through: ['t'],
      origin: { uri: ROOT, line: 1 },
    });
    expect(
      chain.links.map(({ uri, placed, fromLine, toLine }) => [uri, placed.line, fromLine, toLine]),
    ).toEqual([
      [ROOT, 0, 0, 2],
      [ROOT, 2, 0, 3],
      [`${FOLDER}more.conf`, 0, 0, 1],
      [ROOT, 2, 3, 4],
      [ROOT, 7, 0, 2],
    ]);
    expect(chain.isComplete).toBe(true);
  });

  test('is the same from a continuing header and from the start of an included file', () => {
    const files = { 'sip.conf': '[a]\nx=1\n#include m.conf\n[a](+)\nx=3\n', 'm.conf': 'x=2\n' };
    const values = (line: number, name?: string): readonly string[] =>
      valuesIn(chainIn(files, line, name).chain, 'x').map(({ value }) => value);
    expect(values(3)).toEqual(['1', '2', '3']);
    expect(values(0, 'm.conf')).toEqual(['1', '2', '3']);
  });

  test.each([
    ['a parent nobody has', '[a](nobody)\n'],
    ['a parent that comes later', '[a](b)\n[b]\n'],
    ['a parent of a parent nobody has', '[b](nobody)\n[a](b)\n', 1],
    ['a section to continue that nobody has', '[a](+)\n'],
    ['a file included in it that is not there', '[a]\n#include nothing.conf\n'],
    ['a program that may write lines', '[a]\n#exec ls\n'],
    ['options before any section', 'x=1\n'],
    ['a file included twice', '[general]\n[a]\n#include b.conf\n#include b.conf\n', 1],
  ])('is incomplete for %s', (_, text, line = 0) => {
    const { chain } = chainIn({ 'sip.conf': text, 'b.conf': 'x=1\n' }, line);
    expect(chain.isComplete).toBe(false);
  });

  test('is complete where what is missing belongs to another section', () => {
    expect(chainIn({ 'sip.conf': '[a]\n[b]\n#include nothing.conf\n' }, 0).chain.isComplete).toBe(true);
  });

  test('templates that double each other end', () => {
    const doubled = Array.from(
      { length: 40 },
      (__, i) => `[t${String(i + 1)}](!,t${String(i)},t${String(i)})\n`,
    );
    const text = `[t0](!)\nx=1\n${doubled.join('')}`;
    const { chain, workspace } = chainIn({ 'sip.conf': text }, 41);
    expect(chain.isComplete).toBe(false);
    expect(chain.links.length).toBeLessThan(2000);
    expect(load(workspace, ROOT, { version: 22, limit: 1000 }).ok).toBe(true);
  });

  test('a section that continues and inherits itself ends', () => {
    const { chain, workspace } = chainIn({ 'sip.conf': '[a]\nx=1\n[a](+,a)\n' }, 0);
    expect(valuesIn(chain, 'x').map(({ value }) => value)).toEqual(['1', '1']);
    expect(load(workspace, ROOT, { version: 22, limit: 1000 }).categories[0]?.variables).toHaveLength(2);
  });

  test('names looked up by the hundred are found as well', () => {
    const names = Array.from({ length: 100 }, (__, i) => `t${String(i)}`);
    const text = `${names.map((name) => `[${name}](!)\nx=${name}\n`).join('')}[a](${names.join(',')})\n`;
    const { chain } = chainIn({ 'sip.conf': text }, 200);
    expect(valuesIn(chain, 'x').map(({ value }) => value)).toEqual(names);
  });
});

test('effectiveOption is the last value', () => {
  const { workspace, uri, placed } = chainIn({ 'sip.conf': '[t](!)\nnat=no\n[a](t)\nnat=yes\n' }, 2);
  expect(effectiveOption(workspace, uri, placed, 'NAT')?.value).toBe('yes');
  expect(effectiveOption(workspace, uri, placed, 'host')).toBeUndefined();
});
