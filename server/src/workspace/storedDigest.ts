/** Digests made of a user, a realm and a secret that stands beside them, so that both can be changed together. */
import { isReopened, isTemplate, type PlacedSection } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';
import { md5 } from '../text/md5.ts';
import { shift, type Span } from '../text/span.ts';
import type { PlacedSecret } from './credentialIndex.ts';
import { rootIndex } from './rootIndex.ts';
import { chainOf, lastIn } from './sectionChain.ts';
import { credentialsIn } from './sectionCredentials.ts';
import type { Workspace } from './workspace.ts';

/** Asterisk's realm where nobody sets one (channels/chan_sip.c, res/res_pjsip/pjsip_options). */
export const DEFAULT_REALM = 'asterisk';

/** Who a digest is for. */
export interface DigestLogin {
  readonly user: string;
  readonly realm: string;
}

/** A digest of the same secret. */
export interface StoredDigest extends DigestLogin {
  /** Counts from the start of the file. */
  readonly span: Span;
  /** What stands before the digits, such as `MD5:`. */
  readonly prefix: string;
}

/** MD5 of `user:realm:secret` (RFC 2617), what `md5secret` and `md5_cred` hold. */
export function loginDigest({ user, realm }: DigestLogin, secret: string): string {
  return md5(`${user}:${realm}:${secret}`);
}

/** The digests in the section of `place` that are made of its very secret. */
export function digestsBeside(workspace: Workspace, place: PlacedSecret): readonly StoredDigest[] {
  const { credential } = place.record;
  if (credential.place !== 'option') return [];
  const logins = loginsOf(workspace, place.uri, place.placed, place.kind);
  const result: StoredDigest[] = [];
  for (const other of credentialsIn(workspace, place.uri, place.placed)) {
    if (other.kind !== 'digest' || other.place !== 'option') continue;
    const prefix = /^MD5:/i.exec(other.value)?.[0] ?? '';
    const digits = foldCase(other.value.slice(prefix.length));
    const login = logins.find((one) => loginDigest(one, credential.value) === digits);
    if (login !== undefined) result.push({ ...login, prefix, span: shift(other.span, place.placed.start) });
  }
  return result;
}

/** The users and realms by which Asterisk may ask for the secrets of a section; the likeliest first. */
export function loginsOf(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  kind: string,
): readonly DigestLogin[] {
  const name = placed.section.header?.name ?? '';
  if (kind === 'sip.conf') {
    const realm = generalRealm(workspace, uri);
    const user = lastIn(chainOf(workspace, uri, placed), 'defaultuser', 'username')?.value ?? name;
    return [...new Set([name, user])].filter((one) => one !== '').map((one) => ({ user: one, realm }));
  }
  if (kind !== 'pjsip.conf') return [];
  const chain = chainOf(workspace, uri, placed);
  const user = lastIn(chain, 'username')?.value ?? '';
  const realm = lastIn(chain, 'realm')?.value ?? '';
  if (user === '') return [];
  return [{ user, realm: realm === '' ? DEFAULT_REALM : realm }];
}

function generalRealm(workspace: Workspace, uri: string): string {
  const general = rootIndex(workspace, uri)
    .named('general')
    .find(({ section: { section } }) => !isReopened(section.header) && !isTemplate(section.header));
  if (general === undefined) return DEFAULT_REALM;
  const realm = lastIn(chainOf(workspace, general.uri, general.section), 'realm')?.value ?? '';
  return realm === '' ? DEFAULT_REALM : realm;
}
