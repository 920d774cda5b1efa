/** Every place in a section where a secret can stand, and who owns it. Values stay in memory; nothing prints them. */
import type { Span } from '../text/span.ts';

/** What kind of secret a place holds: only passwords are judged by strength, pins by their own short list. */
export type CredentialKind = 'password' | 'pin' | 'digest' | 'key-name' | 'file-name';

/** One secret in a section. Spans count from where the section's lines count. */
export interface Credential {
  readonly kind: CredentialKind;
  /** The value the driver uses. Never put into a message. */
  readonly value: string;
  /** Where the value stands; an empty stretch for an empty value. */
  readonly span: Span;
  /** Names the secret may not equal: section, user, defaultuser, register user. */
  readonly owners: readonly string[];
  /** Where it stands: the value of an option of its own, or a part of a longer value. */
  readonly place: 'option' | 'register' | 'auth' | 'dial-string';
  /** Name of the option, in lower case. */
  readonly option: string;
  /** The line of the section it stands on. */
  readonly lineNumber: number;
  /** Asterisk does not use it: a later line replaces it, `+=` glues on to it, or it skips the line. To be hidden, not to be judged. */
  readonly unread?: true;
}
