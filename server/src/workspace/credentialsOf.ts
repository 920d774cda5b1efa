/** Finds each place in a section where a secret stands. Reads one section alone: what its templates add is not known here. */
import type { ConfKind } from '../catalogue/option.ts';
import type { PlacedLine } from '../model/fileModel.ts';
import { rawSpan, type EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import type { Credential, CredentialKind } from './credentials.ts';
import { registerLines, type RegisterLine } from './registerLines.ts';
import { namelessSections, ownerOptions, secretOptions } from './secretOptions.ts';

type Entry = PlacedLine<EntryLine>;

/** What the readers below need to know of the section. */
interface Place {
  readonly kind: ConfKind;
  /** Section name in lower case; empty before the first header. */
  readonly section: string;
  readonly owners: readonly string[];
  readonly entries: readonly Entry[];
}

/** A secret in the value of one entry; the span counts from the start of the value. */
interface Found {
  readonly kind: CredentialKind;
  readonly span: Span;
  readonly value: string;
  readonly place: Credential['place'];
  readonly owners?: readonly string[];
  readonly isUnread?: boolean;
}

/**
 * Each secret of the section, in the order of the text.
 *
 * @param sectionName `undefined` before the first header of a file that starts outside any section
 * @param entries lines Asterisk reads; places count as theirs do
 */
export function credentialsOf(
  kind: ConfKind,
  sectionName: string | undefined,
  entries: readonly Entry[],
): readonly Credential[] {
  const place = {
    kind,
    section: foldCase(sectionName ?? ''),
    owners: ownersOf(sectionName, entries),
    entries,
  };
  const registers = new Map(registerLines(kind, entries).map((line) => [line.entry, line]));
  const credentials: Credential[] = [];
  for (const entry of entries) {
    const option = foldCase(entry.line.key);
    const register = registers.get(entry);
    const secrets =
      register === undefined ? secretsIn(place, option, entry.line.value) : registerSecrets(place, register);
    for (const found of secrets) {
      credentials.push(credential(place, optionName(place, option), entry, found));
    }
  }
  return markReplaced(kind, markAppended(entries, credentials));
}

/** Names a secret of the section may not equal. */
function ownersOf(sectionName: string | undefined, entries: readonly Entry[]): readonly string[] {
  const owners = new Set<string>();
  if (sectionName !== undefined && !namelessSections.has(foldCase(sectionName))) owners.add(sectionName);
  for (const { line } of entries) if (ownerOptions.has(foldCase(line.key))) addOwner(owners, line.value);
  owners.delete('');
  return [...owners];
}

/** A user written as `name@domain` is also known by the name alone. */
function addOwner(owners: Set<string>, name: string): void {
  owners.add(name);
  const at = name.indexOf('@');
  if (at > 0) owners.add(name.slice(0, at));
}

function credential(place: Place, option: string, entry: Entry, found: Found): Credential {
  const { line, start, number } = entry;
  return {
    kind: found.kind,
    value: found.value,
    span: shift(rawSpan(line, found.span), start),
    owners: found.owners ?? place.owners,
    place: found.place,
    option,
    lineNumber: number,
    ...(found.isUnread === true ? { unread: true as const } : {}),
  };
}

/** Mailbox lines have the number in the option's place. */
function optionName(place: Place, option: string): string {
  return isMailboxSection(place) && secretOptions[place.kind]?.[option] === undefined ? 'mailbox' : option;
}

function secretsIn(place: Place, option: string, value: string): readonly Found[] {
  if (place.kind === 'sip.conf' && option === 'auth') return authSecrets(place, value);
  if (place.kind === 'iax.conf' && option === 'secret') return iaxSecrets(place, value);
  if (place.kind === 'extensions.conf') return dialSecrets(value);
  if (place.kind === 'meetme.conf' && option === 'conf') return pinsAfterNumber(value);
  if (place.kind === 'res_curl.conf' && /^(?:proxy)?userpwd$/.test(option)) return userAndPassword(value);
  const kind = secretOptions[place.kind]?.[option];
  if (kind !== undefined) return [wholeValue(place, option, kind, value)];
  if (isMailboxSection(place)) return mailboxPin(option, value);
  // Members of queues and the like name channels too.
  return dialSecrets(value);
}

function wholeValue(place: Place, option: string, kind: CredentialKind, value: string): Found {
  const isUnread = place.kind === 'sip.conf' && place.section === 'general' && kind === 'password';
  return {
    kind: kindInContext(place, option, kind),
    span: { start: 0, end: value.length },
    value,
    place: 'option',
    isUnread,
  };
}

/** Some passwords are hashes or open a key file, which another line of the section tells. */
function kindInContext(place: Place, option: string, kind: CredentialKind): CredentialKind {
  if (kind !== 'password') return kind;
  if (place.kind === 'ari.conf' && foldCase(lastValue(place, 'password_format') ?? '') === 'crypt') {
    return 'digest';
  }
  // The pass phrase of a transport's key file cannot be changed here alone.
  if (place.kind === 'pjsip.conf' && option === 'password' && lastValue(place, 'type') === 'transport') {
    return 'key-name';
  }
  return kind;
}

/** Last value of each option of a section, so that a section full of passwords is read once. */
const lastValues = new WeakMap<Place, ReadonlyMap<string, string>>();

function lastValue(place: Place, option: string): string | undefined {
  let values = lastValues.get(place);
  if (values === undefined) {
    values = new Map(place.entries.map(({ line }) => [foldCase(line.key), line.value]));
    lastValues.set(place, values);
  }
  return values.get(option);
}

/** Register strings of the two drivers that have them; both read them in `[general]` alone. */
function registerSecrets(place: Place, { parsed, isTemplate }: RegisterLine): readonly Found[] {
  // Where a template fills in part of a line that the driver divides in odd places, nobody knows which part is what.
  const isUnclear = isTemplate && parsed.problems.some(({ code }) => code === 'split');
  const isOutside = place.section !== 'general' && place.section !== '';
  const owners = new Set<string>();
  for (const { name, value } of parsed.parts) {
    if (name === 'user' || name === 'authuser') addOwner(owners, value);
  }
  owners.delete('');
  return parsed.parts
    .filter(({ name }) => name === 'secret' || name === 'key')
    .map((part) => ({
      kind: part.name === 'key' ? 'key-name' : 'password',
      span: part.span,
      value: part.value,
      place: 'register',
      owners: [...owners],
      isUnread: !parsed.ok || isOutside || isUnclear,
    }));
}

/**
 * `user:secret@realm`, or `user#digest@realm` where there is no `:` before the last `@`.
 * Source: Asterisk channels/chan_sip.c, add_realm_authentication.
 */
function authSecrets(place: Place, value: string): readonly Found[] {
  if (place.section === 'general') return [];
  const at = value.lastIndexOf('@');
  const login = at < 0 ? value : value.slice(0, at);
  const colon = login.indexOf(':');
  const mark = colon >= 0 ? colon : login.indexOf('#');
  if (mark < 0) return [];
  const span = { start: mark + 1, end: login.length };
  const owners = new Set(place.owners);
  addOwner(owners, login.slice(0, mark));
  owners.delete('');
  return [
    {
      kind: colon >= 0 ? 'password' : 'digest',
      span,
      value: value.slice(span.start, span.end),
      place: 'auth',
      owners: [...owners],
      // Without a realm or a user chan_sip skips the line.
      isUnread: at < 0 || mark === 0,
    },
  ];
}

/** Secrets separated by semicolons; each is valid alone, an empty one too (chan_iax2.c, authenticate_verify). */
function iaxSecrets(place: Place, value: string): readonly Found[] {
  const found: Found[] = [];
  let start = 0;
  for (const piece of value.split(';')) {
    const span = { start, end: start + piece.length };
    found.push({
      kind: 'password',
      span,
      value: piece,
      place: 'option',
      isUnread: place.section === 'general',
    });
    start = span.end + 1;
  }
  return found;
}

/** `user:password` of libcurl. */
function userAndPassword(value: string): readonly Found[] {
  const colon = value.indexOf(':');
  if (colon < 0) return [];
  const owners = colon > 0 ? [value.slice(0, colon)] : [];
  const span = { start: colon + 1, end: value.length };
  return [{ kind: 'password', span, value: value.slice(span.start), place: 'auth', owners }];
}

/** A channel with user and secret; a `/` after the host ends what belongs to it. */
const dialString = /\b(?:IAX2|SIP)\/[^\s:@/&,()|]+:([^\s:@/&,()|]*)(?::[^\s@/&,()|]*)?@/gi;

/**
 * `IAX2/user:secret@host` and `SIP/user:secret:…@host` in the lines of a dialplan.
 * Source: Asterisk channels/chan_iax2.c, parse_dial_string; channels/chan_sip.c, sip_request_call.
 */
function dialSecrets(value: string): readonly Found[] {
  if (!value.includes('@')) return [];
  const found: Found[] = [];
  for (const match of withoutVariables(value).matchAll(dialString)) {
    const [whole, masked = ''] = match;
    const start = match.index + whole.indexOf(':') + 1;
    const user = value.slice(match.index + whole.indexOf('/') + 1, start - 1);
    const secret = value.slice(start, start + masked.length);
    const kind = secret.startsWith('[') ? 'key-name' : 'password';
    const span = { start, end: start + secret.length };
    found.push({ kind, span, value: secret, place: 'dial-string', owners: [user] });
  }
  return found;
}

/** The same text with what stands between the braces of variables made harmless: `${EXTEN:1}` holds no secret. */
function withoutVariables(value: string): string {
  if (!value.includes('{')) return value;
  let depth = 0;
  let text = '';
  for (const character of value) {
    if (character === '}' && depth > 0) depth--;
    text += depth > 0 ? '_'.repeat(character.length) : character;
    if (character === '{') depth++;
  }
  return text;
}

/** `number[,pin[,adminpin]]` of a conference room (apps/app_meetme.c). */
function pinsAfterNumber(value: string): readonly Found[] {
  const [number = '', ...pins] = value.split(',');
  const owners = [number.trim()].filter((name) => name !== '');
  const found: Found[] = [];
  let start = number.length + 1;
  for (const pin of pins.slice(0, 2)) {
    const text = pin.trim();
    const lead = pin.length - pin.trimStart().length;
    const span = { start: start + lead, end: start + lead + text.length };
    if (text !== '') found.push({ kind: 'pin', span, value: text, place: 'auth', owners });
    start += pin.length + 1;
  }
  return found;
}

/** Sections of voicemail.conf whose lines are mailboxes. */
function isMailboxSection(place: Place): boolean {
  return (
    place.kind === 'voicemail.conf' && !['', 'general', 'zonemessages', 'aliases'].includes(place.section)
  );
}

/** `number => pin,name,…`; a `-` before the pin forbids its owner to change it (apps/app_voicemail.c). */
function mailboxPin(number: string, value: string): readonly Found[] {
  const comma = value.indexOf(',');
  if (comma < 0 && !/^\d+$/.test(number)) return [];
  const field = comma < 0 ? value : value.slice(0, comma);
  const dash = field.startsWith('-') ? 1 : 0;
  const text = field.slice(dash).trimEnd();
  const span = { start: dash, end: dash + text.length };
  return [{ kind: 'pin', span, value: text, place: 'auth', owners: [number] }];
}

/** Where `+=` glues lines together, no line holds the secret that is used. */
function markAppended(entries: readonly Entry[], credentials: readonly Credential[]): readonly Credential[] {
  const appended = new Set<string>();
  for (const { line } of entries) if (line.operator === '+=') appended.add(foldCase(line.key));
  if (appended.size === 0) return credentials;
  return credentials.map((found) =>
    appended.has(found.option) ? { ...found, unread: true as const } : found,
  );
}

/** Options that count once in a section: of several lines only the last is used. */
function markReplaced(kind: ConfKind, credentials: readonly Credential[]): readonly Credential[] {
  const lastLine = new Map<string, number>();
  for (const { option, place, lineNumber } of credentials) {
    if (countsOnce(kind, option, place)) lastLine.set(option, lineNumber);
  }
  return credentials.map((found) => {
    const last = countsOnce(kind, found.option, found.place) ? lastLine.get(found.option) : undefined;
    return last === undefined || last === found.lineNumber || found.unread === true
      ? found
      : { ...found, unread: true as const };
  });
}

/** iax users accept every `secret` line of their section, and digests of several algorithms stand side by side. */
function countsOnce(kind: ConfKind, option: string, place: Credential['place']): boolean {
  return place === 'option' && option !== 'password_digest' && !(kind === 'iax.conf' && option === 'secret');
}
