/** Reads the examples of the rules' pages: what each fence is called, and which files its text stands for. */

/** One fence that opens with three backticks and `conf bad sip.conf` or `conf good sip.conf`. */
export interface Example {
  readonly verdict: 'bad' | 'good';
  /** Which one of the page it is, from 1. */
  readonly number: number;
  /** Name of its first file. */
  readonly name: string;
  readonly body: string;
}

/** All examples of a page, in order. */
export function examplesIn(page: string): readonly Example[] {
  return [...page.matchAll(/^```conf (bad|good) (\S+)\n([\s\S]*?)^```$/gm)].map((match, index) => ({
    verdict: match[1] === 'bad' ? 'bad' : 'good',
    number: index + 1,
    name: match[2] ?? '',
    body: match[3] ?? '',
  }));
}

/**
 * The files of an example, by name. A line `;- other.conf` starts the next file.
 *
 * Three things that cannot be written down are named instead: `<NUL>`, `<BOM>` (a byte order mark) and
 * `<8200 times "a">`.
 */
export function filesOf(name: string, body: string): Readonly<Record<string, string>> {
  const parts = body.split(/^;- (.+)\n/m);
  const files: [string, string][] = [[name, expanded(parts[0] ?? '')]];
  for (let i = 1; i < parts.length; i += 2) files.push([parts[i] ?? '', expanded(parts[i + 1] ?? '')]);
  return Object.fromEntries(files);
}

function expanded(text: string): string {
  return text
    .replaceAll('<NUL>', '\0')
    .replaceAll('<BOM>', '\ufeff')
    .replace(/<(\d+) times "(.)">/g, (_, count: string, letter: string) => letter.repeat(Number(count)));
}
