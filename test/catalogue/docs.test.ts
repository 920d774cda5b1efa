/** Every option of every file has docs of its own: written for it, not spelled out of its name. */
import { describe, expect, it } from 'vitest';
import { optionFile, optionKinds } from '../../server/src/catalogue/lookup.ts';
import type { Option, OptionFile } from '../../server/src/catalogue/option.ts';
import { complaints, sentences, sharedDocs } from './invariants.ts';

const files: readonly OptionFile[] = optionKinds.flatMap((kind) => optionFile(kind) ?? []);
const options = files.flatMap((file) => file.options.map((option) => ({ file, option })));

describe('the docs of all options', () => {
  it('are there, and name the unit, the default and the few words a value may have', () => {
    console.log(`docs: ${options.length} options in ${files.length} files`);
    expect(options.length).toBeGreaterThan(1300);
    expect(files.flatMap(complaints)).toEqual([]);
  });

  it('are shared by the same option of two files at most', () => {
    const names = sharedDocs(files).map((text) => text.split(' ').slice(1));
    expect(names.filter(([one, , other]) => one !== other)).toEqual([]);
  });

  it('do not differ in the name and its words alone', () => {
    const seen = new Map<string, string>();
    const alike: string[] = [];
    for (const { file, option } of options) {
      const bare = bareText(option);
      const id = `${file.kind} ${option.name}`;
      const other = seen.get(bare);
      if (other !== undefined && other.split(' ')[1] !== option.name) alike.push(`${other}, ${id}`);
      seen.set(bare, id);
    }
    expect(alike).toEqual([]);
  });

  it('say more than the name', () => {
    const spelledOut = options.filter(({ option }) => {
      const own = new Set(option.name.toLowerCase().split(/[^a-z\d]+/u));
      const others = (option.docs.toLowerCase().match(/[a-z\d]+/gu) ?? []).filter(
        (word) => !own.has(word) && !FILLERS.has(word),
      );
      return others.length < 8;
    });
    expect(spelledOut.map(({ file, option }) => `${file.kind} ${option.name}`)).toEqual([]);
  });

  it('have two sentences or more, or one that is long enough to say what follows', () => {
    const short = options.filter(({ option: { docs } }) => sentences(docs) < 2 && docs.length < 90);
    expect(short.map(({ file, option }) => `${file.kind} ${option.name}`)).toEqual([]);
  });
});

/** Words of a sentence made by a template. */
const FILLERS: ReadonlySet<string> = new Set([
  ...['the', 'a', 'an', 'of', 'to', 'for', 'is', 'it', 'this', 'sets', 'set', 'option', 'value', 'specifies'],
  ...['whether', 'enables', 'enable', 'name', 'configures', 'defines', 'which', 'use', 'used', 'in', 'on'],
]);

/** The docs without what stands in backquotes, numbers, and the words of the name. */
function bareText({ name, docs }: Option): string {
  const own = new Set(name.toLowerCase().split(/[^a-z]+/u));
  const words =
    docs
      .replaceAll(/`[^`]*`/gu, '')
      .toLowerCase()
      .match(/[a-z]+/gu) ?? [];
  return words.filter((word) => !own.has(word)).join(' ');
}
