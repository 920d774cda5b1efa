/** The command `check`: from paths to printed findings and an exit status. */
import path from 'node:path';
import { nodeHost } from '../host/node.ts';
import { allRules } from '../rules/index.ts';
import { withProjectFile } from '../rules/projectFile.ts';
import type { LintSettings } from '../rules/rule.ts';
import { createLintCache, lint, type LintCache } from '../rules/run.ts';
import { defaultLintSettings } from '../rules/settings.ts';
import { positionAt } from '../syntax/position.ts';
import { compareBytes } from '../text/glob.ts';
import { ignoring } from '../text/ignore.ts';
import { fileUri, pathOf } from '../text/uri.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { CheckArguments } from './args.ts';
import { find, type Target } from './find.ts';
import { load, withIncluded, type Loaded } from './load.ts';
import { printJson } from './print/json.ts';
import { printable } from './print/printable.ts';
import { countsOf, type Reported, type ReportedFile } from './print/report.ts';
import { printText } from './print/text.ts';
import { namedProject, nearestProject, type FoundProject } from './projectFile.ts';

/** What the program is run in. */
export interface Surroundings {
  /** Absolute path. */
  readonly workingFolder: string;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes one line to standard error; the text has no line end. */
  readonly remark: (text: string) => void;
  /** Whether standard output is a terminal that takes colours. */
  readonly canColor: boolean;
}

export type ExitStatus = 0 | 1 | 2;

/** Runs the command. Rejects only on a mistake of our own. */
export async function check(options: CheckArguments, around: Surroundings): Promise<ExitStatus> {
  const run = new Run(options, around);
  const groups = await run.grouped();
  for (const group of groups.values()) await run.checkGroup(group);
  return run.finish();
}

type FolderTarget = Extract<Target, { kind: 'folder' }>;

/** Whether a file is to be left out. */
type Ignoring = (uri: string) => boolean;

/** Paths that share one project file. */
interface Group {
  readonly found: FoundProject;
  readonly targets: Exclude<Target, { kind: 'unreadable' }>[];
}

/** One run of the command: gathers findings, and whether something was in the way. */
class Run {
  readonly #options: CheckArguments;
  readonly #around: Surroundings;
  readonly #ruleIds: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));
  readonly #reported = new Map<string, ReportedFile>();
  #hasFailed = false;

  constructor(options: CheckArguments, around: Surroundings) {
    this.#options = options;
    this.#around = around;
  }

  /** The paths of the command line by the project file that counts for them. */
  async grouped(): Promise<ReadonlyMap<string, Group>> {
    const { paths, config } = this.#options;
    const named =
      config === undefined ? undefined : await namedProject(this.#absolute(config), this.#ruleIds);
    const groups = new Map<string, Group>();
    for (const written of paths) {
      const target = await find(this.#absolute(written));
      if (target.kind === 'unreadable') {
        this.#fail(`cannot read ${written}: ${target.reason}`);
        continue;
      }
      const folder = target.kind === 'file' ? path.dirname(target.path) : target.path;
      const found = named ?? (await nearestProject(folder, this.#ruleIds));
      const key = found.path ?? '';
      const group = groups.get(key) ?? { found, targets: [] };
      if (!groups.has(key)) this.#announce(found);
      group.targets.push(target);
      groups.set(key, group);
    }
    return groups;
  }

  async checkGroup({ found, targets }: Group): Promise<void> {
    const uris = [
      ...new Set(targets.flatMap((target) => (target.kind === 'file' ? [target.uri] : target.uris))),
    ];
    const configDirectory = this.#configDirectory(found);
    const options = configDirectory === undefined ? {} : { configDirectory };
    const loaded = await load(nodeHost(), uris, options);
    const all = this.#options.withIncludes ? withIncluded(loaded.workspace, uris) : uris;
    const isIgnored = this.#ignoring(found);
    const kept = all.filter((uri) => !isIgnored(uri));
    for (const target of targets) {
      if (target.kind === 'folder') this.#noteOthers(target, new Set(all), isIgnored);
      else if (isIgnored(target.uri)) this.#note(`${this.#name(target.uri)} is left out as asked`);
    }
    this.#lintAll(kept, loaded, this.#settings(found));
  }

  /** Prints what was gathered and says how the run went. */
  finish(): ExitStatus {
    const files = [...this.#reported.values()].sort((a, b) => compareBytes(a.file, b.file));
    const { format, minSeverity, maxWarnings, isQuiet, withColor } = this.#options;
    if (format === 'json') this.#around.print(printJson(files, minSeverity ?? 'hint'));
    else {
      const style = {
        withColor: withColor && this.#around.canColor,
        minSeverity: minSeverity ?? 'information',
        withSummary: !isQuiet,
      } as const;
      this.#around.print(printText(files, style));
    }
    if (this.#hasFailed) return 2;
    const counts = countsOf(files);
    return counts.error > 0 || counts.warning > maxWarnings ? 1 : 0;
  }

  #lintAll(uris: readonly string[], { workspace, unchecked }: Loaded, settings: LintSettings): void {
    const cache = createLintCache();
    for (const uri of uris) {
      const problem = unchecked.get(uri);
      if (this.#reported.has(uri)) continue;
      if (problem) {
        const text = `${this.#name(uri)} was not checked: ${problem.reason}`;
        if (problem.kind === 'binary') this.#note(text);
        else this.#fail(text);
      } else {
        this.#reported.set(uri, {
          file: this.#name(uri),
          findings: this.#lint(uri, workspace, settings, cache),
        });
      }
    }
  }

  #lint(uri: string, workspace: Workspace, settings: LintSettings, cache: LintCache): readonly Reported[] {
    cache.onRuleError = (rule) => {
      this.#fail(`the rule ${rule} broke down on ${this.#name(uri)}; this is a mistake in asterisk-conf`);
    };
    const tree = workspace.files.get(uri)?.tree;
    if (tree === undefined) return [];
    return lint(workspace, uri, settings, cache).map(({ rule, severity, message, span }) => ({
      rule,
      severity,
      message,
      range: { start: positionAt(tree, span.start), end: positionAt(tree, span.end) },
    }));
  }

  #settings({ project }: FoundProject): LintSettings {
    const settings = withProjectFile(defaultLintSettings, project);
    const { asteriskVersion } = this.#options;
    return asteriskVersion === undefined ? settings : { ...settings, asteriskVersion };
  }

  #configDirectory({ path: file, project }: FoundProject): string | undefined {
    const { configDir } = this.#options;
    if (configDir !== undefined) return fileUri(this.#absolute(configDir));
    if (project.configDirectory === undefined || file === undefined) return undefined;
    return fileUri(path.resolve(path.dirname(file), project.configDirectory));
  }

  #ignoring({ path: file, project }: FoundProject): Ignoring {
    const byFlag = ignoring(fileUri(this.#around.workingFolder), this.#options.ignore);
    if (file === undefined || project.ignore === undefined) return byFlag;
    const byProject = ignoring(fileUri(path.dirname(file)), project.ignore);
    return (uri) => byFlag(uri) || byProject(uri);
  }

  /** A folder's fragments and samples are not checked by themselves; nobody should believe that they were. */
  #noteOthers(
    { path: folder, uris, others }: FolderTarget,
    reached: ReadonlySet<string>,
    isIgnored: Ignoring,
  ): void {
    const name = this.#relative(folder) || '.';
    if (uris.length === 0) this.#note(`${name} holds no file that Asterisk loads by its own name`);
    const left = others.filter((uri) => !reached.has(uri) && !isIgnored(uri)).length;
    if (left === 0) return;
    const files =
      left === 1 ? '1 conf file that nothing includes was' : `${left} conf files that nothing includes were`;
    this.#note(`in ${name}, ${files} not checked; name them to check them`);
  }

  #announce({ path: file, problems, failure }: FoundProject): void {
    if (file === undefined) return;
    if (failure !== undefined) this.#fail(`cannot use ${this.#relative(file)}: ${failure}`);
    for (const problem of problems) this.#note(`${this.#relative(file)}: ${problem}`);
  }

  #absolute(written: string): string {
    return path.resolve(this.#around.workingFolder, written);
  }

  #relative(absolute: string): string {
    return path.relative(this.#around.workingFolder, absolute).replaceAll(path.sep, '/');
  }

  #name(uri: string): string {
    return this.#relative(path.resolve(pathOf(uri)));
  }

  /** Something the user should know although the run goes on as if it were not there. */
  #note(text: string): void {
    if (!this.#options.isQuiet) this.#around.remark(`asterisk-conf: ${printable(text)}`);
  }

  /** Something that could not be done; the run goes on and ends with status 2. */
  #fail(text: string): void {
    this.#hasFailed = true;
    this.#around.remark(`asterisk-conf: ${printable(text)}`);
  }
}
