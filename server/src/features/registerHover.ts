/** Says in sentences what a register line does, and what each part of it is. Shows no secret and no piece of one. */
import type { RegisterPart, RegisterPartName, RegisterString } from '../register/shape.ts';
import { holdsExpression, type RegisterDriver } from '../workspace/registerLines.ts';
import { blocks, code, escape, list } from './markdown.ts';
import { partTexts } from './registerPartTexts.ts';
import { stateTables, type StateTable } from './registrationStates.ts';

/** What stands in place of a secret, however long it is. */
const HIDDEN = code('********');

/** What the file says besides the line. */
export interface RegisterSurroundings {
  /** Context in which calls from this provider arrive, where it is known. */
  readonly context?: string;
}

/** Markdown about the whole line: what Asterisk does with it, what it fills in, and how to see whether it worked. */
export function describeRegister(
  driver: RegisterDriver,
  value: string,
  parsed: RegisterString,
  surroundings: RegisterSurroundings = {},
): string {
  if (holdsExpression(value, parsed)) {
    return blocks(
      '**Registration**',
      'Another program has to fill in the marked places. Asterisk itself does not expand them.',
      howToCheck(driver),
    );
  }
  const title = `**Registration** in ${driver}.conf`;
  if (!parsed.ok) {
    const reasons = parsed.problems.map(({ message }) => escape(message));
    return blocks(title, 'Asterisk skips this line.', list(reasons), grammar(driver), howToCheck(driver));
  }
  const warnings = parsed.problems.map(({ message }) => escape(message));
  return blocks(
    title,
    driver === 'sip' ? sipSentences(parsed, surroundings) : iaxSentences(parsed, surroundings),
    warnings.length > 0 ? `Look out:\n\n${list(warnings)}` : undefined,
    implied(driver, parsed),
    howToCheck(driver),
  );
}

/** Markdown about one part: what it is, its value, what holds without it, and how to see whether it worked. */
export function describePart(
  driver: RegisterDriver,
  part: Pick<RegisterPart, 'name'>,
  parsed: RegisterString,
): string {
  const texts = partTexts[driver][part.name];
  const problems = parsed.problems
    .filter((problem) => problem.part === part.name)
    .map(({ message }) => escape(message));
  const value = shownPart(part.name, parsed);
  return blocks(
    value === undefined ? `**${texts.title}**` : `**${texts.title}** ${value}`,
    texts.what,
    list(problems),
    texts.absent === '' ? undefined : `Without it: ${texts.absent}`,
    texts.consequence,
    stateList(checkTable(driver, part.name)),
  );
}

/** Markdown list of the words a console command prints. */
export function stateList({ command, shows, states }: StateTable): string {
  const words = states.map(({ word, meaning }) => `**${escape(word)}**: ${meaning}`);
  return blocks(`${code(command)} shows ${shows}:`, list(words));
}

function howToCheck(driver: RegisterDriver): string {
  const peers = driver === 'sip' ? stateTables.sipPeers : stateTables.iaxPeers;
  const versions =
    driver === 'sip' ? ' Both commands are gone from Asterisk 21 on, like chan_sip itself.' : '';
  return blocks(
    stateList(checkTable(driver, 'user')),
    `${code(peers.command)} shows ${peers.shows}.${versions}`,
  );
}

/** The name of a peer is looked at among the peers, everything else among the registrations. */
function checkTable(driver: RegisterDriver, name: RegisterPartName): StateTable {
  if (driver === 'iax') return stateTables.iaxRegistry;
  return name === 'peer' ? stateTables.sipPeers : stateTables.sipRegistry;
}

function grammar(driver: RegisterDriver): string {
  const form =
    driver === 'sip'
      ? '[peer?][transport://]user[@domain][:secret[:login]]@host[:port][/extension][~seconds]'
      : 'user[:secret]@host[:port]';
  return `Expected: ${code(form)}`;
}

function sipSentences(parsed: RegisterString, { context }: RegisterSurroundings): string {
  const { fields } = parsed;
  const user = shown('user', fields.user, parsed);
  const domain =
    fields.domain === undefined ? '' : ` in the domain ${shown('domain', fields.domain, parsed)}`;
  const transport = (fields.transport ?? 'udp').toUpperCase();
  const host = fields.host === '' ? 'no host at all' : shown('host', fields.host, parsed);
  const peer =
    fields.peer === undefined
      ? ''
      : ` It uses the settings of the peer ${shown('peer', fields.peer, parsed)}.`;
  return [
    `Asterisk registers as ${user}${domain} with ${host}, port ${fields.port ?? 5060}, over ${transport}, ${time(fields.expiry)}.${peer}`,
    login(parsed),
    arrival(shown('callback', fields.callback ?? 's', parsed), context),
  ].join(' ');
}

function iaxSentences(parsed: RegisterString, { context }: RegisterSurroundings): string {
  const { fields } = parsed;
  const where =
    context === undefined ? 'in the context of the matching user' : `in the context ${code(context)}`;
  return [
    `Asterisk registers as ${shown('user', fields.user, parsed)} with ${shown('host', fields.host, parsed)}, port ${fields.port ?? 4569}, over UDP, and renews that about every minute.`,
    login(parsed),
    `Calls from there arrive ${where}, at the number the other side dials.`,
  ].join(' ');
}

function time(expiry: number | undefined): string {
  if (expiry === undefined) return 'for the usual time';
  if (expiry <= 0) return 'asking for no time at all, which ends a registration';
  return `asking for ${expiry} seconds and renewing in time`;
}

function login({ fields, problems, parts }: RegisterString): string {
  if (fields.key !== undefined) {
    const isTainted = problems.some(({ tainted }) => tainted?.includes('key'));
    return `It proves who it is with the private key ${isTainted ? HIDDEN : code(fields.key)}.`;
  }
  const name = shown('authuser', fields.authuser ?? fields.user, { ok: true, fields, problems, parts });
  const isOther = fields.authuser !== undefined && fields.authuser !== fields.user;
  const asWhom = isOther ? ` as ${name}` : '';
  if (fields.secret === undefined) {
    return `It has no secret to log in${asWhom} with, unless the settings of the peer or an \`auth\` line give one.`;
  }
  return `When asked, it logs in${asWhom} with the secret of this line.`;
}

function arrival(extension: string, context: string | undefined): string {
  const where =
    context === undefined
      ? 'in the context of the peer that matches the provider, or else the one of `[general]`'
      : `in the context ${code(context)}`;
  return `Calls from there arrive at extension ${extension} ${where}.`;
}

/** What Asterisk fills in for parts that are not there. */
function implied(driver: RegisterDriver, { fields, parts }: RegisterString): string {
  const written = new Set(parts.map(({ name }) => name));
  const facts: string[] = [];
  const add = (name: RegisterPartName, text: string): void => {
    if (!written.has(name)) facts.push(text);
  };
  add('port', `port ${String(fields.port ?? '')}`);
  if (driver === 'sip') {
    add('transport', 'UDP as transport');
    add('authuser', 'the user as login name');
    add('callback', '`s` as extension');
    add('expiry', `${String(fields.expiry ?? '')} seconds (from \`defaultexpiry\`) as time`);
  }
  return facts.length === 0 ? '' : `Not written, so Asterisk takes: ${facts.join(', ')}.`;
}

/** The value of a part for the reader; numbers as the driver uses them, never as they are written. */
function shownPart(name: RegisterPartName, parsed: RegisterString): string | undefined {
  const { ok, fields } = parsed;
  if (name === 'secret') return HIDDEN;
  if (name === 'port' || name === 'domainport' || name === 'expiry') {
    const standard = name === 'domainport' ? 5060 : undefined;
    return ok ? code(String(fields[name] ?? standard ?? '')) : undefined;
  }
  if (name === 'transport') return ok ? code(fields.transport ?? '') : undefined;
  const part = parsed.parts.find((candidate) => candidate.name === name);
  return part === undefined || part.value === '' ? undefined : shown(name, part.value, parsed);
}

/** Text of the line as code, or hidden where it may be a piece of the secret. */
function shown(name: RegisterPartName, text: string | undefined, parsed: RegisterString): string {
  if (text === undefined || text === '') return 'nobody';
  const isTainted = parsed.problems.some(({ tainted }) => tainted?.includes(name));
  const hasSecret = parsed.parts.some((part) => part.name === 'secret');
  // What is refused and has no secret in it may be nothing but one.
  return isTainted || (!parsed.ok && !hasSecret) ? HIDDEN : code(text);
}
