/** Where calls from a provider land, and how it is told apart: by its address, by a mark, or not at all. */
import { isTemplate, sectionsNamed, type PlacedSection } from '../model/fileModel.ts';
import {
  pjsipAuthOf,
  registrationOf,
  type PjsipOptions,
  type PjsipRegistration,
} from '../register/chanPjsip.ts';
import { parseSipRegister } from '../register/chanSip.ts';
import { wizardRegistrations, type WizardRegistration } from '../register/pjsipWizard.ts';
import type { RegisterFields } from '../register/shape.ts';
import type { RegisterSurroundings } from '../register/sentences.ts';
import { foldCase } from '../text/ascii.ts';
import type { RegisterLine } from './registerLines.ts';
import { readExpiry } from './registrations.ts';
import { optionsIn, sectionsOfType } from './registrationSections.ts';
import { chainOf, lastIn, valuesIn, type SectionChain } from './sectionChain.ts';
import { trunksAt, trunksNamed, type Trunk } from './trunks.ts';
import { factsOf, filesOfRoot, type Workspace } from './workspace.ts';

/** What the configuration says about calls from the host of a register line. */
export interface Inbound extends RegisterSurroundings {
  /** The device that calls from there belong to, where one is certain. */
  readonly trunk?: Trunk;
}

/**
 * Where calls from the host of a register line land. chan_sip looks for a device with that address, of several the one
 * whose `callbackextension` is the extension called (channels/chan_sip.c, check_peer_ok); a stranger gets the context of
 * `[general]`. Knows no addresses, so only equal names count.
 */
export function inboundOf(
  workspace: Workspace,
  uri: string,
  driver: 'sip' | 'iax',
  fields: RegisterFields,
): Inbound {
  const { host = '', peer, callback } = fields;
  if (host === '') return {};
  const known = trunksAt(workspace, uri, host);
  const named = known.length > 0 ? known : trunksNamed(workspace, uri, peer ?? host);
  const trunks = driver === 'iax' ? named.filter(({ type }) => type === 'friend') : named;
  const trunk =
    trunks.find((one) => (one.callbackextension ?? '') !== '' && one.callbackextension === callback) ??
    trunks.find((one) => one.name === peer) ??
    (trunks.length === 1 ? trunks[0] : undefined);
  if (trunk !== undefined) return ofTrunk(workspace, uri, driver, trunk);
  const facts = factsOf(workspace, uri);
  if (driver === 'iax' || facts.role === 'loose' || facts.isIncomplete) return {};
  if (trunks.length > 0) return sharedContext(workspace, uri, trunks);
  const general = generalOption(workspace, uri, 'allowguest');
  const isRefused = general !== undefined && !/^(?:yes|true|[yt1]|on)$/i.test(general);
  return {
    isStranger: true,
    ...(isRefused ? { isRefused } : { context: generalOption(workspace, uri, 'context') ?? 'default' }),
  };
}

function ofTrunk(workspace: Workspace, uri: string, driver: 'sip' | 'iax', trunk: Trunk): Inbound {
  if (!trunk.isComplete && trunk.context === undefined) return { trunk };
  const inherited = driver === 'sip' ? generalOption(workspace, uri, 'context') : undefined;
  return { trunk, section: trunk.name, context: trunk.context ?? inherited ?? 'default' };
}

/** The line with the time that chan_sip asks for there: of `defaultexpiry`, as far as it stands above the line. */
export function withFileTime(
  workspace: Workspace,
  uri: string,
  section: PlacedSection,
  register: RegisterLine,
): RegisterLine {
  const isOwnTime = register.parsed.parts.some(({ name }) => name === 'expiry');
  if (register.driver !== 'sip' || isOwnTime) return register;
  const number = section.line + register.entry.number;
  let time: string | undefined;
  for (const { name, value, origin } of valuesIn(chainOf(workspace, uri, section), ...TIMED)) {
    if (foldCase(name) !== 'register') time = value;
    else if (origin.uri === uri && origin.line === number) break;
  }
  if (time === undefined) return register;
  return { ...register, parsed: parseSipRegister(register.value, { defaultExpiry: readExpiry(time) }) };
}

const TIMED = ['register', 'defaultexpiry', 'defaultexpirey'] as const;

/** Several devices have the host: only a context that all of them have is certain. */
function sharedContext(workspace: Workspace, uri: string, trunks: readonly Trunk[]): Inbound {
  const contexts = new Set(
    trunks.map((one) => one.context ?? generalOption(workspace, uri, 'context') ?? 'default'),
  );
  const [context] = contexts;
  return contexts.size === 1 && context !== undefined ? { context } : {};
}

/** An option of the first `[general]` of the root. */
export function generalOption(workspace: Workspace, uri: string, option: string): string | undefined {
  for (const [file, placed] of placesNamed(workspace, uri, 'general')) {
    if (!isTemplate(placed.section.header)) {
      return lastIn(chainOf(workspace, file, placed), option)?.value;
    }
  }
  return undefined;
}

function* placesNamed(
  workspace: Workspace,
  uri: string,
  name: string,
): Generator<readonly [string, PlacedSection]> {
  for (const file of filesOf(workspace, uri)) {
    const model = workspace.files.get(file);
    for (const placed of model === undefined ? [] : sectionsNamed(model, name)) yield [file, placed];
  }
}

function filesOf(workspace: Workspace, uri: string): readonly string[] {
  const { root, uri: own } = factsOf(workspace, uri);
  return root === undefined ? [own] : filesOfRoot(workspace, root);
}

/** A registration of pjsip with where its calls land. */
export interface PjsipInbound {
  readonly registration: PjsipRegistration;
  readonly surroundings: RegisterSurroundings;
}

/** The section as a registration of pjsip.conf, with the endpoint that calls from there belong to. */
export function registrationAt(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  version: 16 | 22,
): PjsipInbound {
  const options = allOptions(chainOf(workspace, uri, placed));
  const names = (options.get('outbound_auth') ?? '').split(',').map((name) => name.trim());
  const auths = names.map((name) => {
    const section = sectionNamed(workspace, uri, 'auth', name);
    return section && pjsipAuthOf(allOptions(section), version);
  });
  const registration = registrationOf(options, auths);
  const { lineEndpoint } = registration.settings ?? {};
  const endpoint = lineEndpoint ?? endpointAt(workspace, uri, registration.fields.host ?? '');
  return { registration, surroundings: endpointContext(workspace, uri, endpoint) };
}

/** The registrations of a section of pjsip_wizard.conf, which makes its own endpoint. */
export function wizardAt(
  workspace: Workspace,
  uri: string,
  placed: PlacedSection,
  version: 16 | 22,
): { readonly made: readonly WizardRegistration[]; readonly surroundings: RegisterSurroundings } {
  const chain = chainOf(workspace, uri, placed);
  const name = placed.section.header?.name ?? '';
  const isWizard = valuesIn(chain, 'type')[0]?.value === 'wizard';
  const made = isWizard ? wizardRegistrations(name, valuesIn(chain), version) : [];
  return {
    made,
    surroundings: { section: name, context: lastIn(chain, 'endpoint/context')?.value ?? 'default' },
  };
}

/** The endpoint of the `identify` section that names the host; `undefined` where none or several do. */
export function endpointAt(workspace: Workspace, uri: string, host: string): string | undefined {
  const endpoints = new Set<string>();
  for (const file of filesOf(workspace, uri)) {
    for (const { placed } of sectionsOfType(workspace, file, 'identify')) {
      const chain = chainOf(workspace, file, placed);
      if (matchesOf(chain).includes(foldCase(host))) endpoints.add(lastIn(chain, 'endpoint')?.value ?? '');
    }
  }
  const [endpoint] = endpoints;
  return endpoints.size === 1 && endpoint !== '' ? endpoint : undefined;
}

/** The addresses of an `identify` section, in lower case. */
export function matchesOf(chain: SectionChain): readonly string[] {
  return valuesIn(chain, 'match').flatMap(({ value }) =>
    value.split(',').map((address) => foldCase(address.trim())),
  );
}

function endpointContext(
  workspace: Workspace,
  uri: string,
  endpoint: string | undefined,
): RegisterSurroundings {
  if (endpoint === undefined) return {};
  const chain = sectionNamed(workspace, uri, 'endpoint', endpoint);
  if (chain === undefined) return { section: endpoint };
  return { section: endpoint, context: lastIn(chain, 'context')?.value ?? 'default' };
}

/** The section of that type and name, in any file of the root. */
export function sectionNamed(
  workspace: Workspace,
  uri: string,
  type: 'auth' | 'endpoint' | 'transport',
  name: string,
): SectionChain | undefined {
  for (const [file, placed] of placesNamed(workspace, uri, name)) {
    const { header } = placed.section;
    if (header?.name !== name || isTemplate(header)) continue;
    const chain = chainOf(workspace, file, placed);
    if (valuesIn(chain, 'type')[0]?.value === type) return chain;
  }
  return undefined;
}

function allOptions(chain: SectionChain): PjsipOptions {
  return optionsIn(chain, ...new Set(valuesIn(chain).map(({ name }) => foldCase(name))));
}
