/**
 * Numeric addresses and networks as Asterisk main/netsock2.c `ast_sockaddr_parse` and main/acl.c `ast_append_ha` read
 * them: IPv4 with all four parts or the short forms of inet_aton, IPv6 with or without brackets. No names.
 */

/** An address, with a port or without: `192.0.2.1:5060`, `[2001:db8::1]:5061`, `2001:db8::1`, `::`. */
export function isNumericAddress(text: string): boolean {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1];
  if (bracketed !== undefined) return isIpv6(bracketed);
  return isIpv4(text.replace(/:\d{1,5}$/, '')) || isIpv6(text);
}

/** A network: an address without a port, and the number of bits or a mask behind a `/`. */
export function isNetwork(text: string): boolean {
  const [address = '', mask, more] = text.split('/');
  if (more !== undefined) return false;
  const bare = /^\[(.*)\]$/.exec(address)?.[1] ?? address;
  if (isIpv4(address)) {
    return mask === undefined || (mask.includes('.') && isIpv4(mask)) || bitsAtMost(mask, 32);
  }
  return isIpv6(bare) && (mask === undefined || isIpv6(mask) || bitsAtMost(mask, 128));
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length <= 4 &&
    parts.every((part) => /^(?:0x[\da-f]{1,8}|\d{1,10})$/i.test(part) && fits(part, parts.length))
  );
}

function fits(part: string, count: number): boolean {
  return count < 4 || Number(part) <= 255;
}

function isIpv6(text: string): boolean {
  return text.includes(':') && /^[\da-f:.]+(?:%[\w.-]+)?$/i.test(text);
}

function bitsAtMost(text: string, most: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= most;
}
