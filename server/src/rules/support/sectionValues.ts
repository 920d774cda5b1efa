/** What one device or object ends up with: its own values and those it inherits, and where their lines stand. No rule itself. */
import { linesOf, type FileModel, type PlacedLine, type PlacedSection } from '../../model/fileModel.ts';
import type { EntryLine } from '../../syntax/line.ts';
import { shift, type Span } from '../../text/span.ts';
import { rootIndex } from '../../workspace/rootIndex.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { KeptValue } from './ownValues.ts';

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
}

/** Values without their place; all that a test of `sectionsWhere` may look at. */
export type Values = Pick<ValuedSection, 'name' | 'inherited' | 'own' | 'isComplete'>;

/** Whether another section has this name, in any letter case: in sip.conf and iax.conf the two may merge. */
export function isShared(workspace: Workspace, uri: string, { name }: Values): boolean {
  return rootIndex(workspace, uri).named(name).length > 1;
}

/** The last value of the option, the one that counts for most; `undefined` where nobody sets it. */
export function lastValue({ own, inherited }: Values, key: string): KeptValue | undefined {
  return own.findLast((one) => one.key === key) ?? inherited.findLast((one) => one.key === key);
}

/** All values of the options in Asterisk's order. */
export function allValues({ own, inherited }: Values, ...keys: string[]): readonly KeptValue[] {
  const fits = ({ key }: KeptValue): boolean => keys.includes(key);
  const mine = own.filter(fits);
  return inherited.length === 0 ? mine : [...inherited.filter(fits), ...mine];
}

/** Whether the option has a value that is not empty. */
export function hasValue(section: Values, key: string): boolean {
  return (lastValue(section, key)?.value ?? '') !== '';
}

/** The type of an object of pjsip.conf: the first counts, so that of a parent. */
export function objectType(section: Values): string | undefined {
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
