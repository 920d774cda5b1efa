/** The shape of a rule and what it gets to see. Types only; `run.ts` is the engine, `index.ts` the registry. */
import type { ConfKind } from '../catalogue/option.ts';
import type { EntryLine } from '../syntax/line.ts';
import type { PlacedLine, Section } from '../model/fileModel.ts';
import type { DeclaredAlias } from '../workspace/aliases.ts';
import type { Credential } from '../workspace/credentials.ts';
import type { AsteriskVersion } from '../workspace/version.ts';
import type { FileFacts, Workspace } from '../workspace/workspace.ts';
import type { Span, TextEdit } from '../text/span.ts';

export type { PlacedLine };

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Source of uniform random integers in `0 <= n < below`; the rim names a real one, tests pass a counter. */
export type Random = (below: number) => number;

/** Settings that change what rules find. */
export interface LintSettings {
  /** Rule id to level; `default` is the same as no entry. */
  readonly rules: Readonly<Record<string, Severity | 'off' | 'default'>>;
  /** `secrets.minimumBits`: below it a secret is weak. */
  readonly minimumBits: number;
  /** `vicidial.secretLength`. */
  readonly vicidialSecretLength: number;
  /** Asterisk version to read for, `auto` when not chosen. */
  readonly asteriskVersion: 'auto' | 16 | 18 | 20 | 22 | 23;
  readonly generator: GeneratorSettings;
  /** Phone aliases of the `aliases` setting or the project file. */
  readonly aliases?: readonly DeclaredAlias[];
}

/** How a fix draws a new secret. */
export interface GeneratorSettings {
  readonly length: number;
  readonly alphabet: string;
}

/** What a rule found. The stretch counts from where the rule's context counts (see `LintContext.entries`). */
export interface Finding {
  readonly span: Span;
  /** One line, plain words, no final dot, never the text of a secret. */
  readonly message: string;
  /** Only where this one differs from the rule's own level. */
  readonly severity?: Severity;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** Other places that belong to it, the first few. */
  readonly related?: readonly RelatedPlace[];
}

/** Another place a finding speaks of; the stretch counts from the start of that file. */
export interface RelatedPlace {
  readonly uri: string;
  readonly span: Span;
  /** One line, plain words, never the text of a secret. */
  readonly message: string;
}

/** A change the user may choose. */
export interface Fix {
  readonly title: string;
  /** `safe`: Asterisk behaves the same afterwards. `unsafe`: someone else (a phone, a provider) must follow. */
  readonly safety: 'safe' | 'unsafe';
  readonly isPreferred?: boolean;
  /** Runs only when the fix is chosen. Spans count as the finding's do. */
  readonly edits: (random: Random) => readonly TextEdit[];
}

/**
 * What a rule with scope `section` sees: one section and facts about its file.
 * Places count from the section's first character, so the result can be kept while the section is unchanged.
 */
export interface SectionContext {
  readonly facts: FileFacts;
  readonly settings: LintSettings;
  /** The version of Asterisk whose options count. */
  readonly version: AsteriskVersion;
  readonly section: Section;
  /**
   * Its `type`, own, inherited or of the section it continues; the first one, which decides. Absent without one, and where a
   * parent is not known.
   */
  readonly type?: string;
  /** Every line, the header first (the part before the first header has none). */
  readonly lines: readonly PlacedLine[];
  readonly entries: readonly PlacedLine<EntryLine>[];
  /** Each place a secret can stand in this section. */
  readonly credentials: readonly Credential[];
}

/** What rules with scope `file` and `workspace` see. Places count from the start of the file. */
export interface FileContext {
  readonly facts: FileFacts;
  readonly settings: LintSettings;
  readonly version: AsteriskVersion;
  readonly workspace: Workspace;
  readonly uri: string;
}

interface RuleBase {
  /** Kebab-case, thing first, then what is wrong; also the file name and the page under docs/rules. */
  readonly id: string;
  /** First line of the rule's page. */
  readonly summary: string;
  readonly severity: Severity | 'off';
  /** Kinds the rule looks at, or every one of them. */
  readonly files: readonly ConfKind[] | 'all';
}

/** Looks at one section at a time. */
export interface SectionRule extends RuleBase {
  readonly scope: 'line' | 'section';
  readonly check: (context: SectionContext) => Iterable<Finding>;
  /** Recomputed from the current text; `finding` comes from `check` on the same context. */
  readonly fix?: (context: SectionContext, finding: Finding) => Iterable<Fix>;
}

/** Looks at a whole file, or through it at its neighbours. */
export interface FileRule extends RuleBase {
  readonly scope: 'file' | 'workspace';
  readonly check: (context: FileContext) => Iterable<Finding>;
  readonly fix?: (context: FileContext, finding: Finding) => Iterable<Fix>;
}

export type Rule = SectionRule | FileRule;
