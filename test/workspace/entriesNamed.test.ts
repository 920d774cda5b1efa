import { describe, expect, it } from 'vitest';
import { entriesNamed } from '../../server/src/model/entriesNamed.ts';
import { entriesOf, linesOf, sectionsOf, fileModel } from '../../server/src/model/fileModel.ts';
import { parse } from '../../server/src/syntax/parse.ts';
import { randomConf, randomKind } from '../fuzz/confText.ts';
import { seededRandom } from '../support/seededRandom.ts';

function isSameAsLexing(text: string, encoding: 'utf8' | 'latin1' = 'utf8'): void {
  for (const wants of [(): boolean => true, (name: string): boolean => /^[a-m]/i.test(name)]) {
    for (const { section } of sectionsOf(fileModel(parse(text, encoding)))) {
      const all = entriesOf(linesOf(section, encoding)).filter(({ line }) => wants(line.key));
      expect(entriesNamed(section, encoding, wants)).toEqual(all);
    }
  }
}

describe('entries by name', () => {
  it.each([
    ['names with blanks, arrows and pluses', '[a]\n  b  = 1\nc=>2\nd += 3\ne+ = 4\nf>=5\n+=6\n=7\ng\n'],
    ['escapes', '[a]\n\\[b]=1\n\\#c=2\nd\\;e=3\nb=4\\;5\n\\\n\\ b=1\n'],
    ['remarks', '[a]\n;b=1\nb=1;c=2\nc;d=3\n;; e=4\n;-----\nf=5\n'],
    [
      'block comments',
      '[a]\nb=1 ;-- c=2\nd=3\n--;e=4\nf;-- x --;g=5\n;-- x --; h=6\ni--;=7\nj=8\n;--\nk=9\n',
    ],
    ['a byte order mark', '\ufeffb=1\n[a]\n\ufeffc=2\n'],
    [
      'NUL, CR and long lines',
      `[a]\r\nb\0c=1\r\nd=1\0;x\r\nc=${'x'.repeat(9000)}\r\ne=2\r\n${'f'.repeat(9000)}=1\n`,
    ],
    ['no line end at the end', '[a]\nb=1\nc'],
  ])('are those the lexer finds: %s', (_, text) => {
    isSameAsLexing(text);
    isSameAsLexing(text, 'latin1');
  });

  it('are those the lexer finds in random files', () => {
    const random = seededRandom(20);
    for (let i = 0; i < 150; i++) isSameAsLexing(randomConf(random, randomKind(random), 40));
  });
});
