/** Says in sentences what a register line does, and what each part of it is. Shows no secret and no piece of one. */
import type { RegisterPart, RegisterPartName, RegisterString } from '../register/shape.ts';
import { registerSentences, shown, type RegisterSurroundings } from '../register/sentences.ts';
import { holdsExpression, type RegisterDriver } from '../workspace/registerLines.ts';
import { blocks, code, escape, list } from './markdown.ts';
import { partTexts } from './registerPartTexts.ts';
import { stateTables, type StateTable } from '../register/states.ts';

/** What stands in place of a secret, however long it is. */
const HIDDEN = code('********');

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
    registerSentences(driver, parsed, { code }, surroundings),
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
  return part === undefined || part.value === '' ? undefined : shown(name, part.value, parsed, { code });
}
