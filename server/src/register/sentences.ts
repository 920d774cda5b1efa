/** Says in sentences what a registration does. Shows no secret and no piece of one; the caller chooses how names are marked. */
import type { PjsipRegistration } from './chanPjsip.ts';
import type { RegisterPartName, RegisterString } from './shape.ts';

/** How names and values stand out from the words around them. */
export interface SentenceStyle {
  /** Marks text of the file, for example as code. Never gets a secret. */
  readonly code: (text: string) => string;
}

/** What the configuration says besides the line. */
export interface RegisterSurroundings {
  /** Context in which calls from this provider arrive, where it is known. */
  readonly context?: string;
  /** The section that gives the context: the peer, user or endpoint that calls from there belong to. */
  readonly section?: string;
  /** No section is for this host: its calls are a stranger's, who gets the context or is refused. */
  readonly isStranger?: boolean;
  readonly isRefused?: boolean;
}

/** What stands in place of a secret, however long it is. */
const HIDDEN = '********';

/** What chan_sip or chan_iax2 does with an accepted register string. */
export function registerSentences(
  driver: 'sip' | 'iax',
  parsed: RegisterString,
  style: SentenceStyle,
  surroundings: RegisterSurroundings = {},
): string {
  return driver === 'sip'
    ? sipSentences(parsed, style, surroundings)
    : iaxSentences(parsed, style, surroundings);
}

function sipSentences(
  parsed: RegisterString,
  style: SentenceStyle,
  surroundings: RegisterSurroundings,
): string {
  const { fields } = parsed;
  const show = (name: RegisterPartName, text: string | undefined): string => shown(name, text, parsed, style);
  const domain = fields.domain === undefined ? '' : ` in the domain ${show('domain', fields.domain)}`;
  const transport = (fields.transport ?? 'udp').toUpperCase();
  const host = fields.host === '' ? 'no host at all' : show('host', fields.host);
  const peer =
    fields.peer === undefined ? '' : ` It uses the settings of the peer ${show('peer', fields.peer)}.`;
  return [
    `Asterisk registers as ${show('user', fields.user)}${domain} with ${host}, port ${String(fields.port ?? 5060)}, over ${transport}, ${time(fields.expiry)}.${peer}`,
    login(parsed, style),
    sipArrival(show('callback', fields.callback ?? 's'), surroundings, style),
  ].join(' ');
}

function sipArrival(extension: string, surroundings: RegisterSurroundings, { code }: SentenceStyle): string {
  const { context, section, isStranger, isRefused } = surroundings;
  if (isStranger === true) {
    const then =
      isRefused === true
        ? `${code('allowguest=no')} refuses them`
        : `they arrive at extension ${extension} in the context ${code(context ?? 'default')}`;
    return `No peer here has this host; if none has its address either, calls from there are a stranger's, and ${then}.`;
  }
  const where =
    context === undefined
      ? `in the context of the peer that matches the provider, or else the one of ${code('[general]')}`
      : `in the context ${code(context)}${section === undefined ? '' : `, through the peer ${code(`[${section}]`)}`}`;
  return `Calls from there arrive at extension ${extension} ${where}.`;
}

function iaxSentences(
  parsed: RegisterString,
  style: SentenceStyle,
  { context, section }: RegisterSurroundings,
): string {
  const { fields } = parsed;
  const through = section === undefined ? '' : `, through ${style.code(`[${section}]`)}`;
  const where =
    context === undefined
      ? 'in the context of the matching user'
      : `in the context ${style.code(context)}${through}`;
  return [
    `Asterisk registers as ${shown('user', fields.user, parsed, style)} with ${shown('host', fields.host, parsed, style)}, port ${String(fields.port ?? 4569)}, over UDP, and renews that about every minute.`,
    login(parsed, style),
    `Calls from there arrive ${where}, at the number the other side dials.`,
  ].join(' ');
}

function time(expiry: number | undefined): string {
  if (expiry === undefined) return 'for the usual time';
  if (expiry <= 0) return 'asking for no time at all, which ends a registration';
  return `asking for ${String(expiry)} seconds and renewing in time`;
}

function login(parsed: RegisterString, style: SentenceStyle): string {
  const { fields, problems } = parsed;
  if (fields.key !== undefined) {
    const isTainted = problems.some(({ tainted }) => tainted?.includes('key'));
    return `It proves who it is with the private key ${style.code(isTainted ? HIDDEN : fields.key)}.`;
  }
  const name = shown('authuser', fields.authuser ?? fields.user, parsed, style);
  const isOther = fields.authuser !== undefined && fields.authuser !== fields.user;
  const asWhom = isOther ? ` as ${name}` : '';
  if (fields.secret === undefined) {
    return `It has no secret to log in${asWhom} with, unless the settings of the peer or an ${style.code('auth')} line give one.`;
  }
  return `When asked, it logs in${asWhom} with the secret of this line.`;
}

/** Text of the line as code, or hidden where it may be a piece of the secret. */
export function shown(
  name: RegisterPartName,
  text: string | undefined,
  parsed: RegisterString,
  { code }: SentenceStyle,
): string {
  if (text === undefined || text === '') return 'nobody';
  return code(mayBeSecret(name, parsed) ? HIDDEN : text);
}

/** Whether the part may hold a piece of the secret, because the driver divides the text in an odd place. */
export function mayBeSecret(name: RegisterPartName, parsed: RegisterString): boolean {
  if (name === 'secret') return true;
  if (parsed.problems.some(({ tainted }) => tainted?.includes(name))) return true;
  // What is refused and has no secret in it may be nothing but one.
  return !parsed.ok && !parsed.parts.some((part) => part.name === 'secret');
}

/** What chan_pjsip does with an accepted registration; `auth` is the name of the section it logs in with. */
export function pjsipSentences(
  { fields, settings }: PjsipRegistration,
  { code }: SentenceStyle,
  { context, section }: RegisterSurroundings & { readonly auth?: string } = {},
): string {
  const { user, domain, host, port, transport, expiry, callback, authuser } = fields;
  // A password in the address is no use, and nothing to show.
  const account = (user ?? '').split(':')[0] ?? '';
  const asWhom = account === '' ? 'nobody' : code(account);
  const inDomain = domain === undefined || domain === host ? '' : ` in the domain ${code(domain)}`;
  const over = (transport ?? 'udp').toUpperCase();
  const way = settings?.transport === undefined ? '' : ` through ${code(`[${settings.transport}]`)}`;
  const asLogin = authuser === undefined || authuser === account ? '' : ` as ${code(authuser)}`;
  const endpoint = settings?.lineEndpoint ?? section;
  const whose =
    endpoint === undefined
      ? 'of the endpoint that matches the provider'
      : `of the endpoint ${code(`[${endpoint}]`)}`;
  const where =
    context === undefined ? `in the context ${whose}` : `in the context ${code(context)} ${whose}`;
  return [
    `Asterisk registers as ${asWhom}${inDomain} with ${host === undefined ? 'no host' : code(host)}, port ${String(port ?? 5060)}, over ${over}${way}, ${time(expiry)}.`,
    authuser === undefined
      ? 'It has no login to answer with when the provider asks for a password.'
      : `When asked, it logs in${asLogin} with the password of its auth section.`,
    `Calls from there arrive at extension ${code(callback ?? 's')} ${where}.`,
    ...(settings === undefined ? [] : [retries(settings)]),
  ].join(' ');
}

function retries(settings: NonNullable<PjsipRegistration['settings']>): string {
  const { retryInterval, maxRetries, forbiddenRetryInterval, fatalRetryInterval } = settings;
  const again = (seconds: number): string => (seconds === 0 ? 'never' : `after ${String(seconds)} seconds`);
  const passing =
    maxRetries === 0
      ? 'After a failure it does not try again'
      : `After a passing failure it tries again every ${String(retryInterval)} seconds, ${String(maxRetries)} times at most`;
  return `${passing}; after "forbidden" ${again(forbiddenRetryInterval)}, after another final refusal ${again(fatalRetryInterval)}.`;
}
