/**
 * Writes an account the way each driver reads it back exactly, or says why it cannot. What is written was read by the
 * same parser that judges files. Knows no comments: a value still has to be put behind its `=` by `syntax/writeEntry.ts`.
 */
import { parseIaxRegister } from './chanIax2.ts';
import { pjsipAuthOf, registrationOf } from './chanPjsip.ts';
import { parseSipRegister } from './chanSip.ts';
import type { RegisterFields, RegisterString } from './shape.ts';

/** What a provider hands out. Absent parts are left to the driver; no text is empty. */
export interface Account {
  readonly user: string;
  readonly secret?: string;
  /** Where the login differs from the user. */
  readonly authuser?: string;
  /** Where the address that is registered has another domain than the host. */
  readonly domain?: string;
  readonly host: string;
  readonly port?: number;
  readonly transport?: 'udp' | 'tcp' | 'tls';
  /** Where calls arrive. */
  readonly extension?: string;
  /** Seconds. */
  readonly expiry?: number;
}

/** A written text or objects, or one plain sentence without a final dot that never holds a secret. */
export type Writing<T> =
  { readonly ok: true; readonly written: T } | { readonly ok: false; readonly reason: string };

/** The words for parts in reasons. */
const PART_WORDS: Readonly<Partial<Record<keyof RegisterFields, string>>> = {
  user: 'user',
  secret: 'secret',
  authuser: 'login name',
  domain: 'domain',
  host: 'host name',
  port: 'port',
  transport: 'transport',
  callback: 'extension',
  expiry: 'time',
  peer: 'name of the peer',
};

const CONTEXT = { defaultExpiry: 0 };

/**
 * The value of a `register` line of sip.conf; quotes are put where they are needed.
 *
 * @param peer name of the section whose settings take part
 */
export function writeSipRegister(account: Account, peer?: string): Writing<string> {
  const { user, secret, authuser, host, port, transport, extension, expiry, domain } = account;
  const wanted: RegisterFields = {
    ...(peer === undefined ? {} : { peer }),
    transport: transport ?? 'udp',
    user,
    ...(domain === undefined ? {} : { domain }),
    ...(secret === undefined ? {} : { secret }),
    authuser: authuser ?? user,
    host,
    port: port ?? (transport === 'tls' ? 5061 : 5060),
    callback: extension ?? 's',
    expiry: expiry ?? CONTEXT.defaultExpiry,
  };
  const head = `${peer === undefined ? '' : `${peer}?`}${transport === undefined ? '' : `${transport}://`}`;
  const tail = `@${host}${written(':', port)}${written('/', extension)}${written('~', expiry)}`;
  const compose = (quoted: ReadonlySet<string>): string => {
    const part = (name: string, text: string): string => (quoted.has(name) ? `"${text}"` : text);
    const login = authuser === undefined ? '' : `:${part('authuser', authuser)}`;
    const proof = secret === undefined && login === '' ? '' : `:${part('secret', secret ?? '')}${login}`;
    return `${head}${part('user', user)}${written('@', domain)}${proof}${tail}`;
  };
  const first = firstThatReads(
    [[], ['secret'], ['user'], ['authuser'], ['user', 'secret'], ['user', 'secret', 'authuser']].map(
      (quoted) => compose(new Set(quoted)),
    ),
    parseSip,
    wanted,
  );
  if (first !== undefined) return { ok: true, written: first };
  return { ok: false, reason: reasonFor(parseSip(compose(new Set())), wanted, 'chan_sip') };
}

const parseSip = (text: string): RegisterString => parseSipRegister(text, CONTEXT);

/** The value of a `register` line of iax.conf, which knows user, secret, host and port only. */
export function writeIaxRegister(account: Account): Writing<string> {
  const { user, secret, authuser, host, port, transport } = account;
  if (authuser !== undefined && authuser !== user) {
    return { ok: false, reason: 'iax.conf has no login name beside the user' };
  }
  if (transport !== undefined && transport !== 'udp') {
    return { ok: false, reason: `IAX knows no ${transport.toUpperCase()}, only UDP` };
  }
  const text = `${user}${written(':', secret)}@${host}${written(':', port)}`;
  const wanted = { user, ...(secret === undefined ? {} : { secret }), host, port: port ?? 4569 };
  const first = firstThatReads([text], parseIax, wanted);
  if (first !== undefined) return { ok: true, written: first };
  if (secret !== undefined && /[:@]/.test(secret)) {
    const reason =
      'iax.conf cannot carry a secret with ":" or "@", and quoting does not help there; ask for another one';
    return { ok: false, reason };
  }
  return { ok: false, reason: reasonFor(parseIax(text), wanted, 'chan_iax2') };
}

const parseIax = (text: string): RegisterString => parseIaxRegister(text, CONTEXT);

function written(mark: string, part: string | number | undefined): string {
  return part === undefined ? '' : `${mark}${String(part)}`;
}

function firstThatReads(
  texts: readonly string[],
  parse: (text: string) => RegisterString,
  wanted: RegisterFields,
): string | undefined {
  return texts.find((text) => {
    const parsed = parse(text);
    return parsed.ok && parsed.problems.length === 0 && differing(parsed.fields, wanted) === undefined;
  });
}

/** The first part in which the two differ. */
function differing(a: RegisterFields, b: RegisterFields): keyof RegisterFields | undefined {
  const names = [...new Set([...Object.keys(b), ...Object.keys(a)])] as (keyof RegisterFields)[];
  return names.find((name) => a[name] !== b[name]);
}

function reasonFor(parsed: RegisterString, wanted: RegisterFields, driver: string): string {
  const truncated = parsed.problems.find(({ code }) => code === 'truncated');
  if (truncated !== undefined) return truncated.message;
  const split = parsed.problems.some(({ code, part }) => code === 'split' && part === 'secret');
  const part = parsed.ok && !split ? (differing(parsed.fields, wanted) ?? 'host') : blamed(wanted);
  const word = PART_WORDS[part] ?? part;
  return `${driver} would read another ${word} than this one, because of a character in it`;
}

/** Where a line falls apart, the part with the most unusual character is to blame: nearly always the secret. */
const LOGIN = ['secret', 'authuser', 'user', 'domain', 'host', 'callback'] as const;
const ADDRESS = ['user', 'host', 'domain', 'callback'] as const;

function blamed(
  wanted: RegisterFields,
  parts: readonly (typeof LOGIN)[number][] = LOGIN,
): keyof RegisterFields {
  return parts.find((name) => /[^\w.+*#-]/.test(wanted[name] ?? '')) ?? 'user';
}

/** One section of pjsip.conf: its name, and its options in order. */
export interface PjsipObject {
  readonly name: string;
  readonly options: readonly (readonly [name: string, value: string])[];
}

/** Names of the sections of one registration. */
export interface PjsipNames {
  readonly registration: string;
  readonly auth: string;
  /** The endpoint that calls over this registration belong to; absent where other things tell it. */
  readonly endpoint?: string;
}

/** The `registration` section and, where there is a secret, its `auth` section. */
export function writePjsipRegistration(account: Account, names: PjsipNames): Writing<readonly PjsipObject[]> {
  const { user, secret, authuser, domain, host, port, transport, extension, expiry } = account;
  const parameter = transport === undefined || transport === 'udp' ? '' : `;transport=${transport}`;
  const options: (readonly [string, string])[] = [
    ['type', 'registration'],
    ['server_uri', `sip:${host}${written(':', port)}${parameter}`],
    ['client_uri', `sip:${user}@${domain ?? host}`],
  ];
  if (secret !== undefined) options.push(['outbound_auth', names.auth]);
  if (extension !== undefined && extension !== 's') options.push(['contact_user', extension]);
  if (expiry !== undefined && expiry > 0) options.push(['expiration', String(expiry)]);
  if (names.endpoint !== undefined) options.push(['line', 'yes'], ['endpoint', names.endpoint]);
  const auth: readonly (readonly [string, string])[] =
    secret === undefined
      ? []
      : [
          ['type', 'auth'],
          ['auth_type', 'userpass'],
          ['username', authuser ?? user],
          ['password', secret],
        ];
  const read = registrationOf(new Map(options), auth.length === 0 ? [] : [pjsipAuthOf(new Map(auth), 22)]);
  const wanted: RegisterFields = {
    user,
    host,
    domain: domain ?? host,
    port: port ?? (transport === 'tls' ? 5061 : 5060),
    transport: transport ?? 'udp',
    callback: extension ?? 's',
    ...(secret === undefined ? {} : { secret, authuser: authuser ?? user }),
  };
  const parts = Object.keys(wanted) as (keyof RegisterFields)[];
  const odd = read.ok ? parts.find((part) => read.fields[part] !== wanted[part]) : blamed(wanted, ADDRESS);
  if (odd !== undefined) {
    const word = PART_WORDS[odd] ?? odd;
    return {
      ok: false,
      reason: `The ${word} holds a character that cannot stand in an address of pjsip.conf`,
    };
  }
  const objects = [{ name: names.registration, options }];
  return {
    ok: true,
    written: auth.length === 0 ? objects : [...objects, { name: names.auth, options: auth }],
  };
}

/** All sections of a provider that is registered with: registration, auth, aor, endpoint and identify of one name. */
export function writePjsipTrunk(
  account: Account,
  name: string,
  context: string,
): Writing<readonly PjsipObject[]> {
  const registration = writePjsipRegistration(account, { registration: name, auth: name, endpoint: name });
  if (!registration.ok) return registration;
  const { host, port, transport, user, domain, secret } = account;
  const parameter = transport === undefined || transport === 'udp' ? '' : `;transport=${transport}`;
  const objects: readonly PjsipObject[] = [
    ...registration.written,
    {
      name,
      options: [
        ['type', 'aor'],
        ['contact', `sip:${host}${written(':', port)}${parameter}`],
      ],
    },
    {
      name,
      options: [
        ['type', 'endpoint'],
        ['context', context],
        ['disallow', 'all'],
        ['allow', 'ulaw,alaw'],
        ...(secret === undefined ? [] : [['outbound_auth', name] as const]),
        ['aors', name],
        ['from_user', user],
        ...(domain === undefined ? [] : [['from_domain', domain] as const]),
      ],
    },
    {
      name,
      options: [
        ['type', 'identify'],
        ['endpoint', name],
        ['match', host.replace(/^\[(.*)\]$/, '$1')],
      ],
    },
  ];
  return { ok: true, written: objects };
}
