/** What hovers say about the phone alias a section or mailbox belongs to. */
import type { PlacedSection } from '../model/fileModel.ts';
import { covers } from '../text/span.ts';
import { basename, dirname } from '../text/uri.ts';
import { aliasMembers, mailboxPassword, type AliasMember } from '../workspace/aliasMembers.ts';
import type { DeclaredAlias } from '../workspace/aliases.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { code } from './markdown.ts';
import { aliasPassword } from './vicidial/fieldHover.ts';

/** Members named one by one. */
const MOST_NAMED = 10;
/** Members whose mailboxes are looked up. */
const MOST_MEMBERS = 200;

/** Which of the two passwords the secret at `offset` is; empty where no alias has it. */
export function aliasSecret(
  workspace: Workspace,
  place: { readonly uri: string; readonly section: PlacedSection; readonly offset: number },
  declared: readonly DeclaredAlias[],
  isMailbox: boolean,
): string {
  const { uri, section, offset } = place;
  const isHere = (member: AliasMember): boolean => {
    if (!isMailbox) return member.uri === uri && member.placed.index === section.index;
    const password = mailboxPassword(workspace, member);
    return password?.uri === uri && covers(password.span, offset);
  };
  const names: string[] = [];
  for (const members of aliasMembers(workspace, declared).values()) {
    const found = members.slice(0, MOST_MEMBERS).find(isHere);
    if (found !== undefined) names.push(found.alias);
  }
  return aliasPassword(names, isMailbox);
}

/** One item for each alias the section belongs to, as Markdown. */
export function aliasItems(
  workspace: Workspace,
  uri: string,
  section: PlacedSection,
  declared: readonly DeclaredAlias[],
): readonly string[] {
  const items: string[] = [];
  for (const members of aliasMembers(workspace, declared).values()) {
    const own = members.find((member) => member.uri === uri && member.placed.index === section.index);
    if (own === undefined) continue;
    const others = members.filter((member) => member !== own);
    const named = others.slice(0, MOST_NAMED).map((member) => memberName(member, uri));
    if (others.length > MOST_NAMED) named.push(`${String(others.length - MOST_NAMED)} more`);
    const with_ = named.length === 0 ? 'no other section yet' : named.join(', ');
    items.push(`Phone alias ${code(own.alias)}, with ${with_}.`);
  }
  return items;
}

function memberName({ name, uri }: AliasMember, from: string): string {
  const section = code(`[${name}]`);
  return uri === from ? section : `${section} in ${code(`${basename(dirname(uri))}/${basename(uri)}`)}`;
}
