/** What a feature of the protocol gets from the server, and the shape of its entry in the table. Types only. */
import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Host } from '../../host/files.ts';
import type { ReadingVersion } from '../../workspace/effective.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { OpenDocument } from '../documents.ts';
import type { Log } from '../safely.ts';
import type { Session } from '../session.ts';
import type { WorkspaceCheck } from '../workspaceCheck.ts';

/** The running server as its handlers see it. */
export interface Rim {
  readonly connection: Connection;
  readonly log: Log;
  readonly session: Session;
  readonly diagnostics: Diagnostics;
  /** Where files that are not open come from. */
  readonly host: Host;
  readonly workspaceCheck: WorkspaceCheck;
  /** What the client can do; ask when answering, since it is empty before the handshake. */
  readonly client: () => ClientCapabilities;
  /** Whether the client carries out the commands that lead to VICIdial's own pages. */
  readonly hasEditorCommands: () => boolean;
  /** How the version chosen for this file reads. */
  readonly version: (uri: string) => ReadingVersion;
  /** Resolves once the settings of the client are known. */
  readonly configured: () => Promise<void>;
  /** Resolves once settings and included files are there, after a short while at most. */
  readonly ready: () => Promise<void>;
  /** Waits as `ready` does and gives the open document, unless it is too large for more than outline and folding. */
  readonly checked: (uri: string) => Promise<OpenDocument | undefined>;
}

/** One feature of the protocol. */
export interface Handler {
  /** Its part of what the server says it can do; absent for requests of our own. */
  readonly capabilities?: ServerCapabilities;
  /** Registers the answers; runs once, before the handshake. Wrap each answer in `safely`. */
  readonly listen: (rim: Rim) => void;
}
