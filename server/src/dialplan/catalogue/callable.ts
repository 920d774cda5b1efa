/** What is known of an application or a function of the dialplan. Types only. */

/** An application (`Dial`) or a function (`CALLERID`). */
export interface Callable {
  readonly name: string;
  /** Markdown in plain words; the first sentence is enough alone. */
  readonly docs: string;
  /** In order. */
  readonly args: readonly Argument[];
  /** What stands between the arguments, where it is no comma. */
  readonly separator?: string;
  /** The module that has to be loaded; `core (…)` where it is part of Asterisk itself. */
  readonly module: string;
  /** The first version of Asterisk that has it, where 13 did not. */
  readonly since?: number;
  /** The first version that no longer has it. */
  readonly goneFrom?: number;
  /** Why to write something else; `use NAME` where there is a successor. */
  readonly outdated?: string;
  /** What can go wrong when strangers reach it. */
  readonly caution?: string;
  /** Asterisk's file that shows it. */
  readonly source?: string;
}

/** One of the things in the parentheses. */
export interface Argument {
  readonly name: string;
  readonly isOptional?: true;
  /** More of the same may follow. */
  readonly repeats?: true;
  /** What it is made of. */
  readonly parts?: readonly string[];
  /** What stands between the parts, where it is no comma. */
  readonly partSeparator?: string;
  /** Letters or words it may hold, each with what it does; an empty text where nothing is said. */
  readonly options?: Readonly<Record<string, string>>;
  /** Words it may be. */
  readonly values?: readonly string[];
}
