/** What the catalogue can say about an option. Types only, so that the data files stay data. */

/** Base name of a conf file whose options the catalogue knows, such as `sip.conf`. */
export type ConfKind = string;

/** What an option accepts. */
export type OptionValue =
  | { readonly kind: 'boolean'; readonly words?: readonly string[] }
  | {
      readonly kind: 'integer';
      readonly min?: number;
      readonly max?: number;
      readonly unit?: string;
      readonly words?: readonly string[];
    }
  | {
      readonly kind: 'duration';
      readonly unit: string;
      readonly min?: number;
      readonly max?: number;
      readonly words?: readonly string[];
    }
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  | { readonly kind: 'flags'; readonly words: readonly string[]; readonly separator: string }
  | { readonly kind: 'codecs' }
  | { readonly kind: 'host' | 'port' | 'address' | 'acl' | 'uri' | 'path' | 'secret' | 'register' | 'callerid' }
  | { readonly kind: 'reference'; readonly to: string; readonly list?: boolean }
  | { readonly kind: 'text'; readonly pattern?: string };

/** One option of one conf file. Survives a JSON round trip. */
export interface Option {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Section kinds it is read in, such as `general`, `peer`, or a pjsip object type. */
  readonly in: readonly string[];
  readonly value: OptionValue;
  /** Effective value without the line; absent when there is none. */
  readonly default?: string;
  /** What several lines in one section do: the last (default), the first, or all count. */
  readonly repeats?: 'last' | 'first' | 'accumulate' | 'merge';
  /** The value is, or may hold, a credential: never shown. */
  readonly sensitive?: boolean;
  /** Earliest checked version that reads it; absent when it was always there. */
  readonly since?: string;
  /** Exact releases that brought it, where known: "16.19.0". */
  readonly sinceVersions?: readonly string[];
  readonly deprecated?: { readonly since?: string; readonly use?: string };
  /** First version that no longer reads it. */
  readonly removed?: string;
  /** Our own words: what it does, unit and default, what follows from getting it wrong; Markdown allowed. */
  readonly docs: string;
  /** The pjsip.conf counterpart, such as `endpoint/rtp_symmetric`. */
  readonly pjsip?: string;
  /** Where the fact was read: file of the Asterisk source with line and branch. */
  readonly source: string;
}

/** The options of one conf file. */
export interface OptionFile {
  readonly kind: ConfKind;
  readonly module: string;
  readonly options: readonly Option[];
}
