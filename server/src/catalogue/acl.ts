/**
 * What the named rule lists in acl.conf are made of. Every section is a list.
 */
import type { OptionFile } from './option.ts';

/** Options of acl.conf (Asterisk main/named_acl.c). */
export const acl = {
  kind: 'acl.conf',
  module: 'main/named_acl.c',
  onUnknown: 'file',
  sections: [{ kind: 'acl' }],
  options: [
    {
      name: 'permit',
      in: ['acl'],
      value: { kind: 'acl' },
      repeats: 'accumulate',
      docs: 'Networks this list lets through, as `address/mask` or `address/bits`; lines are read in order, the last match decides, and no match means allowed. A list of only `permit` lines therefore stops nobody: put a `deny` for all above them.',
      source: 'main/named_acl.c',
    },
    {
      name: 'deny',
      in: ['acl'],
      value: { kind: 'acl' },
      repeats: 'accumulate',
      docs: 'Networks this list turns away, as `address/mask` or `address/bits`. Begin with `deny=0.0.0.0/0.0.0.0` and, for IPv6, `deny=::/0`, because rules for one address family leave the other open. Apply a change with `module reload acl`.',
      source: 'main/named_acl.c',
    },
  ],
} satisfies OptionFile;
