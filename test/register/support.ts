/** Small readers of conf text for the register tests: one line at a time, no sections. */
import { lexLine } from '../../server/src/syntax/lexLine.ts';

/** The value Asterisk reads from a line of the form `name = value`. */
export function lineValue(text: string): string {
  const line = lexLine(text, 0);
  if (line.kind !== 'entry') {
    throw new Error('no entry');
  }
  return line.value;
}

/** The last value of an option in a small conf text. */
export function optionValue(text: string, name: string): string | undefined {
  const values = text.split('\n').flatMap((line) => {
    const lexed = lexLine(line, 0);
    return lexed.kind === 'entry' && lexed.key === name ? [lexed.value] : [];
  });
  return values.at(-1);
}
