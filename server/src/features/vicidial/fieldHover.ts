/** Which field of VICIdial's admin pages a line came from, and which of a phone's two passwords it holds. */
import { foldCase } from '../../text/ascii.ts';
import { vicidialRecord, type VicidialRecord } from '../../vicidial/record.ts';
import { escape } from '../markdown.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';
import { whereToChange } from './change.ts';

/**
 * Fields of a phone by the option they end up in.
 * Source: VICIdial trunk r3939, bin/ADMIN_keepalive_ALL.pl and the labels of www/vicidial/admin.php.
 */
const phoneFields: Readonly<Record<string, string>> = {
  secret: 'Registration Password',
  username: 'Phone Extension',
  accountcode: 'Phone Extension',
  callerid: 'Full Name and Outbound CallerID',
  mailbox: 'Voicemail Box',
  mailboxes: 'Voicemail Box',
  context: 'Phone Context',
  disallow: 'Allowed Codecs',
  allow: 'Allowed Codecs',
  password: 'Registration Password',
  mohsuggest: 'MOH Suggest',
};

/** Said wherever one of the two stands, as people mix them up. */
const REGISTRATION_PASSWORD =
  'This is the Registration Password: the phone logs in to Asterisk with it. The Login Password, which the agent types on the web page, is another thing; changing one does nothing to the other.';
const LOGIN_PASSWORD =
  'This is the Login Password of the phone: the agent types it on the web page, and it opens the mailbox. The Registration Password, with which the phone logs in to Asterisk, is another thing; changing one does nothing to the other.';

/** Sentences for the option at `offset` of a generated file, as Markdown; empty where there is nothing to say. */
export function vicidialField(workspace: Workspace, uri: string, offset: number, key: string): string {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (facts.generator !== 'vicidial' || model === undefined) return '';
  const record = vicidialRecord(model, facts.kind, offset);
  if (record === undefined) return '';
  if (record.kind === 'mailbox') return `${LOGIN_PASSWORD} ${escape(whereToChange(record))}`;
  if (record.kind !== 'phone') return `Written by VICIdial. ${escape(whereToChange(record))}`;
  return phoneText(record, foldCase(key));
}

function phoneText({ extension }: Extract<VicidialRecord, { kind: 'phone' }>, key: string): string {
  const field = phoneFields[key.slice(key.lastIndexOf('/') + 1)];
  const where = `Admin, Phones, ${extension}`;
  const from =
    field === undefined
      ? `Written by VICIdial, from a template or by itself: ${where}.`
      : `From the field ${field} in VICIdial: ${where}.`;
  return field === 'Registration Password' ? `${escape(from)} ${REGISTRATION_PASSWORD}` : escape(from);
}

/** Which of the two passwords stands in a section of an alias, whoever writes the file. */
export function aliasPassword(names: readonly string[], isMailbox: boolean): string {
  if (names.length === 0) return '';
  const alias = names.map((name) => escape(name)).join(', ');
  const rule = isMailbox
    ? 'All phones of an alias need one and the same Login Password.'
    : 'Phones of an alias are usually given the same one, which is not required.';
  return `Alias ${alias}. ${isMailbox ? LOGIN_PASSWORD : REGISTRATION_PASSWORD} ${rule}`;
}
