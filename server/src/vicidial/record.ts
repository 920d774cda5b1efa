/**
 * Which record of VICIdial's database a line of a generated file was made from. Knows the order and the shape in which
 * VICIdial writes them, and no other file.
 *
 * Source: VICIdial trunk r3939, bin/ADMIN_keepalive_ALL.pl.
 */
import {
  entriesOf,
  lineAtOffset,
  linesOf,
  sectionsOf,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
} from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { loopAccounts } from './serverAccounts.ts';

/** How VICIdial calls the ways a phone or carrier can speak. */
export type Protocol = 'SIP' | 'IAX2' | 'PJSIP';

/** Where a line comes from. */
export type VicidialRecord =
  /** Table `phones`. */
  | { readonly kind: 'phone'; readonly extension: string; readonly protocol: Protocol }
  /** Table `vicidial_server_carriers`; the id is unknown for register lines, which stand apart. */
  | { readonly kind: 'carrier'; readonly id?: string; readonly field: CarrierField }
  /** Table `servers`: accounts and register lines between servers, all with the server's own secret. */
  | { readonly kind: 'server' }
  /** A mailbox of voicemail.conf, whose password is the Login Password. */
  | { readonly kind: 'mailbox'; readonly number: string };

/** Labels of the admin page. */
export type CarrierField = 'Registration String' | 'Account Entry' | 'Globals String';

/** Sections looked at to find the comment that says whose block it is. */
const MOST_SECTIONS = 2000;

const protocols: Readonly<Record<string, Protocol>> = {
  'sip.conf': 'SIP',
  'iax.conf': 'IAX2',
  'pjsip_wizard.conf': 'PJSIP',
  'pjsip.conf': 'PJSIP',
};

const carrierComment = /^; VICIDIAL Carrier: (\S+) - /;

/** The record behind the line at `offset` of a generated file; `undefined` where VICIdial has nothing to change. */
export function vicidialRecord(
  model: FileModel,
  kind: string | undefined,
  offset: number,
): VicidialRecord | undefined {
  const found = lineAtOffset(model, offset);
  if (found === undefined) return undefined;
  const { placed, section } = found;
  const { line } = placed;
  if (kind === 'voicemail.conf') {
    const isMailbox =
      line.kind === 'entry' && /^\d+$/.test(line.key) && section.section.header?.name !== 'general';
    return isMailbox ? { kind: 'mailbox', number: line.key } : undefined;
  }
  if (kind === 'extensions.conf') return line.kind === 'entry' ? globalRecord(line) : undefined;
  const protocol = protocols[kind ?? ''];
  if (protocol === undefined) return undefined;
  if (line.kind === 'entry' && foldCase(line.key) === 'register') return registerRecord(line, protocol);
  const { header } = section.section;
  if (header === undefined) return undefined;
  const entries = entriesOf(linesOf(section.section, model.tree.encoding));
  if (isServerAccount(header.name, entries)) return { kind: 'server' };
  const phone = { kind: 'phone', extension: header.name, protocol } as const;
  if (isPhone(header.name, entries)) return phone;
  const id = carrierAbove(model, section);
  return id === undefined ? phone : { kind: 'carrier', id, field: 'Account Entry' };
}

/** Globals of trunks between servers, or of carriers; what a dial string calls tells them apart. */
function globalRecord({ key, value }: EntryLine): VicidialRecord | undefined {
  const user = /^IAX2\/([^:@/]+):[^@]*@/.exec(value)?.[1];
  if (user === undefined && !/^\w+\/[^:@/]+:[^@]*@/.test(value)) return undefined;
  const isServers = user !== undefined && (loopAccounts.has(user) || key.startsWith('TRUNK'));
  return isServers ? { kind: 'server' } : { kind: 'carrier', field: 'Globals String' };
}

/** Servers register with each other by address at port 4569, and with themselves at three other ports. */
function registerRecord({ value }: EntryLine, protocol: Protocol): VicidialRecord {
  const user = /^[^:@]*/.exec(value)?.[0] ?? '';
  const isServers =
    protocol === 'IAX2' && (loopAccounts.has(user) || /@\d{1,3}(?:\.\d{1,3}){3}:4569$/.test(value.trimEnd()));
  return isServers ? { kind: 'server' } : { kind: 'carrier', field: 'Registration String' };
}

function isPhone(name: string, entries: readonly PlacedLine<EntryLine>[]): boolean {
  const own = (key: string): string | undefined =>
    entries.find(({ line }) => foldCase(line.key) === key)?.line.value;
  if (own('username') === name && own('accountcode') === name) return true;
  return own('inbound_auth/username') === name && own('accepts_auth') !== undefined;
}

/** Accounts of this and of other servers are always written alike. */
function isServerAccount(name: string, entries: readonly PlacedLine<EntryLine>[]): boolean {
  if (loopAccounts.has(name)) return true;
  const has = (key: string, value: string): boolean =>
    entries.some(({ line }) => foldCase(line.key) === key && line.value === value);
  return has('auth', 'plaintext') && has('permit', '0.0.0.0/0.0.0.0') && has('requirecalltoken', 'no');
}

/**
 * The id in the last comment above that begins a carrier, unless phones began meanwhile. Comments above a header stand in
 * the section before it.
 */
function carrierAbove(model: FileModel, section: PlacedSection): string | undefined {
  let id: string | undefined;
  let left = MOST_SECTIONS;
  for (const placed of sectionsOf(model)) {
    if (placed.index >= section.index || left-- === 0) break;
    const lines = linesOf(placed.section, model.tree.encoding);
    const { header } = placed.section;
    // All phones follow all carriers.
    if (header !== undefined && isPhone(header.name, entriesOf(lines))) return undefined;
    for (const { text } of lines) {
      id = carrierComment.exec(text)?.[1] ?? id;
      if (text.startsWith('; PJSIP_WIZ Phone Settings')) return undefined;
    }
  }
  return left < 0 ? undefined : id;
}
