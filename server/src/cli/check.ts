/** The command `check`: from paths to printed findings and an exit status. */
import path from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { decodeText, type Host } from '../host/files.ts';
import { nodeHost } from '../host/node.ts';
import { allRules } from '../rules/index.ts';
import { withProjectFile } from '../rules/projectFile.ts';
import type { LintSettings } from '../rules/rule.ts';
import { checkSections, createLintCache, type LintCache } from '../rules/run.ts';
import { defaultLintSettings } from '../rules/settings.ts';
import { compareBytes, isGlob } from '../text/glob.ts';
import { ignoring } from '../text/ignore.ts';
import { fileUri, pathOf } from '../text/uri.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';
import { applyFixes } from './applyFixes.ts';
import type { CheckArguments } from './args.ts';
import { baselineText, readBaseline, withoutKnown } from './baseline.ts';
import { examine } from './examine.ts';
import { find, reasonOf, type Target } from './find.ts';
import { load, withIncluded, type Loaded } from './load.ts';
import { output } from './output.ts';
import { printable } from '../text/printable.ts';
import { countsOf, type ReportedFile } from './print/report.ts';
import { namedProject, nearestProject, type FoundProject } from './projectFile.ts';
import { replaceFile } from './writeFile.ts';

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

/** What `check` needs beside that. */
export interface CheckSurroundings extends Surroundings {
  /** All of standard input. */
  readonly readInput: () => Uint8Array;
  /** Shows how far a long run is, where somebody watches; `undefined` takes it away again. */
  readonly progress: (text: string | undefined) => void;
}

export type ExitStatus = 0 | 1 | 2;

/** Runs the command. Rejects only on a mistake of our own. */
export async function check(options: CheckArguments, around: CheckSurroundings): Promise<ExitStatus> {
  const run = new Run(options, around);
  const groups = await run.grouped();
  for (const group of groups.values()) await run.checkGroup(group);
  around.progress(undefined);
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

/** A host that has the bytes of standard input in the place of one file. */
function withInput(host: Host, uri: string, bytes: Uint8Array): Host {
  return {
    read: (asked) =>
      asked === uri ? Promise.resolve({ kind: 'text', ...decodeText(bytes) }) : host.read(asked),
    list: host.list,
    entries: host.entries,
  };
}

/** One run of the command: gathers findings, and whether something was in the way. */
class Run {
  readonly #options: CheckArguments;
  readonly #around: CheckSurroundings;
  readonly #host: Host;
  readonly #ruleIds: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));
  readonly #reported = new Map<string, ReportedFile>();
  #hasFailed = false;

  constructor(options: CheckArguments, around: CheckSurroundings) {
    this.#options = options;
    this.#around = around;
    const { stdinFilename } = options;
    this.#host =
      stdinFilename === undefined
        ? nodeHost()
        : withInput(nodeHost(), fileUri(this.#absolute(stdinFilename)), around.readInput());
  }

  /** The paths of the command line by the project file that counts for them. */
  async grouped(): Promise<ReadonlyMap<string, Group>> {
    const { paths, config } = this.#options;
    const named =
      config === undefined ? undefined : await namedProject(this.#absolute(config), this.#ruleIds);
    const groups = new Map<string, Group>();
    for (const [written, target] of await this.#targets(paths)) {
      if (target.kind === 'unreadable') {
        this.#fail(`cannot read ${written}: ${target.reason}`);
        continue;
      }
      const folder = target.kind === 'file' ? path.dirname(target.path) : target.path;
      const found = named ?? (await nearestProject(folder, this.#ruleIds));
      for (const name of target.kind === 'folder' ? target.unnamable : []) {
        this.#fail(`cannot read ${this.#relative(name)}: its name is no UTF-8`);
      }
      const key = found.path ?? '';
      const group = groups.get(key) ?? { found, targets: [] };
      if (!groups.has(key)) this.#announce(found);
      group.targets.push(target);
      groups.set(key, group);
    }
    return groups;
  }

  /** What the words stand for; a pattern that no shell has filled in names its files here. */
  async #targets(paths: readonly string[]): Promise<readonly (readonly [string, Target])[]> {
    const targets: (readonly [string, Target])[] = [];
    for (const written of paths) {
      if (written.trim() === '') {
        // An unset variable of a script must not check the working folder instead.
        targets.push([`"${written}"`, { kind: 'unreadable', path: written, reason: 'it is an empty name' }]);
        continue;
      }
      const whole = this.#absolute(written);
      if (this.#options.stdinFilename !== undefined) {
        targets.push([written, { kind: 'file', path: whole, uri: fileUri(whole) }]);
        continue;
      }
      const target = await find(whole);
      const matches =
        target.kind === 'unreadable' && isGlob(written) ? await this.#host.list(fileUri(whole)) : [];
      if (matches.length === 0) targets.push([written, target]);
      for (const uri of matches) targets.push([written, await find(pathOf(uri))]);
    }
    return targets;
  }

  async checkGroup({ found, targets }: Group): Promise<void> {
    const uris = [
      ...new Set(targets.flatMap((target) => (target.kind === 'file' ? [target.uri] : target.uris))),
    ];
    const configDirectory = this.#configDirectory(found);
    const options = configDirectory === undefined ? {} : { configDirectory };
    const loaded = await load(this.#host, uris, options);
    const all = this.#options.withIncludes ? withIncluded(loaded.workspace, uris) : uris;
    const isIgnored = this.#ignoring(found);
    const kept = all.filter((uri) => !isIgnored(uri));
    for (const target of targets) {
      if (target.kind === 'folder') this.#noteOthers(target, new Set(all), isIgnored);
      else if (isIgnored(target.uri)) this.#note(`${this.#name(target.uri)} is left out as asked`);
    }
    const settings = this.#settings(found);
    await this.#checkAll(
      kept,
      this.#options.fix ? await this.#fixAll(kept, loaded, settings) : loaded,
      settings,
    );
  }

  /** Prints what was gathered and says how the run went. */
  async finish(): Promise<ExitStatus> {
    const { maxWarnings, withColor, writeBaseline } = this.#options;
    const all = [...this.#reported.values()].sort((a, b) => compareBytes(a.file, b.file));
    if (writeBaseline !== undefined) return this.#writeBaseline(writeBaseline, all);
    const files = await this.#withoutBaseline(all);
    this.#around.print(output(files, this.#options, withColor && this.#around.canColor));
    if (this.#hasFailed) return 2;
    const counts = countsOf(files);
    return counts.error > 0 || counts.warning > maxWarnings ? 1 : 0;
  }

  async #writeBaseline(written: string, files: readonly ReportedFile[]): Promise<ExitStatus> {
    const marked = files.map(({ file, findings }) => ({ file: this.#markedAs(file), findings }));
    try {
      await writeFile(this.#absolute(written), baselineText(marked));
      const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
      this.#note(`wrote ${written} with ${count} known finding${count === 1 ? '' : 's'}`);
    } catch (error) {
      this.#fail(`cannot write ${written}: ${reasonOf(error)}`);
    }
    return this.#hasFailed ? 2 : 0;
  }

  async #withoutBaseline(files: readonly ReportedFile[]): Promise<readonly ReportedFile[]> {
    const { baseline: written } = this.#options;
    if (written === undefined) return files;
    const baseline = await this.#readBaseline(written);
    if (baseline === undefined) return files;
    const marked = files.map(({ file, findings }) => ({ file: this.#markedAs(file), findings }));
    const { files: kept, known, gone } = withoutKnown(marked, baseline);
    if (known > 0) {
      this.#note(`${known} known finding${known === 1 ? ' is' : 's are'} not shown, see ${written}`);
    }
    if (gone > 0) {
      this.#note(
        `${gone} known finding${gone === 1 ? ' is' : 's are'} gone, --write-baseline ${written} forgets them`,
      );
    }
    return files.map(({ file }, i) => ({ file, findings: kept[i]?.findings ?? [] }));
  }

  async #readBaseline(
    written: string,
  ): Promise<Exclude<ReturnType<typeof readBaseline>, string> | undefined> {
    try {
      const baseline = readBaseline(await readFile(this.#absolute(written), 'utf8'));
      if (typeof baseline !== 'string') return baseline;
      this.#fail(`cannot use ${written}: ${baseline}`);
    } catch (error) {
      this.#fail(`cannot use ${written}: ${reasonOf(error)}`);
    }
    return undefined;
  }

  /** Mends what can be mended without anybody having to follow, and leaves alone what somebody else writes. */
  async #fixAll(uris: readonly string[], loaded: Loaded, settings: LintSettings): Promise<Loaded> {
    let { workspace } = loaded;
    for (const uri of uris) {
      if (loaded.unchecked.has(uri)) continue;
      if (factsOf(workspace, uri).generator !== undefined) continue;
      const fixed = applyFixes(workspace, uri, settings);
      if (fixed === undefined) continue;
      try {
        await replaceFile(pathOf(uri), fixed.text, fixed.encoding);
        workspace = fixed.workspace;
        this.#note(`${this.#name(uri)}: ${fixed.count} finding${fixed.count === 1 ? '' : 's'} mended`);
      } catch (error) {
        this.#fail(`cannot write ${this.#name(uri)}: ${reasonOf(error)}`);
      }
    }
    return { ...loaded, workspace };
  }

  async #checkAll(
    uris: readonly string[],
    { workspace, unchecked }: Loaded,
    settings: LintSettings,
  ): Promise<void> {
    const cache = createLintCache();
    for (const [i, uri] of uris.entries()) {
      if (unchecked.has(uri) || this.#reported.has(uri)) continue;
      this.#tellFailuresOn(uri, cache);
      checkSections(workspace, uri, settings, cache);
      this.#around.progress(`read ${i + 1} of ${uris.length} files`);
      // Now and then the process must get to see a key that stops it.
      if (i % 64 === 63) await new Promise(setImmediate);
    }
    for (const [i, uri] of uris.entries()) {
      const problem = unchecked.get(uri);
      if (this.#reported.has(uri)) continue;
      if (problem) {
        const text = `${this.#name(uri)} was not checked: ${problem.reason}`;
        if (problem.kind === 'binary') this.#note(text);
        else this.#fail(text);
      } else {
        this.#reported.set(uri, this.#examine(uri, workspace, settings, cache));
        this.#around.progress(`checked ${i + 1} of ${uris.length} files`);
        if (i % 64 === 63) await new Promise(setImmediate);
      }
    }
  }

  #tellFailuresOn(uri: string, cache: LintCache): void {
    cache.onRuleError = (rule) => {
      this.#fail(`the rule ${rule} broke down on ${this.#name(uri)}; this is a mistake in asterisk-conf`);
    };
  }

  #examine(uri: string, workspace: Workspace, settings: LintSettings, cache: LintCache): ReportedFile {
    this.#tellFailuresOn(uri, cache);
    const file = this.#name(uri);
    const { format, baseline, writeBaseline } = this.#options;
    const withMarks = format === 'sarif' || baseline !== undefined || writeBaseline !== undefined;
    const wanted = {
      withFixes: format === 'sarif',
      ...(withMarks ? { markedAs: this.#markedAs(file) } : {}),
    };
    return { file, findings: examine(workspace, uri, settings, cache, wanted) };
  }

  /** The file's name in marks: relative to the baseline, so that they hold from any working folder. */
  #markedAs(file: string): string {
    const baseline = this.#options.writeBaseline ?? this.#options.baseline;
    if (baseline === undefined) return file;
    const from = path.dirname(this.#absolute(baseline));
    return path.relative(from, this.#absolute(file)).replaceAll(path.sep, '/');
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
