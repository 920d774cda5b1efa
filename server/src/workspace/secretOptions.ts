/**
 * Which options of which conf file hold a secret, and what kind of secret. Data only.
 *
 * Source: the readers of each module in Asterisk branches 16 to 22 (channels, res, cdr, cel, apps), and
 * contrib/scripts/dbsep.cgi.
 */
import type { ConfKind } from '../catalogue/option.ts';
import type { CredentialKind } from './credentials.ts';

/** Option name in lower case to what its value is. */
export type SecretOptions = Readonly<Record<string, CredentialKind>>;

const password = { password: 'password' } as const;
const dbpass = { dbpass: 'password' } as const;

/** Options whose whole value is one secret. Values with several parts are read by `credentialsOf.ts`. */
export const secretOptions: Readonly<Record<ConfKind, SecretOptions>> = {
  'sip.conf': {
    secret: 'password',
    remotesecret: 'password',
    md5secret: 'digest',
    tlsprivatekey: 'file-name',
    dtlsprivatekey: 'file-name',
  },
  'iax.conf': { dbsecret: 'key-name', inkeys: 'key-name', outkey: 'key-name' },
  'pjsip.conf': {
    password: 'password',
    md5_cred: 'digest',
    password_digest: 'digest',
    oauth_secret: 'password',
    refresh_token: 'password',
    dtls_private_key: 'file-name',
    priv_key_file: 'file-name',
  },
  'pjsip_wizard.conf': {
    'inbound_auth/password': 'password',
    'outbound_auth/password': 'password',
    'inbound_auth/md5_cred': 'digest',
    'outbound_auth/md5_cred': 'digest',
    'inbound_auth/password_digest': 'digest',
    'outbound_auth/password_digest': 'digest',
    'endpoint/dtls_private_key': 'file-name',
  },
  'users.conf': { secret: 'password', vmsecret: 'pin', md5secret: 'digest' },
  'manager.conf': { secret: 'password', tlsprivatekey: 'file-name' },
  'ari.conf': password,
  'http.conf': { tlsprivatekey: 'file-name' },
  'voicemail.conf': {
    authpassword: 'password',
    imappassword: 'password',
    imapsecret: 'password',
    dbpass: 'password',
  },
  'confbridge.conf': { pin: 'pin' },
  'minivm.conf': { pincode: 'pin' },
  'calendar.conf': { secret: 'password' },
  'cdr_mysql.conf': password,
  'cdr_pgsql.conf': password,
  'cdr_tds.conf': password,
  'cel_pgsql.conf': password,
  'cel_tds.conf': password,
  'dbsep.conf': dbpass,
  'res_config_mysql.conf': dbpass,
  'res_mysql.conf': dbpass,
  'res_pgsql.conf': { dbpass: 'password', password: 'password' },
  'res_odbc.conf': password,
  'res_ldap.conf': { pass: 'password' },
  'dundi.conf': { inkey: 'key-name', outkey: 'key-name', secretpath: 'file-name' },
  'hep.conf': { capture_password: 'password' },
  'iaxprov.conf': { pass: 'password' },
  'jabber.conf': { secret: 'password' },
  'xmpp.conf': { secret: 'password', refresh_token: 'password', oauth_secret: 'password' },
  'muted.conf': { pass: 'password' },
  'osp.conf': { privatekey: 'file-name' },
  'phoneprov_users.conf': { secret: 'password' },
  'prometheus.conf': { auth_password: 'password' },
  'res_curl.conf': { ssl_keypasswd: 'password' },
  'rtp.conf': { turnpassword: 'password' },
  'stir_shaken.conf': { private_key_file: 'file-name' },
  'websocket_client.conf': {
    password: 'password',
    proxy_password: 'password',
    priv_key_file: 'file-name',
  },
};

/** Options that name who the secret belongs to, in whatever file. */
export const ownerOptions: ReadonlySet<string> = new Set([
  'username',
  'user',
  'defaultuser',
  'fromuser',
  'dbuser',
  'auth_username',
  'turnusername',
  'proxy_username',
  'inbound_auth/username',
  'outbound_auth/username',
]);

/** Sections that are nobody's name, in lower case. */
export const namelessSections: ReadonlySet<string> = new Set([
  'general',
  'globals',
  'authentication',
  'global',
  'default',
  'rooms',
  'env',
]);

/** Whether the value of `option` (in lower case) is a password, alone or with its user; register lines left out. */
export function holdsPassword(kind: ConfKind | undefined, option: string): boolean {
  if (kind === undefined) return false;
  if (kind === 'iax.conf' && option === 'secret') return true;
  if (kind === 'sip.conf' && option === 'auth') return true;
  return secretOptions[kind]?.[option] === 'password';
}
