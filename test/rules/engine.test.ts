// What the engine promises beside the findings themselves: parts of them agree with the whole, and nothing is done twice.
import { describe, expect, it } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import {
  checkSections,
  createLintCache,
  findingsIn,
  lint,
  worstSteps,
  type Worst,
} from '../../server/src/rules/run.ts';
import { defaultLintSettings } from '../../server/src/rules/settings.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { emptyWorkspace, withFile, type Workspace } from '../../server/src/workspace/workspace.ts';

const settings = defaultLintSettings;

function serverNamed(name: string): string {
  return `file:///srv/${name}/sip.conf`;
}

/** Two servers whose phones have weak secrets, unknown options and one secret in common. */
function fleet(): Workspace {
  let workspace = emptyWorkspace();
  for (const name of ['one', 'two']) {
    const phones = Array.from(
      { length: 400 },
      (_, i) =>
        `[${String(i)}]\ntype=friend\nhost=dynamic\nsecret=${i % 7 === 0 ? 'test' : `xK4-${name}-${String(i * 7919)}-Qz`}\nquallify=yes\n`,
    );
    const text = `[general]\ncontext=default\n${phones.join('')}[shared]\ntype=friend\nhost=192.0.2.${name.length}\nsecret=Vb7-nM2_kL9qWx4-Tz6R\n`;
    workspace = withFile(workspace, serverNamed(name), fileModel(parse(text)));
  }
  return workspace;
}

describe('parts of the findings', () => {
  const workspace = fleet();
  const uri = serverNamed('one');
  const all = lint(workspace, uri, settings);
  const found = findingsIn(workspace, uri, settings);

  it.each([0, 1, 50, 400, 5000, 12_000])('within a range of %i characters', (length) => {
    const at = all[Math.floor(all.length / 2)]?.span.start ?? 0;
    const range = { start: at, end: at + length };
    const expected = all.filter(({ span }) => span.start <= range.end && span.end >= range.start);
    expect(found.within(range)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it.each([1, 10, 10_000])('of some rules, at most %i', (most) => {
    const rules = new Set(['secret-default', 'sip-no-acl']);
    const expected = all.filter(({ rule }) => rules.has(rule));
    expect(found.ofRules(rules, most)).toEqual(expected.slice(0, most));
    expect(found.countOfRules(rules)).toBe(expected.length);
  });

  it('are the same when only the worst are wanted and all fit', () => {
    const { kept, omitted } = worst(workspace, uri, all.length);
    expect(kept.map(({ diagnostic }) => diagnostic)).toEqual(all);
    expect(omitted).toBe(0);
  });

  it('leave out the mildest first', () => {
    const { kept, omitted } = worst(workspace, uri, 60);
    const errors = all.filter(({ severity }) => severity === 'error');
    expect(errors.length).toBeLessThan(60);
    const worstOnes = kept.map(({ diagnostic }) => diagnostic);
    expect(worstOnes.filter(({ severity }) => severity === 'error')).toEqual(errors);
    expect(kept.length + omitted).toBe(all.length);
  });
});

describe('what a check gives while it runs', () => {
  it('is all of the first part of the file and no more', () => {
    const workspace = fleet();
    const uri = serverNamed('one');
    const cache = createLintCache();
    const all = lint(workspace, uri, settings);
    const parts: Worst[] = [];
    for (const soFar of worstSteps(workspace, uri, settings, Infinity, cache)) parts.push(soFar());
    expect(parts.length).toBeGreaterThan(2);
    const known = new Set(all.map(({ rule, span }) => `${rule} ${String(span.start)}`));
    for (const { kept } of parts) {
      for (const { diagnostic } of kept) {
        expect(known).toContain(`${diagnostic.rule} ${String(diagnostic.span.start)}`);
      }
    }
    const counts = parts.map(({ kept }) => kept.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it('says nothing of comments that silence something', () => {
    const text = '[a]\n; asterisk-conf: ignore secret-default\nsecret=kL9qWx4-Tz6R-Vb7-nM2\n';
    const workspace = withFile(emptyWorkspace(), serverNamed('one'), fileModel(parse(text)));
    const cache = createLintCache();
    const whole = lint(workspace, serverNamed('one'), settings).map(({ rule }) => rule);
    expect(whole).toContain('suppression-unused');
    const parts = [...worstSteps(workspace, serverNamed('one'), settings, Infinity, cache)];
    const early = parts.flatMap((soFar) => soFar().kept).map(({ diagnostic }) => diagnostic.rule);
    expect(early.filter((rule) => rule.startsWith('suppression-'))).toEqual([]);
  });
});

describe('many files', () => {
  it('have their sections looked at once when all of them are read first', () => {
    const workspace = fleet();
    const cache = createLintCache();
    const uris = ['one', 'two'].map(serverNamed);
    for (const uri of uris) checkSections(workspace, uri, settings, cache);
    const evaluated = cache.evaluatedSections;
    expect(evaluated).toBe(2 * 402);
    for (const uri of uris) {
      expect(lint(workspace, uri, settings, cache)).toEqual(lint(fleet(), uri, settings));
    }
    expect(cache.evaluatedSections).toBe(evaluated);
  });

  it('are asked once for several features', () => {
    const workspace = fleet();
    const cache = createLintCache();
    const uri = serverNamed('two');
    lint(workspace, uri, settings, cache);
    const { evaluatedFileRules } = cache;
    findingsIn(workspace, uri, settings, cache);
    worst(workspace, uri, 10, cache);
    expect(cache.evaluatedFileRules).toBe(evaluatedFileRules);
  });
});

function worst(workspace: Workspace, uri: string, limit: number, cache = createLintCache()): Worst {
  const steps = worstSteps(workspace, uri, settings, limit, cache);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
