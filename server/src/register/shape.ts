/** The common result of the register parsers: parts with spans, problems, and what the driver will use. */
import type { Span } from '../text/span.ts';

/** Names as in the recorded results of real Asterisk; `callback` is the extension, `key` an RSA key name of iax. */
export type RegisterPartName =
  | 'transport'
  | 'peer'
  | 'user'
  | 'domain'
  | 'domainport'
  | 'secret'
  | 'authuser'
  | 'host'
  | 'port'
  | 'callback'
  | 'expiry'
  | 'key';

/** One written part of a register string. */
export interface RegisterPart {
  readonly name: RegisterPartName;
  /** Stretch of the register string (the value Asterisk reads), without the marks that separate parts. */
  readonly span: Span;
  /** What the driver takes from it: trimmed, unquoted or cut, as that driver does. */
  readonly value: string;
}

/** What the driver will use, defaults filled in. Absent means it uses none. */
export interface RegisterFields {
  readonly transport?: 'udp' | 'tcp' | 'tls';
  readonly peer?: string;
  readonly user?: string;
  readonly domain?: string;
  /** Only when it is not 5060. */
  readonly domainport?: number;
  readonly secret?: string;
  readonly authuser?: string;
  readonly host?: string;
  readonly port?: number;
  readonly callback?: string;
  /** Seconds. */
  readonly expiry?: number;
  readonly key?: string;
}

/**
 * Something the driver refuses, replaces or cuts.
 *
 * `format`, `invalid-port`, `invalid-domain-port` and `invalid-transport` are what Asterisk logs; the others are silent
 * there. `split` marks a place where the driver divides the text in a way a reader would not expect; `text-number` a
 * number with other text in it; `wrapped-port` a port taken modulo 65536; `truncated` text the driver cuts off.
 */
export interface RegisterProblem {
  readonly code:
    | 'format'
    | 'invalid-port'
    | 'invalid-domain-port'
    | 'invalid-transport'
    | 'no-host'
    | 'split'
    | 'text-number'
    | 'wrapped-port'
    | 'truncated';
  /** One plain sentence without a final dot and without the text of a secret. */
  readonly message: string;
  readonly part?: RegisterPartName;
  /** Stretch of the register string concerned. */
  readonly span?: Span;
  /** For numbers: what the driver uses instead. */
  readonly used?: number;
  /** Parts that may hold a piece of the secret because of this: their text is never shown. */
  readonly tainted?: readonly RegisterPartName[];
}

/** One register string as one driver reads it. */
export interface RegisterString {
  /** False when the driver skips the line. */
  readonly ok: boolean;
  /** In the order of the text, never overlapping. Given also where `ok` is false, as far as the text was understood. */
  readonly parts: readonly RegisterPart[];
  /** Empty where `ok` is false. */
  readonly fields: RegisterFields;
  readonly problems: readonly RegisterProblem[];
  /**
   * What looks like the secret to a reader, where the driver divides it otherwise: to be hidden as a whole. Also covers
   * a login name behind the secret.
   */
  readonly apparentSecret?: Span;
}

/** Reads one register string as one driver does. Never throws. */
export type RegisterParser = (value: string, context: RegisterContext) => RegisterString;

/** Settings of the file that take part. */
export interface RegisterContext {
  /** chan_sip `defaultexpiry`, seconds. */
  readonly defaultExpiry: number;
}
