/**
 * Which secrets let someone in who calls or registers by the name of a section. Values stay in memory; nothing prints them.
 * `outboundLogin.ts` is the other direction.
 */
import { pjsipAuthOf, type PjsipOptions } from '../register/chanPjsip.ts';
import { foldCase } from '../text/ascii.ts';

/** What a section asks for. */
export interface InboundLogin {
  /** `open`: nobody is asked. `refused`: Asterisk does not take the section, so nobody can log in. */
  readonly state: 'asked' | 'open' | 'refused';
  /** Each of them lets in alone; an empty one is an empty password. */
  readonly secrets: readonly string[];
  /** Checksum of user, realm and secret as stored; counts in place of `secrets`. */
  readonly digest?: string;
}

/** An option of the section in Asterisk's order, inherited ones first. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

const OPEN: InboundLogin = { state: 'open', secrets: [] };
const REFUSED: InboundLogin = { state: 'refused', secrets: [] };

/**
 * The last `secret` counts, an empty one too, unless there is a `md5secret`. `remotesecret` and `auth` are for calls out.
 * Sections of one name make one device, so `values` are those of all of them.
 * Source: Asterisk channels/chan_sip.c, build_peer and check_auth.
 */
export function sipInboundLogin(values: readonly NamedValue[]): InboundLogin {
  const digest = last(values, 'md5secret');
  if (digest !== '') return { state: 'asked', secrets: [], digest };
  const secret = last(values, 'secret');
  return secret === '' ? OPEN : { state: 'asked', secrets: [secret] };
}

/**
 * Calls (`user`) take all `secret` lines joined by semicolons, registrations (`peer`) the last one; each piece between
 * semicolons lets in alone. Keys and secrets in the database are not seen here, only that there are some.
 * Source: Asterisk channels/chan_iax2.c, build_user, build_peer, authenticate_verify and register_verify.
 */
export function iaxInboundLogin(values: readonly NamedValue[], side: 'user' | 'peer'): InboundLogin {
  const lines = values.filter(({ name }) => foldCase(name) === 'secret').map(({ value }) => value);
  const text = side === 'user' ? joinedSecrets(lines) : (lines.at(-1) ?? '');
  if (text !== '') return { state: 'asked', secrets: text.split(';') };
  const hasKey = last(values, 'inkeys') !== '' || last(values, 'dbsecret') !== '';
  return hasKey ? { state: 'asked', secrets: [] } : OPEN;
}

/** A line is put behind what is there already; as long as that is empty, it takes its place. */
function joinedSecrets(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text = text === '' ? line : `${text};${line}`;
  return text;
}

/**
 * What an `auth` section lets in. 16 compares with the password or, for `auth_type=md5`, with the digest; 22 prefers a
 * digest wherever there is one. `options` are the last values.
 * Source: Asterisk res/res_pjsip/config_auth.c, auth_apply; res/res_pjsip_authenticator_digest.c.
 */
export function pjsipInboundLogin(options: PjsipOptions, version: 16 | 22): InboundLogin {
  if (!pjsipAuthOf(options, version).ok) return REFUSED;
  const type = foldCase(options.get('auth_type') ?? 'userpass');
  // A token from Google is no secret of this file.
  if (type === 'google_oauth') return { state: 'asked', secrets: [] };
  const digest = storedDigest(options, version, type);
  return digest === ''
    ? { state: 'asked', secrets: [options.get('password') ?? ''] }
    : { state: 'asked', secrets: [], digest };
}

function storedDigest(options: PjsipOptions, version: 16 | 22, type: string): string {
  const stored = options.get('md5_cred') ?? '';
  if (version === 16) return type === 'md5' ? stored : '';
  const listed = options.get('password_digest') ?? '';
  const isAlone = (options.get('password') ?? '') === '';
  // One of another algorithm stands beside the password, and MD5 is what is asked for unless somebody changes it.
  return stored !== '' || !(isAlone || /^MD5:/i.test(listed)) ? stored : listed;
}

function last(values: readonly NamedValue[], option: string): string {
  return values.findLast(({ name }) => foldCase(name) === option)?.value ?? '';
}
