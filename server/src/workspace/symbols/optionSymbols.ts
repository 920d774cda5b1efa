/** The names that options use: what the catalogue calls a reference, and a few it knows as plain text. */
import { lookup } from '../../catalogue/lookup.ts';
import type { ConfKind } from '../../catalogue/option.ts';
import { splitArguments, trimmedSpan } from '../../dialplan/split.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import { foldCase } from '../../text/ascii.ts';
import type { Span } from '../../text/span.ts';
import { isPjsipKind, type SymbolKind } from './kinds.ts';
import { mailboxReferences } from './mailboxes.ts';
import type { RawDefinition, RawReference } from './records.ts';

interface Meaning {
  readonly kind: SymbolKind;
  readonly isList: boolean;
  /** Asterisk makes the thing, so the option is as good as its definition. */
  readonly isMade?: boolean;
}

const music: Meaning = { kind: 'musicclass', isList: false };
const group: Meaning = { kind: 'call-group', isList: true };
const namedGroup: Meaning = { kind: 'named-call-group', isList: true };

/** Options that mean the same in every file that has them, under the name in lower case. */
const everywhere: Readonly<Record<string, Meaning>> = {
  mohinterpret: music,
  mohsuggest: music,
  musiconhold: music,
  musicclass: music,
  parkedmusicclass: music,
  parkinglot: { kind: 'parkinglot', isList: false },
  callgroup: group,
  pickupgroup: group,
  call_group: group,
  pickup_group: group,
  namedcallgroup: namedGroup,
  namedpickupgroup: namedGroup,
  named_call_group: namedGroup,
  named_pickup_group: namedGroup,
  regcontext: { kind: 'context', isList: false, isMade: true },
  hint_context: { kind: 'context', isList: false, isMade: true },
  context: { kind: 'context', isList: false },
  comebackcontext: { kind: 'context', isList: false },
  mailbox: { kind: 'mailbox', isList: true },
};

/** Kinds of file in which `context` has another meaning, or none. */
const otherContext: ReadonlySet<ConfKind> = new Set(['extensions.conf', 'voicemail.conf', 'manager.conf']);

const catalogueKinds: ReadonlySet<string> = new Set<SymbolKind>([
  'acl',
  'confbridge-bridge',
  'confbridge-menu',
  'confbridge-user',
  'context',
  'mailbox',
  'musicclass',
  'queue-rule',
]);

const meanings = new Map<ConfKind, Map<string, Meaning | undefined>>();
/** Different names of options remembered for a kind of file; real files have a few hundred. */
const MOST_MEANINGS = 5000;

/** What an option of this kind of file names; `undefined` for options that name nothing. */
function meaningOf(kind: ConfKind, key: string): Meaning | undefined {
  let known = meanings.get(kind);
  if (known === undefined) meanings.set(kind, (known = new Map<string, Meaning | undefined>()));
  if (known.has(key)) return known.get(key);
  if (known.size >= MOST_MEANINGS) known.clear();
  const meaning = findMeaning(kind, key);
  // A piece of a text keeps the whole text alive; what is kept must not.
  known.set(` ${key}`.slice(1), meaning);
  return meaning;
}

/** Whether an option of this kind of file names anything. */
export function namesSomething(kind: ConfKind, key: string): boolean {
  return meaningOf(kind, key) !== undefined;
}

function findMeaning(kind: ConfKind, key: string): Meaning | undefined {
  const name = foldCase(key);
  // The context on the other machine.
  if (name === 'peercontext') return undefined;
  // A wizard hands `endpoint/context` and its like to the object of that type.
  const slash = kind === 'pjsip_wizard.conf' ? name.indexOf('/') : -1;
  if (slash > 0) return meaningOf('pjsip.conf', name.slice(slash + 1));
  if (Object.hasOwn(everywhere, name) && !(name === 'context' && otherContext.has(kind))) {
    const meaning = everywhere[name];
    return kind === 'res_parking.conf' && name === 'context' && meaning !== undefined
      ? { ...meaning, isMade: true }
      : meaning;
  }
  const value = lookup(kind, undefined, key)?.value;
  if (value?.kind !== 'reference') return undefined;
  const { to, list = false } = value;
  if (!catalogueKinds.has(to) && !isPjsipKind(to)) return undefined;
  return { kind: to as SymbolKind, isList: list };
}

/** Names in one option; places count from the start of the value. */
export function optionSymbols(
  kind: ConfKind,
  key: string,
  value: string,
): { readonly references: readonly RawReference[]; readonly definitions: readonly RawDefinition[] } {
  const meaning = meaningOf(kind, key);
  if (meaning === undefined || value === '') return nothing;
  const whole = { start: 0, end: value.length };
  const items = meaning.isList ? splitArguments(value) : [whole];
  const references: RawReference[] = [];
  const definitions: RawDefinition[] = [];
  for (const item of items) {
    const span = trimmedSpan(value, item);
    const name = value.slice(span.start, span.end);
    if (name === '' || isTemplateExpression(name)) continue;
    if (meaning.kind === 'mailbox') references.push(...mailboxReferences(value, span, 'option'));
    else references.push({ kind: meaning.kind, name, span, role: 'option' });
    if (meaning.isMade === true) definitions.push(...made(name, span));
  }
  return { references, definitions };
}

/** `regcontext=one&two@x` makes each of them. */
function made(names: string, { start, end }: Span): readonly RawDefinition[] {
  return names.split('&').map((name) => ({
    kind: 'context' as const,
    name: name.slice(name.indexOf('@') + 1).trim(),
    span: { start, end },
    isImplied: true as const,
  }));
}

const nothing = { references: [], definitions: [] };
