/**
 * The few options of devices and objects that rules about open doors ask for, as single sections set them. Kept while the
 * text of a section is unchanged. No rule itself; `sectionsWhere.ts` adds what is inherited.
 */
import {
  entriesOf,
  isReopened,
  isTemplate,
  linesOf,
  type FileModel,
  type Section,
} from '../../model/fileModel.ts';
import type { Chunk } from '../../syntax/tree.ts';
import { foldCase } from '../../text/ascii.ts';
import { exact } from '../../text/exact.ts';
import { keptBySection, readingAhead } from '../../workspace/keptBySection.ts';
import { requiredOptions } from './requiredOptions.ts';
import { isFixedSection } from './sectionTypes.ts';

/** One value of an option; of a secret only whether it is there. */
export interface KeptValue {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
  /** Line of the section it stands on, from 0; absent where it stands elsewhere. */
  readonly number?: number;
}

/** What one section says itself. */
export interface OwnSection {
  readonly name: string;
  readonly values: readonly KeptValue[];
  /** Texts of the parents; empty where there are none. */
  readonly parents: string;
  /** Whether only the whole chain tells: an include stands in it, or `+=`. */
  readonly isTangled: boolean;
}

/** What a chunk holds, kept while its text is unchanged and read as the same kind of file. */
export interface OwnChunk {
  readonly kind: string;
  /** By number of the section in the chunk; absent for templates and what is no device or object. */
  readonly sections: readonly (OwnSection | undefined)[];
  /** The lists of parents that occur, each with the number of one section that has it. */
  readonly parents: ReadonlyMap<string, number>;
  /** Numbers of sections. */
  readonly tangled: readonly number[];
}

const secretKeys: ReadonlySet<string> = new Set(['secret', 'md5secret', 'dbsecret', 'inkeys']);

const keysOf: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'sip.conf',
    new Set([
      ...secretKeys,
      ...['type', 'host', 'permit', 'deny', 'acl', 'insecure', 'qualify', 'allow', 'disallow', 'nat'],
      ...['icesupport', 'avpf', 'context'],
    ]),
  ],
  ['iax.conf', new Set([...secretKeys, 'type', 'host', 'permit', 'deny', 'acl', 'forceencryption'])],
  [
    'pjsip.conf',
    new Set([
      ...[...requiredOptions.values()].flat(2),
      ...'type auth permit deny acl identify_by endpoint contact max_contacts protocol bind verify_server local_net external_media_address external_signaling_address rewrite_contact rtp_symmetric ice_support webrtc'.split(
        ' ',
      ),
    ]),
  ],
]);

/** The options that are kept of files of this kind, in lower case; none for a kind without devices or objects. */
export function keysIn(kind: string): readonly string[] {
  return [...(keysOf.get(kind) ?? [])];
}

/** Stands for a secret of which a piece between semicolons is empty; what that means the driver knows. */
export const SOME_EMPTY = 'set;';

/** The value as it may be kept: a secret is only told to be there, and so is a context, of which nobody asks more. */
export function keptText(key: string, value: string): string {
  if (value === '') return value;
  if (key === 'context') return 'set';
  if (!secretKeys.has(key)) return value;
  return value.split(';').includes('') ? SOME_EMPTY : 'set';
}

const ownByChunk = new WeakMap<Chunk, OwnChunk>();

/** What was read of the chunk already, if anything. */
export function knownOwnChunk(chunk: Chunk): OwnChunk | undefined {
  return ownByChunk.get(chunk);
}

export function ownChunk(chunk: Chunk, kind: string, model: FileModel): OwnChunk {
  const known = ownByChunk.get(chunk);
  if (known?.kind === kind) return known;
  const sections = ownSections(chunk, kind, { kind, model });
  const parents = new Map<string, number>();
  const tangled: number[] = [];
  sections.forEach((one, number) => {
    if (one === undefined) return;
    if (!parents.has(one.parents)) parents.set(one.parents, number);
    if (one.isTangled) tangled.push(number);
  });
  const fresh = { kind, sections, parents, tangled };
  ownByChunk.set(chunk, fresh);
  return fresh;
}

/** To be told of the kinds of files that are asked about, so that their chunks are read while their lines are at hand. */
export const noteKind = readingAhead((chunk, model, { kind }) => {
  if (kind !== undefined) ownChunk(chunk, kind, model);
});

interface Reading {
  readonly kind: string;
  readonly model: FileModel;
}

const ownSections = keptBySection<Reading, OwnSection>((section, { kind, model }) =>
  ownSection(section, kind, model),
);

/** `undefined` for templates, sections that continue others, and what is no device or object. */
export function ownSection(section: Section, kind: string, model: FileModel): OwnSection | undefined {
  const { header } = section;
  const keys = keysOf.get(kind);
  if (keys === undefined || header?.isClosed !== true) return undefined;
  if (isTemplate(header) || isReopened(header) || isFixedSection(kind, header.name)) return undefined;
  const lines = linesOf(section, model.tree.encoding);
  const values: KeptValue[] = [];
  let isTangled = lines.some(({ line }) => line.kind === 'directive');
  for (const { line, number } of entriesOf(lines)) {
    const key = foldCase(line.key);
    if (!keys.has(key)) continue;
    if (line.operator === '+=') isTangled = true;
    values.push({ key, value: keptText(key, line.value), number });
  }
  const parents = (header.options ?? []).map(({ text }) => text).join(',');
  return { name: header.name, values: exact(values), parents, isTangled };
}

const continuedByChunk = new WeakMap<Chunk, readonly string[]>();

/** Names, in lower case, of sections that headers of the chunk continue. */
export function continuedIn(chunk: Chunk): readonly string[] {
  let names = continuedByChunk.get(chunk);
  if (names === undefined) {
    names = chunk.sections.flatMap(({ header }) =>
      header !== undefined && isReopened(header) ? [foldCase(header.name)] : [],
    );
    continuedByChunk.set(chunk, names);
  }
  return names;
}
