/** Builds the Markdown of hovers, so that no text of a file can become a link, an image or HTML in it. */

/**
 * `text` as inline code. The fence is longer than any run of backticks inside, as CommonMark wants; line ends and other
 * control characters become blanks. Empty text gives nothing.
 */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return fence + (needsPadding(line) ? ` ${line} ` : line) + fence;
}

/** CommonMark takes one blank off at both ends, unless there is nothing but blanks; and a fence may not touch one. */
function needsPadding(line: string): boolean {
  if (line.startsWith('`') || line.endsWith('`')) return true;
  return line.startsWith(' ') && line.endsWith(' ') && line.trim() !== '';
}

/** `text` as plain words: every ASCII punctuation mark that could mean something gets a backslash, on one line. */
export function escape(text: string): string {
  return oneLine(text).replaceAll(/[\p{P}\p{S}]/gu, (mark) => (mark < '\u0080' ? `\\${mark}` : mark));
}

/** A link; `url` is one of ours, never text of a file. */
export function link(title: string, url: string): string {
  return `[${escape(title)}](${url})`;
}

/** One bullet an item; items are Markdown of one line already. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Blocks with an empty line between them; empty and absent ones are left out. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
