// How little a keystroke in a large file costs, counted, not timed.
import { beforeAll, describe, expect, test } from 'vitest';
import { fileModel, linesLexed } from '../../server/src/model/fileModel.ts';
import { allRules } from '../../server/src/rules/index.ts';
import { createLintCache, lint, worstSteps, type Worst } from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';
import { sectionsRead } from '../../server/src/workspace/keptBySection.ts';
import { emptyWorkspace, withFile, withWanted } from '../../server/src/workspace/workspace.ts';

const uri = 'file:///etc/asterisk/sip.conf';
const phones = 100_000;
const wideRules = allRules.filter(({ scope }) => scope !== 'section' && scope !== 'line').length;

function phone(number: number): string {
  const name = `cc${String(number).padStart(6, '0')}`;
  const secret = number % 7 === 0 ? '1234' : `Qm7-xT4_vB9k${String(number).padStart(6, '0')}zL`;
  return `[${name}](phone)\nsecret=${secret}\ncallerid="Agent" <${String(number)}>\nmailbox=${name}\n\n`;
}

const head = '[general]\nallowguest=no\ncontext=trunk\n\n[phone](!)\ntype=friend\nhost=dynamic\n\n';
const text = head + Array.from({ length: phones }, (_, i) => phone(i)).join('');

describe('one keystroke in a file of 100,000 phones', () => {
  const cache = createLintCache();
  const empty = withWanted(emptyWorkspace(), [uri]);
  const check = (tree: SyntaxTree): Worst => {
    const steps = worstSteps(withFile(empty, uri, fileModel(tree)), uri, defaultLintSettings, 1000, cache);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  };
  let tree = parse('');
  let first: Worst;

  beforeAll(() => {
    tree = parse(text);
    first = check(tree);
  }, 120_000);

  test('finds every weak secret at first, and keeps no more than are shown', () => {
    expect(first.counts.error).toBe(Math.ceil(phones / 7));
    expect(first.kept).toHaveLength(1000);
    expect(first.omitted).toBeGreaterThan(10_000);
  });

  test.each([
    ['a value', 'callerid="Agent" <50003>', 'callerid="Agent'.length],
    ['a secret', `050005zL\n`, 3],
    ['the last phone', 'mailbox=cc099999', 10],
  ])(
    'looks at one section and few lines: %s',
    (_, mark, offset) => {
      const at = text.indexOf(mark) + offset;
      const counters = { lexedLines: 0 };
      const before = {
        sections: cache.evaluatedSections,
        wide: cache.evaluatedFileRules,
        read: sectionsRead.count,
        lines: linesLexed.count,
      };
      const edited = reparse(tree, { start: at, end: at, text: 'x' }, counters);
      const { counts } = check(edited);
      expect(counters.lexedLines).toBeLessThanOrEqual(2);
      // Its own section, and at most one neighbour that was cut anew.
      expect(cache.evaluatedSections - before.sections).toBeLessThanOrEqual(2);
      // Each rule that looks wider than a section runs once at most.
      expect(cache.evaluatedFileRules - before.wide).toBeLessThanOrEqual(wideRules);
      // Each extract, of which there are some dozens, reads the one section.
      expect(sectionsRead.count - before.read).toBeLessThanOrEqual(100);
      expect(linesLexed.count - before.lines).toBeLessThanOrEqual(200);
      expect(counts).toEqual(first.counts);
      check(tree);
    },
    60_000,
  );
});

describe('findings put together from kept ones', () => {
  const small = head + Array.from({ length: 150 }, (_, i) => phone(i)).join('');
  const edits = [
    { mark: '[cc000123]', text: '; asterisk-conf: ignore-section all\n' },
    { mark: 'secret=1234', text: 'x' },
    { mark: '[cc000120]', text: '[cc000100]\ntype=peer\n\n' },
    { mark: '[general]', text: '; asterisk-conf: ignore-file secret-default\n' },
    { mark: 'type=friend', text: ';--\n' },
  ];

  test('equal those of a file read anew, after each of several edits', () => {
    const cache = createLintCache();
    let tree = parse(small);
    let now = small;
    for (const { mark, text: inserted } of edits) {
      const at = now.indexOf(mark);
      tree = reparse(tree, { start: at, end: at, text: inserted });
      now = now.slice(0, at) + inserted + now.slice(at);
      const empty = withWanted(emptyWorkspace(), [uri]);
      const kept = lint(withFile(empty, uri, fileModel(tree)), uri, defaultLintSettings, cache);
      const fresh = lint(withFile(empty, uri, fileModel(parse(now))), uri, defaultLintSettings);
      expect(kept).toEqual(fresh);
    }
    expect(tree.length).toBe(now.length);
  }, 60_000);

  test.each([0, 1, 57, 300, 100_000])('are the worst and of those the first, at most %d', (limit) => {
    const workspace = withFile(withWanted(emptyWorkspace(), [uri]), uri, fileModel(parse(small)));
    const all = lint(workspace, uri, defaultLintSettings);
    const steps = worstSteps(workspace, uri, defaultLintSettings, limit, createLintCache());
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const weight = { error: 0, warning: 1, information: 2, hint: 3 };
    const worst = all
      .map((diagnostic, order) => ({ diagnostic, order }))
      .sort((a, b) => weight[a.diagnostic.severity] - weight[b.diagnostic.severity] || a.order - b.order)
      .slice(0, limit)
      .sort((a, b) => a.order - b.order);
    expect(step.value.kept.map(({ diagnostic }) => diagnostic)).toEqual(
      worst.map(({ diagnostic }) => diagnostic),
    );
    expect(step.value.omitted).toBe(all.length - step.value.kept.length);
  });
});
