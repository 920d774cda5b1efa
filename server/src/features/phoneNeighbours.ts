/** Finds the phones a new one stands beside: which section to copy, and the next number nobody has. */
import type { ConfKind } from '../catalogue/option.ts';
import {
  entriesOf,
  isReopened,
  isTemplate,
  linesOf,
  parentsOf,
  sectionAt,
  sectionsNamed,
  sectionsOfChunk,
  type FileModel,
  type PlacedSection,
} from '../model/fileModel.ts';
import { typeOf } from '../rules/support/sectionTypes.ts';
import { indexAtOrBefore } from '../syntax/tree.ts';
import { foldCase } from '../text/ascii.ts';
import { filesOfRoot, type FileFacts, type Workspace } from '../workspace/workspace.ts';

/** Kinds of files that hold phones. */
export const phoneKinds: readonly ConfKind[] = ['sip.conf', 'iax.conf', 'pjsip.conf'];

/** Where a new phone belongs. */
export interface PhoneNeighbours {
  /** Nearest first; all take their values from the same sections. Empty where the file has no phone yet. */
  readonly phones: readonly PlacedSection[];
  /** Name of the new one, such as `203` or `phone105`. */
  readonly name: string;
}

/** Sections looked at before a file counts as one without phones. */
const MOST_LOOKED_AT = 400;
/** Phones compared with each other. */
const MOST_PHONES = 4;
/** Numbers tried one after the other. */
const MOST_NUMBERS = 100_000;
const FIRST_NUMBER = '101';

/** The phones near `offset`, else the last ones of the file. */
export function phoneNeighbours(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  offset: number,
): PhoneNeighbours {
  const here = sectionAt(model, offset);
  const isPhone = (placed: PlacedSection): boolean => isPhoneSection(workspace, facts, model, placed);
  const phones =
    (here && nearestPhones(model, here.start, isPhone)) ?? nearestPhones(model, model.tree.length, isPhone);
  const [nearest] = phones ?? [];
  const from = nearest?.section.header?.name;
  const name =
    from === undefined ? freeName(workspace, facts, '', FIRST_NUMBER) : nameAfter(workspace, facts, from);
  return { phones: phones ?? [], name };
}

/** Walks up from `offset` to the first phone, and on to those beside it of the same make. */
function nearestPhones(
  model: FileModel,
  offset: number,
  isPhone: (placed: PlacedSection) => boolean,
): readonly PlacedSection[] | undefined {
  const phones: PlacedSection[] = [];
  let make: string | undefined;
  let looked = 0;
  for (const placed of sectionsUpwards(model, offset)) {
    if (looked++ > MOST_LOOKED_AT || phones.length >= MOST_PHONES) break;
    if (numberedName(placed) === undefined || !isPhone(placed)) continue;
    const own = makeOf(placed);
    make ??= own;
    if (own === make) phones.push(placed);
  }
  return phones.length === 0 ? undefined : phones;
}

/** Sections that start at or before `offset`, the last first. */
function* sectionsUpwards({ tree }: FileModel, offset: number): Generator<PlacedSection> {
  for (let i = indexAtOrBefore(tree.offsetBases, offset); i >= 0; i--) {
    if (tree.chunks[i] === undefined) continue;
    const sections = [...sectionsOfChunk(tree, i)];
    for (let at = sections.length - 1; at >= 0; at--) {
      const placed = sections[at];
      if (placed !== undefined && placed.start <= offset) yield placed;
    }
  }
}

/** What is in front of the number, and where the values come from. */
function makeOf(placed: PlacedSection): string {
  const { header } = placed.section;
  return foldCase([numberedName(placed)?.prefix ?? '', ...parentsOf(header)].join('\n'));
}

function numberedName({
  section: { header },
}: PlacedSection): { prefix: string; number: string } | undefined {
  if (header?.isClosed !== true || isTemplate(header) || isReopened(header)) return undefined;
  return splitName(header.name);
}

function splitName(name: string): { prefix: string; number: string } | undefined {
  const number = /\d{1,15}$/.exec(name)?.[0];
  return number === undefined ? undefined : { prefix: name.slice(0, -number.length), number };
}

function isPhoneSection(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  placed: PlacedSection,
): boolean {
  if (facts.kind === 'pjsip.conf') {
    const type = typeOf(workspace, facts, model, placed.section);
    return type.kind === 'given' && type.value === 'endpoint';
  }
  return foldCase(settledValue(workspace, facts, model, placed, 'host') ?? '') === 'dynamic';
}

/** The value of `key` in the section, else in what it inherits from, the last one in force. */
export function settledValue(
  workspace: Workspace,
  facts: FileFacts,
  model: FileModel,
  placed: PlacedSection,
  key: string,
): string | undefined {
  return settled({ workspace, facts, key, seen: new Set() }, model, placed);
}

interface Search {
  readonly workspace: Workspace;
  readonly facts: FileFacts;
  readonly key: string;
  readonly seen: Set<object>;
}

function settled(search: Search, model: FileModel, { section }: PlacedSection): string | undefined {
  if (search.seen.has(section)) return undefined;
  search.seen.add(section);
  const own = entriesOf(linesOf(section, model.tree.encoding)).findLast(
    ({ line }) => foldCase(line.key) === search.key,
  );
  if (own !== undefined) return own.line.value;
  for (const name of [...parentsOf(section.header)].reverse()) {
    const parent = parentNamed(search, model, name);
    const value = parent === undefined ? undefined : settled(search, parent.model, parent.placed);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parentNamed(
  { workspace, facts }: Search,
  model: FileModel,
  name: string,
): { readonly model: FileModel; readonly placed: PlacedSection } | undefined {
  const [here] = name === '' ? [] : sectionsNamed(model, name);
  if (here !== undefined) return { model, placed: here };
  if (name === '' || facts.root === undefined) return undefined;
  for (const uri of filesOfRoot(workspace, facts.root)) {
    const other = workspace.files.get(uri);
    const [found] = other === undefined ? [] : sectionsNamed(other, name);
    if (other !== undefined && found !== undefined) return { model: other, placed: found };
  }
  return undefined;
}

/** The next free name after `name`, with as many digits. */
function nameAfter(workspace: Workspace, facts: FileFacts, name: string): string {
  const { prefix, number } = splitName(name) ?? { prefix: '', number: FIRST_NUMBER };
  return freeName(workspace, facts, prefix, next(number));
}

function next(number: string): string {
  return String(Number(number) + 1).padStart(number.length, '0');
}

function freeName(workspace: Workspace, facts: FileFacts, prefix: string, first: string): string {
  const uris = facts.root === undefined ? [facts.uri] : [facts.uri, ...filesOfRoot(workspace, facts.root)];
  const models = [...new Set(uris)].flatMap((uri) => workspace.files.get(uri) ?? []);
  let number = first;
  for (let tries = 0; tries < MOST_NUMBERS; tries++) {
    const name = prefix + number;
    if (!models.some((model) => sectionsNamed(model, name).length > 0)) return name;
    number = next(number);
  }
  return prefix + number;
}
