/**
 * Names and shapes of what this server and its client say beyond the Language Server Protocol. Holds no behaviour, so
 * that the client can share it.
 */
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { FolderEntry, ReadResult } from '../host/files.ts';

/** Language id of every conf file of Asterisk. */
export const languageId = 'asterisk-conf';

/** Client to server: what is known about one open file. Params {@link FileParams}, result {@link FileStatus}. */
export const statusRequest = 'asteriskConf/status';
/** Client to server: every file the server knows. No params, result {@link KnownFiles}. */
export const filesRequest = 'asteriskConf/files';
/** Client to server: a section as Asterisk ends up with it. Params {@link PlaceParams}, result {@link EffectiveSection}. */
export const effectiveSectionRequest = 'asteriskConf/effectiveSection';
/** Client to server: where an open file shows secrets, for hiding them. Params {@link SecretSpansParams}, result {@link SecretSpans}. */
export const secretSpansRequest = 'asteriskConf/secretSpans';
/** Server to client: the content of a file. Params {@link FileParams}, result {@link ReadResult}. */
export const readFileRequest = 'asteriskConf/readFile';
/** Server to client: the names in a folder. Params {@link FileParams}, result a list of {@link FolderEntry}. */
export const listFilesRequest = 'asteriskConf/listFiles';
/** Client to server: the kinds the user chose for single files, all of them. Params {@link KindsParams}. */
export const kindsNotification = 'asteriskConf/kinds';
/** Client to server: the user now trusts the open folders, so that files outside of them may be read. No params. */
export const trustNotification = 'asteriskConf/trust';
/** Server to client, once: a rule or feature broke down, the rest goes on. Only with {@link InitializationOptions.hasEditorCommands}. No params. */
export const mistakeNotification = 'asteriskConf/mistake';
/** Server to client: the files it read that nobody has open, when they change. Only with {@link InitializationOptions.hasEditorCommands}. Params {@link ReadFiles}. */
export const readFilesNotification = 'asteriskConf/readFiles';
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
  /** `false` where the user has not said to trust the open folders; see {@link trustNotification}. */
  readonly isTrusted?: boolean;
  /**
   * Whether code actions may name the commands of {@link vicidialCommands}, which the client then carries out, and
   * whether it wants {@link mistakeNotification} and {@link readFilesNotification}.
   */
  readonly hasEditorCommands?: boolean;
}

/** Client to server: check the files of the open folders, open or not. Params `WorkDoneProgressParams`, result {@link WorkspaceSummary}. */
export const checkWorkspaceRequest = 'asteriskConf/checkWorkspace';

/** Answer to {@link checkWorkspaceRequest}; the findings themselves come as workspace diagnostics. */
export interface WorkspaceSummary {
  /** Checked files, those that settings leave out included. */
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  readonly hints: number;
  /** Whether there are more files than are looked at. */
  readonly isCut: boolean;
}

/** Client to server: counts for a report. No params, result {@link ServerReport}. */
export const reportRequest = 'asteriskConf/report';

/** Answer to {@link reportRequest}: kinds and numbers; no name, no text, no secret. */
export interface ServerReport {
  readonly files: readonly ReportedFile[];
  /** Files looked for that are not there or cannot be read. */
  readonly absent: number;
  /** Findings that are shown, by rule. */
  readonly rules: Readonly<Record<string, number>>;
  readonly isTrusted: boolean;
}

/** One file of {@link ServerReport}. */
export interface ReportedFile {
  readonly kind?: string;
  readonly role: 'root' | 'included' | 'loose';
  readonly generator?: string;
  readonly lines: number;
  readonly version: number;
  readonly isOpen: boolean;
  readonly limit: FileLimit;
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

/** Params of {@link secretSpansRequest}; without lines, those of the whole file are wanted. */
export interface SecretSpansParams extends FileParams {
  /** From 0. */
  readonly firstLine?: number;
  readonly lastLine?: number;
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
  /** How many files the server has read, this one included. */
  readonly files: number;
  /** The system that rebuilds the file, so that edits in it are lost. */
  readonly generator?: 'vicidial' | 'freepbx';
  /** Names of the files FreePBX leaves to people, in place of this one; absent where none is known. */
  readonly customFiles?: readonly string[];
}

/** Params of {@link readFilesNotification}. */
export interface ReadFiles {
  readonly uris: readonly string[];
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

/**
 * Client to server: a new secret for one place and for all that hold the same credential, in any file of the open
 * folders. Params {@link OffsetParams}, result {@link ReplaceAnswer}, or null where no secret stands. Never logged.
 */
export const replaceSecretRequest = 'asteriskConf/replaceSecret';
/**
 * Client to server: new secrets for all weak ones. Params {@link RotateParams}, result {@link RotationAnswer}. Can be
 * cancelled. Never logged.
 */
export const rotateSecretsRequest = 'asteriskConf/rotateSecrets';
/** Client to server: what to type into a softphone. Params {@link PhoneSettingsParams}, result {@link PhoneSettingsAnswer}. Never logged. */
export const phoneSettingsRequest = 'asteriskConf/phoneSettings';
/** Client to server: how to change a secret for good where VICIdial owns the file. Params {@link VicidialParams}, result {@link VicidialAnswer}. Never logged. */
export const vicidialChangeRequest = 'asteriskConf/vicidialChange';

/** Commands of the editor that a code action may name; see {@link InitializationOptions.hasEditorCommands}. */
export const vicidialCommands = {
  steps: 'asteriskConf.copyVicidialSteps',
  sql: 'asteriskConf.copyVicidialSql',
  api: 'asteriskConf.copyVicidialApi',
} as const;

/**
 * Command of the editor behind a code lens: shows places beside a line. Arguments: the file's URI, a position and a list of
 * locations, all as in the protocol. The underscore keeps it out of every list of commands.
 */
export const showReferencesCommand = '_asteriskConf.showReferences';

/** Names one place of one file. */
export interface OffsetParams extends FileParams {
  /** UTF-16 code units from the start of the file. */
  readonly offset: number;
}

/** Answer to {@link replaceSecretRequest}: names of the places, and the edits for each choice, all with one new secret. */
export interface ReplaceAnswer {
  /** Such as `[101]`. */
  readonly chosen: string;
  /** Places that have to be changed with it. */
  readonly others: readonly string[];
  /** Other phones of its alias; usually set the same, not required. */
  readonly aliasMembers: readonly string[];
  readonly here: WorkspaceEdit;
  readonly everywhere: WorkspaceEdit;
  /** Asks for a preview in which the other places can be chosen one by one. */
  readonly review: WorkspaceEdit;
}

/** Params of {@link rotateSecretsRequest}. */
export interface RotateParams extends FileParams {
  /** This file, the files in its folder and below, or those of all open folders. */
  readonly scope: 'file' | 'folder' | 'workspace';
  readonly workDoneToken?: string | number;
}

/** Answer to {@link rotateSecretsRequest}. */
export interface RotationAnswer {
  readonly edit: WorkspaceEdit;
  /** Holds the new secrets, for the list the user asks for and nothing else. */
  readonly changed: readonly {
    readonly uri: string;
    readonly section: string;
    readonly user?: string;
    /** Names of the other places that got the same secret. */
    readonly others: readonly string[];
    readonly secret: string;
  }[];
}

/** Params of {@link phoneSettingsRequest}. */
export interface PhoneSettingsParams extends OffsetParams {
  readonly withSecret: boolean;
}

/** Answer to {@link phoneSettingsRequest}: a sentence why there are none, or lines such as `User: 101`. */
export type PhoneSettingsAnswer =
  | { readonly kind: 'explained'; readonly message: string }
  | { readonly kind: 'settings'; readonly name: string; readonly text: string };

/** Params of {@link vicidialChangeRequest}. */
export interface VicidialParams extends OffsetParams {
  readonly as: 'steps' | 'sql' | 'api';
  /** `server_ip` of the Asterisk server in VICIdial; a placeholder stands for it where it is not known. */
  readonly server?: string;
}

/** Answer to {@link vicidialChangeRequest}: a sentence why there is none, or the text, with a new secret in it. */
export type VicidialAnswer =
  | { readonly kind: 'explained'; readonly message: string }
  | { readonly kind: 'text'; readonly text: string; readonly summary: string };

/**
 * Client to server: an account from a provider's text, for a file. Params {@link RegistrationParams}, result
 * {@link RegistrationAnswer}. Never logged.
 */
export const insertRegistrationRequest = 'asteriskConf/insertRegistration';

/** A file and the text of a provider: a register line, a sheet, or sections of pjsip.conf. */
export interface RegistrationParams extends FileParams {
  readonly text: string;
}

/** Answer to {@link insertRegistrationRequest}: a sentence why there is none, or what was understood and the edits. */
export type RegistrationAnswer =
  | { readonly kind: 'explained'; readonly message: string }
  | {
      readonly kind: 'registration';
      /** `User: 4711` and the like, the secret as `********`. */
      readonly understood: readonly string[];
      /** Sentences to know before it is done. */
      readonly notes: readonly string[];
      /** The new lines with the secret as `********`. */
      readonly preview: string;
      /** Version of the document the places are counted in. */
      readonly version: number;
      readonly edits: readonly {
        readonly range: {
          readonly start: { readonly line: number; readonly character: number };
          readonly end: { readonly line: number; readonly character: number };
        };
        readonly newText: string;
      }[];
    };

export type { FolderEntry, ReadResult };
