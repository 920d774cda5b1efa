/**
 * Findings of open files, as a client gets them: capped, worst first, and not sent again while they stay the same.
 * Remembers the last report of each file; the rules themselves remember more.
 */
import type { Diagnostic as LspDiagnostic, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import {
  createLintCache,
  worstSteps,
  type Diagnostic,
  type LintCache,
  type PlacedFinding,
  type Worst,
} from '../rules/run.ts';
import type { Severity } from '../rules/rule.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { normalise } from '../text/uri.ts';
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
  /** False for what was answered before the check had ended. */
  readonly isWhole: boolean;
}

/** Longest time a large file that nobody has seen findings of waits for its first ones, in milliseconds. */
const patience = 70;
/** VS Code draws no more findings of a file than this, the first ones it is given; so the worst come first. */
const mostDrawn = 500;
/** Files of fewer lines are checked as a whole before anything is answered. */
const manyLines = 5000;

/** One check that runs. Several may wait for it; it ends when nobody does. */
interface Check {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly waiting: Set<Waiting>;
  /** Somebody got a part of it and is to be told of the rest. */
  isAwaited: boolean;
}

interface Waiting {
  readonly isOver: () => boolean;
  /** When a part of the findings will do, as `Date.now()`; infinite for who needs all of them. */
  readonly patientUntil: number;
  /** With nothing when the check was given up. */
  readonly take: (report: Report | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/** Reports by file. */
export class Diagnostics {
  readonly #session: Session;
  readonly #log: Log;
  readonly #rulePages: () => string | undefined;
  /** What the rules keep between runs; anything else that lints the same files shares it. */
  readonly cache: LintCache = createLintCache();
  readonly #last = new Map<string, Remembered>();
  readonly #running = new Map<string, Check>();
  readonly #items = new WeakMap<Diagnostic, Shown>();
  /** Whether a client can be told later that there is more, so that a part of the findings may be answered first. */
  answersEarly = false;
  /** Runs when a check ended of which a part was answered before. */
  onLate: () => void = () => undefined;
  #nextId = 1;

  /** @param rulePages URI of the folder with the rules' pages, where there is one */
  constructor(session: Session, log: Log, rulePages: () => string | undefined) {
    this.#session = session;
    this.#log = log;
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

  /**
   * The findings of the newest version of a file, open or read. Long work stops every few milliseconds, so that other
   * questions are answered in between. Begins again with the newest text when that changes.
   *
   * @param isEarlyEnough whether the first part of a large file's findings will do, where nothing is known of it
   * @returns `undefined` when nobody waits any more or the file is gone
   */
  async report(uri: string, isOver: () => boolean, isEarlyEnough = false): Promise<Report | undefined> {
    const patientUntil = Date.now() + patience;
    for (;;) {
      const document = this.#documentOf(uri);
      if (document === undefined || isOver()) return undefined;
      const { workspace } = this.#session;
      const settings = this.#session.settingsFor(document.uri);
      const known = this.#known(document, workspace, settings);
      if (known !== undefined) return known;
      const isEarly =
        isEarlyEnough &&
        this.answersEarly &&
        document.model.tree.lineCount >= manyLines &&
        this.#last.get(document.uri)?.isWhole !== true;
      const report = await new Promise<Report | undefined>((take, fail) => {
        const { waiting } = this.#checkOf(document, workspace, settings);
        waiting.add({ isOver, patientUntil: isEarly ? patientUntil : Infinity, take, fail });
      });
      if (report !== undefined) return report;
    }
  }

  /** The answer to a client that last saw `previousResultId`; `undefined` as for `report`. */
  async pull(
    uri: string,
    previousResultId: string | undefined,
    isOver: () => boolean,
  ): Promise<DocumentDiagnosticReport | undefined> {
    if (this.#session.documents.get(uri) === undefined) return undefined;
    const report = await this.report(uri, isOver, true);
    if (report === undefined || this.#session.documents.get(uri) === undefined) return undefined;
    const { resultId, items } = report;
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: [...items] };
  }

  #documentOf(uri: string): OpenDocument | undefined {
    const open = this.#session.documents.get(uri);
    if (open !== undefined) return open;
    const key = normalise(uri);
    const model = this.#session.workspace.files.get(key);
    return model && { uri: key, clientUri: key, version: 0, model, isChanged: false };
  }

  /** The check that runs for this state of things, or a new one. */
  #checkOf(document: OpenDocument, workspace: Workspace, settings: Settings): Check {
    const running = this.#running.get(document.uri);
    if (running?.workspace === workspace && running.settings === settings) return running;
    const check: Check = { workspace, settings, waiting: new Set(), isAwaited: running?.isAwaited === true };
    this.#running.set(document.uri, check);
    // It begins when the one who asked waits.
    void Promise.resolve().then(() => this.#run(document, check));
    return check;
  }

  async #run(document: OpenDocument, check: Check): Promise<void> {
    const { uri } = document;
    const { workspace, settings, waiting } = check;
    const isOver = (soFar: () => Found): boolean => {
      this.#serve(uri, check, soFar);
      const isOld = this.#session.workspace !== workspace || this.#session.settingsFor(uri) !== settings;
      return isOld || (waiting.size === 0 && !check.isAwaited);
    };
    let report: Report | undefined;
    try {
      const found = await inSlices(this.#find(document, workspace, settings), isOver);
      if (found !== undefined) report = this.#keep(uri, workspace, settings, found, true);
    } catch (error) {
      check.isAwaited = false;
      if (waiting.size === 0) {
        this.#log.error(describeFailure('check', error));
        this.#log.offerReport?.();
      }
      for (const { fail } of waiting) fail(error);
    }
    const isNewest = this.#running.get(uri) === check;
    if (isNewest) this.#running.delete(uri);
    for (const { take } of waiting) take(report);
    if (!isNewest || !check.isAwaited) return;
    if (report === undefined) this.#goOn(uri);
    else this.onLate();
  }

  /** Somebody still waits for the rest, though something changed since he got a part. */
  #goOn(uri: string): void {
    const document = this.#session.documents.get(uri);
    if (document === undefined) return;
    const settings = this.#session.settingsFor(document.uri);
    this.#checkOf(document, this.#session.workspace, settings).isAwaited = true;
  }

  /** Lets those go who do not wait any more, and those who have waited long enough. */
  #serve(uri: string, check: Check, soFar: () => Found): void {
    const now = Date.now();
    let part: Report | undefined;
    for (const one of check.waiting) {
      const isOver = one.isOver();
      if (!isOver && now < one.patientUntil) continue;
      check.waiting.delete(one);
      if (isOver) {
        one.take(undefined);
        continue;
      }
      part ??= this.#keep(uri, check.workspace, check.settings, soFar(), false);
      check.isAwaited = true;
      one.take(part);
    }
  }

  #known(document: OpenDocument, workspace: Workspace, settings: Settings): Report | undefined {
    const last = this.#last.get(document.uri);
    if (last?.settings !== settings || !last.isWhole) return undefined;
    if (last.workspace === workspace) return last.report;
    // While typing with "on save", what was found last stays; the client moves it along with the text.
    return settings.lintRun === 'onSave' && document.isChanged ? last.report : undefined;
  }

  #keep(uri: string, workspace: Workspace, settings: Settings, found: Found, isWhole: boolean): Report {
    const last = this.#last.get(uri);
    const isSame = last !== undefined && sameItems(last.report.items, found.items);
    const report = { ...found, resultId: isSame ? last.report.resultId : String(this.#nextId++) };
    this.#last.set(uri, { report, workspace, settings, isWhole });
    return report;
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }

  *#find(document: OpenDocument, workspace: Workspace, settings: Settings): Generator<() => Found, Found> {
    const { version } = document;
    const { tree } = document.model;
    if (!settings.isLintEnabled) return { ...nothing, limit: 'lint-off', version };
    if (isTooLarge(tree)) return { ...nothing, limit: 'too-large', version };
    const toFound = ({ kept, omitted: hidden, counts }: Worst): Found => {
      const items = kept.map((found) => this.#itemOf(found, tree, workspace));
      if (items.length > mostDrawn) items.sort((a, b) => (a.severity ?? 1) - (b.severity ?? 1));
      return { items, counts, hidden, limit: 'none', version };
    };
    const steps = worstSteps(workspace, document.uri, settings.lint, settings.maxFindings, this.cache);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return toFound(step.value);
      yield () => toFound(step.value());
    }
  }

  /** The same object as for the version before where it stands on the same line. */
  #itemOf(
    { diagnostic, source, line }: PlacedFinding,
    tree: SyntaxTree,
    workspace: Workspace,
  ): LspDiagnostic {
    const pages = this.#rulePages();
    // Places in other files may have moved, and where an editor counts other lines than Asterisk these may have too.
    if (source === undefined || diagnostic.related !== undefined || tree.isIrregular) {
      return toLspDiagnostic(tree, diagnostic, pages, ({ uri, span }) => {
        const other = workspace.files.get(uri);
        return (
          other && {
            uri: this.#session.documents.get(uri)?.clientUri ?? uri,
            range: toLspRange(other.tree, span),
          }
        );
      });
    }
    const shown = this.#items.get(source);
    if (shown?.line === line && shown.pages === pages) return shown.item;
    const item = toLspDiagnostic(tree, diagnostic, pages);
    this.#items.set(source, { item, line, pages });
    return item;
  }
}

/** A finding as it was sent, with all it depends on besides itself. */
interface Shown {
  readonly item: LspDiagnostic;
  readonly line: number;
  readonly pages: string | undefined;
}

const nothing = { items: [], counts: { error: 0, warning: 0, information: 0, hint: 0 }, hidden: 0 };

type Found = Omit<Report, 'resultId'>;

function sameItems(a: readonly LspDiagnostic[], b: readonly LspDiagnostic[]): boolean {
  return a.length === b.length && a.every((item, i) => sameItem(item, b[i]));
}

function sameItem(a: LspDiagnostic, b: LspDiagnostic | undefined): boolean {
  if (a === b) return true;
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
