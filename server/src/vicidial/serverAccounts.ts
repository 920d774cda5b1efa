/** The accounts by which a VICIdial server calls itself, all with the server's one secret. Data with its source. */

/**
 * Users of the loop register lines and sections of iax-vicidial.conf.
 * Source: VICIdial trunk r3939, bin/ADMIN_keepalive_ALL.pl (ports 40569, 41569, 42569 of 127.0.0.1).
 */
export const loopAccounts: ReadonlySet<string> = new Set(['ASTloop', 'ASTblind', 'ASTplay']);

/** Where the secret of these accounts is set. */
export const serverSecretScreen = 'Admin, Servers, Conf File Secret';

/**
 * What VICIdial lets through as a Registration Password.
 * Source: VICIdial www/vicidial/admin.php, the filter of `conf_secret`.
 */
export const registrationPasswordCharacters = /^[\w-]*$/;
