/**
 * All contexts of one root together: who includes whom, and whether a place to jump to is there.
 * Source: main/pbx.c, `pbx_find_extension`: each priority is looked for by itself, in every extension that matches.
 */
import { extensionKey, matcherOf, matches, overlap } from '../../dialplan/pattern.ts';
import { factsOf, filesOfRoot, type Workspace, type WorkspaceOptions } from '../workspace.ts';
import { contextParts, type ContextPart, type PartExtension } from './contextPart.ts';

/** Another object as soon as what any context defines has changed; may key what was computed from it. */
export interface DialplanIndex {
  /** By name as written, since letter case counts; no templates. */
  readonly contexts: ReadonlyMap<string, readonly ContextPart[]>;
  /** The context and all it includes, however far. */
  readonly within: (name: string) => Reach;
  /** That, and the same for every context that includes it: calls that came in there look there. */
  readonly around: (name: string) => Reach;
}

/** Parts that a call may find its next line in. */
export interface Reach {
  readonly parts: readonly ContextPart[];
  /** More may be there than the parts show. */
  readonly isOpen: boolean;
}

interface Kept {
  readonly index: DialplanIndex;
  parts: readonly ContextPart[];
}

const kept = new WeakMap<WorkspaceOptions, Map<string, Kept>>();
const bySnapshot = new WeakMap<Workspace, Map<string, DialplanIndex>>();

/** The contexts of the root that reads `uri`, or of the file alone where no root does. */
export function dialplanIndexOf(workspace: Workspace, uri: string): DialplanIndex {
  const root = factsOf(workspace, uri).root ?? uri;
  const indexes = bySnapshot.get(workspace) ?? new Map<string, DialplanIndex>();
  bySnapshot.set(workspace, indexes);
  const known = indexes.get(root);
  if (known !== undefined) return known;
  const parts = partsOf(workspace, root);
  const roots = kept.get(workspace.options) ?? new Map<string, Kept>();
  kept.set(workspace.options, roots);
  const before = roots.get(root);
  let index = before?.index;
  if (before === undefined || index === undefined || !defineAlike(before.parts, parts)) {
    roots.set(root, { index: (index = new Index(parts)), parts });
  } else before.parts = parts;
  indexes.set(root, index);
  return index;
}

function partsOf(workspace: Workspace, root: string): readonly ContextPart[] {
  const files = factsOf(workspace, root).role === 'loose' ? [root] : filesOfRoot(workspace, root);
  return files.flatMap((file) => {
    const model = workspace.files.get(file);
    if (model === undefined) return [];
    return contextParts(model, factsOf(workspace, file)).map(({ value }) => value);
  });
}

function defineAlike(a: readonly ContextPart[], b: readonly ContextPart[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((part, i) => part === b[i] || part.signature === b[i]?.signature);
}

/** Contexts that one includes, however far; nobody can follow more, and neither does this. */
const MOST_CONTEXTS = 300;

class Index implements DialplanIndex {
  readonly contexts: ReadonlyMap<string, readonly ContextPart[]>;
  readonly #within = new Map<string, Reach>();
  readonly #around = new Map<string, Reach>();
  #includers: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(parts: readonly ContextPart[]) {
    const contexts = new Map<string, ContextPart[]>();
    for (const part of parts) {
      if (part.isTemplate) continue;
      const same = contexts.get(part.name);
      if (same === undefined) contexts.set(part.name, [part]);
      else same.push(part);
    }
    this.contexts = contexts;
  }

  readonly within = (name: string): Reach => {
    let reach = this.#within.get(name);
    if (reach === undefined) this.#within.set(name, (reach = this.#reach([name])));
    return reach;
  };

  readonly around = (name: string): Reach => {
    let reach = this.#around.get(name);
    if (reach === undefined) this.#around.set(name, (reach = this.#reach(this.#includersOf(name))));
    return reach;
  };

  #reach(from: readonly string[]): Reach {
    const parts: ContextPart[] = [];
    let isOpen = false;
    const names = new Set(from);
    // The set grows while it is gone through.
    for (const name of names) {
      if (names.size > MOST_CONTEXTS) return { parts, isOpen: true };
      const own = this.contexts.get(name);
      if (own === undefined) isOpen = true;
      for (const part of own ?? []) {
        parts.push(part);
        if (part.isOpen) isOpen = true;
        for (const { text } of part.includes) names.add(text);
      }
    }
    return { parts, isOpen };
  }

  #includersOf(name: string): readonly string[] {
    this.#includers ??= includersIn(this.contexts);
    const names = new Set([name]);
    for (const one of names) {
      if (names.size > MOST_CONTEXTS) break;
      for (const includer of this.#includers.get(one) ?? []) names.add(includer);
    }
    return [...names];
  }
}

function includersIn(
  contexts: ReadonlyMap<string, readonly ContextPart[]>,
): ReadonlyMap<string, readonly string[]> {
  const includers = new Map<string, string[]>();
  for (const [name, parts] of contexts) {
    for (const { includes } of parts) {
      for (const { text } of includes) {
        const known = includers.get(text);
        if (known === undefined) includers.set(text, [name]);
        else known.push(name);
      }
    }
  }
  return includers;
}

/** The extensions that match what is dialled, in the order of the parts; `number` may be written as a pattern itself. */
export function* extensionsMatching({ parts }: Reach, number: string): Generator<PartExtension> {
  const key = extensionKey(number);
  const isPattern = number.startsWith('_');
  const own = isPattern ? matcherOf(number) : undefined;
  for (const { exact, patterns, extensions } of parts) {
    if (own !== undefined) {
      for (const extension of extensions) if (overlap(extension.matcher, own)) yield extension;
    } else {
      yield* exact.get(key) ?? [];
      for (const pattern of patterns) if (matches(pattern.matcher, number)) yield pattern;
    }
  }
}
