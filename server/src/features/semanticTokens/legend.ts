/** The names of the kinds of token, in the order the protocol numbers them. The manifest maps our own to TextMate scopes. */

/** Standard kinds first, then our own. */
export const tokenTypes = [
  'class',
  'namespace',
  'property',
  'parameter',
  'function',
  'number',
  'enumMember',
  'keyword',
  'operator',
  /** `yes`, `no` and their like. */
  'boolean',
  /** A password, PIN or digest. */
  'secret',
  /** A host or domain name. */
  'host',
  /** `udp`, `tcp`, `tls` in a register line. */
  'transport',
  /** What Asterisk does not read: names nobody knows, pieces a driver drops. */
  'ignored',
] as const;

/** Bit `1 << index` each. */
export const tokenModifiers = [
  'declaration',
  'deprecated',
  /** A section that only gives values to others. */
  'template',
] as const;

export type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** One coloured stretch. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType;
  readonly modifiers?: readonly TokenModifier[];
}
