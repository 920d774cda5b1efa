/**
 * Findings of files nobody has opened: looked for when the user asks, or all the time where `lint.scope` says so.
 * Takes the roots below the open folders and what they include, as the command line does.
 */
import type { CancellationToken, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import type { Host } from '../host/files.ts';
import { normalise } from '../text/uri.ts';
import { filesOfRoot } from '../workspace/workspace.ts';
import type { Diagnostics, Report } from './diagnostics.ts';
import { findRoots } from './findRoots.ts';
import type { WorkspaceSummary } from './protocol.ts';
import type { Session } from './session.ts';

/** Longest stretch of work in one go, in milliseconds. */
const slice = 10;

/** How far a check is. */
export type OnProgress = (checked: number, total: number) => void;

/** Takes the reports of some files as soon as they are there. */
export type OnReports = (reports: readonly WorkspaceDocumentDiagnosticReport[]) => void;

/** The check of one connection. */
export class WorkspaceCheck {
  readonly #session: Session;
  readonly #diagnostics: Diagnostics;
  readonly #host: Host;
  readonly #waiting = new Set<() => void>();
  #isAsked = false;
  #running = 0;
  #isStale = true;
  #isCut = false;
  #isStopped = false;
  #roots: readonly string[] = [];

  constructor(session: Session, diagnostics: Diagnostics, host: Host) {
    this.#session = session;
    this.#diagnostics = diagnostics;
    this.#host = host;
  }

  /** Looks for the files anew and checks all of them, the open ones too. */
  async run(token: CancellationToken, onProgress: OnProgress): Promise<WorkspaceSummary> {
    this.#running++;
    try {
      return await this.#sum(token, onProgress);
    } finally {
      this.#running--;
      // What was cancelled shall not come up later.
      if (!token.isCancellationRequested) this.#isAsked = true;
      this.changed();
    }
  }

  /**
   * The reports of files that are not open and differ from what the client has.
   *
   * @param previous result ids by normalised URI
   * @param onReports where the client takes reports bit by bit; then this waits until there is something to report
   */
  async pull(
    previous: ReadonlyMap<string, string>,
    token: CancellationToken,
    onReports: OnReports | undefined,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    for (;;) {
      const reports = await this.#changedReports(previous, token, onReports);
      if (reports !== undefined || onReports === undefined || this.#isOver(token)) return reports ?? [];
      await this.#somethingNew(token);
    }
  }

  /** The report of a file that is not open, where it belongs to what is checked. */
  async reportOf(uri: string, isOver: () => boolean): Promise<Report | undefined> {
    const key = normalise(uri);
    if (!this.#isOn() || !this.#uris().includes(key)) return undefined;
    return this.#diagnostics.report(key, isOver);
  }

  /** Something changed that findings may depend on. */
  changed(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Files came or went, or other folders are open. */
  namesChanged(): void {
    this.#isStale = true;
  }

  stop(): void {
    this.#isStopped = true;
    this.changed();
  }

  #isOn(): boolean {
    return this.#isAsked || this.#session.settings.lintScope === 'workspace';
  }

  #isOver(token: CancellationToken): boolean {
    return token.isCancellationRequested || this.#isStopped;
  }

  /** The last of the reports; `undefined` when there was none at all. */
  async #changedReports(
    previous: ReadonlyMap<string, string>,
    token: CancellationToken,
    onReports: OnReports | undefined,
  ): Promise<WorkspaceDocumentDiagnosticReport[] | undefined> {
    if (this.#isOn()) await this.#find(token);
    else this.#forgetFiles();
    // While a check runs, the files it found are not to be shown yet.
    if (!this.#isOn() && this.#running > 0) return undefined;
    const reports: WorkspaceDocumentDiagnosticReport[] = [];
    const known = new Set<string>();
    let sent = 0;
    await this.#each(token, ({ resultId, items }, _total, uri) => {
      known.add(uri);
      if (this.#session.documents.get(uri) !== undefined || previous.get(uri) === resultId) return;
      reports.push({ kind: 'full', uri, version: null, resultId, items: [...items] });
      if (onReports === undefined || reports.length < 20) return;
      sent += reports.length;
      onReports(reports.splice(0));
    });
    if (token.isCancellationRequested) return reports;
    for (const uri of previous.keys()) {
      if (known.has(uri) || this.#session.documents.get(uri) !== undefined) continue;
      reports.push({ kind: 'full', uri, version: null, items: [] });
    }
    return reports.length + sent === 0 ? undefined : reports;
  }

  #forgetFiles(): void {
    if (this.#roots.length === 0 || this.#running > 0) return;
    this.#roots = [];
    this.#isStale = true;
    this.#session.setChecked([]);
  }

  async #sum(token: CancellationToken, onProgress: OnProgress): Promise<WorkspaceSummary> {
    this.#isStale = true;
    await this.#find(token);
    const sum = { errors: 0, warnings: 0, informations: 0, hints: 0 };
    let files = 0;
    await this.#each(token, ({ counts, limit }, total) => {
      files++;
      onProgress(files, total);
      if (limit !== 'none') return;
      sum.errors += counts.error;
      sum.warnings += counts.warning;
      sum.informations += counts.information;
      sum.hints += counts.hint;
    });
    return { files, ...sum, isCut: this.#isCut };
  }

  /** Brings the list of files up to date and waits until they are read. */
  async #find(token: CancellationToken): Promise<void> {
    if (this.#isStale) {
      this.#isStale = false;
      const { uris, isCut } = await findRoots(
        this.#host,
        this.#session.openFolders,
        () => token.isCancellationRequested,
      );
      if (token.isCancellationRequested) {
        this.#isStale = true;
        return;
      }
      this.#roots = uris;
      this.#isCut = isCut;
    }
    this.#session.setChecked(this.#roots);
    await this.#session.loaded(() => this.#isOver(token));
  }

  /** Reports on one file after the other, with pauses in which other questions are answered. */
  async #each(
    token: CancellationToken,
    onReport: (report: Report, total: number, uri: string) => void,
  ): Promise<void> {
    const uris = this.#uris();
    let since = Date.now();
    for (const uri of uris) {
      if (this.#isOver(token)) return;
      const report = await this.#diagnostics.report(uri, () => this.#isOver(token));
      if (report !== undefined) onReport(report, uris.length, uri);
      if (Date.now() - since < slice) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      since = Date.now();
    }
  }

  /** Each root with what it includes. */
  #uris(): readonly string[] {
    const { workspace } = this.#session;
    return [...new Set(this.#roots.flatMap((root) => [root, ...filesOfRoot(workspace, root)]))];
  }

  #somethingNew(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        cancelling.dispose();
        resolve();
      };
      this.#waiting.add(wake);
      const cancelling = token.onCancellationRequested(wake);
    });
  }
}
