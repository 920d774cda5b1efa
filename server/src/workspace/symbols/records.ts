/** What one section says about names: those it defines and those it uses. Types only. */
import type { Span } from '../../text/span.ts';
import type { SymbolKind } from './kinds.ts';

/** Where a name is used. */
export type ReferenceRole =
  /** A parent in a header. */
  | 'parent'
  /** The name of a header with `(+)`. */
  | 'reopen'
  /** The value of an option, or an item of it. */
  | 'option'
  /** A part of a register line. */
  | 'register'
  /** `TECH/name` in the dialplan or as a queue member. */
  | 'dial'
  /** The context a jump leads to. */
  | 'goto'
  /** `include =>` or `switch =>` of a context. */
  | 'include'
  /** An argument of an application or function. */
  | 'argument';

/** A name that a section makes known. Spans count from the start of the section. */
export interface RawDefinition {
  /** `object`: the value of the section's `type` tells, which may come from a template. */
  readonly kind: SymbolKind | 'object';
  readonly name: string;
  readonly span: Span;
  /** The end of the name that Asterisk adds itself, as `-iauth` for a wizard. */
  readonly suffix?: string;
  /** Asterisk makes it because some option names it (`regcontext`); there is no section. */
  readonly isImplied?: true;
}

/** A name that a section uses. */
export interface RawReference {
  readonly kind: SymbolKind;
  /** As Asterisk looks it up; `100@default` for a mailbox. */
  readonly name: string;
  /** What stands for the name in the text. */
  readonly span: Span;
  readonly role: ReferenceRole;
  /** The start of the name that Asterisk adds itself, as `macro-`; it is not in the text. */
  readonly prefix?: string;
  /** What follows the `+` of a header that continues a section. */
  readonly filter?: string;
  /** May just as well be a host name or a name of another place, so that nothing is wrong when nobody defines it. */
  readonly isSoft?: true;
}

/** The names of one section. */
export interface SectionSymbols {
  /** Absent before the first header. */
  readonly header: HeaderSymbols | undefined;
  /** The first `type` written in the section itself. */
  readonly type: string | undefined;
  readonly definitions: readonly RawDefinition[];
  readonly references: readonly RawReference[];
}

export interface HeaderSymbols {
  readonly name: string;
  readonly span: Span;
  readonly isTemplate: boolean;
  /** Text of the `(+…)`, where there is one. */
  readonly reopens: string | undefined;
  /** In order, as written. */
  readonly parents: readonly string[];
}
