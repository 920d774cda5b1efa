/** What a name can stand for, and how Asterisk compares names of each kind. */
import { foldCase } from '../../text/ascii.ts';

/**
 * Kinds of names. `section` is any section as a parent of others or the target of `(+)`, known in its own root only; all
 * others are known in the whole server. `call-group` and `named-call-group` are used but never defined.
 */
export type SymbolKind =
  | 'section'
  | 'sip-device'
  | 'iax-device'
  | PjsipKind
  | 'context'
  | 'mailbox'
  | 'voicemail-context'
  | 'acl'
  | 'musicclass'
  | 'queue'
  | 'queue-rule'
  | 'parkinglot'
  | 'confbridge-user'
  | 'confbridge-bridge'
  | 'confbridge-menu'
  | 'call-group'
  | 'named-call-group';

/** Values of `type` in pjsip.conf whose objects others refer to, or that can be renamed. */
export type PjsipKind = (typeof pjsipKinds)[number];

const pjsipKinds = [
  'endpoint',
  'auth',
  'aor',
  'transport',
  'identify',
  'registration',
  'outbound-publish',
  'inbound-publication',
  'asterisk-publication',
  'phoneprov',
  'domain_alias',
  'resource_list',
] as const;

const pjsipKindNames: ReadonlySet<string> = new Set(pjsipKinds);

export function isPjsipKind(word: string): word is PjsipKind {
  return pjsipKindNames.has(word);
}

/** The kinds whose names are compared without letter case: main/config.c, app_voicemail.c, res_musiconhold.c and others. */
const caseless: ReadonlySet<SymbolKind> = new Set([
  'section',
  'mailbox',
  'voicemail-context',
  'acl',
  'musicclass',
  'queue',
  'queue-rule',
  'parkinglot',
  'confbridge-user',
  'confbridge-bridge',
  'confbridge-menu',
  'named-call-group',
]);

/** Whether two names of this kind are the same to Asterisk; devices, pjsip objects and contexts count letter case. */
export function isSameName(kind: SymbolKind, a: string, b: string): boolean {
  return a === b || (caseless.has(kind) && foldCase(a) === foldCase(b));
}
