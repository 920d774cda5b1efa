/** Digits and signs people write instead of letters. */

const standsFor: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'il'],
  ['2', 'z'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['6', 'g'],
  ['7', 't'],
  ['8', 'b'],
  ['9', 'g'],
  ['@', 'a'],
  ['$', 's'],
  ['!', 'il'],
  ['|', 'il'],
  ['+', 't'],
  ['(', 'c'],
]);

/** The lower-case letters `character` may stand for; empty when it is no usual stand-in. */
export function leetLetters(character: string): string {
  return standsFor.get(character) ?? '';
}

/** Whether `written`, a single character, is `letter` (in lower case) or a usual stand-in for it. */
export function readsAs(written: string, letter: string): boolean {
  if (written === letter) return true;
  return written.toLowerCase() === letter || (standsFor.get(written)?.includes(letter) ?? false);
}
