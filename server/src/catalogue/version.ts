/** Compares Asterisk versions, and tells which one a kind of file is read for. Reads no file. */
import { foldCase } from '../text/ascii.ts';
import type { ConfKind, Option } from './option.ts';

/** The newest version the catalogue was read from. */
const NEWEST = 23;
/** The last version with chan_sip. */
const LAST_WITH_SIP = 20;

/** Whether one version number, such as `1.6.2` or `18`, comes before another. */
export function isBefore(a: string, b: string): boolean {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Every option line asks, always for the few versions of the catalogue. */
const partsByVersion = new Map<string, readonly number[]>();
const MOST_VERSIONS = 1000;

function partsOf(version: string): readonly number[] {
  let parts = partsByVersion.get(version);
  if (parts === undefined) {
    parts = version.split('.').map(Number);
    if (partsByVersion.size < MOST_VERSIONS) partsByVersion.set(version, parts);
  }
  return parts;
}

/**
 * The version whose options count for a file of `kind`: the chosen one, else the newest. No version after 20 reads
 * sip.conf, so its options are always those of a version that does.
 */
export function optionVersion(kind: ConfKind | undefined, chosen: 'auto' | number): number {
  const version = chosen === 'auto' ? NEWEST : chosen;
  return kind === 'sip.conf' ? Math.min(version, LAST_WITH_SIP) : version;
}

/** Whether `version` reads the option, or knows the codec. */
export function isKnownIn({ since, removed }: Pick<Option, 'since' | 'removed'>, version: number): boolean {
  const text = String(version);
  return (
    (since === undefined || !isBefore(text, since)) && (removed === undefined || isBefore(text, removed))
  );
}

/** What Asterisk wants instead of a name it still reads. */
export interface Outdated {
  readonly since?: string;
  readonly use?: string;
  /** Only the name is old; the option is the same. */
  readonly isSpelling: boolean;
}

/** Whether the option, or this spelling of it, has a successor in `version`. */
export function outdatedIn(option: Option, spelling: string, version: number): Outdated | undefined {
  const current = String(version);
  if (option.deprecatedAliases !== undefined) {
    const since = option.deprecatedAliases[foldCase(spelling)];
    if (since !== undefined && !isBefore(current, since)) {
      return { since, use: option.name, isSpelling: true };
    }
  }
  const { deprecated, removed } = option;
  if (deprecated === undefined) return undefined;
  if (removed !== undefined && !isKnownIn({ removed }, version)) return undefined;
  // A release such as 22.2 counts as 22: a present one of that series.
  if (deprecated.since !== undefined && isBefore(current, deprecated.since.split('.')[0] ?? '')) {
    return undefined;
  }
  return { ...deprecated, isSpelling: false };
}
