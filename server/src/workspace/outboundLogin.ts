/** Which login chan_sip answers a challenge with when it registers. Values stay in memory; nothing prints them. */
import type { RegisterFields } from '../register/shape.ts';
import { foldCase, sameIgnoringCase } from '../text/ascii.ts';
import type { LoadedCategory } from './load.ts';

/** Name and proof; `digest` in place of `secret` where a checksum of user, realm and secret is stored. */
export interface OutboundLogin {
  readonly user: string;
  readonly secret?: string;
  readonly digest?: string;
}

/** One `auth = user:secret@realm` or `auth = user#digest@realm`. */
export interface RealmLogin extends OutboundLogin {
  readonly realm: string;
}

/**
 * What is sent for a register line when `realm` asks: an `auth` line for the realm (the peer's own first, then those of
 * `[authentication]`), else the peer's `remotesecret`, the secret of the line, the peer's `secret`. The peer counts only
 * where the line names one. `undefined` where there is no user to answer with.
 * Source: Asterisk channels/chan_sip.c, build_reply_digest and transmit_register.
 */
export function outboundLogin(
  fields: RegisterFields,
  categories: readonly LoadedCategory[],
  realm: string,
): OutboundLogin | undefined {
  const peer = fields.peer === undefined ? undefined : namedSection(categories, fields.peer);
  const ofPeer = peer === undefined ? [] : realmLogins(peer);
  const common = namedSection(categories, 'authentication');
  const all = [...ofPeer, ...(common === undefined ? [] : realmLogins(common))];
  const forRealm = all.find((login) => sameIgnoringCase(login.realm, realm));
  if (forRealm !== undefined) {
    const { user, secret, digest } = forRealm;
    return { user, ...(secret === undefined ? {} : { secret }), ...(digest === undefined ? {} : { digest }) };
  }
  const user = fields.authuser ?? fields.user ?? '';
  if (user === '') return undefined;
  const secret = [lastValue(peer, 'remotesecret'), fields.secret, lastValue(peer, 'secret')].find(
    (value) => value !== undefined && value !== '',
  );
  return { user, secret: secret ?? '' };
}

/** The `auth` lines of a section that chan_sip takes, in order. Splits at the last `@` and the first `:`. */
export function realmLogins({ variables }: Pick<LoadedCategory, 'variables'>): readonly RealmLogin[] {
  const logins: RealmLogin[] = [];
  for (const { name, value } of variables) {
    const login = foldCase(name) === 'auth' ? realmLogin(value) : undefined;
    if (login !== undefined) logins.push(login);
  }
  return logins;
}

/** One `auth` value; `undefined` without a realm or a user. Source: channels/chan_sip.c, add_realm_authentication. */
export function realmLogin(value: string): RealmLogin | undefined {
  const at = value.lastIndexOf('@');
  if (at < 0) return undefined;
  const account = value.slice(0, at);
  const realm = value.slice(at + 1);
  const colon = account.indexOf(':');
  const mark = colon >= 0 ? colon : account.indexOf('#');
  const user = mark < 0 ? account : account.slice(0, mark);
  if (user === '') return undefined;
  if (mark < 0) return { realm, user };
  const proof = account.slice(mark + 1);
  return colon >= 0 ? { realm, user, secret: proof } : { realm, user, digest: proof };
}

function namedSection(categories: readonly LoadedCategory[], name: string): LoadedCategory | undefined {
  return categories.find((section) => !section.isTemplate && sameIgnoringCase(section.name, name));
}

function lastValue(section: LoadedCategory | undefined, option: string): string | undefined {
  return section?.variables.findLast(({ name }) => foldCase(name) === option)?.value;
}
