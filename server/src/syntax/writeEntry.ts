/** Writes the line of an option so that Asterisk reads back exactly its value. */
import { lexLine } from './lexLine.ts';

/**
 * `name=value` with `;` escaped; `undefined` for what no line can carry: blanks at the ends, control characters, more than
 * 8190 bytes. What is returned was read back.
 */
export function entryText(name: string, operator: '=' | ' => ', value: string): string | undefined {
  if (/\p{Cc}/u.test(value)) return undefined;
  const escaped = value.replaceAll(';', '\\;');
  // One ">" right behind the "=" would be taken for "=>".
  const gap = operator === '=' && escaped.startsWith('>') ? ' ' : '';
  const text = `${name}${operator}${gap}${escaped}`;
  const line = lexLine(text, 0);
  const isSame =
    line.kind === 'entry' &&
    line.problem === undefined &&
    line.key === name &&
    line.value === value &&
    line.depthAfter === 0 &&
    line.comments.length === 0;
  return isSame ? text : undefined;
}
