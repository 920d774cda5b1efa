/** What the words on the command line ask for. Reads no file and prints nothing; wrong words come back as a sentence. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { LintSettings, Severity } from '../rules/rule.ts';
import { asteriskVersions, severities } from '../rules/settings.ts';
import { closest } from '../text/closest.ts';

/** `asterisk-conf check` with its flags. */
export interface CheckArguments {
  /** Files and folders as written; `.` when none was. */
  readonly paths: readonly string[];
  readonly format: 'text' | 'json' | 'sarif' | 'github' | 'junit';
  /** Project file named by hand. */
  readonly config?: string;
  /** Configuration directory named by hand. */
  readonly configDir?: string;
  readonly asteriskVersion?: LintSettings['asteriskVersion'];
  /** How many warnings still count as success. */
  readonly maxWarnings: number;
  /** Least level to print; absent for the format's own. */
  readonly minSeverity?: Severity;
  /** Whether files that were only reached by an include are reported too. */
  readonly withIncludes: boolean;
  readonly ignore: readonly string[];
  readonly withColor: boolean;
  /** Findings only: no summary and no remarks but those about what could not be read. */
  readonly isQuiet: boolean;
  /** Whether what is safe to mend is mended first. */
  readonly fix: boolean;
  /** File of known findings. */
  readonly baseline?: string;
  /** File to write all findings to as known ones. */
  readonly writeBaseline?: string;
  /** The one file to check, whose text is standard input. */
  readonly stdinFilename?: string;
}

/** `asterisk-conf show` with its flags. */
export interface ShowArguments {
  /** As written. */
  readonly file: string;
  readonly format: 'text' | 'json';
  /** The only section to print. */
  readonly section?: string;
  /** Project file named by hand. */
  readonly config?: string;
  readonly configDir?: string;
  readonly asteriskVersion?: LintSettings['asteriskVersion'];
  /** Whether secrets are printed. */
  readonly isRevealed: boolean;
  /** No remarks about what Asterisk would log. */
  readonly isQuiet: boolean;
}

/** `asterisk-conf register` with its flags. */
export interface RegisterArguments {
  readonly driver: 'sip' | 'iax' | 'pjsip';
  /** A register line for sip and iax, the name of a file for pjsip, as written; `-` stands for standard input. */
  readonly subject: string;
  readonly format: 'text' | 'json';
  readonly configDir?: string;
  readonly asteriskVersion?: LintSettings['asteriskVersion'];
  /** chan_sip `defaultexpiry`, seconds. */
  readonly defaultExpiry: number;
  readonly isRevealed: boolean;
  readonly isQuiet: boolean;
}

/** One call of the program. */
export type Call =
  | { readonly kind: 'check'; readonly arguments: CheckArguments }
  | { readonly kind: 'show'; readonly arguments: ShowArguments }
  | { readonly kind: 'register'; readonly arguments: RegisterArguments }
  | { readonly kind: 'help'; readonly topic: 'program' | 'check' | 'show' | 'register' }
  | { readonly kind: 'version' }
  /** Nothing can be done; `message` is one line for the user. */
  | { readonly kind: 'wrong'; readonly message: string };

const options = {
  format: { type: 'string' },
  config: { type: 'string' },
  'config-dir': { type: 'string' },
  'asterisk-version': { type: 'string' },
  'max-warnings': { type: 'string' },
  'min-severity': { type: 'string' },
  'no-includes': { type: 'boolean' },
  ignore: { type: 'string', multiple: true },
  fix: { type: 'boolean' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  'stdin-filename': { type: 'string' },
  section: { type: 'string' },
  reveal: { type: 'boolean' },
  driver: { type: 'string' },
  'default-expiry': { type: 'string' },
  'no-color': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const formats = ['text', 'json'] as const;
const checkFormats = [...formats, 'sarif', 'github', 'junit'] as const;
const commands = ['check', 'show', 'register'] as const;
const drivers = ['sip', 'iax', 'pjsip'] as const;

/** Flags that not every command has. */
const flagsOf: Readonly<Record<(typeof commands)[number], readonly string[]>> = {
  check: [
    ...['config', 'max-warnings', 'min-severity', 'no-includes', 'ignore'],
    ...['fix', 'baseline', 'write-baseline', 'stdin-filename'],
  ],
  show: ['config', 'section', 'reveal'],
  register: ['driver', 'default-expiry', 'reveal'],
};

/** Reads the words after the program's name. Never throws. */
export function readArguments(words: readonly string[]): Call {
  const problem = wordProblem(words);
  if (problem !== undefined) return wrong(problem);
  const { values, positionals } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
  });
  const flags = new Map(Object.entries(values));
  const [command, ...paths] = positionals;
  const known = commands.find((name) => name === command);
  if (flags.has('help')) return { kind: 'help', topic: known ?? 'program' };
  if (flags.has('version')) return { kind: 'version' };
  if (command === undefined) return wrong(`Missing command, try "asterisk-conf check"`);
  if (known === undefined) return wrong(commandProblem(command));
  const misplaced = misplacedFlag(known, flags);
  if (misplaced !== undefined) return wrong(misplaced);
  if (known === 'check') return readCheck(flags, paths);
  return known === 'show' ? readShow(flags, paths) : readRegister(flags, paths);
}

function misplacedFlag(command: (typeof commands)[number], flags: Flags): string | undefined {
  for (const owner of commands) {
    const flag = flagsOf[owner].find((name) => flags.has(name) && !flagsOf[command].includes(name));
    if (flag !== undefined) return `The option "--${flag}" belongs to "asterisk-conf ${owner}"`;
  }
  return undefined;
}

function readRegister(flags: Flags, subjects: readonly string[]): Call {
  const [subject, ...more] = subjects;
  const {
    format = 'text',
    driver,
    'config-dir': configDir,
    'default-expiry': expiry = '120',
  } = textsOf(flags);
  const version = textsOf(flags)['asterisk-version'];
  if (driver === undefined) return wrong(`Missing --driver, expected one of ${drivers.join(', ')}`);
  const chosenDriver = drivers.find((known) => known === driver);
  if (!chosenDriver) return wrongWord('--driver', driver, drivers);
  const what = chosenDriver === 'pjsip' ? 'FILE' : 'LINE';
  if (subject === undefined) return wrong(`Missing ${what}, try "asterisk-conf register --help"`);
  if (more.length > 0) {
    return wrong(`Expected one ${what} after "register"${what === 'LINE' ? ', in single quotes' : ''}`);
  }
  const chosenFormat = formats.find((known) => known === format);
  if (!chosenFormat) return wrongWord('--format', format, formats);
  if (!/^[1-9]\d{0,8}$/.test(expiry)) return wrong('Expected a number of seconds after --default-expiry');
  const chosenVersion = asteriskVersions.find((known) => String(known) === version);
  if (version !== undefined && chosenVersion === undefined) {
    return wrongWord('--asterisk-version', version, asteriskVersions.map(String));
  }
  return {
    kind: 'register',
    arguments: {
      driver: chosenDriver,
      subject,
      format: chosenFormat,
      defaultExpiry: Number(expiry),
      isRevealed: flags.has('reveal'),
      isQuiet: flags.has('quiet'),
      ...(configDir === undefined ? {} : { configDir }),
      ...(chosenVersion === undefined ? {} : { asteriskVersion: chosenVersion }),
    },
  };
}

function readShow(flags: Flags, files: readonly string[]): Call {
  const [file, ...more] = files;
  if (file === undefined) return wrong('Missing FILE, try "asterisk-conf show --help"');
  if (more.length > 0) return wrong('Expected one FILE after "show"');
  const { format = 'text', section, config, 'config-dir': configDir } = textsOf(flags);
  const version = textsOf(flags)['asterisk-version'];
  const chosenFormat = formats.find((known) => known === format);
  if (!chosenFormat) return wrongWord('--format', format, formats);
  const chosenVersion = asteriskVersions.find((known) => String(known) === version);
  if (version !== undefined && chosenVersion === undefined) {
    return wrongWord('--asterisk-version', version, asteriskVersions.map(String));
  }
  return {
    kind: 'show',
    arguments: {
      file,
      format: chosenFormat,
      isRevealed: flags.has('reveal'),
      isQuiet: flags.has('quiet'),
      ...(section === undefined ? {} : { section }),
      ...(config === undefined ? {} : { config }),
      ...(configDir === undefined ? {} : { configDir }),
      ...(chosenVersion === undefined ? {} : { asteriskVersion: chosenVersion }),
    },
  };
}

type Flags = ReadonlyMap<string, unknown>;

function readCheck(flags: Flags, paths: readonly string[]): Call {
  const { format = 'text', 'min-severity': minSeverity, 'max-warnings': maxWarnings = '0' } = textsOf(flags);
  const version = textsOf(flags)['asterisk-version'];
  const chosenFormat = checkFormats.find((known) => known === format);
  if (!chosenFormat) return wrongWord('--format', format, checkFormats);
  const chosenSeverity = severities.find((known) => known === minSeverity);
  if (minSeverity !== undefined && !chosenSeverity) {
    return wrongWord('--min-severity', minSeverity, severities);
  }
  if (!/^\d{1,9}$/.test(maxWarnings)) return wrong('Expected a whole number after --max-warnings');
  const chosenVersion = asteriskVersions.find((known) => String(known) === version);
  if (version !== undefined && chosenVersion === undefined) {
    return wrongWord('--asterisk-version', version, asteriskVersions.map(String));
  }
  const { config, 'config-dir': configDir, baseline } = textsOf(flags);
  const { 'write-baseline': writeBaseline, 'stdin-filename': stdinFilename } = textsOf(flags);
  const clash = clashIn(flags, paths);
  if (clash !== undefined) return wrong(clash);
  const ignore = flags.get('ignore');
  return {
    kind: 'check',
    arguments: {
      paths: stdinFilename !== undefined ? [stdinFilename] : paths.length === 0 ? ['.'] : paths,
      format: chosenFormat,
      maxWarnings: Number(maxWarnings),
      withIncludes: !flags.has('no-includes'),
      ignore: Array.isArray(ignore) ? ignore.filter((glob) => typeof glob === 'string') : [],
      withColor: !flags.has('no-color'),
      isQuiet: flags.has('quiet'),
      fix: flags.has('fix'),
      ...(baseline === undefined ? {} : { baseline }),
      ...(writeBaseline === undefined ? {} : { writeBaseline }),
      ...(stdinFilename === undefined ? {} : { stdinFilename }),
      ...(config === undefined ? {} : { config }),
      ...(configDir === undefined ? {} : { configDir }),
      ...(chosenVersion === undefined ? {} : { asteriskVersion: chosenVersion }),
      ...(chosenSeverity === undefined ? {} : { minSeverity: chosenSeverity }),
    },
  };
}

/** Flags that make no sense together. */
function clashIn(flags: Flags, paths: readonly string[]): string | undefined {
  if (flags.has('stdin-filename') && paths.length > 0) return 'Expected no PATH beside --stdin-filename';
  if (flags.has('stdin-filename') && flags.has('fix')) return 'Cannot write standard input, leave out --fix';
  if (flags.has('baseline') && flags.has('write-baseline')) {
    return 'Expected only one of --baseline and --write-baseline';
  }
  return undefined;
}

function textsOf(flags: Flags): Partial<Record<string, string>> {
  return Object.fromEntries(
    [...flags].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Looks for flags that do not exist, lack their value or have one too many; `parseArgs` would say it in its own way. */
function wordProblem(words: readonly string[]): string | undefined {
  const { tokens } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const option = Object.entries(options).find(([known]) => known === name)?.[1];
    if (option === undefined) {
      const near = closest(name, Object.keys(options));
      const hint =
        near === undefined ? 'run "asterisk-conf check --help" for the list' : `did you mean "--${near}"?`;
      return `Unknown option "${rawName}", ${hint}`;
    }
    if (option.type === 'boolean' && value !== undefined) return `Expected no value after ${rawName}`;
    if (option.type !== 'string') continue;
    // A flag in the place of a value is a forgotten value; `--ignore=-x` still says what it means.
    if (value === undefined || value === '' || (!token.inlineValue && value.startsWith('-'))) {
      return `Expected a value after ${rawName}`;
    }
  }
  return undefined;
}

function commandProblem(command: string): string {
  const near = closest(command, commands);
  if (near !== undefined) return `Unknown command "${command}", did you mean "${near}"?`;
  return `Unknown command "${command}", to check a file or folder write "asterisk-conf check" before it`;
}

function wrongWord(flag: string, word: string, known: readonly string[]): Call {
  return wrong(`Unknown word "${word}" after ${flag}, expected one of ${known.join(', ')}`);
}

function wrong(message: string): Call {
  return { kind: 'wrong', message };
}
