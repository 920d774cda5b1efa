/** Everything that belongs to the name at a place: the sections that define it and all uses of it. */
import {
  definitionsOf,
  referencesTo,
  sectionMeant,
  symbolAt,
  type Definition,
  type Name,
  type Reference,
} from '../../workspace/symbols.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Places that change together when the name does. */
export interface NameGroup {
  /** In the order of files and text, each place once. */
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  /** Every kind and spelling the definitions stand for. */
  readonly names: readonly Name[];
  /** What stands under the caret. */
  readonly at: Definition | Reference;
}

/**
 * The name at `offset`; `undefined` where none is. A header that defines several kinds stands for all of them, and for
 * the sections that build on it; an object of pjsip.conf does not stand for others of the same name.
 */
export function nameGroup(workspace: Workspace, uri: string, offset: number): NameGroup | undefined {
  const here = symbolAt(workspace, uri, offset);
  // A section's own kind says more than that it is a section.
  const at = here.find(({ kind }) => kind !== 'section') ?? here[0];
  if (at === undefined) return undefined;
  const definitions = new Places<Definition>();
  const references = new Places<Reference>();
  const names = new Map<string, Name>();
  for (const found of here) {
    for (const site of 'role' in found ? targetsOf(workspace, found) : [found]) definitions.add(site);
  }
  if (definitions.list.length === 0) names.set(keyOf(at), at);
  for (const site of [...definitions.list]) {
    for (const own of definedAt(workspace, site)) {
      names.set(keyOf(own), own);
      if (own.kind === 'section') continue;
      for (const other of definitionsOf(workspace, own.uri, own.name, [own.kind])) definitions.add(other);
    }
  }
  for (const name of names.values()) {
    if (name.kind === 'section') continue;
    for (const reference of referencesTo(workspace, name)) references.add(reference);
  }
  for (const site of definitions.list) {
    for (const reference of builtOn(workspace, site)) references.add(reference);
  }
  return { definitions: definitions.list, references: references.list, names: [...names.values()], at };
}

/** The places a use leads to. */
export function targetsOf(workspace: Workspace, reference: Reference): readonly Definition[] {
  if (reference.kind !== 'section') {
    return definitionsOf(workspace, reference.uri, reference.name, [reference.kind]);
  }
  const site = sectionMeant(workspace, reference);
  return site === undefined ? [] : [site];
}

/** Every kind the header or line of `site` defines. */
function definedAt(workspace: Workspace, site: Definition): readonly Definition[] {
  return symbolAt(workspace, site.uri, site.span.start).filter(
    (one): one is Definition => !('role' in one) && isSamePlace(one, site),
  );
}

/** Parents and headers with `(+)` that mean the section of `site`. */
function builtOn(workspace: Workspace, site: Definition): readonly Reference[] {
  if (site.isImplied) return [];
  const isMeant = (reference: Reference): boolean => {
    const meant = sectionMeant(workspace, { ...reference, uri: site.uri });
    return meant !== undefined && isSamePlace(meant, site);
  };
  let parents: boolean | undefined;
  return referencesTo(workspace, { ...site, kind: 'section' }).filter((reference) =>
    // All parents of this name mean the same section.
    reference.role === 'parent' ? (parents ??= isMeant(reference)) : isMeant(reference),
  );
}

interface Place {
  readonly uri: string;
  readonly span: { readonly start: number; readonly end: number };
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end;
}

function keyOf({ kind, name }: Name): string {
  return `${kind} ${name}`;
}

/** A list that holds each place once. */
class Places<T extends Place> {
  readonly list: T[] = [];
  readonly #seen = new Map<string, Set<number>>();

  add(place: T): void {
    let starts = this.#seen.get(place.uri);
    if (starts === undefined) this.#seen.set(place.uri, (starts = new Set<number>()));
    if (starts.has(place.span.start)) return;
    starts.add(place.span.start);
    this.list.push(place);
  }
}
