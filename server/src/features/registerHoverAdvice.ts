/**
 * "Registered or known by address" in plain words, fitted to what the file holds: for hovers of register lines, `host`
 * and `insecure`, and of `identify` and `registration` sections of pjsip.
 */
import type { PlacedSection } from '../model/fileModel.ts';
import { pjsipSentences } from '../register/sentences.ts';
import { stateTables } from '../register/states.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { foldCase } from '../text/ascii.ts';
import {
  inboundOf,
  matchesOf,
  registrationAt,
  sectionNamed,
  wizardAt,
  type Inbound,
} from '../workspace/inbound.ts';
import { perSection } from '../workspace/perSection.ts';
import { registerDriver, registerLines, type RegisterLine } from '../workspace/registerLines.ts';
import { registrationsIn } from '../workspace/registrationSections.ts';
import { chainOf, lastIn, valuesIn, type SectionChain } from '../workspace/sectionChain.ts';
import { trunksNamed, type Trunk } from '../workspace/trunks.ts';
import { factsOf, filesOfRoot, type Workspace } from '../workspace/workspace.ts';
import { blocks, code, escape, list } from './markdown.ts';
import { stateList } from './registerHover.ts';

/** A section of a file. */
export interface HoverPlace {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly section: PlacedSection;
}

/** Where calls from the provider of a register line land. */
export function inboundOfLine(workspace: Workspace, uri: string, { driver, parsed }: RegisterLine): Inbound {
  return parsed.ok ? inboundOf(workspace, uri, driver, parsed.fields) : {};
}

/** Below the sentences of a register line: how its provider is told apart here. */
export function registerAdvice({ trunk }: Inbound): string {
  const line =
    '**Registered or known by address?** A register line tells the provider where this server is. A provider that has the fixed address of this server on file (IP authentication) needs none; it says which of the two it wants.';
  return trunk === undefined ? line : `${line} ${howKnown(trunk)}`;
}

function howKnown(trunk: Trunk): string {
  const name = code(`[${trunk.name}]`);
  if (!trunk.asksForSecret) {
    return `Its own calls are told apart by their address: ${name} has this host and no ${code('secret')}, so they come in without a password. That is usual for a provider.`;
  }
  if (trunk.insecure.split(',').includes('invite')) {
    return `Its own calls are told apart by their address: ${name} has this host, and ${code('insecure=invite')} takes them without asking for its secret.`;
  }
  return `Calls from there belong to ${name}, which asks them for its ${code('secret')}. Most providers do not answer that: write ${code('remotesecret')} in its place, or ${code('insecure=invite')}.`;
}

/** Below the text of an option; empty where the option has nothing to do with registrations. */
export function optionAdvice(place: HoverPlace, option: string, version: 16 | 22): string {
  const { workspace, uri } = place;
  const { kind } = factsOf(workspace, uri);
  const key = foldCase(option);
  if (registerDriver(kind) !== undefined) {
    if (key === 'host') return hostAdvice(place);
    return key === 'insecure' ? insecureAdvice(place) : '';
  }
  if (kind === 'pjsip_wizard.conf') {
    return key === 'sends_registrations' || key === 'remote_hosts' ? registrationAdvice(place, version) : '';
  }
  if (kind !== 'pjsip.conf') return '';
  const type = valuesIn(chainOf(workspace, uri, place.section), 'type')[0]?.value;
  if (type === 'identify') return ['type', 'match', 'endpoint'].includes(key) ? identifyAdvice(place) : '';
  const isTold = ['type', 'server_uri', 'client_uri'].includes(key);
  return type === 'registration' && isTold ? registrationAdvice(place, version) : '';
}

function hostAdvice(place: HoverPlace): string {
  const { workspace, uri } = place;
  const chain = chainOf(workspace, uri, place.section);
  const host = lastIn(chain, 'host')?.value ?? '';
  const type = foldCase(lastIn(chain, 'type')?.value ?? '');
  if (host === '' || type === 'user' || chain.isTemplate || isTemplateExpression(host)) return '';
  if (foldCase(host) === 'dynamic') {
    return 'Here the device registers at this server and so tells its address. A register line is for the other way round only.';
  }
  const trunk = trunkHere(place);
  const known =
    trunk === undefined
      ? `Calls from ${code(host)} belong to this section.`
      : ownCalls(trunk, 'this section');
  const isRegistered = hostsRegisteredAt(workspace, uri).has(foldCase(host));
  const way =
    isRegistered || (trunk?.callbackextension ?? '') !== ''
      ? 'This server registers there, so the other side knows where to send calls.'
      : 'This server does not register there: the other side can send calls only if it has the fixed address of this server on file (IP authentication). For outgoing calls alone that does not matter.';
  return `**Registered or known by address?** ${known} ${way}`;
}

function ownCalls(trunk: Trunk, here: string): string {
  const from = `Calls from ${code(trunk.host)} belong to ${here}`;
  if (!trunk.asksForSecret) {
    return `${from} and are taken without a password, since it has no ${code('secret')}.`;
  }
  return trunk.insecure.split(',').includes('invite')
    ? `${from} and are taken without a password, since ${code('insecure')} holds ${code('invite')}.`
    : `${from}, and have to prove who they are with its secret.`;
}

function insecureAdvice(place: HoverPlace): string {
  const trunk = trunkHere(place);
  const words = lastIn(chainOf(place.workspace, place.uri, place.section), 'insecure')?.value ?? '';
  const isOpen = foldCase(words).split(',').includes('invite');
  if (trunk === undefined) {
    return isOpen
      ? `Here no fixed ${code('host')} tells who may call, so ${code('invite')} lets anyone in who gives the name of this section.`
      : '';
  }
  if (!trunk.asksForSecret) {
    return `Here it makes no difference to passwords: the section has no ${code('secret')}, so calls from ${code(trunk.host)} are taken by their address alone.`;
  }
  return isOpen
    ? `Here it lets calls from ${code(trunk.host)} in by their address alone; the secret of the section is for outgoing calls only.`
    : `Here calls from ${code(trunk.host)} have to prove who they are with the secret of the section; providers that do not answer that need ${code('invite')}.`;
}

function trunkHere({ workspace, uri, section }: HoverPlace): Trunk | undefined {
  const name = section.section.header?.name ?? '';
  const trunks = trunksNamed(workspace, uri, name);
  return trunks.find(({ placed }) => placed.section === section.section) ?? trunks[0];
}

const extractHosts = perSection(({ kind, entries }) => {
  const hosts = registerLines(kind, entries).flatMap(({ parsed }) => parsed.fields.host ?? []);
  return hosts.length === 0 ? undefined : { hosts };
});

/** Hosts of all register lines, in lower case. */
function hostsRegisteredAt(workspace: Workspace, uri: string): ReadonlySet<string> {
  const facts = factsOf(workspace, uri);
  const files = facts.root === undefined ? [facts.uri] : filesOfRoot(workspace, facts.root);
  const hosts = new Set<string>();
  for (const file of files) {
    const model = workspace.files.get(file);
    if (model === undefined) continue;
    for (const { value } of extractHosts(model, factsOf(workspace, file))) {
      for (const host of value.hosts) hosts.add(foldCase(host));
    }
  }
  return hosts;
}

function identifyAdvice({ workspace, uri, section }: HoverPlace): string {
  const chain = chainOf(workspace, uri, section);
  const endpoint = lastIn(chain, 'endpoint')?.value ?? '';
  const addresses = matchesOf(chain).filter((address) => address !== '');
  if (endpoint === '' || addresses.length === 0) return '';
  const whose = code(`[${endpoint}]`);
  const target = sectionNamed(workspace, uri, 'endpoint', endpoint);
  const asks = target === undefined ? undefined : (lastIn(target, 'auth')?.value ?? '') !== '';
  const known =
    asks === undefined
      ? `Calls from these addresses belong to ${whose}.`
      : asks
        ? `Calls from these addresses belong to ${whose}, and have to prove who they are, since it has ${code('auth')}; most providers do not answer that.`
        : `Calls from these addresses belong to ${whose} and are taken without a password, since it has no ${code('auth')}.`;
  const way = registersAtOneOf(workspace, uri, addresses)
    ? 'This server registers there, so the other side knows where to send them.'
    : 'No registration here is for one of them by name: the other side has to have the fixed address of this server on file (IP authentication), or be registered at under another name.';
  return `**Registered or known by address?** ${known} ${way}`;
}

function registersAtOneOf(workspace: Workspace, uri: string, addresses: readonly string[]): boolean {
  const facts = factsOf(workspace, uri);
  const files = facts.root === undefined ? [facts.uri] : filesOfRoot(workspace, facts.root);
  return files.some((file) =>
    registrationsIn(workspace, file).some(({ placed }) => {
      const { registration } = registrationAt(workspace, file, placed, 22);
      return addresses.includes(foldCase(registration.fields.host ?? ''));
    }),
  );
}

/** What a `registration` section or a wizard does, in sentences; empty for other sections and for templates. */
export function registrationAdvice({ workspace, uri, section }: HoverPlace, version: 16 | 22): string {
  const chain = chainOf(workspace, uri, section);
  if (chain.isTemplate || holdsExpression(chain)) return '';
  const { kind } = factsOf(workspace, uri);
  const states = stateList(stateTables.pjsipRegistrations);
  if (kind === 'pjsip_wizard.conf') {
    const { made, surroundings } = wizardAt(workspace, uri, section, version);
    if (made.length === 0) return '';
    const each = made.map(({ name, registration }) =>
      registration.ok
        ? `${code(`[${name}]`)}: ${pjsipSentences(registration, { code }, surroundings)}`
        : `${code(`[${name}]`)}: ${registration.problems.map(({ message }) => escape(message)).join(' ')}`,
    );
    return blocks('**Registrations** that this section makes:', list(each), states);
  }
  if (kind !== 'pjsip.conf' || valuesIn(chain, 'type')[0]?.value !== 'registration') return '';
  const { registration, surroundings } = registrationAt(workspace, uri, section, version);
  const problems = list(registration.problems.map(({ message }) => escape(message)));
  if (!registration.ok) return blocks('**Registration**', problems, states);
  return blocks('**Registration**', pjsipSentences(registration, { code }, surroundings), problems, states);
}

/** Another program fills something in, so that nothing can be said for certain. */
function holdsExpression(chain: SectionChain): boolean {
  return valuesIn(chain, 'server_uri', 'client_uri', 'remote_hosts', 'outbound_auth').some(({ value }) =>
    isTemplateExpression(value),
  );
}
