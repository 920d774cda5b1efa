/**
 * Names and shapes of what this server and its client say beyond the Language Server Protocol. Holds no behaviour, so
 * that the client can share it.
 */
import type { FolderEntry, ReadResult } from '../host/files.ts';

/** Language id of every conf file of Asterisk. */
export const languageId = 'asterisk-conf';

/** Client to server: what is known about one open file. Params {@link FileParams}, result {@link FileStatus}. */
export const statusRequest = 'asteriskConf/status';
/** Client to server: every file the server knows. No params, result {@link KnownFiles}. */
export const filesRequest = 'asteriskConf/files';
/** Client to server: a section as Asterisk ends up with it. Params {@link PlaceParams}, result {@link EffectiveSection}. */
export const effectiveSectionRequest = 'asteriskConf/effectiveSection';
/** Client to server: where an open file shows secrets, for hiding them. Params {@link FileParams}, result {@link SecretSpans}. */
export const secretSpansRequest = 'asteriskConf/secretSpans';
/** Server to client: the content of a file. Params {@link FileParams}, result {@link ReadResult}. */
export const readFileRequest = 'asteriskConf/readFile';
/** Server to client: the names in a folder. Params {@link FileParams}, result a list of {@link FolderEntry}. */
export const listFilesRequest = 'asteriskConf/listFiles';
/** Client to server: the kinds the user chose for single files, all of them. Params {@link KindsParams}. */
export const kindsNotification = 'asteriskConf/kinds';
/** The one command of the server, for clients that cannot resolve code actions. Argument: {@link FixReference}. */
export const applyFixCommand = 'asteriskConf.applyFix';

/** `initializationOptions`; each may be absent. */
export interface InitializationOptions {
  /** The `asteriskConf` settings at the start, for clients that cannot be asked. */
  readonly settings?: unknown;
  /** URI of the folder that holds the rules' pages, without a slash at its end. */
  readonly rulePages?: string;
  /** Kinds the user chose, by URI; see {@link kindsNotification}. */
  readonly kinds?: Readonly<Record<string, string>>;
}

/** Names one file. */
export interface FileParams {
  readonly uri: string;
}

/** Names one line of one file. */
export interface PlaceParams extends FileParams {
  /** From 0. */
  readonly line: number;
}

/** Answer to {@link effectiveSectionRequest}: conf text whose comments name where each value comes from, secrets hidden. */
export interface EffectiveSection {
  /** Absent before the first section. */
  readonly name?: string;
  readonly text: string;
}

/** Answer to {@link secretSpansRequest}: comments, dial strings and register lines are looked at too. */
export interface SecretSpans {
  /** Version of the document the places are counted in. */
  readonly version: number;
  /** In order and without overlap; lines and characters from 0, each on one line. */
  readonly ranges: readonly {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  }[];
}

/** Standard file names such as `sip.conf`, by the URI of the file that is to be read like it. */
export interface KindsParams {
  readonly kinds: Readonly<Record<string, string>>;
}

/** How much of a file is looked at. */
export type FileLimit = 'none' | 'too-large' | 'lint-off';

/** What the status item shows. */
export interface FileStatus {
  /** Standard base name such as `sip.conf`; absent when nothing tells. */
  readonly kind?: string;
  /** Whether the kind is only guessed from the start of the name. */
  readonly isUncertain: boolean;
  /** Version of Asterisk the file is read for, such as 18. */
  readonly version: number;
  /** Who says so: the user, a comment at the top of a file, modules.conf, or nobody. */
  readonly versionFrom: 'setting' | 'banner' | 'modules' | 'assumed';
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly hints: number;
  /** Findings beyond `asteriskConf.lint.maxFindings`, which are counted above but not shown in the editor. */
  readonly hidden: number;
  readonly limit: FileLimit;
}

/** Answer to {@link filesRequest}. */
export interface KnownFiles {
  readonly files: readonly KnownFile[];
}

/** One file of {@link KnownFiles}. */
export interface KnownFile {
  readonly uri: string;
  readonly kind?: string;
  /** Whether an editor has it open; its text then comes from there and not from the disk. */
  readonly isOpen: boolean;
}

/** Names one change to one file; `data` of a code action, and argument of the command. */
export interface FixReference {
  readonly uri: string;
  /** What to do there; {@link replaceSecretAt} and {@link replaceWeakSecrets} make two of them. */
  readonly action: unknown;
}

/** A new secret for the one that stands at `offset` (UTF-16 code units from the start of the file). */
export function replaceSecretAt(uri: string, offset: number): FixReference {
  return { uri, action: { kind: 'replace-secret', start: offset } };
}

/** A new secret for each default or weak one of the file. */
export function replaceCredentialAt(uri: string, offset: number): FixReference {
  return { uri, action: { kind: 'replace-credential', start: offset } };
}

/** See {@link FixReference}. */
export function replaceWeakSecrets(uri: string): FixReference {
  return { uri, action: { kind: 'replace-weak-secrets' } };
}

/** Answer to {@link applyFixCommand}: what was not done, in plain words, or that it was. */
export interface FixResult {
  readonly isApplied: boolean;
  readonly reason?: 'nothing-to-do' | 'refused';
}

/** Client to server: a new secret by the settings. No params, result {@link GeneratedSecret}. Never logged. */
export const generateSecretRequest = 'asteriskConf/generateSecret';

/** Answer to {@link generateSecretRequest}. */
export interface GeneratedSecret {
  readonly secret: string;
}

/** Client to server: a new phone for a file. Params {@link PlaceParams}, result {@link PhoneAnswer}. Never logged. */
export const newPhoneRequest = 'asteriskConf/newPhone';

/** Answer to {@link newPhoneRequest}: a sentence why there is none, or the text to put in at a place of the file. */
export type PhoneAnswer =
  | { readonly kind: 'explained'; readonly message: string }
  | {
      readonly kind: 'phone';
      /** Name of its section, such as `203`. */
      readonly name: string;
      /** Version of the document the place is counted in. */
      readonly version: number;
      /** Both from 0; the text begins a line of its own where it has to. */
      readonly line: number;
      readonly character: number;
      readonly text: string;
    };

/** Client to server: the command that applies a change. Params {@link PlaceParams}, result {@link ReloadAnswer}. */
export const reloadCommandRequest = 'asteriskConf/reloadCommand';

/** Answer to {@link reloadCommandRequest}. */
export interface ReloadAnswer {
  /** For the Asterisk console; absent where no Asterisk of the chosen version reads the file. */
  readonly command?: string;
  /** One sentence. */
  readonly reason: string;
}

export type { FolderEntry, ReadResult };
