/** What the catalogue can say about an option. Types only, so that the data files stay data. */

/** Base name of a conf file whose options the catalogue knows, such as `sip.conf`. */
export type ConfKind = string;

/**
 * What an option accepts. `words` are fixed words compared without case; `patterns` are regular expressions for the
 * whole of one item, where words alone cannot tell. `booleans` says which of the common true and false words work
 * beside the rest; a plain `boolean` takes all of them, its `words` are what it knows besides.
 */
export type OptionValue =
  | { readonly kind: 'boolean'; readonly words?: readonly string[] }
  | {
      readonly kind: 'integer';
      readonly min?: number;
      readonly max?: number;
      /** A number may also be written as `0x2E`; Asterisk main/acl.c, ast_str2tos. */
      readonly hex?: boolean;
      readonly unit?: string;
      readonly words?: readonly string[];
      readonly booleans?: 'all' | 'false';
    }
  | {
      readonly kind: 'duration';
      readonly unit: string;
      readonly min?: number;
      readonly max?: number;
      readonly words?: readonly string[];
      /** Parts of the unit may follow a dot. */
      readonly fraction?: boolean;
      readonly booleans?: 'all' | 'false';
    }
  | {
      readonly kind: 'choice';
      readonly words: readonly string[];
      /** Capital and small letters count. */
      readonly exact?: boolean;
    }
  | {
      readonly kind: 'flags';
      readonly words: readonly string[];
      readonly separator: string;
      readonly patterns?: readonly string[];
      readonly booleans?: 'all' | 'false';
      /** The true words also count as one item beside others. */
      readonly trueItems?: boolean;
      /** Blanks around an item are cut off; without it a blank makes the item unknown. */
      readonly trims?: boolean;
      /** Only looked for in the text, with letter case: whatever stands around the words does not matter. */
      readonly search?: boolean;
    }
  | { readonly kind: 'codecs' }
  | {
      readonly kind: 'host' | 'address' | 'acl' | 'uri' | 'path' | 'secret' | 'register' | 'callerid';
      readonly words?: readonly string[];
    }
  | {
      readonly kind: 'port';
      readonly min?: number;
      readonly max?: number;
      readonly words?: readonly string[];
    }
  | { readonly kind: 'reference'; readonly to: string; readonly list?: boolean }
  | { readonly kind: 'text'; readonly pattern?: string };

/**
 * What Asterisk does with a value it does not know: counts it as `no`, `yes` or `zero`, takes the `default`, leaves the
 * earlier value `unchanged`, has the line or word `skipped`, keeps it unchecked (`kept`), takes the nearest limit
 * (`clamped`), drops the `section`, or refuses the `file`.
 */
export type BadValue =
  'no' | 'yes' | 'zero' | 'default' | 'unchanged' | 'skipped' | 'kept' | 'clamped' | 'section' | 'file';

/** One option of one conf file. Survives a JSON round trip. */
export interface Option {
  readonly name: string;
  /** Other spellings that do the same. */
  readonly aliases?: readonly string[];
  /** Those of `aliases` that Asterisk wants replaced by `name`, with the version since when. */
  readonly deprecatedAliases?: Readonly<Record<string, string>>;
  /** Section kinds it is read in, such as `general`, `peer`, or a pjsip object type. */
  readonly in: readonly string[];
  readonly value: OptionValue;
  /** The section is worthless without it. */
  readonly required?: boolean;
  readonly onBadValue?: BadValue;
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
  /** What is different in one of the sections of `in`, by section kind. */
  readonly scoped?: Readonly<Record<string, ScopedFacts>>;
  /** Bytes of the value that are kept; what is longer is cut off without a message. */
  readonly maxLength?: number;
  /** A reload does not apply a change of this line; Asterisk has to be restarted. */
  readonly restart?: boolean;
  /**
   * Regular expression for the accepted names where names are free, such as the networks of `[callnumberlimits]`. A
   * `name` holding `*` or `<` is then a label, not a name to offer.
   */
  readonly namePattern?: string;
  /** First version that no longer reads it. */
  readonly removed?: string;
  /** Our own words: what it does, unit and default, what follows from getting it wrong; Markdown allowed. */
  readonly docs: string;
  /** The pjsip.conf counterpart, such as `endpoint/rtp_symmetric`. */
  readonly pjsip?: string;
  /** Where the fact was read: file of the Asterisk source with line and branch. */
  readonly source: string;
}

/** What of an {@link Option} may differ from section kind to section kind. */
export interface ScopedFacts {
  readonly default?: string;
  /** Least number there, in place of the one of `value`. */
  readonly min?: number;
  readonly repeats?: 'last' | 'first' | 'accumulate' | 'merge';
  readonly since?: string;
  readonly maxLength?: number;
}

/** How a section of a conf file is told from its neighbours. */
export interface SectionKind {
  /** The word options use in `in`. */
  readonly kind: string;
  /** Section name, compared without case; absent for every section no other entry names. */
  readonly name?: string;
  /** Value of the `type` line that makes a section this kind. */
  readonly type?: string;
}

/** The options of one conf file. */
export interface OptionFile {
  readonly kind: ConfKind;
  readonly module: string;
  /** What a name nobody knows costs: its `section`, the `file`, or the `start` of Asterisk; absent where it is skipped. */
  readonly onUnknown?: 'section' | 'file' | 'start';
  /** How sections become section kinds; absent where the model decides, as for sip.conf and pjsip.conf. */
  readonly sections?: readonly SectionKind[];
  readonly options: readonly Option[];
}
