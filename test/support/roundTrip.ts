/** Writes an account into a file of each driver, loads that file as Asterisk does, and compares what comes back. */
import { insertAccount } from '../../server/src/features/insertRegistration/insertRegistration.ts';
import { parseIaxRegister } from '../../server/src/register/chanIax2.ts';
import { pjsipAuthOf, registrationOf } from '../../server/src/register/chanPjsip.ts';
import { parseSipRegister } from '../../server/src/register/chanSip.ts';
import type { Account } from '../../server/src/register/write.ts';
import { applyEdits } from '../../server/src/text/span.ts';
import { load, type LoadedCategory } from '../../server/src/workspace/load.ts';
import { outboundLogin } from '../../server/src/workspace/outboundLogin.ts';
import { FOLDER, workspaceOf } from './lintText.ts';

/** The three files an account can go to, with what they hold before. */
export const targets = {
  'sip.conf': '[general]\nallowguest=no\ndefaultexpiry=120\n\n; a remark\n[old](!)\ntype=peer\n',
  'iax.conf': '; nothing here yet',
  'pjsip.conf': '[transport-udp]\r\ntype=transport\r\n',
} as const;

export type TargetName = keyof typeof targets;

/** What Asterisk uses of an account. */
export interface ReadBack {
  readonly user: string | undefined;
  readonly secret: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** The new text of the file, or the reason why there is none. */
export function written(
  name: TargetName,
  account: Account,
): { readonly text: string; readonly preview: string } | { readonly reason: string } {
  const before = targets[name];
  const result = insertAccount(workspaceOf({ [name]: before }), FOLDER + name, account);
  if (result === undefined) throw new Error('no such file');
  if (result.kind === 'explained') return { reason: result.message };
  return { text: applyEdits(before, result.edits), preview: JSON.stringify({ ...result, edits: [] }) };
}

/** What Asterisk makes of the file. */
export function readBack(name: TargetName, text: string): ReadBack {
  const result = load(workspaceOf({ [name]: text }), FOLDER + name, { version: 22, execIncludes: false });
  if (!result.ok || result.messages.length > 0) throw new Error('the file is not read without complaint');
  return name === 'pjsip.conf' ? fromPjsip(result.categories) : fromLine(name, result.categories);
}

function fromLine(name: TargetName, categories: readonly LoadedCategory[]): ReadBack {
  const [line, ...more] = categories
    .filter((category) => category.name === 'general')
    .flatMap(({ variables }) => variables.filter((variable) => variable.name === 'register'));
  if (line === undefined || more.length > 0) throw new Error('expected one register line');
  const parse = name === 'sip.conf' ? parseSipRegister : parseIaxRegister;
  const { ok, fields, problems } = parse(line.value, { defaultExpiry: 120 });
  if (!ok || problems.length > 0) throw new Error('the line has problems');
  const { user, host, port } = fields;
  if (name === 'iax.conf') return { user, secret: fields.secret, host, port };
  const sent = outboundLogin(fields, categories, 'any')?.secret;
  return { user, secret: sent === '' ? undefined : sent, host, port };
}

function fromPjsip(categories: readonly LoadedCategory[]): ReadBack {
  const optionsOf = (type: string): ReadonlyMap<string, string> | undefined => {
    const all = categories.map(({ variables }) => new Map(variables.map((one) => [one.name, one.value])));
    return all.find((options) => options.get('type') === type);
  };
  const auth = optionsOf('auth');
  const auths = auth === undefined ? [] : [pjsipAuthOf(auth, 22)];
  const { ok, fields } = registrationOf(optionsOf('registration') ?? new Map(), auths);
  if (!ok) throw new Error('the registration is refused');
  const { user, secret, host, port } = fields;
  return { user, secret, host, port };
}
