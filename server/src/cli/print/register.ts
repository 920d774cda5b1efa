/** Prints how Asterisk reads register lines and registrations, for people and for programs. */
import type { PjsipProblem } from '../../register/chanPjsip.ts';
import type { RegisterFields, RegisterPartName, RegisterString } from '../../register/shape.ts';
import { mayBeSecret, pjsipSentences, registerSentences } from '../../register/sentences.ts';
import { parseSipUri } from '../../register/sipUri.ts';
import { stateTables } from '../../register/states.ts';
import type { LoadedRegistration } from '../../workspace/registrations.ts';
import { printable, printableJson } from '../../text/printable.ts';

/** How one line is printed. */
export interface LineStyle {
  readonly driver: 'sip' | 'iax';
  /** Whether secrets are printed, and what may be a piece of one. */
  readonly isRevealed: boolean;
}

const HIDDEN = '********';

/** In the order in which people read them. */
const FIELDS = [
  'transport',
  'peer',
  'user',
  'domain',
  'domainport',
  'secret',
  'key',
  'authuser',
  'host',
  'port',
  'callback',
  'expiry',
] as const satisfies readonly RegisterPartName[];

const plain = { code: (text: string): string => text };

/** The line in sentences, then every part with what Asterisk uses for it. Ends in a line feed. */
export function lineText(parsed: RegisterString, { driver, isRevealed }: LineStyle): string {
  const messages = parsed.problems.map(({ message }) => `  - ${message}`);
  const table = driver === 'sip' ? stateTables.sipRegistry : stateTables.iaxRegistry;
  const check = `On the console, "${table.command}" shows whether it worked.`;
  if (!parsed.ok) return paragraphs(['Asterisk skips this line.', messages.join('\n')]);
  return paragraphs([
    registerSentences(driver, parsed, plain),
    fieldLines(parsed, isRevealed).join('\n'),
    messages.length === 0 ? '' : `Look out:\n${messages.join('\n')}`,
    check,
  ]);
}

function fieldLines(parsed: RegisterString, isRevealed: boolean): readonly string[] {
  const lines: string[] = [];
  for (const name of FIELDS) {
    const value = parsed.fields[name];
    if (value === undefined || value === '') continue;
    const text = isRevealed || !isHidden(name, parsed) ? String(value) : HIDDEN;
    const isWritten = parsed.parts.some((part) => part.name === name && part.value !== '');
    lines.push(`  ${name.padEnd(11)}${isWritten ? text : `${text}  (not written)`}`);
  }
  return lines;
}

/** A login name that is not written is the user. */
function isHidden(name: RegisterPartName, parsed: RegisterString): boolean {
  const isOwn = name !== 'authuser' || parsed.parts.some((part) => part.name === name && part.value !== '');
  return mayBeSecret(isOwn ? name : 'user', parsed);
}

/** One object `{ok, fields, problems}`. Names are only ever added to this shape. Ends in a line feed. */
export function lineJson(parsed: RegisterString, { driver, isRevealed }: LineStyle): string {
  const { ok, fields, problems } = parsed;
  return json({
    ok,
    fields: ok ? lineFields(parsed, fields, driver, isRevealed) : {},
    problems: problems.map(({ code, message, part, span }) => ({
      code,
      message,
      ...(part === undefined ? {} : { part }),
      ...(span === undefined ? {} : { span }),
    })),
  });
}

/** Parts that are absent are empty texts, as in the recorded results of real Asterisk. */
function lineFields(
  parsed: RegisterString,
  fields: RegisterFields,
  driver: LineStyle['driver'],
  isRevealed: boolean,
): object {
  const absent: RegisterFields =
    driver === 'sip' ? { peer: '', domain: '', secret: '', authuser: '' } : { secret: '' };
  const shown = Object.entries({ ...absent, ...fields }).flatMap(([key, value]) => {
    const name = FIELDS.find((field) => field === key);
    if (name === undefined || (name === 'secret' && !isRevealed)) return [];
    if (name === 'secret' && fields.key !== undefined) return [];
    return [[name, value !== '' && !isRevealed && isHidden(name, parsed) ? HIDDEN : value]];
  });
  return Object.fromEntries(shown) as object;
}

/** Each registration in sentences. Ends in a line feed unless there is none. */
export function registrationsText(
  registrations: readonly LoadedRegistration[],
  { isRevealed }: { readonly isRevealed: boolean },
): string {
  if (registrations.length === 0) return '';
  const parts = registrations.flatMap((loaded) => {
    const { section, registration } = loaded;
    const messages = problemsOf(loaded).map(({ message }) => `  - ${message}`);
    const title = `[${section}]`;
    if (!registration.ok) return [`${title}\nAsterisk refuses this registration.`, messages.join('\n')];
    const secret = registration.fields.secret;
    return [
      `${title}\n${pjsipSentences(registration, plain)}`,
      secret === undefined ? '' : `  password   ${isRevealed ? secret : HIDDEN}`,
      messages.length === 0 ? '' : `Look out:\n${messages.join('\n')}`,
    ];
  });
  const { command } = stateTables.pjsipRegistrations;
  return paragraphs([...parts, `On the console, "${command}" shows whether it worked.`]);
}

/** A list of `{section, ok, fields, problems}`. Names are only ever added to this shape. Ends in a line feed. */
export function registrationsJson(
  registrations: readonly LoadedRegistration[],
  { isRevealed }: { readonly isRevealed: boolean },
): string {
  return json(
    registrations.map((loaded) => {
      const { ok, fields } = loaded.registration;
      return {
        section: loaded.section,
        ok,
        fields: isRevealed ? fields : withoutSecrets(fields),
        problems: problemsOf(loaded).map(({ code, message, option }) => ({ code, message, part: option })),
      };
    }),
  );
}

function withoutSecrets(fields: LoadedRegistration['registration']['fields']): object {
  const shown = Object.entries(fields).flatMap(([name, value]) => {
    if (name === 'secret') return [];
    return [[name, typeof value === 'string' ? withoutPassword(name, value) : value]];
  });
  return Object.fromEntries(shown) as object;
}

/** An address can hold a password behind the user. */
function withoutPassword(name: string, text: string): string {
  if (name === 'user') return text.replace(/:.*/s, `:${HIDDEN}`);
  if (!['server_uri', 'client_uri', 'requestUri'].includes(name)) return text;
  const { passwordSpan: span } = parseSipUri(text);
  return span === undefined ? text : text.slice(0, span.start) + HIDDEN + text.slice(span.end);
}

interface NamedProblem extends Omit<PjsipProblem, 'code'> {
  readonly code: PjsipProblem['code'] | 'unknown-option';
}

function problemsOf({ registration, unknownOptions }: LoadedRegistration): readonly NamedProblem[] {
  const unknown = unknownOptions.map((option) => ({
    code: 'unknown-option' as const,
    option,
    message: `Unknown option "${option}", Asterisk refuses this section`,
  }));
  return [...registration.problems, ...unknown];
}

function paragraphs(parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join('\n\n');
  return `${text.split('\n').map(printable).join('\n')}\n`;
}

function json(shape: object): string {
  // Line by line, since the line feeds between them are to stay.
  const lines = JSON.stringify(shape, undefined, 2).split('\n');
  return `${lines.map(printableJson).join('\n')}\n`;
}
