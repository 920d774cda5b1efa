/** Makes text from files and file names safe to show: no terminal and no editor may obey what somebody wrote into them. */

/**
 * Control characters (a line feed would fake a finding, an escape could repaint the terminal), line separators, and
 * marks nobody sees, such as those that turn the direction of writing around, and halves of characters.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** `text` with each such character written out, as in `\x1b` or `\u202e`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${hex(code, 2)}` : escaped(character);
  });
}

/**
 * A name as messages quote it. A half-typed line can make a name of everything up to a later bracket, secrets too, so it
 * ends before the first sign that no name needs.
 */
export function shownName(name: string): string {
  const end = name.search(/[=;\p{Cc}]/u);
  const head = end < 0 ? name : `${name.slice(0, end).trimEnd()}…`;
  return head.length > 80 ? `${head.slice(0, 79)}…` : head;
}

/** The name of an option as messages quote it: one word, since a line whose `=` was forgotten may hold a secret next. */
export function shownKey(key: string): string {
  const end = key.search(/[\s:]/u);
  return shownName(end < 0 ? key : `${key.slice(0, end)}…`);
}

/** As `printable`, for JSON, where the escape keeps the meaning; `JSON.stringify` leaves most of these as they are. */
export function printableJson(json: string): string {
  return json.replace(unprintable, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${hex(character.charCodeAt(i), 4)}`).join('');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
