/** Takes out of a line of the log whatever could name a person, a machine or a secret. Knows no editor. */

/** A place in a file of ours, at the end of a path. */
const own = /(?:client|server)\.(?:node|browser)\.c?js(?::\d+){0,2}$/;
const leftOut = '<left out>';

/** Longest line that is kept, in characters. */
const longest = 300;

/** The line with paths, addresses, quoted text, values and everything that looks like a secret replaced. */
export function redacted(line: string): string {
  const unquoted = line.slice(0, longest).replace(/"[^"]*"?|'[^']*'?|`[^`]*`?/g, '"…"');
  let isValue = false;
  const words = unquoted.split(' ').map((word) => {
    const shown = isValue && word !== '' ? leftOut : redactedWord(word);
    isValue = word === '' ? isValue : word.endsWith('=');
    return shown;
  });
  return words.join(' ').slice(0, longest);
}

function redactedWord(word: string): string {
  if (/[/\\@]/.test(word)) return own.exec(word.replace(/\)$/, ''))?.[0] ?? leftOut;
  const equals = word.indexOf('=');
  if (equals >= 0) return `${redactedWord(word.slice(0, equals))}=${equals + 1 < word.length ? leftOut : ''}`;
  if (/^\(?\d{1,3}(?:\.\d{1,3}){3}/.test(word)) return leftOut;
  return word.length < 8 || isPlain(word) ? word : leftOut;
}

/** A word as program text has it: letters, or a number or time; anything mixed is taken for a secret. */
function isPlain(word: string): boolean {
  return /^[([{]?[A-Za-z]+(?:[.-][A-Za-z]+)*[)\]}.,:;…]*$/.test(word) || /^[\d:.,-]+$/.test(word);
}
