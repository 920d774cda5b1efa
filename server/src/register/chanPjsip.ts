/** Says what chan_pjsip makes of a `type=registration` section and of the `type=auth` section it names. */
import { foldCase } from '../text/ascii.ts';
import type { RegisterFields } from './shape.ts';
import { parseSipUri, type SipUri } from './sipUri.ts';

export { parseSipUri, type SipUri } from './sipUri.ts';

/** Effective values of a section by option name in lower case: templates included, the last one of each. */
export type PjsipOptions = ReadonlyMap<string, string>;

/** Codes as in the recorded results of real Asterisk. */
export type PjsipProblemCode =
  | 'missing-server-uri'
  | 'missing-client-uri'
  | 'server-uri-not-sip'
  | 'client-uri-not-sip'
  | 'invalid-server-uri'
  | 'invalid-client-uri'
  | 'invalid-value'
  | 'missing-username'
  | 'missing-password'
  | 'missing-md5_cred'
  | 'no-auth'
  | 'auth-not-found'
  | 'line-without-endpoint'
  | 'endpoint-without-line'
  | 'missing-remote_hosts';

/** Something that makes Asterisk refuse the section, or that shows later. */
export interface PjsipProblem {
  readonly code: PjsipProblemCode;
  /** The option concerned. */
  readonly option: string;
  /** One plain sentence without a final dot and without the text of a secret. */
  readonly message: string;
}

/** An `auth` section as far as registrations care. */
export interface PjsipAuth {
  /** False when Asterisk refuses the section. */
  readonly ok: boolean;
  readonly username?: string;
  /** Absent where a digest is stored instead. */
  readonly password?: string;
  readonly problems: readonly PjsipProblem[];
}

/** A registration as chan_pjsip sets it up. */
export interface PjsipRegistration {
  /** False when Asterisk refuses the section. */
  readonly ok: boolean;
  /** Empty where `ok` is false. `user` is everything before the `@` of client_uri. */
  readonly fields: RegisterFields & {
    readonly server_uri?: string;
    readonly client_uri?: string;
    /** The address the request is sent for, as it is written into it. */
    readonly requestUri?: string;
  };
  /** How it behaves besides; absent where `ok` is false. */
  readonly settings?: PjsipRegistrationSettings;
  readonly problems: readonly PjsipProblem[];
}

/** What a registration does after an answer, and which calls it takes; times in seconds, defaults filled in. */
export interface PjsipRegistrationSettings {
  /** The endpoint that calls marked by `line` belong to; absent without `line=yes`. */
  readonly lineEndpoint?: string;
  /** Name of the transport section; absent where Asterisk takes the first that fits. */
  readonly transport?: string;
  readonly retryInterval: number;
  /** After 403; 0 never tries again. */
  readonly forbiddenRetryInterval: number;
  /** After another final refusal; 0 never tries again. */
  readonly fatalRetryInterval: number;
  readonly maxRetries: number;
  readonly authRejectionPermanent: boolean;
}

/** Seconds asked for where `expiration` is absent. */
const DEFAULT_EXPIRATION = 3600;

/**
 * What a registration section does. `auths` are the sections named by `outbound_auth`, in its order; `undefined` for one
 * that does not exist. Unknown options, which refuse the section too, are for the caller to find.
 * Source: Asterisk res/res_pjsip_outbound_registration.c, sip_outbound_registration_apply.
 */
export function registrationOf(
  options: PjsipOptions,
  auths: readonly (PjsipAuth | undefined)[],
): PjsipRegistration {
  const server = readUri(options, 'server');
  const client = readUri(options, 'client');
  const expiry = readExpiration(options.get('expiration'));
  const contact = options.get('contact_user') ?? '';
  const numbers = readNumbers(options);
  const refusals = [
    ...server.problems,
    ...client.problems,
    ...expiry.problems,
    ...contactProblems(contact),
    ...numbers.problems,
    ...negotiationProblems(options),
    ...lineProblems(options),
  ];
  if (server.uri === undefined || client.uri === undefined || refusals.length > 0) {
    return { ok: false, fields: {}, problems: refusals };
  }
  const auth = auths.find((candidate) => candidate?.ok === true);
  const fields = {
    server_uri: server.text,
    client_uri: client.text,
    requestUri: requestUri(server.uri, server.text),
    ...destination(server.uri),
    user: userOf(client.uri, client.text),
    ...(client.uri.host === undefined ? {} : { domain: client.uri.host }),
    callback: contact === '' ? 's' : contact,
    expiry: expiry.seconds,
    ...(auth?.username === undefined ? {} : { authuser: auth.username }),
    ...(auth?.password === undefined ? {} : { secret: auth.password }),
  };
  const problems = auth === undefined ? [authProblem(options)] : [];
  return { ok: true, fields, settings: settingsOf(options, numbers.values), problems };
}

/** `line` and `endpoint` work together only; either alone has the section refused. */
export function lineProblems(options: PjsipOptions): readonly PjsipProblem[] {
  const hasLine = isTrue(options.get('line'));
  const hasEndpoint = (options.get('endpoint') ?? '') !== '';
  if (hasLine === hasEndpoint) return [];
  return hasLine
    ? [
        {
          code: 'line-without-endpoint',
          option: 'line',
          message: 'Missing endpoint beside line=yes, Asterisk refuses this section',
        },
      ]
    : [
        {
          code: 'endpoint-without-line',
          option: 'endpoint',
          message: 'Missing line=yes beside endpoint, Asterisk refuses this section',
        },
      ];
}

/** Asterisk main/utils.c, ast_true. */
export function isTrue(text: string | undefined): boolean {
  return /^(?:yes|true|[yt1]|on)$/i.test(text ?? '');
}

/** Options that take an unsigned number, with what holds without them. */
const NUMBERS = {
  retry_interval: 60,
  forbidden_retry_interval: 0,
  fatal_retry_interval: 0,
  max_retries: 10,
  max_random_initial_delay: 10,
} as const;

type NumberOption = keyof typeof NUMBERS;

function readNumbers(options: PjsipOptions): {
  readonly values: Readonly<Record<NumberOption, number>>;
  readonly problems: readonly PjsipProblem[];
} {
  const values: Record<NumberOption, number> = { ...NUMBERS };
  const problems: PjsipProblem[] = [];
  for (const option of Object.keys(NUMBERS) as NumberOption[]) {
    const text = options.get(option);
    if (text === undefined) continue;
    if (/^\d+$/.test(text) && Number(text) <= 0xffffffff) values[option] = Number(text);
    else {
      const message = 'Expected a number and nothing else, Asterisk refuses this section';
      problems.push({ code: 'invalid-value', option, message });
    }
  }
  return { values, problems };
}

function negotiationProblems(options: PjsipOptions): readonly PjsipProblem[] {
  const text = options.get('security_negotiation');
  if (text === undefined || text === 'no' || text === 'mediasec') return [];
  const message = 'Expected "no" or "mediasec", Asterisk refuses this section';
  return [{ code: 'invalid-value', option: 'security_negotiation', message }];
}

function settingsOf(
  options: PjsipOptions,
  numbers: Readonly<Record<NumberOption, number>>,
): PjsipRegistrationSettings {
  const endpoint = options.get('endpoint') ?? '';
  const transport = options.get('transport') ?? '';
  return {
    ...(endpoint === '' ? {} : { lineEndpoint: endpoint }),
    ...(transport === '' ? {} : { transport }),
    retryInterval: numbers.retry_interval,
    forbiddenRetryInterval: numbers.forbidden_retry_interval,
    fatalRetryInterval: numbers.fatal_retry_interval,
    maxRetries: numbers.max_retries,
    authRejectionPermanent: isTrue(options.get('auth_rejection_permanent') ?? 'yes'),
  };
}

/**
 * What an auth section is for a registration. `version` decides about passwords: 16 takes an empty one, 22 does not.
 * Source: Asterisk res/res_pjsip/config_auth.c, auth_apply.
 */
export function pjsipAuthOf(options: PjsipOptions, version: 16 | 22): PjsipAuth {
  const problems: PjsipProblem[] = [];
  const report = (code: PjsipProblemCode, option: string, message: string): void => {
    problems.push({ code, option, message });
  };
  const username = options.get('username') ?? '';
  const password = options.get('password') ?? '';
  const digest = options.get('md5_cred') ?? '';
  const type = foldCase(options.get('auth_type') ?? 'userpass');
  const types = version === 16 ? TYPES_16 : TYPES_22;
  if (!types.has(type)) {
    report('invalid-value', 'auth_type', 'Unknown auth_type, Asterisk refuses this section');
  }
  if (username === '') {
    report('missing-username', 'username', 'Missing username, Asterisk refuses this section');
  }
  const isDigest = type === 'md5';
  if (isDigest && digest === '' && (version === 16 || password === '')) {
    report('missing-md5_cred', 'md5_cred', 'Missing md5_cred, Asterisk refuses this section');
  }
  // In angle brackets it is a place that somebody fills in.
  const isFilledIn = digest.startsWith('<') && digest.endsWith('>');
  if (isDigest && digest !== '' && digest.length !== DIGEST_LENGTH && !isFilledIn) {
    report(
      'invalid-value',
      'md5_cred',
      'Expected a digest of 32 digits and letters, Asterisk refuses this section',
    );
  }
  const isDigested = version === 22 && (options.get('password_digest') ?? '') !== '';
  if (!isDigest && password === '' && digest === '' && !isDigested && version === 22) {
    report('missing-password', 'password', 'Missing password, Asterisk refuses this section');
  }
  if (problems.length > 0) return { ok: false, problems };
  const isStored = (isDigest && digest !== '') || (isDigested && password === '');
  return { ok: true, username, ...(isStored ? {} : { password }), problems };
}

/** Characters of an MD5 digest. */
const DIGEST_LENGTH = 32;

const TYPES_16: ReadonlySet<string> = new Set(['userpass', 'md5', 'google_oauth']);
const TYPES_22: ReadonlySet<string> = new Set([...TYPES_16, 'digest']);

interface ReadUri {
  readonly uri?: SipUri;
  readonly text: string;
  readonly problems: readonly PjsipProblem[];
}

function readUri(options: PjsipOptions, which: 'server' | 'client'): ReadUri {
  const option = `${which}_uri`;
  const text = options.get(option) ?? '';
  if (text === '') {
    const message = `Missing ${option}, Asterisk refuses this section`;
    return { text, problems: [{ code: `missing-${which}-uri`, option, message }] };
  }
  const uri = parseSipUri(text);
  const [problem] = uri.problems;
  if (problem === undefined) return { uri, text, problems: [] };
  const code =
    problem.code === 'not-sip' ? (`${which}-uri-not-sip` as const) : (`invalid-${which}-uri` as const);
  return { text, problems: [{ code, option, message: `${problem.message}, Asterisk refuses this section` }] };
}

function readExpiration(text: string | undefined): {
  readonly seconds: number;
  readonly problems: readonly PjsipProblem[];
} {
  if (text === undefined) return { seconds: DEFAULT_EXPIRATION, problems: [] };
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= 0xffffffff) return { seconds, problems: [] };
  const message = 'Expected a number of seconds from 1 on and nothing else, Asterisk refuses this section';
  return { seconds, problems: [{ code: 'invalid-value', option: 'expiration', message }] };
}

function contactProblems(contact: string): readonly PjsipProblem[] {
  if (contact === '' || parseSipUri(`sip:${contact}@h`).user === contact) return [];
  const message = 'Expected a name that can stand in an address, Asterisk refuses this section';
  return [{ code: 'invalid-value', option: 'contact_user', message }];
}

function authProblem(options: PjsipOptions): PjsipProblem {
  const option = 'outbound_auth';
  return (options.get(option) ?? '') === ''
    ? {
        code: 'no-auth',
        option,
        message: 'Missing outbound_auth: Asterisk cannot answer when a password is asked for',
      }
    : {
        code: 'auth-not-found',
        option,
        message: 'Unknown auth section: Asterisk cannot answer when a password is asked for',
      };
}

function destination(uri: SipUri): Pick<RegisterFields, 'transport' | 'host' | 'port'> {
  const word = uri.parameters.find(({ name }) => foldCase(name) === 'transport')?.value;
  const written = foldCase(word ?? '');
  const transport = written === 'tcp' || written === 'tls' ? written : uri.scheme === 'sips' ? 'tls' : 'udp';
  const port = uri.port ?? (transport === 'tls' ? 5061 : 5060);
  return { transport, port, ...(uri.host === undefined ? {} : { host: uri.host }) };
}

function userOf(uri: SipUri, text: string): string {
  if (uri.userSpan === undefined) return '';
  return text.slice(uri.userSpan.start, (uri.passwordSpan ?? uri.userSpan).end);
}

/** The address without brackets, with the scheme in lower case and without a port 0. */
function requestUri(uri: SipUri, text: string): string {
  const account = userOf(uri, text);
  const at = account === '' ? '' : `${account}@`;
  const port = uri.port === undefined ? '' : `:${uri.port}`;
  const parameters = uri.parameters.map(
    ({ name, value }) => `;${name}${value === undefined ? '' : `=${value}`}`,
  );
  return `${uri.scheme ?? 'sip'}:${at}${uri.host ?? ''}${port}${parameters.join('')}`;
}
