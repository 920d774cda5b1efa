/**
 * What the catalogue says about each line of one section; worked out once for all rules that ask. No rule itself.
 * Lines that something else fills in before Asterisk reads them are left out.
 */
import { optionFile, optionKinds, optionsFor } from '../../catalogue/lookup.ts';
import type { ConfKind, Option } from '../../catalogue/option.ts';
import { foldCase } from '../../text/ascii.ts';
import { closest, slipsBetween } from '../../text/closest.ts';
import { isTemplateExpression, isTemplateStatement } from '../../secrets/placeholder.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { isTolerated } from '../../vicidial/tolerated.ts';
import { sectionKindsOf } from '../../workspace/sectionKind.ts';
import type { FileFacts } from '../../workspace/workspace.ts';
import type { PlacedLine, SectionContext } from '../rule.ts';
import { forLast } from './forLast.ts';

/** One line and the option its name means in this section; `undefined` where nothing of that name is read here. */
export interface OptionLine {
  readonly entry: PlacedLine<EntryLine>;
  readonly option: Option | undefined;
}

/** A section whose kind is known. */
export interface OptionSection {
  readonly kind: ConfKind;
  /** Both `user` and `peer` for a friend of iax.conf; never empty. */
  readonly sectionKinds: readonly string[];
  readonly lines: readonly OptionLine[];
}

/** Files whose options the rules look at. */
export const kindsWithOptions: readonly ConfKind[] = optionKinds;

/** The lines of the section; `undefined` where nobody can tell what is read in it. */
export const optionSection = forLast((context: SectionContext): OptionSection | undefined => {
  const { facts, section, type, entries } = context;
  const name = section.header === undefined ? facts.sectionAtStart : section.header.name;
  return optionsOf(facts, name, type, entries);
});

/** The same of lines that may stand in several places. */
export function optionsOf(
  { kind, generator }: Pick<FileFacts, 'kind' | 'generator'>,
  name: string | undefined,
  type: string | undefined,
  entries: readonly PlacedLine<EntryLine>[],
): OptionSection | undefined {
  if (kind === undefined || entries.length === 0) return undefined;
  if (name === undefined || name === '' || isTemplateExpression(name)) return undefined;
  const sectionKinds = kindsOf(kind, name, type);
  const options = optionsFor(kind, sectionKinds);
  if (options.names.length === 0 && options.find('x') === undefined) return undefined;
  const lines: OptionLine[] = [];
  for (const entry of entries) {
    const { key, value } = entry.line;
    if (generator !== undefined && isTolerated(kind, key, value)) continue;
    if (isFilledIn(key)) continue;
    lines.push({ entry, option: options.find(key) });
  }
  return { kind, sectionKinds, lines };
}

/** A device of iax.conf whose type nobody knows may be either. */
function kindsOf(kind: ConfKind, name: string, type: string | undefined): readonly string[] {
  const found = sectionKindsOf(kind, name, type);
  return found.length === 0 && kind === 'iax.conf' && type === undefined ? ['user', 'peer'] : found;
}

/** Names that a template language replaces, wholly or in part; plain names take the first exit. */
function isFilledIn(text: string): boolean {
  return /[{<%@$_]/.test(text) && isTemplateStatement(text);
}

/** Whether something fills in the value, or a part of it, before Asterisk reads it. */
export function isOpenValue(value: string): boolean {
  if (!/[{<%@$_]/.test(value)) return false;
  return isTemplateExpression(value) || /\$\{|<[^<>]*>|@\w+@|__\w+__|%\w+%/.test(value);
}

/** Where in the file's catalogue the name is read at all. */
export function optionElsewhere(kind: ConfKind, key: string): Option | undefined {
  return optionsFor(kind, allKinds(kind)).find(key);
}

const kindsByFile = new Map<ConfKind, readonly string[]>();

/** Section kinds with free names are left out: there any name would be known. */
function allKinds(kind: ConfKind): readonly string[] {
  let kinds = kindsByFile.get(kind);
  if (kinds === undefined) {
    const options = optionFile(kind)?.options ?? [];
    const free = new Set(options.flatMap((option) => (isFreeName(option) ? option.in : [])));
    kinds = [...new Set(options.flatMap((option) => option.in))].filter((one) => !free.has(one));
    kindsByFile.set(kind, kinds);
  }
  return kinds;
}

function isFreeName({ name }: Option): boolean {
  return name === '*' || name.startsWith('<');
}

const nearest = new Map<string, string | undefined>();

/** The name read in such a section that a slip most likely meant. */
export function nearName({ kind, sectionKinds }: OptionSection, key: string): string | undefined {
  const id = `${kind} ${sectionKinds.join(' ')} ${foldCase(key)}`;
  if (nearest.has(id)) return nearest.get(id);
  // Forgotten now and then, so that a file of nonsense does not fill the memory.
  if (nearest.size > 2000) nearest.clear();
  const candidate = closest(key, optionsFor(kind, sectionKinds).names);
  const found = candidate !== undefined && isSlip(foldCase(key), foldCase(candidate)) ? candidate : undefined;
  nearest.set(id, found);
  return found;
}

/** Another word is no slip: `udpenable` is not meant to be `tcpenable`, nor `authid` to be `auth`. */
function isSlip(written: string, known: string): boolean {
  if (
    Math.abs(written.length - known.length) > 1 &&
    (written.startsWith(known) || known.startsWith(written))
  ) {
    return false;
  }
  return written.startsWith(known.charAt(0)) || (slipsBetween(written, known, 1) ?? 2) < 2;
}

/** `[general]`, `a peer`, `an endpoint`: where the options of these kinds stand, in words. */
export function placeName(sectionKinds: readonly string[]): string {
  const [first = '', second] = sectionKinds;
  if (second !== undefined) return 'a device';
  if (BRACKETED.has(first)) return `[${first}]`;
  if (first === 'mailbox-options') return 'the options of a mailbox';
  return `${/^[aeio]/.test(first) ? 'an' : 'a'} ${first}`;
}

const BRACKETED: ReadonlySet<string> = new Set([
  'general',
  'authentication',
  'callnumberlimits',
  'post_mappings',
  'zonemessages',
  'options',
  'directories',
  'files',
  'csv',
  'radius',
  'settings',
  'featuremap',
  'applicationmap',
  'logfiles',
  'modules',
  'ice_host_candidates',
]);
