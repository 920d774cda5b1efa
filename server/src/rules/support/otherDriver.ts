/** Names that one channel driver reads and another does not know, with the counterpart in pjsip.conf. No rule itself. */
import { optionsFor } from '../../catalogue/lookup.ts';
import type { ConfKind, Option } from '../../catalogue/option.ts';
import { optionFile } from '../../catalogue/lookup.ts';

/** The files of the three drivers, in the order in which a name is looked for. */
const DRIVER_FILES = ['sip.conf', 'iax.conf', 'pjsip.conf'] as const;

/** An option of another driver. */
export interface ForeignOption {
  readonly kind: ConfKind;
  readonly option: Option;
}

/** Whose option the name is, when it is not one of the file's own driver; `undefined` for names nobody knows. */
export function driverOf(kind: ConfKind, key: string): ForeignOption | undefined {
  if (!DRIVER_FILES.some((file) => file === kind)) return undefined;
  for (const other of DRIVER_FILES) {
    if (other === kind) continue;
    const option = optionsFor(other, placesIn(other)).find(key);
    // Column names of database rows mean nothing to people.
    if (
      option !== undefined &&
      option.namePattern === undefined &&
      option.in.some((one) => one !== 'realtime')
    ) {
      return { kind: other, option };
    }
  }
  return undefined;
}

/** What people write; the rest Asterisk keeps for itself. */
const INTERNAL: ReadonlySet<string> = new Set([
  'realtime',
  'phoneprov',
  'contact',
  'subscription_persistence',
]);
const places = new Map<ConfKind, readonly string[]>();

function placesIn(kind: ConfKind): readonly string[] {
  let found = places.get(kind);
  if (found === undefined) {
    found = [...new Set((optionFile(kind)?.options ?? []).flatMap((option) => option.in))].filter(
      (one) => !INTERNAL.has(one),
    );
    places.set(kind, found);
  }
  return found;
}

/** Names of options that do the same in an object of `type`; none where the counterpart stands in another object. */
export function counterparts(option: Option, type: string): readonly string[] {
  return (option.pjsip?.split(', ') ?? [])
    .filter((target) => target.startsWith(`${type}/`))
    .map((target) => target.slice(type.length + 1));
}
