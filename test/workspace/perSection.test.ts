import { describe, expect, it } from 'vitest';
import { fileModel } from '../../server/src/model/fileModel.ts';
import { parse, reparse } from '../../server/src/syntax/parse.ts';
import { perSection } from '../../server/src/workspace/perSection.ts';

const text = `[general]\ncontext=in\n${Array.from({ length: 300 }, (_, i) => `[p${i}]\nhost=h${i}\n`).join('')}`;

describe('perSection', () => {
  it('runs once a section and again only where the text changed', () => {
    let runs = 0;
    const hosts = perSection(({ entries, name }) => {
      runs++;
      const host = entries.find(({ line }) => line.key === 'host');
      return host === undefined ? undefined : { name, host: host.line.value };
    });
    const facts = { kind: 'sip.conf' } as const;
    const tree = parse(text);
    const before = hosts(fileModel(tree), facts);
    expect(before.map(({ value }) => value.host)).toHaveLength(300);
    const first = runs;
    expect(hosts(fileModel(tree), facts)).toEqual(before);
    expect(runs).toBe(first);
    const at = text.indexOf('h17\n');
    const after = hosts(fileModel(reparse(tree, { start: at, end: at + 3, text: 'other' })), facts);
    expect(after[17]?.value).toEqual({ name: 'p17', host: 'other' });
    expect(after[18]?.placed.start).toBe((before[18]?.placed.start ?? 0) + 2);
    expect(runs - first).toBeLessThan(first);
  });
});
