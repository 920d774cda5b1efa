/** What to type into a softphone for one section, so that both sides can be compared. The secret only where it was asked for. */
import { isTemplate, sectionAt } from '../model/fileModel.ts';
import { generalOption, sectionNamed } from '../workspace/inbound.ts';
import { isTemplateExpression } from '../secrets/placeholder.ts';
import { chainOf, lastIn, valuesIn, type SectionChain } from '../workspace/sectionChain.ts';
import { factsOf, type Workspace } from '../workspace/workspace.ts';

/** Lines such as `User: 101`, or why there are none. */
export type PhoneSettings =
  | { readonly kind: 'explained'; readonly message: string }
  | { readonly kind: 'settings'; readonly name: string; readonly text: string };

/** The settings of the phone whose section holds `offset`; `undefined` for a file nobody has read. */
export function phoneSettings(
  workspace: Workspace,
  uri: string,
  offset: number,
  withSecret: boolean,
): PhoneSettings | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  const placed = sectionAt(model, offset);
  const header = placed?.section.header;
  if (placed === undefined || header === undefined || isTemplate(header)) return explained(NO_PHONE);
  const chain = chainOf(workspace, facts.uri, placed);
  const login = loginOf({ workspace, uri: facts.uri, name: header.name, chain }, facts.kind);
  if (login === undefined) return explained(NO_PHONE);
  const lines = [
    ['Phone', header.name],
    ['User', login.user],
    ['Login', login.login === login.user ? '' : login.login],
    ['Server', login.server],
    ['Port', login.port],
    ['Transport', login.transport],
    ['Secret', withSecret ? secretText(login.secret) : ''],
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

function secretText(secret: string | undefined): string {
  if (secret === undefined || secret === '') return '(none is set)';
  return isTemplateExpression(secret) ? '(another program fills it in)' : secret;
}

interface Place {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly name: string;
  readonly chain: SectionChain;
}

/** What a phone needs to register. */
interface Login {
  readonly user: string;
  /** Name in the challenge; usually the same. */
  readonly login: string;
  readonly server: string;
  readonly port: string;
  readonly transport: string;
  readonly secret: string | undefined;
}

function loginOf(place: Place, kind: string | undefined): Login | undefined {
  if (kind === 'sip.conf') return place.name === 'authentication' ? undefined : sipLogin(place);
  if (kind === 'iax.conf') return iaxLogin(place);
  if (kind === 'pjsip.conf') return pjsipLogin(place);
  return kind === 'pjsip_wizard.conf' ? wizardLogin(place) : undefined;
}

/** A phone registers as its section is called; chan_sip checks the digest with that name too. */
function sipLogin({ workspace, uri, name, chain }: Place): Login | undefined {
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
    secret: lastIn(chain, 'secret')?.value,
  };
}

/** Of several secrets of a device the last one is what an outgoing call uses; all are let in. */
function iaxLogin({ workspace, uri, name, chain }: Place): Login | undefined {
  if (name === 'general' || lastIn(chain, 'type') === undefined) return undefined;
  const bound = addressOf(generalOption(workspace, uri, 'bindaddr') ?? '');
  return {
    user: name,
    login: name,
    server: bound.host || NO_ADDRESS,
    port: bound.port || (generalOption(workspace, uri, 'bindport') ?? '4569'),
    transport: 'IAX2 over UDP',
    secret: lastIn(chain, 'secret')?.value,
  };
}

/** From the endpoint, or from the aor or auth that belongs to it. */
function pjsipLogin({ workspace, uri, name, chain }: Place): Login | undefined {
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
    secret: auth && lastIn(auth, 'password')?.value,
  };
}

function wizardLogin({ workspace, uri, name, chain }: Place): Login | undefined {
  if (valuesIn(chain, 'type')[0]?.value !== 'wizard') return undefined;
  return {
    user: name,
    login: lastIn(chain, 'inbound_auth/username')?.value ?? name,
    ...transportOf(workspace, uri, lastIn(chain, 'transport', 'endpoint/transport')?.value ?? ''),
    secret: lastIn(chain, 'inbound_auth/password')?.value,
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
