/**
 * Findings of open files, as a client gets them: capped, worst first, and not sent again while they stay the same.
 * Remembers the last report of each file; the rules themselves remember more.
 */
import type { Diagnostic as LspDiagnostic, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { createLintCache, worstSteps, type LintCache } from '../rules/run.ts';
import type { Severity } from '../rules/rule.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isTooLarge, type OpenDocument } from './documents.ts';
import type { FileLimit } from './protocol.ts';
import { describeFailure, type Log } from './safely.ts';
import type { Session } from './session.ts';
import { inSlices } from './slices.ts';
import type { Settings } from './settings.ts';
import { toLspDiagnostic, toLspRange } from './toLsp.ts';

/** The findings of one version of one file. */
export interface Report {
  /** Changes when, and only when, the items do. */
  readonly resultId: string;
  readonly items: readonly LspDiagnostic[];
  /** All findings by level, those left out of `items` included. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly hidden: number;
  readonly limit: FileLimit;
  /** Version of the document the items belong to. */
  readonly version: number;
}

interface Remembered {
  readonly report: Report;
  readonly workspace: Workspace;
  readonly settings: Settings;
}

/** Reports by file. */
export class Diagnostics {
  readonly #session: Session;
  readonly #rulePages: () => string | undefined;
  /** What the rules keep between runs; anything else that lints the same files shares it. */
  readonly cache: LintCache = createLintCache();
  readonly #last = new Map<string, Remembered>();
  #nextId = 1;

  /** @param rulePages URI of the folder with the rules' pages, where there is one */
  constructor(session: Session, log: Log, rulePages: () => string | undefined) {
    this.#session = session;
    this.#rulePages = rulePages;
    const failed = new Set<string>();
    this.cache.onRuleError = (rule, error) => {
      // A rule that fails in one section fails in a thousand; once is enough to know.
      if (failed.has(rule)) return;
      failed.add(rule);
      log.error(describeFailure(`rule ${rule}`, error));
      log.offerReport?.();
    };
  }

  /** Whether any file was reported on since it was opened. */
  get hasReported(): boolean {
    return this.#last.size > 0;
  }

  /** The findings of the newest version of an open file. */
  report(document: OpenDocument): Report {
    const { workspace } = this.#session;
    const settings = this.#session.settingsFor(document.uri);
    const known = this.#known(document, workspace, settings);
    if (known !== undefined) return known;
    const steps = this.#find(document, workspace, settings);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return this.#keep(document.uri, workspace, settings, step.value);
    }
  }

  /**
   * The same for whoever can wait: long work stops every few milliseconds, so that other questions are answered in between.
   * Begins again with the newest text when that changes; `undefined` when nobody waits any more or the file was closed.
   */
  async reportInSlices(uri: string, isOver: () => boolean): Promise<Report | undefined> {
    for (;;) {
      const document = this.#session.documents.get(uri);
      if (document === undefined || isOver()) return undefined;
      const { workspace } = this.#session;
      const settings = this.#session.settingsFor(document.uri);
      const known = this.#known(document, workspace, settings);
      if (known !== undefined) return known;
      const isOld = (): boolean =>
        isOver() ||
        this.#session.workspace !== workspace ||
        this.#session.settingsFor(document.uri) !== settings;
      const found = await inSlices(this.#find(document, workspace, settings), isOld);
      if (found !== undefined) return this.#keep(document.uri, workspace, settings, found);
    }
  }

  /** The answer to a client that last saw `previousResultId`; `undefined` as for `reportInSlices`. */
  async pull(
    uri: string,
    previousResultId: string | undefined,
    isOver: () => boolean,
  ): Promise<DocumentDiagnosticReport | undefined> {
    const report = await this.reportInSlices(uri, isOver);
    if (report === undefined) return undefined;
    const { resultId, items } = report;
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: [...items] };
  }

  #known(document: OpenDocument, workspace: Workspace, settings: Settings): Report | undefined {
    const last = this.#last.get(document.uri);
    if (last?.settings !== settings) return undefined;
    if (last.workspace === workspace) return last.report;
    // While typing with "on save", what was found last stays; the client moves it along with the text.
    return settings.lintRun === 'onSave' && document.isChanged ? last.report : undefined;
  }

  #keep(uri: string, workspace: Workspace, settings: Settings, found: Found): Report {
    const last = this.#last.get(uri);
    const isSame = last !== undefined && sameItems(last.report.items, found.items);
    const report = { ...found, resultId: isSame ? last.report.resultId : String(this.#nextId++) };
    this.#last.set(uri, { report, workspace, settings });
    return report;
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }

  *#find(document: OpenDocument, workspace: Workspace, settings: Settings): Generator<undefined, Found> {
    const { version } = document;
    const { tree } = document.model;
    if (!settings.isLintEnabled) return { ...nothing, limit: 'lint-off', version };
    if (isTooLarge(tree)) return { ...nothing, limit: 'too-large', version };
    const {
      kept,
      omitted: hidden,
      counts,
    } = yield* worstSteps(workspace, document.uri, settings.lint, settings.maxFindings, this.cache);
    const items = kept.map((diagnostic) =>
      toLspDiagnostic(tree, diagnostic, this.#rulePages(), ({ uri, span }) => {
        const other = workspace.files.get(uri);
        return (
          other && {
            uri: this.#session.documents.get(uri)?.clientUri ?? uri,
            range: toLspRange(other.tree, span),
          }
        );
      }),
    );
    return { items, counts, hidden, limit: 'none', version };
  }
}

const nothing = { items: [], counts: { error: 0, warning: 0, information: 0, hint: 0 }, hidden: 0 };

type Found = Omit<Report, 'resultId'>;

function sameItems(a: readonly LspDiagnostic[], b: readonly LspDiagnostic[]): boolean {
  return a.length === b.length && a.every((item, i) => sameItem(item, b[i]));
}

function sameItem(a: LspDiagnostic, b: LspDiagnostic | undefined): boolean {
  return (
    a.range.start.line === b?.range.start.line &&
    a.range.start.character === b.range.start.character &&
    a.range.end.line === b.range.end.line &&
    a.range.end.character === b.range.end.character &&
    a.code === b.code &&
    a.severity === b.severity &&
    a.message === b.message &&
    a.codeDescription?.href === b.codeDescription?.href &&
    JSON.stringify(a.relatedInformation) === JSON.stringify(b.relatedInformation)
  );
}
