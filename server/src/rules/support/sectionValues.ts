/**
 * What each device and object of a file ends up with, for the few options that rules about open doors ask for. No rule
 * itself. One list serves all of them for a snapshot: the own lines of a section are kept while its text is unchanged,
 * and sections with the same parents share what they inherit.
 */
import {
  isReopened,
  isTemplate,
  linesOf,
  type FileModel,
  type PlacedLine,
  type PlacedSection,
} from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { foldCase } from '../../text/ascii.ts';
import { shift, type Span } from '../../text/span.ts';
import { perSection } from '../../workspace/perSection.ts';
import { rootIndex } from '../../workspace/rootIndex.ts';
import { chainOf, valuesIn, type ChainValue } from '../../workspace/sectionChain.ts';
import { factsOf, type FileFacts, type Workspace } from '../../workspace/workspace.ts';

/** One value of an option; of a secret only whether it is there. */
export interface KeptValue {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
  /** Line of the section it stands on, from 0; absent where it stands elsewhere. */
  readonly number?: number;
}

/** A section that is no template, with what it inherits. */
export interface ValuedSection {
  readonly model: FileModel;
  readonly placed: PlacedSection;
  readonly name: string;
  readonly inherited: readonly KeptValue[];
  /** Come after the inherited ones. */
  readonly own: readonly KeptValue[];
  /** False where a parent or an included file is not known, so that absent options prove nothing. */
  readonly isComplete: boolean;
  /** Whether another section of the file has this name, in any letter case: in sip.conf and iax.conf the two may merge. */
  readonly isShared: boolean;
}

const secretKeys: ReadonlySet<string> = new Set(['secret', 'md5secret', 'dbsecret', 'inkeys']);

const keysOf: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'sip.conf',
    new Set([
      ...secretKeys,
      ...['type', 'host', 'permit', 'deny', 'acl', 'insecure', 'qualify', 'allow', 'disallow', 'nat'],
      ...['icesupport', 'avpf'],
    ]),
  ],
  ['iax.conf', new Set([...secretKeys, 'type', 'host', 'permit', 'deny', 'acl', 'forceencryption'])],
  [
    'pjsip.conf',
    new Set([
      ...['type', 'auth', 'permit', 'deny', 'acl', 'identify_by', 'endpoint', 'contact', 'max_contacts'],
      ...[
        'protocol',
        'bind',
        'verify_server',
        'local_net',
        'external_media_address',
        'external_signaling_address',
      ],
      ...['rewrite_contact', 'rtp_symmetric', 'ice_support', 'webrtc'],
    ]),
  ],
]);

interface Extract {
  readonly values: readonly KeptValue[];
  readonly lowerName: string;
  /** Texts of the parents; empty where there are none. */
  readonly parents: string;
  /** Whether only the whole chain tells: an include stands in it, or `+=`. */
  readonly isTangled: boolean;
}

const extracts = perSection<Extract>(({ section: { header }, kind, lines, entries }) => {
  const keys = keysOf.get(kind ?? '');
  if (keys === undefined || header?.isClosed !== true) return undefined;
  if (isTemplate(header) || isReopened(header) || isFixed(kind, header.name)) return undefined;
  const values: KeptValue[] = [];
  let isTangled = lines.some(({ line }) => line.kind === 'directive');
  for (const { line, number } of entries) {
    const key = foldCase(line.key);
    if (!keys.has(key)) continue;
    if (line.operator === '+=') isTangled = true;
    values.push({ key, value: kept(key, line.value), number });
  }
  const parents = (header.options ?? []).map(({ text }) => text).join(',');
  return { values, lowerName: foldCase(header.name), parents, isTangled };
});

function kept(key: string, value: string): string {
  return secretKeys.has(key) && value !== '' ? 'set' : value;
}

/** Sections that are neither device nor object. */
function isFixed(kind: string | undefined, name: string): boolean {
  const lower = foldCase(name);
  if (lower === 'general') return true;
  return (
    (kind === 'sip.conf' && lower === 'authentication') ||
    (kind === 'iax.conf' && lower === 'callnumberlimits')
  );
}

const bySnapshot = new WeakMap<Workspace, Map<string, readonly ValuedSection[]>>();

/** The devices of sip.conf and iax.conf, the objects of pjsip.conf, in the order of the file; templates are none. */
export function valuedSections(workspace: Workspace, uri: string): readonly ValuedSection[] {
  const known = bySnapshot.get(workspace) ?? new Map<string, readonly ValuedSection[]>();
  bySnapshot.set(workspace, known);
  let sections = known.get(uri);
  if (sections === undefined) {
    sections = readSections(workspace, uri, factsOf(workspace, uri));
    known.set(uri, sections);
  }
  return sections;
}

interface Inherited {
  readonly values: readonly KeptValue[];
  readonly isComplete: boolean;
}

const NOTHING: Inherited = { values: [], isComplete: true };

function readSections(workspace: Workspace, uri: string, facts: FileFacts): readonly ValuedSection[] {
  const model = workspace.files.get(uri);
  const keys = [...(keysOf.get(facts.kind ?? '') ?? [])];
  if (model === undefined || keys.length === 0) return [];
  const index = rootIndex(workspace, uri);
  const byParents = new Map<string, Inherited>([['', NOTHING]]);
  const found = extracts(model, facts);
  const shared = repeatedNames(found.map(({ value }) => value.lowerName));
  return found.map(({ placed, value: { values, parents, isTangled, lowerName } }) => {
    const name = placed.section.header?.name ?? '';
    const base = { model, placed, name, isShared: shared.has(lowerName) };
    if (isTangled || index.reopeners(name).length > 0) {
      const chain = chainOf(workspace, uri, placed);
      const all = valuesIn(chain, ...keys).map((one) => keptOf(one, placed));
      return { ...base, inherited: [], own: all, isComplete: chain.isComplete };
    }
    let inherited = byParents.get(parents);
    if (inherited === undefined) {
      const chain = chainOf(workspace, uri, placed);
      const copied = valuesIn(chain, ...keys).filter(({ link }) => link.through.length > 0);
      inherited = { values: copied.map((one) => keptOf(one, placed)), isComplete: chain.isComplete };
      byParents.set(parents, inherited);
    }
    return { ...base, inherited: inherited.values, own: values, isComplete: inherited.isComplete };
  });
}

function repeatedNames(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return repeated;
}

function keptOf({ name, value, origin, link }: ChainValue, placed: PlacedSection): KeptValue {
  const key = foldCase(name);
  const isOwn = link.placed.section === placed.section && link.through.length === 0;
  return { key, value: kept(key, value), ...(isOwn ? { number: origin.line - placed.line } : {}) };
}

/** The last value of the option, the one that counts for most; `undefined` where nobody sets it. */
export function lastValue({ own, inherited }: ValuedSection, key: string): KeptValue | undefined {
  return own.findLast((one) => one.key === key) ?? inherited.findLast((one) => one.key === key);
}

/** All values of the options in Asterisk's order. */
export function allValues({ own, inherited }: ValuedSection, ...keys: string[]): readonly KeptValue[] {
  const fits = ({ key }: KeptValue): boolean => keys.includes(key);
  const mine = own.filter(fits);
  return inherited.length === 0 ? mine : [...inherited.filter(fits), ...mine];
}

/** Whether the option has a value that is not empty. */
export function hasValue(section: ValuedSection, key: string): boolean {
  return (lastValue(section, key)?.value ?? '') !== '';
}

/** The type of an object of pjsip.conf: the first counts, so that of a parent. */
export function objectType(section: ValuedSection): string | undefined {
  return allValues(section, 'type')[0]?.value;
}

/** The name in the header; counts from the start of the file. */
export function nameSpan({ placed }: ValuedSection): Span {
  const { header } = placed.section;
  return header === undefined
    ? { start: placed.start, end: placed.start }
    : shift(header.nameSpan, placed.start);
}

/** The lines of the section, places counted from the start of the file; numbers still from the section's first line. */
export function placedLines({
  model,
  placed,
}: Pick<ValuedSection, 'model' | 'placed'>): readonly PlacedLine[] {
  return linesOf(placed.section, model.tree.encoding).map((one) => ({
    ...one,
    start: one.start + placed.start,
  }));
}

/** The line a value stands on, places counted from the start of the file; `undefined` where it is not the section's own. */
export function entryOf(
  section: Pick<ValuedSection, 'model' | 'placed'>,
  value: KeptValue | undefined,
): PlacedLine<EntryLine> | undefined {
  if (value?.number === undefined) return undefined;
  const placed = placedLines(section)[value.number];
  return placed?.line.kind === 'entry' ? { ...placed, line: placed.line } : undefined;
}
