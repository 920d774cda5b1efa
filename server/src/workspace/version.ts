/**
 * Which version of Asterisk a file is read for: the one the user chose, else one the files themselves name for certain,
 * else the newest that still has a driver for all of them.
 */
import type { ConfKind } from '../catalogue/option.ts';
import { optionVersion } from '../catalogue/version.ts';
import { entriesOf, linesOf, sectionsNamed, type FileModel } from '../model/fileModel.ts';
import { textOf } from '../syntax/position.ts';
import { foldCase } from '../text/ascii.ts';
import { dirname, resolveFrom } from '../text/uri.ts';
import { factsOf, type Workspace } from './workspace.ts';

/** A version and who says so. */
export interface AsteriskVersion {
  /** Such as 18. */
  readonly number: number;
  /** `banner`: a comment at the top of a file. `modules`: modules.conf loads what later ones do not have. */
  readonly from: 'setting' | 'banner' | 'modules' | 'assumed';
}

/** Whether somebody said it, so that options a version does not know yet are worth a word. */
export function isCertain({ from }: AsteriskVersion): boolean {
  return from === 'setting' || from === 'banner';
}

/** The oldest and the newest version a banner is believed to name. */
const OLDEST = 13;
const NEWEST = 23;

/** A comment that says nothing but the version, such as `; Asterisk 18.9.0`. */
const BANNER =
  /^\s*;[;\s]*(?:(?:generated |written |made )?for )?asterisk (?:version )?v?(\d{2})(?:\.\d+)*[.\s]*$/i;

/** Modules that went away with Asterisk 21 (its UPGRADE.txt); who loads one runs an earlier version. */
const GONE_IN_21: ReadonlySet<string> = new Set(
  ['chan_sip', 'chan_skinny', 'chan_mgcp', 'chan_alsa', 'app_macro', 'app_osplookup', 'res_monitor'].flatMap(
    (name) => [name, `${name}.so`],
  ),
);
const LAST_BEFORE_21 = 20;

/** The version that counts for the options of `uri`; never one whose Asterisk does not read its kind at all. */
export function versionOf(workspace: Workspace, uri: string, chosen: 'auto' | number): AsteriskVersion {
  const facts = factsOf(workspace, uri);
  const version: AsteriskVersion =
    chosen === 'auto'
      ? guess(workspace, facts.uri, facts.root ?? facts.uri)
      : { number: chosen, from: 'setting' };
  return { ...version, number: optionVersion(facts.kind, version.number) };
}

function guess(workspace: Workspace, uri: string, root: string): AsteriskVersion {
  const directory = workspace.options.configDirectory ?? dirname(root);
  const beside = (name: ConfKind): FileModel | undefined => workspace.files.get(resolveFrom(directory, name));
  const modules = beside('modules.conf');
  const named = new Set<number>();
  for (const model of [
    workspace.files.get(uri),
    workspace.files.get(root),
    beside('asterisk.conf'),
    modules,
  ]) {
    const number = model === undefined ? undefined : bannerOf(model);
    if (number !== undefined) named.add(number);
  }
  const [banner] = named;
  // Files that name different versions were put together from several places.
  if (banner !== undefined && named.size === 1) return { number: banner, from: 'banner' };
  if (modules !== undefined && loadsGoneModule(modules)) return { number: LAST_BEFORE_21, from: 'modules' };
  const isOld = beside('sip.conf') !== undefined;
  return { number: isOld ? LAST_BEFORE_21 : NEWEST, from: 'assumed' };
}

/** The same reader, which remembers what it said of each file. */
function keptByModel<T>(read: (model: FileModel) => T): (model: FileModel) => T {
  const known = new WeakMap<FileModel, { readonly value: T }>();
  return (model) => {
    let kept = known.get(model);
    if (kept === undefined) known.set(model, (kept = { value: read(model) }));
    return kept.value;
  };
}

/** The first lines are enough: further down a version is a remark about one option. */
const bannerOf = keptByModel((model): number | undefined => {
  const lines = textOf(model.tree, { start: 0, end: 1000 }).split('\n', 10);
  for (const line of lines) {
    const number = Number(BANNER.exec(line)?.[1]);
    if (number >= OLDEST && number <= NEWEST) return number;
  }
  return undefined;
});

const loadsGoneModule = keptByModel((model): boolean =>
  sectionsNamed(model, 'modules').some(({ section }) =>
    entriesOf(linesOf(section, model.tree.encoding)).some(
      ({ line }) =>
        /^(?:load|preload|require|preload-require)$/i.test(line.key) && GONE_IN_21.has(foldCase(line.value)),
    ),
  ),
);
