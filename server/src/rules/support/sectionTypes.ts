/** The `type` of device and object sections, own or inherited, as far as one file and its root tell. */
import {
  entriesOf,
  linesOf,
  parentsOf,
  sectionsNamed,
  type FileModel,
  type PlacedSection,
  type Section,
} from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import { filesOfRoot, type FileFacts, type Workspace } from '../../workspace/workspace.ts';

/** Kinds of files whose sections need a `type`. */
export const typedKinds = ['sip.conf', 'iax.conf', 'pjsip.conf'] as const;

/** What is known of a section's type. `unknown-parent`: it may come from a section nobody has read. */
export type SectionType =
  | { readonly kind: 'given'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown-parent' };

/**
 * The type the section ends up with. Values of parents come before its own, and the first one counts in pjsip.conf and
 * iax.conf; in sip.conf every value there is makes a device, so the first serves as well as the last.
 */
export function typeOf(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  section: Section,
): SectionType {
  return resolve({ workspace, facts, model, seen: new Set() }, section);
}

interface Search {
  readonly workspace: Workspace;
  readonly facts: FileFacts;
  readonly model: FileModel;
  readonly seen: Set<Section>;
}

function resolve(search: Search, section: Section): SectionType {
  if (search.seen.has(section)) return { kind: 'none' };
  search.seen.add(section);
  for (const name of parentsOf(section.header)) {
    const parent = parentNamed(search, name);
    if (parent === undefined) return { kind: 'unknown-parent' };
    const inherited = resolve(search, parent);
    if (inherited.kind !== 'none') return inherited;
  }
  const own = ownType(section, search.model);
  return own === undefined ? { kind: 'none' } : { kind: 'given', value: own };
}

/** An empty name means the first section read, which is hardly ever meant; nothing is said about such sections. */
function parentNamed({ workspace, facts, model }: Search, name: string): Section | undefined {
  if (name === '') return undefined;
  const here = sectionsNamed(model, name)[0];
  if (here !== undefined) return here.section;
  if (facts.root === undefined) return undefined;
  for (const uri of filesOfRoot(workspace, facts.root)) {
    const other = workspace.files.get(uri);
    const found = other === undefined ? undefined : sectionsNamed(other, name)[0];
    if (found !== undefined) return found.section;
  }
  return undefined;
}

/** The value of the section's first own `type` line. */
export function ownType(section: Section, model: FileModel): string | undefined {
  if (!mentionsType(section)) return undefined;
  const entries = entriesOf(linesOf(section, model.tree.encoding));
  return entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value;
}

/** A quick look that spares lexing: every section with a `type` passes, some others do as well. */
export function mentionsType(section: Section): boolean {
  const known = mentions.get(section);
  if (known !== undefined) return known;
  const start = section.table.starts[section.first] ?? 0;
  const result = /type/i.test(section.table.text.slice(start, start + section.length));
  mentions.set(section, result);
  return result;
}

const mentions = new WeakMap<Section, boolean>();

/** Whether the name has a meaning of its own in files of this kind, so that no `type` is needed. */
export function isFixedSection(kind: string | undefined, name: string): boolean {
  const lower = foldCase(name);
  if (lower === 'general' || lower === 'authentication' || lower === 'callnumberlimits') return true;
  return kind === 'pjsip.conf' && (lower === 'global' || lower === 'system');
}

/** Where the header of the section stands, brackets included; counts from the start of the file. */
export function headerSpan({ section, start }: PlacedSection): {
  readonly start: number;
  readonly end: number;
} {
  const { header } = section;
  if (header === undefined) return { start, end: start };
  return { start: start + header.nameSpan.start - 1, end: start + header.nameSpan.end + 1 };
}
