/** The command `register`: how Asterisk reads one register line, or the registrations of a pjsip.conf. */
import path from 'node:path';
import { decodeText, type DecodedText, type Host } from '../host/files.ts';
import { nodeHost } from '../host/node.ts';
import { parseIaxRegister } from '../register/chanIax2.ts';
import { parseSipRegister } from '../register/chanSip.ts';
import { lexLine } from '../syntax/lexLine.ts';
import { dirname, fileUri, resolveFrom } from '../text/uri.ts';
import { loadedAs, readingVersion } from '../workspace/effective.ts';
import { pjsipRegistrationsOf, wizardRegistrationsOf } from '../workspace/registrations.ts';
import { factsOf } from '../workspace/workspace.ts';
import type { RegisterArguments } from './args.ts';
import type { ExitStatus, Surroundings } from './check.ts';
import { load } from './load.ts';
import { printable } from '../text/printable.ts';
import { lineJson, lineText, registrationsJson, registrationsText } from './print/register.ts';

/** What the command needs besides: standard input, read when asked for. */
export interface RegisterSurroundings extends Surroundings {
  readonly readInput: () => Uint8Array;
}

/** Runs the command. Rejects only on a mistake of our own. */
export async function register(
  options: RegisterArguments,
  around: RegisterSurroundings,
): Promise<ExitStatus> {
  return options.driver === 'pjsip' ? registerFile(options, around) : registerLine(options, around);
}

function registerLine(options: RegisterArguments, around: RegisterSurroundings): ExitStatus {
  const { driver, subject, format, isRevealed, isQuiet, asteriskVersion = 'auto' } = options;
  let written = subject;
  if (subject === '-') {
    const input = readInput(around);
    if (input === undefined) return fail(around, 'cannot read standard input');
    const lines = input.text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length !== 1) return fail(around, 'expected one line on standard input');
    written = lines[0] ?? '';
  }
  const value = valueOf(written);
  const isSip = driver === 'sip';
  const parsed = isSip
    ? parseSipRegister(value, { defaultExpiry: options.defaultExpiry })
    : parseIaxRegister(value, { defaultExpiry: options.defaultExpiry });
  const style = { driver: isSip ? ('sip' as const) : ('iax' as const), isRevealed };
  if (format === 'json') around.print(lineJson(parsed, style));
  else {
    around.print(lineText(parsed, style));
    if (isSip && !isQuiet && typeof asteriskVersion === 'number' && asteriskVersion > 20) {
      around.remark(
        `asterisk-conf: Asterisk ${String(asteriskVersion)} has no sip.conf any more, only pjsip.conf`,
      );
    }
  }
  return parsed.ok ? 0 : 1;
}

/** What Asterisk reads from the line, with or without `register =>` in front. */
function valueOf(written: string): string {
  const whole = /^\s*register\s*=/i.test(written) ? written : `register => ${written}`;
  const [first = ''] = whole.split(/[\r\n]/);
  const line = lexLine(first, 0);
  return line.kind === 'entry' && line.problem === undefined ? line.value : '';
}

async function registerFile(options: RegisterArguments, around: RegisterSurroundings): Promise<ExitStatus> {
  const { subject, format, isRevealed, configDir } = options;
  const absolute = (name: string): string => path.resolve(around.workingFolder, name);
  const isInput = subject === '-';
  const folder = fileUri(absolute('.'));
  const uri = isInput ? resolveFrom(folder, 'pjsip.conf') : fileUri(absolute(subject));
  const configDirectory = configDir === undefined ? dirname(uri) : fileUri(absolute(configDir));
  const disk = nodeHost({ withBinary: true });
  let host: Host = disk;
  if (isInput) {
    const input = readInput(around);
    if (input === undefined) return fail(around, 'cannot read standard input');
    host = {
      ...disk,
      read: async (asked) => (asked === uri ? { kind: 'text', ...input } : disk.read(asked)),
    };
  }
  const { workspace, unchecked } = await load(host, [uri], { configDirectory });
  if (!workspace.files.has(uri)) {
    return fail(around, `cannot read ${subject}: ${unchecked.get(uri)?.reason ?? 'there is no such file'}`);
  }
  const version = readingVersion(options.asteriskVersion ?? 'auto');
  const { result } = loadedAs(workspace, uri, version);
  const isWizard = factsOf(workspace, uri).kind === 'pjsip_wizard.conf';
  const read = isWizard ? wizardRegistrationsOf : pjsipRegistrationsOf;
  const registrations = read(result.categories, version);
  const print = format === 'json' ? registrationsJson : registrationsText;
  around.print(print(registrations, { isRevealed }));
  if (!result.ok) {
    around.remark(`asterisk-conf: ${printable(`Asterisk would refuse ${isInput ? 'this file' : subject}`)}`);
    return 1;
  }
  if (registrations.length === 0 && !options.isQuiet) {
    around.remark('asterisk-conf: there is no registration');
  }
  return registrations.every(({ registration }) => registration.ok) ? 0 : 1;
}

function readInput(around: RegisterSurroundings): DecodedText | undefined {
  try {
    return decodeText(around.readInput());
  } catch {
    return undefined;
  }
}

function fail(around: Surroundings, text: string): ExitStatus {
  around.remark(`asterisk-conf: ${printable(text)}`);
  return 2;
}
