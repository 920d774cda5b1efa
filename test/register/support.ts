/** Small readers of conf text for the register tests: one line at a time, no sections. */

/** The value Asterisk reads from a line: comment cut, `\;` unescaped, trimmed. */
export function lineValue(line: string): string {
  const text = strip(line);
  const equals = text.indexOf('=');
  return text.slice(equals + 1).replace(/^>/, '').replace(/^[\x01-\x20]+|[\x01-\x20]+$/g, '');
}

/** The value of a `register` line. */
export function registerValue(line: string): string {
  return lineValue(line);
}

/** The last value of an option in a small conf text. */
export function optionValue(text: string, name: string): string | undefined {
  const lines = text.split('\n').filter((line) => strip(line).split('=')[0]?.trim() === name);
  const last = lines.at(-1);
  return last === undefined ? undefined : lineValue(last);
}

function strip(line: string): string {
  let kept = '';
  let scan = 0;
  for (;;) {
    const semicolon = line.indexOf(';', scan);
    if (semicolon < 0) return kept + line.slice(scan);
    if (semicolon > scan && line[semicolon - 1] === '\\') {
      kept += `${line.slice(scan, semicolon - 1)};`;
      scan = semicolon + 1;
    } else if (/^;--(?!-)/.test(line.slice(semicolon))) {
      kept += line.slice(scan, semicolon);
      const end = line.indexOf('--;', semicolon + 3);
      if (end < 0) return kept;
      scan = end + 3;
    } else return kept + line.slice(scan, semicolon);
  }
}
