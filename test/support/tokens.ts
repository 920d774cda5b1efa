/** Shows semantic tokens of a text as marks under its lines, for tables that can be read by eye. */
import type { TokenType } from '../../server/src/features/semanticTokens/legend.ts';
import { tokenModifiers, tokenTypes } from '../../server/src/features/semanticTokens/legend.ts';
import { encodeTokens } from '../../server/src/features/semanticTokens/encode.ts';
import { semanticTokens } from '../../server/src/features/semanticTokens/semanticTokens.ts';
import { FOLDER, workspaceOf } from './lintText.ts';

/** One letter for each kind of token; a blank stands for none. */
const letters: Readonly<Record<TokenType, string>> = {
  class: 'c',
  namespace: 'm',
  property: 'o',
  parameter: 'u',
  function: 'e',
  number: 'n',
  enumMember: 'w',
  keyword: 'k',
  operator: '-',
  boolean: 'b',
  secret: 's',
  host: 'h',
  transport: 't',
  ignored: 'x',
};

/** One token; line and character from 0. */
export interface ShownToken {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: TokenType;
  readonly modifiers: readonly string[];
}

/** Reads the numbers of an answer. */
export function decode(data: readonly number[]): readonly ShownToken[] {
  const tokens: ShownToken[] = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, bits = 0] = data.slice(i, i + 5);
    line += lines;
    character = lines === 0 ? character + characters : characters;
    const modifiers = tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
    tokens.push({ line, character, length, type: tokenTypes[type] ?? 'ignored', modifiers });
  }
  return tokens;
}

/** The marks under each line of the file `name`, blanks at the ends left out. */
export function marksOf(files: Readonly<Record<string, string>>, name: string): readonly string[] {
  const tokens = decode(encodeTokens(semanticTokens(workspaceOf(files), FOLDER + name)));
  return (files[name] ?? '').split('\n').map((text, number) => {
    const marks = Array.from({ length: text.length }, () => ' ');
    for (const { line, character, length, type } of tokens) {
      if (line === number) marks.fill(letters[type], character, character + length);
    }
    return marks.join('').trimEnd();
  });
}
