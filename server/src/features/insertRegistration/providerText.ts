/**
 * Reads what a provider hands out: a register line, a sheet of labelled values, or sections for Asterisk. Guesses, so the
 * result is shown before anything is done with it.
 */
import { entriesOf, fileModel, linesOf, sectionsOf, type PlacedSection } from '../../model/fileModel.ts';
import { parseIaxRegister } from '../../register/chanIax2.ts';
import { parseSipRegister } from '../../register/chanSip.ts';
import type { RegisterFields } from '../../register/shape.ts';
import { parseSipUri, type SipUri } from '../../register/sipUri.ts';
import type { Account } from '../../register/write.ts';
import { isTemplateExpression } from '../../secrets/placeholder.ts';
import { parse } from '../../syntax/parse.ts';
import { foldCase } from '../../text/ascii.ts';
import type { RegisterDriver } from '../../workspace/registerLines.ts';
import { labels, type SheetField } from './labels.ts';

/** An account, or one sentence why there is none; never with a secret in it. */
export type ProviderText =
  | {
      readonly ok: true;
      readonly account: Account;
      readonly source: 'line' | 'sheet' | 'pjsip';
      /** Sentences about what was not taken over. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly reason: string };

/** Longer texts are no account. */
const MOST = 20_000;

/**
 * @param driver reads a register line where the text is one; what a driver would cut is put together as its writer meant it
 */
export function readProviderText(text: string, driver: RegisterDriver): ProviderText {
  if (text.trim() === '') return { ok: false, reason: 'There is no text to read.' };
  if (text.length > MOST) return { ok: false, reason: 'The text is too long to be one account.' };
  return readLine(text, driver) ?? readPjsip(text) ?? readSheet(text);
}

function readLine(text: string, driver: RegisterDriver): ProviderText | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const written = lines.find((line) => /^(?:;\s*)?register\s*=/i.test(line));
  const bare = lines.filter((line) => line !== '');
  const [only] = bare;
  const raw =
    written?.replace(/^(?:;\s*)?register\s*=>?\s*/i, '') ??
    (bare.length === 1 && only !== undefined && /^[^\s:=]+:\S+@[\w[]\S*$/.test(only) ? only : undefined);
  if (raw === undefined || /^sips?:/i.test(raw)) return undefined;
  const value = withoutComment(raw);
  if (isTemplateExpression(value)) {
    return { ok: false, reason: 'Fill in the marked places of the line first.' };
  }
  const fields = driver === 'iax' ? readAs(parseIaxRegister, value) : readAs(parseSipRegister, value);
  const account = fields === undefined ? asMeant(value) : accountOf(fields, driver);
  if (account === undefined) {
    return { ok: false, reason: 'A register line has to look like user:secret@host.' };
  }
  return { ok: true, account, source: 'line', notes: [] };
}

/** Mails do not escape semicolons; one behind a blank begins a remark. */
function withoutComment(raw: string): string {
  return raw
    .replace(/\s;.*$/, '')
    .replaceAll('\\;', ';')
    .trim();
}

function readAs(parser: typeof parseSipRegister, value: string): RegisterFields | undefined {
  const { ok, fields, problems } = parser(value, { defaultExpiry: -1 });
  return ok && problems.length === 0 ? fields : undefined;
}

function accountOf(fields: RegisterFields, driver: RegisterDriver): Account | undefined {
  const { user = '', secret, authuser, domain, host = '', port, transport, callback, expiry, key } = fields;
  if (user === '' || host === '' || key !== undefined) return undefined;
  const isWritten = transport !== undefined && transport !== 'udp';
  const standard = driver === 'iax' ? 4569 : transport === 'tls' ? 5061 : 5060;
  return {
    user,
    ...(secret === undefined ? {} : { secret }),
    ...(authuser === undefined || authuser === user ? {} : { authuser }),
    ...(domain === undefined ? {} : { domain }),
    host,
    ...(port === undefined || port === standard ? {} : { port }),
    ...(isWritten ? { transport } : {}),
    ...(callback === undefined || callback === 's' ? {} : { extension: callback }),
    ...(expiry === undefined || expiry <= 0 ? {} : { expiry }),
  };
}

/** User up to the first `:`, address behind the last `@`, and everything between is the secret. */
function asMeant(value: string): Account | undefined {
  const match =
    /^(?:[\w.+-]+\?)?(?:(udp|tcp|tls):\/\/)?([^:@]+)(?::(.+))?@(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(?:\/([^~/]+))?(?:~(\d+))?$/i.exec(
      value,
    );
  if (match === null) return undefined;
  const [, transport, user = '', secret, host = '', port, extension, expiry] = match;
  const word = foldCase(transport ?? '');
  return {
    user,
    ...(secret === undefined ? {} : { secret }),
    host,
    ...(port === undefined || !isPort(Number(port)) ? {} : { port: Number(port) }),
    ...(word === 'tcp' || word === 'tls' ? { transport: word } : {}),
    ...(extension === undefined ? {} : { extension }),
    ...(expiry === undefined ? {} : { expiry: Number(expiry) }),
  };
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}

type Values = ReadonlyMap<string, string>;

/** Sections of pjsip.conf: registration and auth, or an auth with the address of an aor. */
function readPjsip(text: string): ProviderText | undefined {
  const model = fileModel(parse(text));
  const sections = [...sectionsOf(model)].map((placed) => valuesOf(placed, model.tree.encoding));
  const typed = (type: string): Values | undefined =>
    sections.find((values) => foldCase(values.get('type') ?? '') === type);
  const registration = typed('registration');
  const auth = typed('auth');
  if (registration === undefined && auth === undefined) return undefined;
  const server = uriOf(registration?.get('server_uri') ?? typed('aor')?.get('contact'));
  const client = uriOf(registration?.get('client_uri'));
  const user = client?.user ?? auth?.get('username');
  const host = server?.host ?? client?.host;
  if (user === undefined || host === undefined) {
    return { ok: false, reason: 'The sections name no user or no server address.' };
  }
  const transport = transportOf(server?.parameters.find(({ name }) => foldCase(name) === 'transport')?.value);
  const authuser = auth?.get('username');
  const secret = auth?.get('password');
  const contact = registration?.get('contact_user');
  const expiry = Number(registration?.get('expiration') ?? 0);
  const proxy = registration?.get('outbound_proxy');
  return {
    ok: true,
    source: 'pjsip',
    notes: proxy === undefined ? [] : [leftOut('outbound proxy')],
    account: {
      user,
      ...(secret === undefined || secret === '' ? {} : { secret }),
      ...(authuser === undefined || authuser === '' || authuser === user ? {} : { authuser }),
      ...(client?.host === undefined || client.host === host ? {} : { domain: client.host }),
      host,
      ...(server?.port === undefined ? {} : { port: server.port }),
      ...(transport === undefined ? {} : { transport }),
      ...(contact === undefined || contact === '' ? {} : { extension: contact }),
      ...(expiry > 0 && Number.isInteger(expiry) ? { expiry } : {}),
    },
  };
}

function valuesOf({ section }: PlacedSection, encoding: 'utf8' | 'latin1'): Values {
  const entries = entriesOf(linesOf(section, encoding));
  return new Map(entries.map(({ line }) => [foldCase(line.key), line.value]));
}

function uriOf(text: string | undefined): SipUri | undefined {
  const uri = text === undefined ? undefined : parseSipUri(text);
  return uri?.ok === true ? uri : undefined;
}

function transportOf(text: string | undefined): 'tcp' | 'tls' | undefined {
  const word = foldCase(text ?? '');
  return word.includes('tls') ? 'tls' : /\btcp\b/.test(word) ? 'tcp' : undefined;
}

function leftOut(what: string): string {
  return `The ${what} is left out; add it by hand where the provider needs it.`;
}

function readSheet(text: string): ProviderText {
  const found = new Map<SheetField, string>();
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim();
    const pair = pairIn(line);
    if (pair !== undefined) {
      if (!found.has(pair.field)) found.set(pair.field, pair.value);
      continue;
    }
    // A label on a line of its own, its value on the next.
    const field = fieldNamed(line);
    const next = (lines[i + 1] ?? '').trim();
    if (field === undefined || next === '' || pairIn(next) !== undefined || fieldNamed(next) !== undefined) {
      continue;
    }
    if (!found.has(field)) found.set(field, next);
    i++;
  }
  return accountOfSheet(found);
}

const byLabel: ReadonlyMap<string, SheetField> = new Map(
  (Object.keys(labels) as SheetField[]).flatMap((field) => labels[field].map((label) => [label, field])),
);

/** The field a label names: letters only, accents and what stands in brackets left out. */
function fieldNamed(label: string): SheetField | undefined {
  if (label.length > 80) return undefined;
  const letters = label
    .replace(/\([^()]*\)/g, '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/\P{L}/gu, '');
  // Letters with signs of their own keep them where taking the sign away makes another word.
  return byLabel.get(letters) ?? byLabel.get(letters.normalize('NFC'));
}

/** `label: value`, with `=`, a tab, a bar or several blanks as well. */
function pairIn(line: string): { readonly field: SheetField; readonly value: string } | undefined {
  const marks = /=>|[:=：|\t]| {2}| [-–] /g;
  for (const mark of line.matchAll(marks)) {
    const field = fieldNamed(line.slice(0, mark.index));
    const value = line.slice(mark.index + mark[0].length).trim();
    if (field !== undefined && value !== '') return { field, value: unquoted(field, value) };
  }
  return undefined;
}

/** Quotes around other things than secrets are never meant. */
function unquoted(field: SheetField, value: string): string {
  return field === 'secret'
    ? value
    : value
        .replace(/^(["'`])(.*)\1$/, '$2')
        .replace(/\s;.*$/, '')
        .trim();
}

function accountOfSheet(found: ReadonlyMap<SheetField, string>): ProviderText {
  const address = addressIn(found.get('host') ?? found.get('domain') ?? found.get('proxy') ?? '');
  const login = userIn(found.get('authuser'));
  const name = userIn(found.get('user')) ?? login;
  const host = address?.host ?? name?.domain;
  if (name === undefined || host === undefined) {
    const what =
      name === undefined ? (host === undefined ? 'neither a user nor a server' : 'no user') : 'no server';
    return {
      ok: false,
      reason: `Found ${what}. Expected a register line, lines such as "Username: …", "Password: …" and "Server: …", or sections of pjsip.conf.`,
    };
  }
  const secret = found.get('secret');
  const domain = addressIn(found.get('domain') ?? '')?.host ?? name.domain;
  const port = Number(/\d+/.exec(found.get('port') ?? '')?.[0] ?? address?.port ?? 0);
  const transport = transportOf(found.get('transport')) ?? address?.transport;
  const expiry = Number(/\d+/.exec(found.get('expiry') ?? '')?.[0] ?? 0);
  const extension = found.get('extension');
  const notes = found.has('proxy') && found.has('host') ? [leftOut('outbound proxy')] : [];
  return {
    ok: true,
    source: 'sheet',
    notes,
    account: {
      user: name.user,
      ...(secret === undefined ? {} : { secret }),
      ...(login === undefined || login.user === name.user ? {} : { authuser: login.user }),
      ...(domain === undefined || domain === host ? {} : { domain }),
      host,
      ...(isPort(port) ? { port } : {}),
      ...(transport === undefined ? {} : { transport }),
      ...(extension === undefined ? {} : { extension }),
      ...(expiry > 0 ? { expiry } : {}),
    },
  };
}

/** `sip:user@host` and `user@host` are common for the user. */
function userIn(text: string | undefined): { readonly user: string; readonly domain?: string } | undefined {
  if (text === undefined) return undefined;
  const match = /^(?:sips?:)?([^@\s]+)@([\w.-]+)(?::\d+)?$/i.exec(text);
  const [, user, domain] = match ?? [];
  return user === undefined || domain === undefined ? { user: text } : { user, domain };
}

function addressIn(
  text: string,
): { readonly host: string; readonly port?: string; readonly transport?: 'tcp' | 'tls' } | undefined {
  const match =
    /^(?:(?:sips?|https?|udp|tcp|tls):(?:\/\/)?)?(\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*\.?)(?::(\d{1,5}))?(?:;(\S*))?(?:\s.*)?$/i.exec(
      text.endsWith('/') ? text.slice(0, -1) : text,
    );
  const host = match?.[1];
  if (match === null || host === undefined) return undefined;
  const transport = transportOf(
    /transport=(\w+)/i.exec(match[3] ?? '')?.[1] ?? /^(tcp|tls):/i.exec(text)?.[1],
  );
  const port = match[2];
  return {
    host,
    ...(port === undefined ? {} : { port }),
    ...(transport === undefined ? {} : { transport }),
  };
}
