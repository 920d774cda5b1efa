/**
 * The `asteriskConf` settings of an editor, checked once. A wrong value counts as absent and is named, so that nobody
 * wonders why a setting has no effect; the rest still counts.
 */
import { defaultLenses, type LensSettings } from '../features/codeLens.ts';
import { defaultFormat, type FormatSettings } from '../features/formatting/formatting.ts';
import type { RegisterHints } from '../features/inlayHint.ts';
import type { LintSettings, Severity } from '../rules/rule.ts';
import { aliasOf } from '../rules/projectFile.ts';
import { asteriskVersions, defaultLintSettings, levels, vicidialSecretLengths } from '../rules/settings.ts';
import { profiles } from '../secrets/alphabet.ts';
import { longestSecret, profileProblem } from '../secrets/generate.ts';

/** Everything the server takes from the editor. */
export interface Settings {
  readonly lint: LintSettings;
  readonly isLintEnabled: boolean;
  readonly lintRun: 'onType' | 'onSave';
  /** Whether files that are not open are checked all the time. */
  readonly lintScope: 'openFiles' | 'workspace';
  /** Most findings shown for one file. */
  readonly maxFindings: number;
  readonly format: FormatSettings;
  /** What Asterisk adds to register lines that is shown in them. */
  readonly registerHints: RegisterHints;
  readonly lenses: LensSettings;
  /** Absolute path of Asterisk's configuration folder as written; empty when the files tell. */
  readonly configDirectory: string;
}

/** Settings and a sentence about each value that could not be used. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

/** What counts without any setting. */
export const defaultSettings: Settings = {
  lint: defaultLintSettings,
  isLintEnabled: true,
  lintRun: 'onType',
  lintScope: 'openFiles',
  maxFindings: 1000,
  format: defaultFormat,
  registerHints: 'off',
  lenses: defaultLenses,
  configDirectory: '',
};

/**
 * Reads the object an editor keeps under `asteriskConf`. Unknown keys are left alone, since other parts read them.
 *
 * @param knownRules every rule id; other ids under `rules` are named in a problem
 */
export function readSettings(value: unknown, knownRules: ReadonlySet<string>): ReadSettings {
  const problems: string[] = [];
  const read = new Reader(value, problems);
  const defaults = defaultSettings.lint;
  const settings: Settings = {
    lint: {
      rules: readRules(read.at('rules'), knownRules, problems),
      minimumBits: read.wholeNumber('secrets.minimumBits', defaults.minimumBits, 0, 256),
      vicidialSecretLength: read.oneOf('vicidial.secretLength', vicidialSecretLengths),
      asteriskVersion: readVersion(read),
      generator: readGenerator(read, problems),
      ...readAliases(read.at('aliases'), problems),
    },
    isLintEnabled: read.truth('lint.enable', defaultSettings.isLintEnabled),
    lintRun: read.oneOf('lint.run', ['onType', 'onSave'] as const),
    lintScope: read.oneOf('lint.scope', ['openFiles', 'workspace'] as const),
    maxFindings: read.wholeNumber('lint.maxFindings', defaultSettings.maxFindings, 1, 100_000),
    format: readFormat(read),
    registerHints: read.oneOf('inlayHints.register', ['off', 'address', 'all'] as const),
    lenses: readLenses(read),
    configDirectory: read.text('configDirectory', defaultSettings.configDirectory),
  };
  return { settings, problems };
}

/** One message for the user about all problems, or `undefined` when there are none. */
export function settingsMessage(problems: readonly string[]): string | undefined {
  if (problems.length === 0) return undefined;
  const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
  return `Asterisk Conf: ${problems.slice(0, 3).join('; ')}${more}`;
}

function readRules(
  value: unknown,
  knownRules: ReadonlySet<string>,
  problems: string[],
): Readonly<Record<string, Severity | 'off' | 'default'>> {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    problems.push('asteriskConf.rules must be a list of rule names with a level each');
    return {};
  }
  // Without a prototype, a rule named "constructor" finds nothing.
  const rules = Object.create(null) as Record<string, Severity | 'off' | 'default'>;
  for (const [id, level] of Object.entries(value)) {
    if (!knownRules.has(id)) problems.push(`asteriskConf.rules names the unknown rule ${quote(id)}`);
    else if (isLevel(level)) rules[id] = level;
    else problems.push(`asteriskConf.rules.${id} must be one of ${levels.join(', ')}`);
  }
  return rules;
}

function isLevel(value: unknown): value is Severity | 'off' | 'default' {
  return levels.some((level) => level === value);
}

/** The number may be written as a text, since the setting also takes the word `auto`. */
function readVersion(read: Reader): LintSettings['asteriskVersion'] {
  const value = read.at('asteriskVersion');
  const version = asteriskVersions.find((known) => known === value || String(known) === value);
  return version ?? read.oneOf('asteriskVersion', asteriskVersions);
}

function readLenses(read: Reader): LensSettings {
  return {
    secrets: read.truth('codeLens.secrets', defaultLenses.secrets),
    references: read.truth('codeLens.references', defaultLenses.references),
    registrations: read.truth('codeLens.registrations', defaultLenses.registrations),
    generated: read.truth('codeLens.generated', defaultLenses.generated),
  };
}

function readFormat(read: Reader): FormatSettings {
  return {
    isEnabled: read.truth('format.enable', defaultFormat.isEnabled),
    equals: read.oneOf('format.equals', ['keep', 'spaced', 'tight']),
    align: read.truth('format.align', defaultFormat.align),
    betweenSections: read.oneOf('format.betweenSections', ['one', 'keep']),
  };
}

/** A ready-made profile counts as it is; length and alphabet belong to `custom`, and to editors that name no profile. */
function readGenerator(read: Reader, problems: string[]): LintSettings['generator'] {
  const choices = ['vicidial', 'short', 'long', 'custom'] as const;
  const isOwn = read.at('secrets.profile') === undefined;
  const name = isOwn ? 'custom' : read.oneOf('secrets.profile', choices);
  if (name !== 'custom') return profiles[name];
  const defaults = profiles.vicidial;
  const length = read.wholeNumber('secrets.length', defaults.length, 8, longestSecret);
  const alphabet = read.text('secrets.alphabet', '') || defaults.alphabet;
  const problem = profileProblem({ length, alphabet });
  if (problem === undefined) return { length, alphabet };
  problems.push(`asteriskConf.secrets: ${problem}`);
  return defaults;
}

function readAliases(value: unknown, problems: string[]): Pick<LintSettings, 'aliases'> {
  if (value === undefined) return {};
  const aliases = Array.isArray(value) ? value.map(aliasOf) : [undefined];
  const good = aliases.filter((alias) => alias !== undefined);
  if (good.length < aliases.length) {
    problems.push('asteriskConf.aliases must be a list of objects with "name" and "members"');
  }
  return good.length === 0 ? {} : { aliases: good };
}

/** Looks values up by dotted names such as `lint.enable` and falls back to a default where one does not fit. */
class Reader {
  readonly #root: unknown;
  readonly #problems: string[];

  constructor(root: unknown, problems: string[]) {
    this.#root = root;
    this.#problems = problems;
  }

  /** The raw value; `undefined` when absent or null. Takes nested objects and flat dotted keys. */
  at(name: string): unknown {
    if (!isRecord(this.#root)) return undefined;
    let value: unknown = own(this.#root, name);
    if (value === undefined) {
      value = this.#root;
      for (const part of name.split('.')) value = isRecord(value) ? own(value, part) : undefined;
    }
    return value ?? undefined;
  }

  truth(name: string, fallback: boolean): boolean {
    const value = this.at(name);
    if (value === undefined || typeof value === 'boolean') return value ?? fallback;
    return this.#complain(name, 'true or false', fallback);
  }

  text(name: string, fallback: string): string {
    const value = this.at(name);
    if (value === undefined || typeof value === 'string') return value ?? fallback;
    return this.#complain(name, 'a text', fallback);
  }

  wholeNumber(name: string, fallback: number, least: number, most: number): number {
    const value = this.at(name);
    if (value === undefined) return fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    return this.#complain(name, `a whole number from ${least} to ${most}`, fallback);
  }

  /** One of `choices`; the first of them is the default. */
  oneOf<const C extends readonly [string | number, ...(string | number)[]]>(
    name: string,
    choices: C,
  ): C[number] {
    const value = this.at(name);
    const [fallback] = choices;
    if (value === undefined) return fallback;
    return (
      choices.find((choice) => choice === value) ??
      this.#complain(name, `one of ${choices.join(', ')}`, fallback)
    );
  }

  #complain<T>(name: string, expected: string, fallback: T): T {
    this.#problems.push(`asteriskConf.${name} must be ${expected}`);
    return fallback;
  }
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A word a user wrote, short and without control characters, so that it can stand in a message. */
function quote(text: string): string {
  const plain = text.replace(/[^\x20-\x7E]/g, '?');
  return `"${plain.length > 40 ? `${plain.slice(0, 40)}...` : plain}"`;
}
