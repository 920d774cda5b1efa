/** Half-typed and damaged text: no rule throws, and every finding stays on its text and on one line. */
import { describe, expect, it } from 'vitest';
import { corpusPaths, readCorpusFile } from '../support/corpusFiles.ts';
import { lintText } from '../support/lintText.ts';
import { seededRandom } from '../support/seededRandom.ts';

const own = [
  '\ufeff[t](!)\r\ntype=peer\r\n[a](t, u)\r\nsecret=x\\;y;z\r\n#include "x.conf"\r\n;-- a --; b=1\r\n\\#q=1\r\n',
  '[general]\nregister => tls://a@b:c:d@h:5061/x~60\nallow+=é\n[a](+x=[y])\n[b\nx=1\0\n;--;\n--;\n',
];

/** Findings that leave the text or their line. */
function strays(text: string, name = 'sip.conf'): readonly string[] {
  return lintText(text, name)
    .filter(({ span: { start, end } }) => {
      const isInside = start >= 0 && end >= start && end <= text.length;
      return !isInside || text.slice(start, end).includes('\n');
    })
    .map(({ rule, span }) => `${rule}@${String(span.start)}-${String(span.end)}`);
}

describe('damaged text', () => {
  it.each(own)('every prefix of own text %#', (text) => {
    const found = Array.from(text, (_, end) => strays(text.slice(0, end), 'sip.conf'));
    expect(found.flat()).toEqual([]);
  });

  it('random bytes', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 40; round++) {
      const text = Array.from({ length: 400 }, () => String.fromCharCode(random(256))).join('');
      expect(strays(text)).toEqual([]);
    }
  });

  it('a line of 5 MB', () => {
    expect(strays(`[a]\nx=${'y'.repeat(5_000_000)}\nz\n`)).toEqual([]);
  });

  const corpus = corpusPaths();
  it.runIf(corpus !== undefined)('prefixes of real files', () => {
    const small = (corpus ?? [])
      .map((path) => ({ name: path.split('/').at(-1) ?? '', text: readCorpusFile(path) }))
      .filter(({ text }) => text.length < 500)
      .slice(0, 20);
    expect(small.length).toBeGreaterThan(0);
    for (const { name, text } of small) {
      for (let end = 0; end <= text.length; end += 7) expect(strays(text.slice(0, end), name)).toEqual([]);
    }
  });
});
