/** What to type into a softphone for one section, so that both sides can be compared. The secret only where it was asked for. */
import { isReopened, isTemplate, sectionAt } from '../model/fileModel.ts';
import type { PjsipOptions } from '../register/chanPjsip.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { foldCase } from '../text/ascii.ts';
import type { ReadingVersion } from '../workspace/effective.ts';
import { generalOption, sectionNamed } from '../workspace/inbound.ts';
import {
  iaxInboundLogin,
  pjsipInboundLogin,
  sipInboundLogin,
  type InboundLogin,
} from '../workspace/inboundLogin.ts';
import { rootIndex } from '../workspace/rootIndex.ts';
import { optionsIn } from '../workspace/registrationSections.ts';
import { chainOf, lastIn, valuesIn, type ChainValue, type SectionChain } from '../workspace/sectionChain.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** Lines such as `User: 101`, or why there are none. */
export type PhoneSettings =
  | { readonly kind: 'explained'; readonly message: string }
  | { readonly kind: 'settings'; readonly name: string; readonly text: string };

export interface PhoneSettingsOptions {
  readonly withSecret: boolean;
  readonly version: ReadingVersion;
}

/** The settings of the phone whose section holds `offset`; `undefined` for a file nobody has read. */
export function phoneSettings(
  workspace: Workspace,
  uri: string,
  offset: number,
  { withSecret, version }: PhoneSettingsOptions,
): PhoneSettings | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  const placed = sectionAt(model, offset);
  const header = placed?.section.header;
  if (placed === undefined || header === undefined || isTemplate(header)) return explained(NO_PHONE);
  const chain = chainOf(workspace, facts.uri, placed);
  const login = loginOf({ workspace, uri: facts.uri, name: header.name, chain, version }, facts.kind);
  if (login === undefined) return explained(NO_PHONE);
  const lines = [
    ['Phone', header.name],
    ['User', login.user],
    ['Login', login.login === login.user ? '' : login.login],
    ['Server', login.server],
    ['Port', login.port],
    ['Transport', login.transport],
    ['Secret', withSecret ? secretText(login.inbound) : ''],
  ] as const;
  const text = lines
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
  return { kind: 'settings', name: header.name, text };
}

const NO_PHONE = 'Put the cursor into the section of a phone in sip.conf, iax.conf or pjsip.conf.';
const NO_ADDRESS = 'the address of this Asterisk server';

function explained(message: string): PhoneSettings {
  return { kind: 'explained', message };
}

function secretText(inbound: InboundLogin | undefined): string {
  if (inbound === undefined || inbound.state === 'open') return '(none is set)';
  if (inbound.state === 'refused') return '(none, Asterisk refuses its section)';
  if (inbound.digest !== undefined) return '(only a digest is stored, which cannot be turned back)';
  const secret = inbound.secrets.find((one) => one !== '');
  if (secret === undefined) return inbound.secrets.length > 0 ? '(an empty one)' : '(not in this file)';
  return isTemplateExpression(secret) ? '(another program fills it in)' : secret;
}

interface Place {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly name: string;
  readonly chain: SectionChain;
  readonly version: ReadingVersion;
}

/** What a phone needs to register. */
interface Login {
  readonly user: string;
  /** Name in the challenge; usually the same. */
  readonly login: string;
  readonly server: string;
  readonly port: string;
  readonly transport: string;
  /** Absent where nothing is set. */
  readonly inbound: InboundLogin | undefined;
}

function loginOf(place: Place, kind: string | undefined): Login | undefined {
  if (kind === 'sip.conf') return place.name === 'authentication' ? undefined : sipLogin(place);
  if (kind === 'iax.conf') return iaxLogin(place);
  if (kind === 'pjsip.conf') return pjsipLogin(place);
  return kind === 'pjsip_wizard.conf' ? wizardLogin(place) : undefined;
}

/** A phone registers as its section is called; chan_sip checks the digest with that name too. */
function sipLogin(place: Place): Login | undefined {
  const { workspace, uri, name, chain } = place;
  if (name === 'general' || lastIn(chain, 'type') === undefined) return undefined;
  const general = (option: string): string => generalOption(workspace, uri, option) ?? '';
  const asked = lastIn(chain, 'transport')?.value ?? general('transport');
  const transport = firstWord(asked) || 'udp';
  const isTls = transport === 'tls' || transport === 'wss';
  const bound = addressOf(
    general(isTls ? 'tlsbindaddr' : transport === 'tcp' ? 'tcpbindaddr' : 'udpbindaddr'),
  );
  const outside = addressOf(general('externaddr') || general('externip') || general('externhost'));
  return {
    user: name,
    login: name,
    server: outside.host || bound.host || addressOf(general('bindaddr')).host || NO_ADDRESS,
    port: bound.port || (isTls ? '5061' : general('bindport') || '5060'),
    transport: transport.toUpperCase(),
    inbound: sipInboundLogin(deviceValues(place)),
  };
}

/** Sections of one name make one device of chan_sip. */
function deviceValues({ workspace, uri, name }: Place): readonly ChainValue[] {
  return rootIndex(workspace, uri)
    .named(name)
    .filter(({ section: { section } }) => !isReopened(section.header) && !isTemplate(section.header))
    .flatMap((one) => valuesIn(chainOf(workspace, one.uri, one.section), 'secret', 'md5secret'));
}

/** A phone that registers is compared with the last line of secrets, one that only calls with all of them. */
function iaxLogin({ workspace, uri, name, chain }: Place): Login | undefined {
  if (name === 'general' || lastIn(chain, 'type') === undefined) return undefined;
  const bound = addressOf(generalOption(workspace, uri, 'bindaddr') ?? '');
  const values = valuesIn(chain, 'secret', 'inkeys', 'dbsecret');
  const isUser = foldCase(valuesIn(chain, 'type')[0]?.value ?? '') === 'user';
  return {
    user: name,
    login: name,
    server: bound.host || NO_ADDRESS,
    port: bound.port || (generalOption(workspace, uri, 'bindport') ?? '4569'),
    transport: 'IAX2 over UDP',
    inbound: iaxInboundLogin(values, isUser ? 'user' : 'peer'),
  };
}

/** From the endpoint, or from the aor or auth that belongs to it. */
function pjsipLogin({ workspace, uri, name, chain, version }: Place): Login | undefined {
  const type = valuesIn(chain, 'type')[0]?.value;
  if (type !== 'endpoint' && type !== 'aor' && type !== 'auth') return undefined;
  const endpoint = type === 'endpoint' ? chain : sectionNamed(workspace, uri, 'endpoint', name);
  const authName = firstWord((endpoint && lastIn(endpoint, 'auth')?.value) ?? '');
  const auth = type === 'auth' ? chain : sectionNamed(workspace, uri, 'auth', authName);
  const login = (auth && lastIn(auth, 'username')?.value) ?? '';
  const aor = firstWord((endpoint && lastIn(endpoint, 'aors')?.value) ?? '');
  const transport = (endpoint && lastIn(endpoint, 'transport')?.value) ?? '';
  return {
    user: aor || (type === 'auth' ? login || name : name),
    login: login || name,
    ...transportOf(workspace, uri, transport),
    inbound: auth && inboundOf(optionsIn(auth, ...AUTH_OPTIONS), version),
  };
}

const AUTH_OPTIONS = ['username', 'auth_type', 'password', 'md5_cred', 'password_digest'] as const;

function inboundOf(options: PjsipOptions, version: ReadingVersion): InboundLogin | undefined {
  const isSet = ['password', 'md5_cred', 'password_digest'].some((name) => (options.get(name) ?? '') !== '');
  return isSet ? pjsipInboundLogin(options, version) : undefined;
}

function wizardLogin({ workspace, uri, name, chain, version }: Place): Login | undefined {
  if (valuesIn(chain, 'type')[0]?.value !== 'wizard') return undefined;
  // Without a user name the wizard takes the name of the section.
  const options = new Map([['username', name]]);
  for (const option of AUTH_OPTIONS) {
    const value = lastIn(chain, `inbound_auth/${option}`)?.value;
    if (value !== undefined) options.set(option, value);
  }
  return {
    user: name,
    login: options.get('username') ?? name,
    ...transportOf(workspace, uri, lastIn(chain, 'transport', 'endpoint/transport')?.value ?? ''),
    inbound: inboundOf(options, version),
  };
}

function transportOf(
  workspace: Workspace,
  uri: string,
  name: string,
): Pick<Login, 'server' | 'port' | 'transport'> {
  const chain = name === '' ? undefined : sectionNamed(workspace, uri, 'transport', name);
  const value = (option: string): string => (chain && lastIn(chain, option)?.value) ?? '';
  const protocol = value('protocol') || 'udp';
  const bound = addressOf(value('bind'));
  const outside = addressOf(value('external_signaling_address'));
  return {
    server: outside.host || bound.host || NO_ADDRESS,
    port: value('external_signaling_port') || bound.port || (protocol === 'tls' ? '5061' : '5060'),
    transport: protocol.toUpperCase(),
  };
}

/** Host and port of `host:port` or `[v6]:port`; an address that means "all" counts as none. */
function addressOf(text: string): { readonly host: string; readonly port: string } {
  const found = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text.trim());
  const host = found?.[1] ?? '';
  return { host: /^(?:0\.0\.0\.0|\[::\])$/.test(host) ? '' : host, port: found?.[2] ?? '' };
}

function firstWord(list: string): string {
  return (list.split(',', 1)[0] ?? '').trim();
}
