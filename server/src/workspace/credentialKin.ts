/** Whether two places that hold the same password are one credential, judged by users, hosts and roles. */
import { parentsOf } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { dirname } from '../text/uri.ts';
import { loopAccounts } from '../vicidial/serverAccounts.ts';
import { aliasesListing, type DeclaredAlias } from './aliases.ts';
import { heirsOf, type PlacedSecret } from './credentialIndex.ts';
import { ownerOptions } from './secretOptions.ts';
import { chainOf, lastIn, valuesIn } from './sectionChain.ts';
import type { Workspace } from './workspace.ts';

/** What tells whose a password is; all in lower case. */
export interface Kin {
  readonly place: PlacedSecret;
  readonly users: ReadonlySet<string>;
  /** Users other than the section's name. */
  readonly logins: ReadonlySet<string>;
  readonly host: string;
  /** The sections that take the password over from a template, which itself is no device. */
  readonly heirs: readonly Heir[];
  readonly aliases: readonly string[];
}

/** A device as far as it tells which calls belong to it. */
interface Heir {
  readonly name: string;
  readonly users: ReadonlySet<string>;
  readonly host: string;
}

function heirsIn(workspace: Workspace, place: PlacedSecret, limit: number): readonly Heir[] {
  return heirsOf(workspace, place, limit).map(({ uri, placed, name }) => {
    const chain = chainOf(workspace, uri, placed);
    const values = valuesIn(chain, ...ownerOptions).map(({ value }) => foldCase(value));
    const host = foldCase(lastIn(chain, 'host')?.value ?? '');
    return {
      name: foldCase(name),
      users: new Set([foldCase(name), ...values.filter((value) => value !== '')]),
      host: host === 'dynamic' ? '' : host,
    };
  });
}

const loopNames: ReadonlySet<string> = new Set([...loopAccounts].map(foldCase));
const databases = /^(?:cdr_|cel_|dbsep|extconfig|res_(?:odbc|config|mysql|pgsql))/;

/**
 * Reads the templates of the section too.
 *
 * @param mostHeirs sections that are looked at where the password stands in a template
 */
export function kinOf(
  workspace: Workspace,
  place: PlacedSecret,
  declared: readonly DeclaredAlias[],
  mostHeirs = 0,
): Kin {
  const { record, uri, placed } = place;
  const own = record.credential.owners.map(foldCase);
  const name = foldCase(record.name);
  const users = new Set(own);
  let host = record.host ?? '';
  const isSection = record.credential.place !== 'register' && record.credential.place !== 'dial-string';
  const heirs = isSection && record.isTemplate && mostHeirs > 0 ? heirsIn(workspace, place, mostHeirs) : [];
  if (isSection && parentsOf(record.section.header).length > 0) {
    const chain = chainOf(workspace, uri, placed);
    for (const { value } of valuesIn(chain, ...ownerOptions)) if (value !== '') users.add(foldCase(value));
    if (host === '') host = foldCase(lastIn(chain, 'host')?.value ?? '');
    if (host === 'dynamic') host = '';
  }
  const logins = new Set(users);
  if (isSection) logins.delete(name);
  const aliases = isSection ? aliasesListing(declared, uri, record.name).map(foldCase) : [];
  return {
    place,
    users,
    logins,
    host,
    heirs,
    aliases: record.alias === undefined || !isSection ? aliases : [...aliases, foldCase(record.alias)],
  };
}

/** Names two places have in common when they may belong to the same login or the same other end. */
export function bondsOf({ place, users, host, heirs, aliases }: Kin): readonly string[] {
  const { record, uri, placed, kind } = place;
  const bonds = [...users].map((user) => `user ${user}`);
  if (record.credential.place === 'register') {
    if (record.peer !== undefined) bonds.push(`user ${record.peer}`);
    bonds.push(`user ${host}`);
  } else if (record.credential.place !== 'dial-string') bonds.push(`section ${uri} ${String(placed.index)}`);
  if (host !== '') bonds.push(`host ${host}`);
  for (const heir of heirs) {
    for (const user of heir.users) bonds.push(`user ${user}`);
    if (heir.host !== '') bonds.push(`host ${heir.host}`);
  }
  if ([...users].some((user) => loopNames.has(user))) bonds.push('loop');
  if (databases.test(kind)) bonds.push('database');
  for (const alias of aliases) bonds.push(`alias ${alias}`);
  return bonds;
}

/** Whether a change of one has to be made in the other as well; both hold the same value. */
export function mustMatch(a: Kin, b: Kin): boolean {
  const roleA = a.place.record.credential.place;
  const roleB = b.place.record.credential.place;
  const sameSection = a.place.uri === b.place.uri && a.place.placed.index === b.place.placed.index;
  const isCallA = roleA === 'register' || roleA === 'dial-string';
  const isCallB = roleB === 'register' || roleB === 'dial-string';
  if (sameSection && !isCallA && !isCallB) return true;
  if (isLoop(a) && isLoop(b) && a.place.root === b.place.root) return true;
  if (isCallA && isCallB) return shareUser(a, b) && a.host !== '' && a.host === b.host;
  if (isCallA) return callsSection(a, b);
  if (isCallB) return callsSection(b, a);
  const role = roleOf(a.place.kind);
  if (role !== roleOf(b.place.kind)) return false;
  if (role === 'database') return shareLogin(a, b);
  // Beside each other, the same user at two hosts is two accounts; the two ends of a trunk name each other's host.
  const isSplit = isSameServer(a, b) && a.host !== '' && b.host !== '' && a.host !== b.host;
  return !isSplit && shareUser(a, b);
}

const phoneKinds: ReadonlySet<string> = new Set([
  'sip.conf',
  'iax.conf',
  'pjsip.conf',
  'pjsip_wizard.conf',
  'users.conf',
  'phoneprov_users.conf',
]);

function roleOf(kind: string): string {
  if (phoneKinds.has(kind)) return 'phone';
  return databases.test(kind) ? 'database' : kind;
}

function isSameServer(a: Kin, b: Kin): boolean {
  return dirname(a.place.root) === dirname(b.place.root);
}

function isLoop({ users }: Kin): boolean {
  return [...users].some((user) => loopNames.has(user));
}

/** A register line or dial string beside the peer it goes through, or the account of another server it logs in to. */
function callsSection(call: Kin, section: Kin): boolean {
  // What calls one heir needs the secret of the template.
  if (section.heirs.some((heir) => callsHeir(call, section, heir))) return true;
  const name = foldCase(section.place.record.name);
  if (call.place.record.peer !== undefined && call.place.record.peer === name) return true;
  const fitsUser = shareUser(call, section);
  if (!phoneKinds.has(section.place.kind)) return false;
  if (!isSameServer(call, section)) return fitsUser;
  const sameHost = call.host !== '' && (call.host === section.host || call.host === name);
  return sameHost && (fitsUser || section.logins.size === 0);
}

function callsHeir(call: Kin, { place }: Kin, heir: Heir): boolean {
  if (!phoneKinds.has(place.kind)) return false;
  if (call.place.record.peer !== undefined && call.place.record.peer === heir.name) return true;
  const fitsUser = [...call.users].some((user) => heir.users.has(user));
  if (dirname(call.place.root) !== dirname(place.root)) return fitsUser;
  const sameHost = call.host !== '' && (call.host === heir.host || call.host === heir.name);
  return sameHost && (fitsUser || heir.users.size === 1);
}

function shareUser(a: Kin, b: Kin): boolean {
  for (const user of a.users) if (b.users.has(user)) return true;
  return false;
}

function shareLogin(a: Kin, b: Kin): boolean {
  if (a.logins.size === 0 || b.logins.size === 0) return true;
  for (const user of a.logins) if (b.logins.has(user)) return true;
  return false;
}
