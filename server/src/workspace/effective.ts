/**
 * The one place that answers what a section ends up with: every value after templates, continued sections, `+=` and
 * includes, and the way it came there. Loads each root at most once for a snapshot.
 */
import { entriesOf, linesOf, sectionsNamed, type FileModel } from '../model/fileModel.ts';
import { foldCase, sameIgnoringCase } from '../text/ascii.ts';
import { normalise, resolveFrom } from '../text/uri.ts';
import { load, type LoadedCategory, type LoadedVariable, type LoadResult, type Origin } from './load.ts';
import { directoryOfRoot, factsOf, filesOfRoot, type Workspace } from './workspace.ts';

/** How a version reads: everything after 16 as 22. */
export type ReadingVersion = 16 | 22;

/** A root as Asterisk holds it in memory. */
export interface LoadedRoot {
  readonly root: string;
  /** URI of the configuration directory. */
  readonly directory: string;
  readonly result: LoadResult;
}

/** One step of the way a value took; the line that wrote the value comes first. */
export type Step =
  /** The line that holds it, or that appended the last piece. */
  | { readonly kind: 'entry'; readonly origin: Origin }
  /** An earlier line that `+=` prolonged. */
  | { readonly kind: 'append'; readonly origin: Origin }
  /** The line stands in a section that `(+)` continues; `origin` is that header. */
  | { readonly kind: 'reopened'; readonly origin: Origin }
  /** The line stands in a file that the root includes. */
  | { readonly kind: 'include'; readonly uri: string }
  /** Copied from the section of this name. */
  | { readonly kind: 'template'; readonly name: string };

/** A value in force, and how it came there. */
export interface EffectiveValue {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
  readonly chain: readonly Step[];
}

/** What a chosen version reads as; `auto` is a present one. */
export function readingVersion(version: 'auto' | number): ReadingVersion {
  return version === 16 ? 16 : 22;
}

/** URI of the file that says whether `#exec` is allowed. */
export function mainSettingsIn(directory: string): string {
  return resolveFrom(directory, 'asterisk.conf');
}

const loadedBySnapshot = new WeakMap<Workspace, Map<string, LoadedRoot>>();

/** The root that reads `uri`, loaded; the file itself where no root does. */
export function loadedRoot(workspace: Workspace, uri: string, version: ReadingVersion): LoadedRoot {
  return loadedAs(workspace, factsOf(workspace, uri).root ?? uri, version);
}

/** `uri` loaded as if Asterisk asked for this very file. */
export function loadedAs(workspace: Workspace, uri: string, version: ReadingVersion): LoadedRoot {
  const root = normalise(uri);
  const loaded = loadedBySnapshot.get(workspace) ?? new Map<string, LoadedRoot>();
  loadedBySnapshot.set(workspace, loaded);
  const key = `${String(version)} ${root}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const directory = directoryOfRoot(workspace, root);
  const settings = workspace.files.get(mainSettingsIn(directory));
  const execIncludes = settings !== undefined && allowsExec(settings);
  const result = load(workspace, root, { version, configDirectory: directory, execIncludes });
  const fresh = { root, directory, result };
  loaded.set(key, fresh);
  return fresh;
}

/** `execincludes` of `[options]`; the last one counts (Asterisk main/options.c, `load_asterisk_conf`; `ast_true`). */
function allowsExec(model: FileModel): boolean {
  let value = '';
  for (const { section } of sectionsNamed(model, 'options')) {
    for (const { line } of entriesOf(linesOf(section, model.tree.encoding))) {
      if (foldCase(line.key) === 'execincludes') value = foldCase(line.value);
    }
  }
  return ['yes', 'true', 'y', 't', '1', 'on'].includes(value);
}

/** How many lines the root and its files have; what a reader on every keystroke can afford depends on it. */
export function lineCountOfRoot(workspace: Workspace, uri: string): number {
  const root = factsOf(workspace, uri).root ?? normalise(uri);
  let count = 0;
  for (const file of new Set([root, ...filesOfRoot(workspace, root)])) {
    count += workspace.files.get(file)?.tree.lineCount ?? 0;
  }
  return count;
}

/** The sections of this name, letter case ignored, in Asterisk's order. */
export function categoriesNamed({ result }: LoadedRoot, name: string): readonly LoadedCategory[] {
  return result.categories.filter((category) => sameIgnoringCase(category.name, name));
}

/**
 * The section that the header on `line` (from 0) of a file opened or continued; of several, since a file can be
 * included twice, the last.
 */
export function categoryOfHeader(
  { result }: LoadedRoot,
  uri: string,
  line: number,
): LoadedCategory | undefined {
  const file = normalise(uri);
  const isHere = (origin: Origin): boolean => origin.line === line && origin.uri === file;
  return result.categories.findLast(
    (category) => isHere(category.origin) || category.reopenedAt.some(isHere),
  );
}

/** Every value of `key` in the category, letter case ignored, in Asterisk's order. */
export function effectiveValues(
  loaded: LoadedRoot,
  category: LoadedCategory,
  key: string,
): readonly EffectiveValue[] {
  return category.variables
    .filter((variable) => sameIgnoringCase(variable.name, key))
    .map((variable) => ({
      name: variable.name,
      value: variable.value,
      origin: variable.origin,
      chain: chainOf(loaded, category, variable),
    }));
}

/**
 * What `key` is in the section `name` that `uri` or its root holds: the last value, which is the one that counts for
 * most options. `undefined` where nobody sets it or Asterisk refuses the file.
 */
export function effectiveValue(
  workspace: Workspace,
  uri: string,
  name: string,
  key: string,
  version: ReadingVersion,
): EffectiveValue | undefined {
  const loaded = loadedRoot(workspace, uri, version);
  const file = normalise(uri);
  const named = categoriesNamed(loaded, name);
  const isFromFile = ({ origin, reopenedAt }: LoadedCategory): boolean =>
    [origin, ...reopenedAt].some((place) => place.uri === file);
  const category = named.findLast(isFromFile) ?? named.at(-1);
  return category === undefined ? undefined : effectiveValues(loaded, category, key).at(-1);
}

/** The way of one value into its section, from the line that wrote it to the section that has it now. */
export function chainOf(
  { root }: LoadedRoot,
  category: LoadedCategory,
  variable: LoadedVariable,
): readonly Step[] {
  const { origin, through = [] } = variable;
  const chain: Step[] = [{ kind: 'entry', origin }];
  for (let old = variable.appendedTo; old !== undefined; old = old.appendedTo) {
    chain.push({ kind: 'append', origin: old.origin });
  }
  const header = through.length === 0 ? continuingHeader(category, origin) : undefined;
  if (header !== undefined) chain.push({ kind: 'reopened', origin: header });
  if (origin.uri !== root) chain.push({ kind: 'include', uri: origin.uri });
  for (const name of through) chain.push({ kind: 'template', name });
  return chain;
}

/** The `(+)` header a line stands under; `undefined` where the section's first header is nearer or none is in the file. */
function continuingHeader(category: LoadedCategory, { uri, line }: Origin): Origin | undefined {
  let nearest: Origin | undefined;
  for (const header of [category.origin, ...category.reopenedAt]) {
    if (header.uri === uri && header.line < line && header.line >= (nearest?.line ?? 0)) nearest = header;
  }
  return nearest === category.origin ? undefined : nearest;
}
