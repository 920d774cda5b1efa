/**
 * What a project file `.asterisk-conf.json` says. Checks every value and names what it cannot use; the rest counts.
 * Does not know where the file lies or how it is found.
 */
import { foldCase } from '../text/ascii.ts';
import { closest } from '../text/closest.ts';
import type { DeclaredAlias } from '../workspace/aliases.ts';
import type { LintSettings } from './rule.ts';
import { asteriskVersions, levels, vicidialSecretLengths } from './settings.ts';

/** Name of the project file; the nearest one upwards counts. */
export const projectFileName = '.asterisk-conf.json';

/** The keys of a project file that could be used. */
export interface ProjectFile {
  readonly asteriskVersion?: LintSettings['asteriskVersion'];
  /** Relative to the project file, or absolute. */
  readonly configDirectory?: string;
  readonly rules?: LintSettings['rules'];
  /** Patterns of files to leave out, relative to the project file. */
  readonly ignore?: readonly string[];
  readonly minimumBits?: number;
  readonly vicidialSecretLength?: number;
  readonly aliases?: readonly DeclaredAlias[];
}

/** A project file and a sentence, without a final dot, about each thing in it that has no effect. */
export interface ReadProjectFile {
  readonly project: ProjectFile;
  readonly problems: readonly string[];
  /** False when the text is no JSON object at all; then nothing of it counts. */
  readonly isReadable: boolean;
}

/**
 * Reads the text of a project file. Never throws.
 *
 * @param ruleIds every rule there is; other names under `rules` are listed as problems
 */
export function readProjectFile(text: string, ruleIds: ReadonlySet<string>): ReadProjectFile {
  const json = parseJson(text.startsWith('\ufeff') ? text.slice(1) : text);
  if (!isRecord(json)) {
    return { project: {}, problems: ['Expected a JSON object in the project file'], isReadable: false };
  }
  const problems: string[] = [];
  const project: Writable<ProjectFile> = {};
  for (const [key, value] of Object.entries(json)) {
    const read = readers.get(key);
    if (read) read(value, project, { ruleIds, problems });
    else problems.push(unknownKey(key, readers.keys()));
  }
  return { project, problems, isReadable: true };
}

/** `settings` with what the project file says put over it. */
export function withProjectFile(settings: LintSettings, project: ProjectFile): LintSettings {
  return {
    ...settings,
    rules: project.rules ?? settings.rules,
    minimumBits: project.minimumBits ?? settings.minimumBits,
    vicidialSecretLength: project.vicidialSecretLength ?? settings.vicidialSecretLength,
    asteriskVersion: project.asteriskVersion ?? settings.asteriskVersion,
    ...(project.aliases === undefined ? {} : { aliases: project.aliases }),
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Notes {
  readonly ruleIds: ReadonlySet<string>;
  readonly problems: string[];
}

type KeyReader = (value: unknown, project: Writable<ProjectFile>, notes: Notes) => void;

const readers: ReadonlyMap<string, KeyReader> = new Map<string, KeyReader>([
  ['asteriskVersion', readVersion],
  ['configDirectory', readConfigDirectory],
  ['rules', readRules],
  ['ignore', readIgnore],
  ['minimumBits', readMinimumBits],
  ['vicidial', readVicidial],
  ['aliases', readAliases],
  // Editors look up the file's schema here; it means nothing to us.
  ['$schema', () => undefined],
]);

function readVersion(value: unknown, project: Writable<ProjectFile>, { problems }: Notes): void {
  const version = asteriskVersions.find((known) => known === value || String(known) === value);
  if (version !== undefined) project.asteriskVersion = version;
  else problems.push(`Expected "asteriskVersion" to be one of ${asteriskVersions.join(', ')}`);
}

function readConfigDirectory(value: unknown, project: Writable<ProjectFile>, { problems }: Notes): void {
  if (typeof value === 'string' && value !== '') project.configDirectory = value;
  else problems.push('Expected "configDirectory" to be the path of a folder');
}

function readRules(value: unknown, project: Writable<ProjectFile>, { ruleIds, problems }: Notes): void {
  if (!isRecord(value)) {
    problems.push('Expected "rules" to hold rule names with a level each');
    return;
  }
  const rules: [string, (typeof levels)[number]][] = [];
  for (const [id, word] of Object.entries(value)) {
    const level = levels.find((known) => known === word);
    if (!ruleIds.has(id)) {
      problems.push(`Unknown rule ${quoted(id)} in "rules"${meant(closest(id, ruleIds))}`);
    } else if (level === undefined) {
      problems.push(`Expected the level of "${id}" to be one of ${levels.join(', ')}`);
    } else rules.push([id, level]);
  }
  project.rules = Object.fromEntries(rules);
}

function readIgnore(value: unknown, project: Writable<ProjectFile>, { problems }: Notes): void {
  if (isTexts(value)) project.ignore = value;
  else problems.push('Expected "ignore" to be a list of file patterns');
}

function readMinimumBits(value: unknown, project: Writable<ProjectFile>, { problems }: Notes): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 512) {
    project.minimumBits = value;
  } else problems.push('Expected "minimumBits" to be a whole number from 0 to 512');
}

function readVicidial(value: unknown, project: Writable<ProjectFile>, { problems }: Notes): void {
  if (!isRecord(value)) {
    problems.push('Expected "vicidial" to be an object with "secretLength"');
    return;
  }
  for (const [key, length] of Object.entries(value)) {
    const known = vicidialSecretLengths.find((one) => one === length);
    if (key !== 'secretLength') problems.push(`${unknownKey(key, ['secretLength'])} in "vicidial"`);
    else if (known !== undefined) project.vicidialSecretLength = known;
    else {
      problems.push(`Expected "secretLength" of "vicidial" to be one of ${vicidialSecretLengths.join(', ')}`);
    }
  }
}

function readAliases(value: unknown, project: Writable<ProjectFile>, { problems }: Notes): void {
  const aliases = Array.isArray(value) ? value.map(aliasOf) : [undefined];
  const good = aliases.filter((alias) => alias !== undefined);
  if (good.length < aliases.length) {
    problems.push('Expected "aliases" to be a list of objects with "name" and "members"');
  }
  project.aliases = good;
}

/** `undefined` for what is no alias. */
export function aliasOf(value: unknown): DeclaredAlias | undefined {
  if (!isRecord(value) || typeof value.name !== 'string' || !isTexts(value.members)) return undefined;
  return { name: value.name, members: value.members };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message may quote the file, so it is not passed on.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function unknownKey(key: string, known: Iterable<string>): string {
  const names = [...known];
  const meantKey = names.find((name) => foldCase(name) === foldCase(key)) ?? closest(key, names);
  return `Unknown key ${quoted(key)}${meant(meantKey)}`;
}

function meant(name: string | undefined): string {
  return name === undefined ? '' : `, did you mean "${name}"?`;
}

function quoted(name: string): string {
  return `"${name.length > 40 ? `${name.slice(0, 40)}…` : name}"`;
}
