/** What keeps strangers away from a device of sip.conf or iax.conf. No rule itself. */
import { foldCase } from '../../text/ascii.ts';
import { accessRulesOf, refusesAny, refusesStrangers, type AccessRule } from './accessRules.ts';
import type { KeptValue } from './ownValues.ts';
import { allValues, hasValue, lastValue, type Values } from './sectionValues.ts';

/** Which sides of a device a section makes. */
export interface DeviceSides {
  /** Matched by the name a caller gives. */
  readonly isUser: boolean;
  /** Matched by address, and may register. */
  readonly isPeer: boolean;
}

const NONE: DeviceSides = { isUser: false, isPeer: false };

/** chan_sip adds all `type` lines up once the first one is known; chan_iax2 reads the first alone. */
export function sidesOf(device: Values, kind: string | undefined): DeviceSides {
  const types = allValues(device, 'type').map(({ value }) => foldCase(value));
  const counted = kind === 'iax.conf' ? types.slice(0, 1) : types;
  if (!['peer', 'user', 'friend'].includes(counted[0] ?? '')) return NONE;
  const has = (word: string): boolean => counted.includes(word) || counted.includes('friend');
  return { isUser: has('user'), isPeer: has('peer') };
}

/** Whether the device is reached at the address it registers from. */
export function isDynamic(device: Values): boolean {
  return foldCase(lastValue(device, 'host')?.value ?? '') === 'dynamic';
}

/** The rules of the section's own lists, in Asterisk's order. */
export function accessRules(section: Values): readonly AccessRule[] {
  return allValues(section, 'permit', 'deny').flatMap(({ key, value }) => accessRulesOf(key, value) ?? []);
}

/** Whether any line is about which addresses may come, whatever it lets through. */
export function hasAccessLines(section: Values): boolean {
  return allValues(section, 'permit', 'deny', 'acl').some(({ value }) => value !== '');
}

/** Whether the section refuses any address, by its own list or by a named one. */
export function limitsAddresses(section: Values): boolean {
  return hasValue(section, 'acl') || refusesAny(accessRules(section));
}

/**
 * Whether only known addresses may come: a list of its own that refuses all others, or a named one. The `deny` and `permit`
 * for everyone that FreePBX gives each extension keep nobody out.
 */
export function keepsStrangersOut(section: Values): boolean {
  return hasValue(section, 'acl') || refusesStrangers(accessRules(section));
}

/** Whether a value is there that the device has to prove it knows. */
export function hasProof(device: Values, keys: readonly string[]): boolean {
  return keys.some((key) => allValues(device, key).some(({ value }) => value !== ''));
}

/** Whether the section itself says that the secret is empty, which `secret-empty` reports. */
export function hasEmptyLine({ own }: Values): boolean {
  return own.some(({ key, value }: KeptValue) => key === 'secret' && value === '');
}

/** Words `ast_true` takes (Asterisk main/utils.c). */
export function isTrue(value: string | undefined): boolean {
  return /^(?:yes|true|[yt1]|on)$/i.test(value ?? '');
}
