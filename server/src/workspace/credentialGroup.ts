/**
 * All places that hold the same credential as a given one, so that a new secret reaches each of them. Matched by user,
 * role and host among the places with the same value; text is never searched.
 */
import { foldCase } from '../text/ascii.ts';
import { shift, type Span } from '../text/span.ts';
import { normalise } from '../text/uri.ts';
import type { DeclaredAlias } from './aliases.ts';
import { aliasMembers, registrationPassword } from './aliasMembers.ts';
import { placesOfSecret, type PlacedSecret } from './credentialIndex.ts';
import { bondsOf, kinOf, mustMatch, type Kin } from './credentialKin.ts';
import { secretPlaceName, secretPlaceNameFrom } from './placeNames.ts';
import { passwordAt, type PlacedCredential } from './sectionCredentials.ts';
import { digestsBeside, type StoredDigest } from './storedDigest.ts';
import type { Workspace } from './workspace.ts';

/** One place of a credential. */
export interface CredentialPlace {
  readonly uri: string;
  /** The value; counts from the start of the file. */
  readonly span: Span;
  /** For previews, such as `[101]` or `register line for bob in iax.conf`. */
  readonly name: string;
  /** Name of its section; empty before the first header. */
  readonly section: string;
  readonly user?: string;
  /** A digest of the secret stands here. */
  readonly digest?: StoredDigest;
}

/** What belongs to one credential. */
export interface CredentialGroup {
  readonly chosen: CredentialPlace;
  /** Hold the same, and have to be changed with it. */
  readonly others: readonly CredentialPlace[];
  /** The other phones of its alias; usually set the same, not required. */
  readonly aliasMembers: readonly CredentialPlace[];
}

/** Places with the same value that are looked at. */
const MOST_PLACES = 5000;
/** Sections of one template whose register lines are looked for. */
const MOST_HEIRS = 500;

/** One list for all that name none, since what is kept depends on which list it is. */
const noAliases: readonly DeclaredAlias[] = [];

/** The credential of the password at `offset`, or of the only one on its line; `undefined` when there is none. */
export function credentialGroup(
  workspace: Workspace,
  { uri, offset }: { readonly uri: string; readonly offset: number },
  declared: readonly DeclaredAlias[] = noAliases,
): CredentialGroup | undefined {
  const file = normalise(uri);
  const found = passwordAt(workspace, file, offset);
  if (found === undefined) return undefined;
  const kin = sameValue(workspace, found.credential.value, declared);
  const span = shift(found.credential.span, found.placed.start);
  const start = kin.all.findIndex(({ place }) => place.uri === file && place.span.start === span.start);
  const first = kin.all[start];
  if (first === undefined) return { chosen: lonePlace(file, found), others: [], aliasMembers: [] };
  const members = closure(kin, start);
  const places = members.map(({ place }) => toPlace(file, place));
  const digests = members.flatMap(({ place }) =>
    digestsBeside(workspace, place).map((digest) => ({
      ...toPlace(file, place),
      span: digest.span,
      name: `digest of ${secretPlaceNameFrom(file, place)}`,
      digest,
    })),
  );
  const [chosen = lonePlace(file, found), ...others] = places;
  return {
    chosen,
    others: [...others, ...digests],
    aliasMembers: membersOfAliases(workspace, file, members, declared),
  };
}

/** The chosen place first, then whatever must match it, directly or through another. */
function closure({ all, byBond }: SameValue, start: number): readonly Kin[] {
  const seen = new Set([start]);
  for (const number of seen) {
    const one = all[number];
    if (one === undefined) continue;
    for (const bond of bondsOf(one)) {
      for (const other of byBond.get(bond) ?? []) {
        const candidate = all[other];
        if (!seen.has(other) && candidate !== undefined && mustMatch(one, candidate)) seen.add(other);
      }
    }
  }
  return [...seen].flatMap((number) => all[number] ?? []);
}

interface SameValue {
  readonly all: readonly Kin[];
  readonly byBond: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<
  Workspace,
  { declared: readonly DeclaredAlias[]; byValue: Map<string, SameValue> }
>();

/** Who holds the value; worked out once a snapshot. */
function sameValue(workspace: Workspace, value: string, declared: readonly DeclaredAlias[]): SameValue {
  let kept = known.get(workspace);
  if (kept?.declared !== declared) {
    kept = { declared, byValue: new Map() };
    known.set(workspace, kept);
  }
  const found = kept.byValue.get(value);
  if (found !== undefined) return found;
  const all = placesOfSecret(workspace, value, MOST_PLACES).map((place) =>
    kinOf(workspace, place, declared, MOST_HEIRS),
  );
  const byBond = new Map<string, number[]>();
  all.forEach((one, number) => {
    for (const bond of bondsOf(one)) {
      const list = byBond.get(bond);
      if (list === undefined) byBond.set(bond, [number]);
      else list.push(number);
    }
  });
  const fresh = { all, byBond };
  kept.byValue.set(value, fresh);
  return fresh;
}

function membersOfAliases(
  workspace: Workspace,
  file: string,
  members: readonly Kin[],
  declared: readonly DeclaredAlias[],
): readonly CredentialPlace[] {
  const aliases = new Set(members.flatMap((one) => one.aliases));
  if (aliases.size === 0) return [];
  const held = new Set(members.map(({ place }) => `${place.uri} ${String(place.span.start)}`));
  const result: CredentialPlace[] = [];
  for (const [alias, sections] of aliasMembers(workspace, declared)) {
    if (!aliases.has(foldCase(alias))) continue;
    for (const member of sections) {
      const password = registrationPassword(workspace, member);
      const key = password && `${password.uri} ${String(password.span.start)}`;
      if (password === undefined || key === undefined || held.has(key)) continue;
      held.add(key);
      const { uri, span } = password;
      const name = uri === file ? password.name : `${password.name} in ${shortName(uri)}`;
      result.push({ uri, span, name, section: member.name, user: member.name });
    }
  }
  return result;
}

/** Folder and file, so that two servers can be told apart. */
function shortName(uri: string): string {
  return uri.split('/').slice(-2).join('/');
}

function toPlace(file: string, place: PlacedSecret): CredentialPlace {
  const { credential, name: section } = place.record;
  const user = credential.owners.find((owner) => owner !== section) ?? credential.owners[0];
  return {
    uri: place.uri,
    span: place.span,
    name:
      place.uri === file ? secretPlaceName(place) : `${secretPlaceName(place)} in ${shortName(place.uri)}`,
    section,
    ...(user === undefined ? {} : { user }),
  };
}

/** A place that no other one can share a value with: empty, or not read by Asterisk. */
function lonePlace(uri: string, { placed, credential }: PlacedCredential): CredentialPlace {
  const section = placed.section.header?.name ?? '';
  const user = credential.owners.find((owner) => owner !== section) ?? credential.owners[0];
  return {
    uri,
    span: shift(credential.span, placed.start),
    name: section === '' ? credential.option : `[${section}]`,
    section,
    ...(user === undefined ? {} : { user }),
  };
}
