/** The sections of each phone alias, over all files, with the two passwords VICIdial knows: registration and login. */
import { isTemplate, sectionsNamed, type PlacedSection } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { basename, dirname, resolveFrom } from '../text/uri.ts';
import { aliasComment, aliasesListing, type DeclaredAlias } from './aliases.ts';
import { credentialsOf } from './credentialsOf.ts';
import { mentions, perSection } from './perSection.ts';
import { chainOf, lastIn } from './sectionChain.ts';
import { credentialsIn } from './sectionCredentials.ts';
import { factsOf, type Workspace } from './workspace.ts';

/** One section that belongs to an alias. */
export interface AliasMember {
  /** As written first. */
  readonly alias: string;
  readonly uri: string;
  readonly placed: PlacedSection;
  readonly name: string;
}

/** A password of a member. */
export interface MemberPassword {
  readonly member: AliasMember;
  readonly uri: string;
  /** The value; counts from the start of the file. */
  readonly span: Span;
  /** Never shown. */
  readonly value: string;
  /** Such as `[101]` or `mailbox 101`. */
  readonly name: string;
}

const commented = perSection<{ readonly alias: string; readonly name: string }>((context) => {
  const { header } = context.section;
  if (header === undefined || isTemplate(header) || !mentions(context, 'asterisk-conf:')) return undefined;
  const alias = context.lines.map(({ text }) => aliasComment(text)).find((found) => found !== undefined);
  return alias === undefined ? undefined : { alias, name: header.name };
});

/** Members by name of the alias in lower case, in the order of files and text; sections of voicemail.conf stay out. */
export function aliasMembers(
  workspace: Workspace,
  declared: readonly DeclaredAlias[],
): ReadonlyMap<string, readonly AliasMember[]> {
  const kept = lists.get(workspace);
  if (kept !== undefined && JSON.stringify(kept.declared) === JSON.stringify(declared)) return kept.members;
  const members = findMembers(workspace, declared);
  lists.set(workspace, { declared, members });
  return members;
}

type Members = ReadonlyMap<string, readonly AliasMember[]>;

/** Worked out once a snapshot. */
const lists = new WeakMap<
  Workspace,
  { readonly declared: readonly DeclaredAlias[]; readonly members: Members }
>();

function findMembers(workspace: Workspace, declared: readonly DeclaredAlias[]): Members {
  const result = new Map<string, AliasMember[]>();
  const add = (member: AliasMember): void => {
    const key = foldCase(member.alias);
    const members = result.get(key) ?? [];
    const isKnown = members.some(
      ({ uri, placed }) => uri === member.uri && placed.index === member.placed.index,
    );
    if (!isKnown) members.push(member);
    result.set(key, members);
  };
  const listed = new Set(
    declared.flatMap(({ members }) => members.map((member) => member.slice(member.lastIndexOf('#') + 1))),
  );
  for (const uri of [...workspace.files.keys()].sort()) {
    const model = workspace.files.get(uri);
    const facts = factsOf(workspace, uri);
    if (model === undefined || !phoneKinds.has(facts.kind ?? '')) continue;
    for (const { placed, value } of commented(model, facts)) add({ ...value, uri, placed });
    for (const name of listed) {
      for (const alias of aliasesListing(declared, uri, name)) {
        for (const placed of sectionsNamed(model, name)) {
          if (!isTemplate(placed.section.header)) add({ alias, uri, placed, name });
        }
      }
    }
  }
  return result;
}

const phoneKinds: ReadonlySet<string> = new Set([
  'sip.conf',
  'iax.conf',
  'pjsip.conf',
  'pjsip_wizard.conf',
  'users.conf',
]);

/** The Registration Password of the member, as far as it is the section's own. */
export function registrationPassword(workspace: Workspace, member: AliasMember): MemberPassword | undefined {
  const found = credentialsIn(workspace, member.uri, member.placed).findLast(
    ({ kind, place, unread, value, option }) =>
      kind === 'password' &&
      place === 'option' &&
      unread !== true &&
      value !== '' &&
      option !== 'remotesecret' &&
      option !== 'outbound_auth/password',
  );
  if (found === undefined) return undefined;
  const span = shift(found.span, member.placed.start);
  return { member, uri: member.uri, span, value: found.value, name: `[${member.name}]` };
}

/** The mailbox password of the member: of the mailbox it names, else of the one that is called like it. */
export function mailboxPassword(workspace: Workspace, member: AliasMember): MemberPassword | undefined {
  const chain = chainOf(workspace, member.uri, member.placed);
  const named = lastIn(chain, 'mailbox', 'mailboxes', 'endpoint/mailboxes')?.value ?? '';
  const [first = ''] = named.split(',');
  const [number = '', context = ''] = first.trim() === '' ? [member.name] : first.trim().split('@');
  for (const uri of voicemailFiles(workspace, member.uri)) {
    const found = mailboxIn(workspace, uri, number, context);
    if (found !== undefined) return { member, uri, ...found, name: `mailbox ${number}` };
  }
  return undefined;
}

/** The voicemail.conf of the same server, and what it includes. */
function voicemailFiles(workspace: Workspace, uri: string): readonly string[] {
  const folder = dirname(factsOf(workspace, uri).root ?? uri);
  const main = resolveFrom(folder, 'voicemail.conf');
  return [...workspace.files.keys()].filter((file) => {
    if (file === main) return true;
    return basename(file).includes('voicemail') && factsOf(workspace, file).root === main;
  });
}

interface Mailbox {
  readonly number: string;
  readonly span: Span;
  readonly value: string;
}

interface Mailboxes {
  /** In lower case. */
  readonly context: string;
  readonly all: ReadonlyMap<string, Mailbox>;
}

const mailboxes = perSection<Mailboxes>((context) => {
  const { kind, name = '', entries } = context;
  if (kind !== 'voicemail.conf') return undefined;
  const all = new Map<string, Mailbox>();
  for (const { owners, kind: what, option, span, value } of credentialsOf('voicemail.conf', name, entries)) {
    const [number] = owners;
    if (what === 'pin' && option === 'mailbox' && number !== undefined) {
      all.set(number, { number, span, value });
    }
  }
  return all.size === 0 ? undefined : { context: foldCase(name), all };
});

function mailboxIn(
  workspace: Workspace,
  uri: string,
  number: string,
  context: string,
): Pick<MemberPassword, 'span' | 'value'> | undefined {
  const model = workspace.files.get(uri);
  if (model === undefined) return undefined;
  for (const { placed, value } of mailboxes(model, factsOf(workspace, uri))) {
    if (context !== '' && value.context !== foldCase(context)) continue;
    const mailbox = value.all.get(number);
    if (mailbox !== undefined) return { span: shift(mailbox.span, placed.start), value: mailbox.value };
  }
  return undefined;
}
