/** The pages of the rules: their outline, and that every example does what the page says of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../server/src/rules/index.ts';
import type { LintSettings } from '../../server/src/rules/rule.ts';
import { examplesIn, filesOf } from '../support/examples.ts';
import { lintText } from '../support/lintText.ts';

const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const HEADINGS = ['Why', 'Bad', 'Good', 'Fix', 'When to turn it off', 'Source'];

const pages = readdirSync(folder)
  .filter((name) => name !== 'README.md')
  .map((name) => ({ id: name.replace(/\.md$/, ''), text: readFileSync(folder + name, 'utf8') }));

describe('pages', () => {
  it('there is one for every rule, and none beside', () => {
    const ids = allRules.map(({ id }) => id).sort();
    expect(pages.map(({ id }) => id).sort()).toEqual(ids);
  });
});

describe.each(pages)('the page of $id', ({ id, text }) => {
  const examples = examplesIn(text);

  it('opens with the id and the summary of its rule', () => {
    const summary = allRules.find((rule) => rule.id === id)?.summary;
    expect(text.split('\n').slice(0, 4)).toEqual([`# ${id}`, '', summary, '']);
  });

  it('has its headings in order, and examples under those that need one', () => {
    const prose = text.replace(/^```[a-z][\s\S]+?^```$/gm, '');
    expect([...prose.matchAll(/^#{2,} (.*)$/gm)].map((match) => match[1])).toEqual(HEADINGS);
    for (const verdict of ['Bad', 'Good']) {
      const part = text.split(`\n## ${verdict}\n`)[1]?.split('\n## ')[0] ?? '';
      const opened = [...part.matchAll(/^```(\w.*)$/gm)].map((match) => match[1]?.split(' ')[1]);
      expect(opened.length).toBeGreaterThan(0);
      expect(new Set(opened)).toEqual(new Set([verdict.toLowerCase()]));
    }
  });

  it.each(examples)('$verdict example $number', ({ verdict, name, body }) => {
    const files = filesOf(name, body);
    const found = Object.keys(files).flatMap((file) =>
      lintText(files, file, { rules: switchedOn(id), ...needs(id) }),
    );
    if (verdict === 'bad') expect(found.map(({ rule }) => rule)).toContain(id);
    else {
      const wrong = found.filter(({ rule, severity }) => rule === id || severity === 'error');
      expect(wrong.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    }
  });
});

/** Rules that are off by default have to be asked for. */
function switchedOn(id: string): Readonly<Record<string, 'hint'>> {
  return allRules.find((rule) => rule.id === id)?.severity === 'off' ? { [id]: 'hint' } : {};
}

/** The rule about a missing driver speaks only of a version somebody chose. */
function needs(id: string): Partial<LintSettings> {
  return id === 'sip-driver-removed' ? { asteriskVersion: 22 } : {};
}
