/** Which characters a generated secret may hold, and which profiles draw from them. Data with its sources. */

/** How a secret is drawn: `length` characters of `alphabet`. */
export interface GeneratorProfile {
  readonly length: number;
  /** The characters to draw from; one written twice counts once. */
  readonly alphabet: string;
}

/** Names of the ready-made profiles. */
export type ProfileName = 'vicidial' | 'short' | 'long';

/**
 * What VICIdial keeps of a Registration Password, and what every place leaves alone.
 * Source: VICIdial agc/admin forms strip everything else (www/vicidial/admin.php, `conf_secret`).
 */
export const defaultAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/**
 * Signs that survive in every place a secret can stand.
 *
 * Left out are: `;` and `\` (comments and escapes, main/config.c), `@ : / ? " ( ) [ ]` (register lines, sip
 * config_parser.c and chan_iax2.c), `#` (`auth=`), `,` and `|` (mailboxes), `& $ { } ^ %` (dial strings and URIs),
 * `< > ' =`, the back quote and blanks (templates, forms and shells around Asterisk).
 */
export const safeSigns = '_-.+*~!';

/** `vicidial` fits every VICIdial version, `short` is for phones with small fields, `long` for trunks. */
export const profiles: Readonly<Record<ProfileName, GeneratorProfile>> = {
  vicidial: { length: 20, alphabet: defaultAlphabet },
  short: { length: 16, alphabet: defaultAlphabet },
  long: { length: 32, alphabet: defaultAlphabet },
};
