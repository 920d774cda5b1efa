/** Phone aliases: sections declared to belong to one and the same agent, possibly one on each server. */
import { sameIgnoringCase } from '../text/ascii.ts';
import { pathOf } from '../text/uri.ts';

/** An alias as a setting or a project file declares it. */
export interface DeclaredAlias {
  readonly name: string;
  /** `folder/sip.conf#section`; the folder is the end of a path, so it tells two servers apart. */
  readonly members: readonly string[];
}

/** Names of the aliases that list the section of the file. */
export function aliasesListing(
  aliases: readonly DeclaredAlias[],
  uri: string,
  section: string,
): readonly string[] {
  if (aliases.length === 0) return [];
  const path = pathOf(uri);
  return aliases
    .filter(({ members }) => members.some((member) => isMember(member, path, section)))
    .map(({ name }) => name);
}

function isMember(member: string, path: string, section: string): boolean {
  const mark = member.lastIndexOf('#');
  if (mark <= 0 || !sameIgnoringCase(member.slice(mark + 1), section)) return false;
  const file = member.slice(0, mark).replace(/^\.?\//, '');
  return path === file || path.endsWith(`/${file}`);
}

const comment = /^[\s;]*asterisk-conf:\s*alias\s+(\S.*)$/i;

/** The name in a line such as `; asterisk-conf: alias desk`; `undefined` for every other line. */
export function aliasComment(text: string): string | undefined {
  if (!text.includes('alias')) return undefined;
  const name = comment.exec(text)?.[1]?.trim();
  return text.trimStart().startsWith(';') && name !== undefined && name !== '' ? name : undefined;
}
