/**
 * Which options belong together, because the order of their lines counts. Lines of different families may change places
 * without a driver noticing.
 *
 * Source: channels/chan_sip.c `build_peer`, channels/chan_iax2.c `build_peer` and `build_user`, which go through the lines
 * in their order; rules/option-order.ts names the pairs that matter.
 */
import { optionFile } from '../../catalogue/lookup.ts';
import type { ConfKind } from '../../catalogue/option.ts';
import { foldCase } from '../../text/ascii.ts';

/** Files whose sections hold options that a driver reads one by one. */
const kinds: ReadonlySet<ConfKind> = new Set(['sip.conf', 'iax.conf', 'pjsip.conf', 'pjsip_wizard.conf']);

const families: readonly (readonly string[])[] = [
  ['allow', 'disallow', 'bandwidth', 'autoframing', 'preferred_codec_only', 'codecpriority'],
  ['permit', 'deny', 'acl', 'contactpermit', 'contactdeny', 'contactacl'],
  ['directmediapermit', 'directmediadeny', 'directmediaacl', 'contact_permit', 'contact_deny', 'contact_acl'],
  [
    'host',
    'port',
    'defaultip',
    'defaultport',
    'transport',
    'outboundproxy',
    'srvlookup',
    'bindaddr',
    'bindport',
  ],
  [
    'secret',
    'md5secret',
    'remotesecret',
    'auth',
    'inkeys',
    'outkey',
    'dbsecret',
    'encryption',
    'forceencryption',
  ],
  ['call-limit', 'callcounter', 'busylevel', 'limitonpeers', 'notifyhold'],
  ['nat', 'insecure', 'directmedia'],
];

const familyByName = new Map(families.flatMap((names) => names.map((name) => [name, names[0] ?? name])));

/** Whether the order of lines is known well enough in files of this kind. */
export function hasFamilies(kind: ConfKind | undefined): kind is ConfKind {
  return kind !== undefined && kinds.has(kind);
}

/** The family of an option, by one word; options that have nothing to do with each other have different ones. */
export function familyOf(kind: ConfKind, key: string): string {
  const lower = foldCase(key);
  // A wizard hands `endpoint/allow` to the endpoint it makes.
  const slash = lower.lastIndexOf('/') + 1;
  const name = namesOf(kind).get(lower) ?? lower;
  const own = name.slice(slash);
  return lower.slice(0, slash) + (familyByName.get(own) ?? own);
}

/** Whether the value of the option may be a credential. */
export function isSensitive(kind: ConfKind, key: string): boolean {
  const lower = foldCase(key);
  return (optionFile(kind)?.options ?? []).some(
    ({ name, aliases = [], sensitive }) =>
      sensitive === true && [name, ...aliases].some((spelling) => foldCase(spelling) === lower),
  );
}

const names = new Map<ConfKind, ReadonlyMap<string, string>>();

/** The usual name of each other spelling. */
function namesOf(kind: ConfKind): ReadonlyMap<string, string> {
  let found = names.get(kind);
  if (found === undefined) {
    const options = optionFile(kind)?.options ?? [];
    found = new Map(
      options.flatMap(({ name, aliases = [] }) => aliases.map((alias) => [foldCase(alias), foldCase(name)])),
    );
    names.set(kind, found);
  }
  return found;
}
