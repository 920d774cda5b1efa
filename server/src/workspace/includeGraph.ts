/** How the files of one snapshot reach each other by their includes. */
import { directivesOf } from '../model/fileModel.ts';
import { basename, dirname, isBelow, pathOf, resolveFrom } from '../text/uri.ts';
import { includesOf, isKnown, type Include } from './includes.ts';
import { kindByName } from './kind.ts';
import { mappedElsewhere } from './siblings.ts';
import type { Missing, Workspace } from './workspace.ts';

/** The configuration directory set by hand for `uri`, which is best a root. */
export function chosenDirectory({ options }: Workspace, uri: string): string | undefined {
  const chosen = options.configDirectories?.find(({ folder }) => isBelow(folder, uri));
  return chosen?.directory ?? options.configDirectory;
}

/** The configuration directory when `root` is loaded: the setting, else its own folder. */
export function directoryOfRoot(workspace: Workspace, root: string): string {
  return chosenDirectory(workspace, root) ?? dirname(root);
}

/** How a root reaches a file. */
export interface Reached {
  readonly root: string;
  readonly includedBy?: string;
  readonly sectionAtStart?: string;
  /** The root is no standard file, only one that somebody opened. */
  readonly isLoose: boolean;
}

export interface Graph {
  readonly reached: ReadonlyMap<string, Reached>;
  readonly incompleteRoots: ReadonlySet<string>;
  readonly unknown: readonly Missing[];
}

const graphs = new WeakMap<Workspace, Graph>();

/** Asterisk stops at ten levels below the main file. */
export const MAX_INCLUDE_DEPTH = 10;
/** Includes followed from one root; beyond that a tree is a loop or an accident. */
const MAX_INCLUDES = 5000;

export function graphOf(workspace: Workspace): Graph {
  const known = graphs.get(workspace);
  if (known !== undefined) return known;
  const reached = new Map<string, Reached>();
  const incompleteRoots = new Set<string>();
  const unknown = new Map<string, Missing>();
  const walk = (root: string, isLoose: boolean): void => {
    const directory = directoryOfRoot(workspace, root);
    const state = { visits: 0 };
    const visit = (uri: string, depth: number): string | undefined => {
      const model = workspace.files.get(uri);
      if (model === undefined || depth > MAX_INCLUDE_DEPTH || state.visits++ > MAX_INCLUDES) return undefined;
      let carried: string | undefined;
      let carriedInto = -1;
      for (const include of includesOf(workspace, uri, directory)) {
        const { section } = include.directive;
        const own = section.section.header?.name ?? reached.get(uri)?.sectionAtStart;
        const isRequired = include.directive.line.directive === 'include' || include.state === 'off-limits';
        if (include.state !== 'found' && isRequired) {
          incompleteRoots.add(root);
        }
        addUnknown(unknown, workspace, include);
        for (const file of include.files) {
          const start = carriedInto === section.index && carried !== undefined ? carried : own;
          if (file === root || depth >= MAX_INCLUDE_DEPTH) continue;
          const isNew = !reached.has(file);
          if (isNew) {
            reached.set(file, {
              root,
              includedBy: uri,
              isLoose,
              ...(start === undefined ? {} : { sectionAtStart: start }),
            });
          }
          const last = isNew ? visit(file, depth + 1) : lastSectionOf(workspace, file);
          if (last !== undefined) {
            carried = last;
            carriedInto = section.index;
          }
        }
      }
      for (const directive of directivesOf(model)) {
        if (directive.line.directive !== 'exec') continue;
        incompleteRoots.add(root);
        // It says whether the line is skipped or a program would run.
        const settings = resolveFrom(directory, 'asterisk.conf');
        if (!isKnown(workspace, settings)) unknown.set(settings, { kind: 'file', uri: settings });
      }
      return lastSectionOf(workspace, uri);
    };
    reached.set(root, { root, isLoose });
    visit(root, 0);
  };
  const roots = [...workspace.files.keys()].filter((uri) => kindByName(pathOf(uri))?.kind === basename(uri));
  // What somebody asked about comes first, so that a file several roots include is read as theirs.
  roots.sort((a, b) => Number(workspace.wanted.has(b)) - Number(workspace.wanted.has(a)));
  for (const root of roots) {
    if (!reached.has(root)) walk(root, false);
    if (isMapped(workspace, root)) incompleteRoots.add(root);
  }
  // A file nobody includes brings its own includes along.
  const others = [...workspace.files.keys()].filter((uri) => !reached.has(uri));
  for (const uri of others) if (!reached.has(uri)) walk(uri, true);
  const graph = { reached, incompleteRoots, unknown: [...unknown.values()] };
  graphs.set(workspace, graph);
  return graph;
}

/** Whether sorcery.conf or extconfig.conf beside the root says that its objects stand elsewhere. */
function isMapped(workspace: Workspace, root: string): boolean {
  return ['sorcery.conf', 'extconfig.conf'].some((name) => {
    const model = workspace.files.get(resolveFrom(dirname(root), name));
    return model !== undefined && mappedElsewhere(model).has(basename(root));
  });
}

function addUnknown(unknown: Map<string, Missing>, workspace: Workspace, include: Include): void {
  const { target, isPattern } = include;
  if (!isPattern) {
    if (include.state === 'unknown') unknown.set(target, { kind: 'file', uri: target });
    return;
  }
  const listed = workspace.listings.get(target);
  if (listed === undefined) unknown.set(target, { kind: 'glob', uri: target });
  else {
    for (const file of listed) if (!isKnown(workspace, file)) unknown.set(file, { kind: 'file', uri: file });
  }
}

function lastSectionOf(workspace: Workspace, uri: string): string | undefined {
  const chunks = workspace.files.get(uri)?.tree.chunks ?? [];
  for (let i = chunks.length - 1; i >= 0; i--) {
    const sections = chunks[i]?.sections ?? [];
    const header = sections[sections.length - 1]?.header;
    if (header !== undefined) return header.name;
  }
  return undefined;
}
