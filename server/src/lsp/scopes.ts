/**
 * Which settings count for a file: the nearest project file `.asterisk-conf.json` at or above it, then those of the folder it
 * lies in, then those of the whole window. Reads nothing itself; says which project files are still to be looked for.
 */
import type { ReadResult } from '../host/files.ts';
import { projectFileName, readProjectFile, withProjectFile, type ProjectFile } from '../rules/projectFile.ts';
import { ignoring } from '../text/ignore.ts';
import { basename, dirname, fileUri, isAbsolutePath, isBelow, normalise, resolveFrom } from '../text/uri.ts';
import type { ChosenDirectory } from '../workspace/workspace.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** Folders looked into above a file. */
const MOST_FOLDERS = 64;

/** A project file that is there. */
interface FoundProject {
  readonly folder: string;
  readonly project: ProjectFile;
  readonly isIgnored: (uri: string) => boolean;
}

/** Settings by place. */
export class Scopes {
  readonly #ruleIds: ReadonlySet<string>;
  #window: Settings = defaultSettings;
  /** Open folders by URI, in the client's order. */
  #folders: ReadonlyMap<string, Settings | undefined> = new Map();
  /** By URI of the project file; `undefined` where there is none. */
  readonly #projects = new Map<string, FoundProject | undefined>();
  /** What was put together, so that the same settings are the same object. */
  readonly #known = new Map<string, Settings>();

  /** @param ruleIds every rule there is */
  constructor(ruleIds: ReadonlySet<string>) {
    this.#ruleIds = ruleIds;
  }

  /** The settings of the window, for what belongs to no file. */
  get window(): Settings {
    return this.#window;
  }

  get folders(): readonly string[] {
    return [...this.#folders.keys()];
  }

  /** The folders the editor has open; project files are read in them only. */
  setFolders(uris: readonly string[]): void {
    this.#folders = new Map(uris.map((uri) => [normalise(uri), undefined]));
    this.#projects.clear();
    this.#known.clear();
  }

  /** Tells whether anything differs from before. */
  setSettings(window: Settings, byFolder: ReadonlyMap<string, Settings>): boolean {
    const folders = new Map(this.folders.map((uri) => [uri, byFolder.get(uri)]));
    const text = (one: Settings, all: ReadonlyMap<string, Settings | undefined>): string =>
      JSON.stringify([one, [...all]]);
    if (text(window, folders) === text(this.#window, this.#folders)) return false;
    this.#window = window;
    this.#folders = folders;
    this.#known.clear();
    return true;
  }

  /** The settings that count for the file; the same object as long as none of them changes. */
  settingsFor(uri: string): Settings {
    const file = normalise(uri);
    const folder = this.#folderOf(file);
    const base = (folder === undefined ? undefined : this.#folders.get(folder)) ?? this.#window;
    const found = this.#projectOf(file);
    if (found === undefined) return base;
    const isIgnored = found.isIgnored(file);
    const key = `${folder ?? ''}\n${found.folder}\n${String(isIgnored)}`;
    let settings = this.#known.get(key);
    if (settings === undefined) {
      settings = {
        ...base,
        lint: withProjectFile(base.lint, found.project),
        isLintEnabled: base.isLintEnabled && !isIgnored,
      };
      this.#known.set(key, settings);
    }
    return settings;
  }

  /** Configuration directories chosen for what lies in some folder, the innermost folder first. */
  directories(): readonly ChosenDirectory[] {
    const chosen: ChosenDirectory[] = [];
    for (const [folder, settings] of this.#folders) {
      const directory = directoryIn(folder, settings?.configDirectory ?? this.#window.configDirectory);
      if (directory !== undefined) chosen.push({ folder, directory });
    }
    for (const found of this.#projects.values()) {
      const directory = found && directoryIn(found.folder, found.project.configDirectory ?? '');
      if (found !== undefined && directory !== undefined) chosen.unshift({ folder: found.folder, directory });
    }
    return chosen.sort((a, b) => b.folder.length - a.folder.length);
  }

  /** The configuration directory of files outside all open folders. */
  directory(): string | undefined {
    return directoryIn(this.folders[0], this.#window.configDirectory);
  }

  /** Project files nobody has looked for that could count for one of the files. */
  missing(files: readonly string[]): readonly string[] {
    const wanted = files.flatMap((file) => this.#candidates(file));
    return [...new Set(wanted)].filter((uri) => !this.#projects.has(uri));
  }

  /** Folders in which a project file is there or may appear. */
  watched(): readonly string[] {
    return [...this.#projects.keys()].map(dirname);
  }

  /** Takes in what reading a project file gave; returns a sentence for the user about what in it has no effect. */
  take(uri: string, result: ReadResult): string | undefined {
    this.#known.clear();
    if (result.kind === 'absent' && result.reason === 'missing') {
      this.#projects.set(uri, undefined);
      return undefined;
    }
    if (result.kind !== 'text') {
      this.#projects.set(uri, undefined);
      return result.kind === 'unreachable' ? undefined : `Asterisk Conf cannot read ${projectFileName}`;
    }
    const { project, problems, isReadable } = readProjectFile(result.text, this.#ruleIds);
    const folder = dirname(uri);
    const isIgnored = ignoring(folder, project.ignore ?? []);
    this.#projects.set(uri, isReadable ? { folder, project, isIgnored } : undefined);
    const [first, ...more] = problems;
    if (first === undefined) return undefined;
    const rest = more.length === 0 ? '' : ` (and ${String(more.length)} more)`;
    return `${projectFileName} in ${basename(folder)}: ${first}${rest}`;
  }

  /** Forgets a project file that changed, so that it is read again; tells whether it is one. */
  forget(uri: string): boolean {
    const file = normalise(uri);
    if (basename(file) !== projectFileName || !this.#projects.has(file)) return false;
    this.#projects.delete(file);
    this.#known.clear();
    return true;
  }

  #folderOf(file: string): string | undefined {
    const around = this.folders.filter((folder) => isBelow(folder, file));
    return around.reduce<string | undefined>(
      (best, folder) => (best !== undefined && best.length >= folder.length ? best : folder),
      undefined,
    );
  }

  #projectOf(file: string): FoundProject | undefined {
    for (const uri of this.#candidates(file)) {
      const found = this.#projects.get(uri);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Where the file's project file may lie, the nearest first; nothing outside the open folders. */
  #candidates(file: string): readonly string[] {
    const top = this.#folderOf(file);
    if (top === undefined) return [];
    const candidates: string[] = [];
    for (let at = dirname(file); candidates.length < MOST_FOLDERS; at = dirname(at)) {
      candidates.push(resolveFrom(at, projectFileName));
      if (at === top || !isBelow(top, at)) break;
    }
    return candidates;
  }
}

/** A folder as somebody wrote it in settings: a URI, an absolute path, or one that counts from `base`. */
function directoryIn(base: string | undefined, written: string): string | undefined {
  if (written === '') return undefined;
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(written)) return normalise(written);
  if (base !== undefined) return resolveFrom(base, written);
  return isAbsolutePath(written) ? fileUri(written) : undefined;
}
