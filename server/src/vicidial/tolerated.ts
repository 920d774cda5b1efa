/**
 * Options that a generator itself writes although Asterisk does not read them, or no longer: nobody can mend them in the
 * file. Data with a question about it.
 *
 * Source: VICIdial svn trunk r3939, bin/ADMIN_keepalive_ALL.pl and the carriers and templates it ships;
 * FreePBX writes `dial` into every device.
 */
import { foldCase } from '../text/ascii.ts';

/** By kind of file: name, or `name=value` where only that value is meant; lower case. */
const tolerated: Readonly<Record<string, ReadonlySet<string>>> = {
  'sip.conf': new Set([
    'limitonpeer',
    'limitonpeers',
    'canreinvite',
    'username',
    'nat=yes',
    'usecallerid',
    'dial',
  ]),
  'iax.conf': new Set(['auth=plaintext', 'requirecalltoken=no', 'dial']),
};

/** Whether the generator writes such a line on its own. */
export function isTolerated(kind: string, key: string, value: string): boolean {
  const known = tolerated[kind];
  if (known === undefined) return false;
  const name = foldCase(key);
  return known.has(name) || known.has(`${name}=${foldCase(value)}`);
}
