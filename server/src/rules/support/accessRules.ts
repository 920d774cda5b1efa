/**
 * What a list of `permit` and `deny` lines lets through. No rule itself.
 *
 * Rules of one address family say nothing about the other, the last rule that fits decides, and without one access is
 * allowed (Asterisk main/acl.c, `ast_append_ha` and `ast_apply_acl`).
 */
import { foldCase } from '../../text/ascii.ts';

export type Family = 'IPv4' | 'IPv6';

/** One network of a `permit` or `deny` line. */
export interface AccessRule {
  readonly isDeny: boolean;
  readonly family: Family;
  /** Whether the mask covers every address of the family. */
  readonly isAll: boolean;
}

/** The networks of one line, in order; `undefined` where the option is neither `permit` nor `deny`. A `!` turns one around. */
export function accessRulesOf(key: string, value: string): readonly AccessRule[] | undefined {
  const name = foldCase(key);
  if (name !== 'permit' && name !== 'deny') return undefined;
  const rules: AccessRule[] = [];
  for (const part of value.split(',')) {
    const isTurned = part.startsWith('!');
    const network = isTurned ? part.slice(1) : part;
    if (network.trim() === '') continue;
    rules.push({ isDeny: (name === 'deny') !== isTurned, ...networkOf(network) });
  }
  return rules;
}

/** Whether the network, as address or address and mask, covers every address. */
export function networkOf(network: string): Pick<AccessRule, 'family' | 'isAll'> {
  const [address = '', mask] = network.trim().split('/');
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  const isAll = mask !== undefined && /^(?:0{1,3}(?:\.0{1,3}){0,3}|::)$/.test(mask.trim());
  return { family, isAll };
}

/** Whether the rules refuse any address at all. */
export function refusesAny(rules: readonly AccessRule[]): boolean {
  return (['IPv4', 'IPv6'] as const).some((family) => {
    const own = rules.filter((rule) => rule.family === family);
    const from = own.findLastIndex(({ isDeny, isAll }) => !isDeny && isAll);
    return own.slice(from + 1).some(({ isDeny }) => isDeny);
  });
}

/** Whether an address that no narrower rule names is refused. */
export function refusesStrangers(rules: readonly AccessRule[]): boolean {
  return (['IPv4', 'IPv6'] as const).some(
    (family) => rules.findLast((rule) => rule.isAll && rule.family === family)?.isDeny === true,
  );
}

/** Whether an address to listen at, with or without a port, is one that only this machine reaches. */
export function isLoopback(address: string): boolean {
  return /^(?:127\.\d|\[?::1(?:\]|$)|localhost\b)/i.test(address.trim());
}
