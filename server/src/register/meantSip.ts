/** Says how a register string of sip.conf has to be written so that chan_sip reads it as its writer meant. */
import { parseSipRegister } from './chanSip.ts';
import { writeSipRegister, type Account } from './write.ts';

/** `[peer?][transport://]user[@domain]:secret`; a `:` in the secret could as well begin a login name. */
const LOGIN = /^(?:([\w.+-]*)\?)?(?:([A-Z]{3}):\/\/)?([\w.+*#-]+)(?:@([\w.-]+))?:([^":]+)$/i;

const CONTEXT = { defaultExpiry: 0 };

/**
 * The same account as `writeSipRegister` writes it, for a string with a `/`, `?` or the like in its secret. `undefined`
 * when there is more than one way to read the string, when no writing helps, or when the string needs no other.
 */
export function rewrittenSipRegister(value: string): string | undefined {
  const at = value.lastIndexOf('@');
  const match = at < 0 ? null : LOGIN.exec(value.slice(0, at));
  const account = match && meantAccount(match, value.slice(at));
  if (!account) return undefined;
  const writing = writeSipRegister(account, match[1] === '' ? undefined : match[1]);
  return writing.ok && writing.written !== value ? writing.written : undefined;
}

/** @param address the `@` and what follows it, which holds no secret and is read as the driver does */
function meantAccount(match: RegExpExecArray, address: string): Account | undefined {
  const [, , scheme = '', user = '', domain, secret = ''] = match;
  const { ok, fields, parts, problems } = parseSipRegister(`user:secret${address}`, CONTEXT);
  if (!ok || problems.length > 0 || fields.host === undefined) return undefined;
  const transport = scheme.toLowerCase();
  if (transport !== '' && transport !== 'udp' && transport !== 'tcp' && transport !== 'tls') return undefined;
  const isWritten = (part: string): boolean => parts.some(({ name }) => name === part);
  return {
    user,
    secret,
    host: fields.host,
    ...(domain === undefined ? {} : { domain }),
    ...(transport === '' ? {} : { transport }),
    ...(isWritten('port') && fields.port !== undefined ? { port: fields.port } : {}),
    ...(isWritten('callback') && fields.callback !== undefined ? { extension: fields.callback } : {}),
    ...(isWritten('expiry') && fields.expiry !== undefined ? { expiry: fields.expiry } : {}),
  };
}
