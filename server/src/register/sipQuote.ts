/** Says whether double quotes around the secret make chan_sip read a register string as its writer meant. */
import type { Span } from '../text/span.ts';
import { parseSipRegister } from './chanSip.ts';

/** A stretch of a register string that becomes one secret when quoted. */
export interface Quotable {
  readonly secret: Span;
}

/**
 * The secret of `[peer?][transport://]user[@domain]:secret@…` with a `/`, `?` or the like in it. `undefined` when there
 * is more than one way to read the string (a `:` in the secret may begin a login name), when quoting does not help, or
 * when the string needs none. What is quoted was read back and gives exactly this user and this secret.
 */
export function quoteSipSecret(value: string): Quotable | undefined {
  const at = value.lastIndexOf('@');
  if (at < 0) return undefined;
  const pattern = /^(?:[\w.+-]*\?)?(?:[A-Z]{3}:\/\/)?([\w.+*#-]+)(?:@[\w.-]+)?:([^":]+)$/i;
  const match = pattern.exec(value.slice(0, at));
  const user = match?.[1];
  const secret = match?.[2];
  if (user === undefined || secret === undefined) return undefined;
  const start = at - secret.length;
  const context = { defaultExpiry: 0 };
  const before = parseSipRegister(value, context);
  if (before.ok && before.fields.user === user && before.fields.secret === secret) return undefined;
  const quoted = `${value.slice(0, start)}"${secret}"${value.slice(at)}`;
  const { ok, fields, problems } = parseSipRegister(quoted, context);
  const isSame = ok && fields.user === user && fields.secret === secret;
  if (!isSame || problems.some(({ code }) => code === 'split')) return undefined;
  return { secret: { start, end: at } };
}
