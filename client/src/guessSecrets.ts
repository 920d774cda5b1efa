/** Finds what looks like a secret in one line, for the moment until the server says where they are. Knows no editor. */

/** Half-open, in characters of the line. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Longer lines are left to the server. */
const longest = 2000;

const option = /(?:secret|passw|pass\b|pwd|md5|digest|cred)[^=]{0,40}=>?[ \t]*/i;
const login = /(?:register[ \t]*=>?[ \t]*|(?:SIP|IAX2|PJSIP)\/)[^\s:/@,]{0,100}:([^@\s]{1,200})@/i;

/** Stretches to hide, commented-out lines too; rather too much than too little. */
export function guessSecrets(line: string): readonly Stretch[] {
  if (line.length > longest) return [];
  const found = option.exec(line);
  if (found !== null) {
    const start = found.index + found[0].length;
    const end = line.trimEnd().length;
    return end > start ? [{ start, end }] : [];
  }
  const call = login.exec(line);
  if (call === null) return [];
  const end = call.index + call[0].length - 1;
  return [{ start: end - (call[1] ?? '').length, end }];
}
