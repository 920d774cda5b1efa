/** Finds what the catalogue says about a name in a file; a file more is one line more in `files`. */
import { foldCase } from '../text/ascii.ts';
import { acl } from './acl.ts';
import { ari } from './ari.ts';
import { asterisk } from './asterisk.ts';
import { cdr } from './cdr.ts';
import { confbridge } from './confbridge.ts';
import { extconfig } from './extconfig.ts';
import { features } from './features.ts';
import { http } from './http.ts';
import { iax } from './iax.ts';
import { logger } from './logger.ts';
import { manager } from './manager.ts';
import { modules } from './modules.ts';
import { musiconhold } from './musiconhold.ts';
import type { ConfKind, Option, OptionFile } from './option.ts';
import { pjsip } from './pjsip.ts';
import { pjsipWizard } from './pjsipWizard.ts';
import { queues } from './queues.ts';
import { resOdbc } from './resOdbc.ts';
import { rtp } from './rtp.ts';
import { sip } from './sip.ts';
import { udptl } from './udptl.ts';
import { users } from './users.ts';
import { voicemail } from './voicemail.ts';

const files: readonly OptionFile[] = [
  sip,
  iax,
  pjsip,
  pjsipWizard,
  manager,
  http,
  ari,
  rtp,
  users,
  acl,
  resOdbc,
  voicemail,
  queues,
  asterisk,
  cdr,
  confbridge,
  extconfig,
  features,
  logger,
  modules,
  musiconhold,
  udptl,
];

/** Options of one file under each of their spellings, in lower case. */
interface OptionIndex {
  readonly file: OptionFile;
  readonly named: ReadonlyMap<string, readonly Option[]>;
  readonly patterned: readonly { readonly option: Option; readonly pattern: RegExp }[];
}

const indexes: ReadonlyMap<ConfKind, OptionIndex> = new Map(
  files.map((file) => [foldCase(file.kind), indexOf(file)]),
);

/** The kinds of file the catalogue knows, such as `sip.conf`. */
export const optionKinds: readonly ConfKind[] = files.map((file) => file.kind);

/** Everything known about one kind of file, such as `sip.conf`; nothing for kinds without a catalogue. */
export function optionFile(kind: ConfKind): OptionFile | undefined {
  return indexes.get(foldCase(kind))?.file;
}

/**
 * The option that `key` means in a section of `sectionKind`, spelled in any case and by any of its names; with
 * `undefined` as section kind the first one of that name, wherever it is read, free names left aside. An option that is
 * known but not read in such a section is not found.
 */
export function lookup(kind: ConfKind, sectionKind: string | undefined, key: string): Option | undefined {
  const index = indexes.get(foldCase(kind));
  if (index === undefined) return undefined;
  const name = foldCase(key);
  const named = index.named.get(name)?.find((option) => isReadIn(option, sectionKind));
  if (named !== undefined) return named;
  return index.patterned.find(
    ({ option, pattern }) =>
      isReadIn(option, sectionKind) &&
      pattern.test(key) &&
      // A free name such as a mailbox number says nothing without the section it stands in.
      (sectionKind !== undefined || !isLabel(option.name)),
  )?.option;
}

/**
 * The kinds of section that a header's name and the first `type` line make, by the catalogue alone: both `user` and
 * `peer` for a friend of iax.conf. Empty where they cannot be told, and for files whose sections the model knows
 * better, such as sip.conf and pjsip.conf.
 */
export function sectionKinds(kind: ConfKind, name: string, type: string | undefined): readonly string[] {
  const sections = optionFile(kind)?.sections ?? [];
  const named = sections.filter((one) => one.name !== undefined && foldCase(one.name) === foldCase(name));
  const unnamed = sections.filter((one) => one.name === undefined);
  const typed = unnamed.filter(
    (one) => one.type !== undefined && type !== undefined && foldCase(one.type) === foldCase(type),
  );
  const found =
    [named, typed].find((some) => some.length > 0) ?? unnamed.filter((one) => one.type === undefined);
  return found.map((one) => one.kind);
}

/** The options of one or more kinds of section, ready to be asked for on every line. */
export interface SectionOptions {
  /** The option that `key` means there, spelled in any case and by any of its names. */
  readonly find: (key: string) => Option | undefined;
  /** Every spelling that is read there, free names left aside. */
  readonly names: readonly string[];
}

const bySections = new Map<string, SectionOptions>();

/** What is read in a section that is of these kinds at once; made once for each of the few combinations there are. */
export function optionsFor(kind: ConfKind, sectionKinds: readonly string[]): SectionOptions {
  const key = `${kind} ${sectionKinds.join(' ')}`;
  const known = bySections.get(key);
  if (known !== undefined) return known;
  const file = optionFile(kind);
  const read = file?.options.filter((option) => option.in.some((one) => sectionKinds.includes(one))) ?? [];
  const { named, patterned } = indexOf({ kind, module: file?.module ?? '', options: read });
  const fresh: SectionOptions = {
    find: (name) =>
      named.get(foldCase(name))?.[0] ?? patterned.find(({ pattern }) => pattern.test(name))?.option,
    names: read.flatMap(({ name, aliases = [], namePattern }) =>
      namePattern === undefined ? [name, ...aliases] : [],
    ),
  };
  // A section kind is a word of the catalogue, so the combinations cannot grow beyond it.
  if (read.length > 0) bySections.set(key, fresh);
  return fresh;
}

/** All options read in a section of that kind, in the order of the catalogue. */
export function optionsIn(kind: ConfKind, sectionKind: string): readonly Option[] {
  return optionFile(kind)?.options.filter((option) => isReadIn(option, sectionKind)) ?? [];
}

function isReadIn(option: Option, sectionKind: string | undefined): boolean {
  return sectionKind === undefined || option.in.includes(sectionKind);
}

/** Whether a name only stands for all that match a pattern, as `*` and `<network>` do. */
function isLabel(name: string): boolean {
  return name === '*' || name.startsWith('<');
}

function indexOf(file: OptionFile): OptionIndex {
  const named = new Map<string, Option[]>();
  for (const option of file.options) {
    if (option.namePattern !== undefined) continue;
    for (const spelling of [option.name, ...(option.aliases ?? [])]) {
      const name = foldCase(spelling);
      const same = named.get(name);
      if (same === undefined) named.set(name, [option]);
      else same.push(option);
    }
  }
  const patterned = file.options.flatMap((option) =>
    option.namePattern === undefined ? [] : [{ option, pattern: new RegExp(option.namePattern, 'iu') }],
  );
  return { file, named, patterned };
}
