/** The part of VS Code's file name patterns that the manifest uses, so that a test can ask which names it claims. */

/**
 * Whether VS Code gives a file at `path` to a language with these names and patterns.
 *
 * Letter case never counts. A pattern with `/` meets the whole path, another one the base name.
 * Source: VS Code src/vs/editor/common/services/languagesAssociations.ts and src/vs/base/common/glob.ts.
 */
export function isClaimed(
  path: string,
  claim: { readonly filenames: readonly string[]; readonly filenamePatterns: readonly string[] },
): boolean {
  const target = path.toLowerCase().replaceAll('\\', '/');
  const base = target.slice(target.lastIndexOf('/') + 1);
  return (
    claim.filenames.some((name) => name.toLowerCase() === base) ||
    claim.filenamePatterns.some((pattern) =>
      globToRegExp(pattern.toLowerCase()).test(pattern.includes('/') ? target : base),
    )
  );
}

function globToRegExp(pattern: string): RegExp {
  return new RegExp(`^${translate(pattern)}$`);
}

function translate(pattern: string): string {
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (pattern.startsWith('**/', i)) {
      out += '(?:[^/]*/)*';
      i += 2;
    } else if (char === '*') out += '[^/]*';
    else if (char === '{' || char === '[') {
      const end = pattern.indexOf(char === '{' ? '}' : ']', i);
      const inner = pattern.slice(i + 1, end);
      out += char === '[' ? `[${inner}]` : `(?:${inner.split(',').map(translate).join('|')})`;
      i = end;
    } else out += char.replace(/[.+?^$()|\\]/, '\\$&');
  }
  return out;
}
