/** Character classes of Asterisk's readers. Letter case is folded for ASCII only, as strcasecmp does in the C locale. */

/** A "blank" of Asterisk: every character from 1 to 32 (main/strings.h, ast_strip). */
export function isBlank(code: number): boolean {
  return code <= 32 && code !== 0;
}

/** `text` with the letters A-Z in lower case, others untouched. */
export function foldCase(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) return foldedFrom(text, i);
  }
  return text;
}

/** The runtime's own folding is quicker by far, but it also changes letters beyond ASCII. */
function foldedFrom(text: string, capital: number): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 128) continue;
    return (
      text.slice(0, capital) + text.slice(capital).replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    );
  }
  return text.toLowerCase();
}

/** Whether two texts are the same when the case of ASCII letters is ignored. */
export function sameIgnoringCase(a: string, b: string): boolean {
  return a.length === b.length && (a === b || foldCase(a) === foldCase(b));
}

/** Length of `text` in bytes of UTF-8; a lone surrogate counts three. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) bytes += 1;
    else if (code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 2;
      i++;
    } else bytes += 2;
  }
  return bytes;
}

/** The longest start of `text` that has at most `limit` bytes of UTF-8, in code units. Never splits a character. */
export function utf8Prefix(text: string, limit: number): number {
  if (text.length * 3 <= limit) return text.length;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const pair = code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(i + 1));
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : pair ? 4 : 3;
    if (bytes > limit) return i;
    if (pair) i++;
  }
  return text.length;
}

/** How the bytes of a file became text: Latin-1 has one character a byte. */
export type TextEncoding = 'utf8' | 'latin1';

/** Length of `text` in bytes of its file. */
export function byteLength(text: string, encoding: TextEncoding): number {
  return encoding === 'latin1' ? text.length : utf8Length(text);
}

/** The longest start of `text` that has at most `limit` bytes of its file, in code units. */
export function bytePrefix(text: string, limit: number, encoding: TextEncoding): number {
  return encoding === 'latin1' ? Math.min(text.length, limit) : utf8Prefix(text, limit);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
