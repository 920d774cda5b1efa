/** The registrations that a loaded configuration sets up, for each driver. Knows sections and values, no text. */
import { pjsip } from '../catalogue/pjsip.ts';
import { parseIaxRegister } from '../register/chanIax2.ts';
import {
  pjsipAuthOf,
  registrationOf,
  type PjsipAuth,
  type PjsipRegistration,
} from '../register/chanPjsip.ts';
import { parseSipRegister } from '../register/chanSip.ts';
import { wizardRegistrations } from '../register/pjsipWizard.ts';
import type { RegisterString } from '../register/shape.ts';
import { foldCase, sameIgnoringCase } from '../text/ascii.ts';
import type { LoadedCategory, LoadedVariable } from './load.ts';
import type { RegisterDriver } from './registerLines.ts';

/** One register line with the value it was read from. */
export interface LoadedRegister {
  readonly variable: LoadedVariable;
  readonly parsed: RegisterString;
}

/**
 * The register lines that the driver reads: those of the first `[general]` that is no template, in order. chan_sip counts
 * identical lines once, chan_iax2 does not. Refused lines are in the list too.
 * Source: Asterisk channels/chan_sip.c, reload_config and sip_register; channels/chan_iax2.c, set_config.
 */
export function registersOf(
  driver: RegisterDriver,
  categories: readonly LoadedCategory[],
): readonly LoadedRegister[] {
  const general = categories.find(({ name, isTemplate }) => !isTemplate && sameIgnoringCase(name, 'general'));
  const result: LoadedRegister[] = [];
  const seen = new Set<string>();
  let defaultExpiry = STANDARD_EXPIRY;
  for (const variable of general?.variables ?? []) {
    const name = foldCase(variable.name);
    if (name === 'defaultexpiry' || name === 'defaultexpirey') defaultExpiry = readExpiry(variable.value);
    if (name !== 'register' || (driver === 'sip' && seen.has(variable.value))) continue;
    seen.add(variable.value);
    const parse = driver === 'sip' ? parseSipRegister : parseIaxRegister;
    result.push({ variable, parsed: parse(variable.value, { defaultExpiry }) });
  }
  return result;
}

const STANDARD_EXPIRY = 120;

/** Seconds that `defaultexpiry` of chan_sip stands for; values below 1 fall back to the standard. */
export function readExpiry(text: string): number {
  const seconds = Number(/^\s*\+?(\d+)/.exec(text)?.[1] ?? 0);
  return seconds < 1 ? STANDARD_EXPIRY : seconds;
}

/** One `type=registration` section. */
export interface LoadedRegistration {
  readonly section: string;
  readonly registration: PjsipRegistration;
  /** Options its type does not have; one is enough for Asterisk to refuse the section. */
  readonly unknownOptions: readonly string[];
}

/** One `type=auth` section. */
export interface LoadedAuth {
  readonly section: string;
  readonly auth: PjsipAuth;
}

/** The logins of a loaded pjsip.conf, refused ones too; `ok` counts unknown options in. */
export function pjsipAuthsOf(categories: readonly LoadedCategory[], version: 16 | 22): readonly LoadedAuth[] {
  return categories
    .filter((section) => !section.isTemplate && typeOf(section) === 'auth')
    .map((section) => {
      const auth = pjsipAuthOf(optionsOf(section), version);
      const isRefused = unknownOptions(section, 'auth', version).length > 0;
      return { section: section.name, auth: isRefused ? { ok: false, problems: auth.problems } : auth };
    });
}

/** The registrations of a loaded pjsip.conf, refused ones too; `ok` counts unknown options in. */
export function pjsipRegistrationsOf(
  categories: readonly LoadedCategory[],
  version: 16 | 22,
): readonly LoadedRegistration[] {
  const objects = categories.filter(({ isTemplate }) => !isTemplate);
  const auths = new Map(pjsipAuthsOf(categories, version).map(({ section, auth }) => [section, auth]));
  return objects
    .filter((section) => typeOf(section) === 'registration')
    .map((section) => {
      const options = optionsOf(section);
      const named = (options.get('outbound_auth') ?? '').split(',').map((name) => auths.get(name.trim()));
      const registration = registrationOf(options, named);
      const unknown = unknownOptions(section, 'registration', version);
      const isOk = registration.ok && unknown.length === 0;
      return {
        section: section.name,
        registration: isOk ? registration : { ok: false, fields: {}, problems: registration.problems },
        unknownOptions: unknown,
      };
    });
}

/** The registrations that the wizards of a loaded pjsip_wizard.conf make, refused ones too. */
export function wizardRegistrationsOf(
  categories: readonly LoadedCategory[],
  version: 16 | 22,
): readonly LoadedRegistration[] {
  return categories
    .filter((section) => !section.isTemplate && typeOf(section) === 'wizard')
    .flatMap(({ name, variables }) => wizardRegistrations(name, variables, version))
    .map(({ name, options, registration }) => {
      const known = knownOptions('registration', version);
      const unknown = [...options.keys()].filter((option) => !option.startsWith('@') && !known.has(option));
      const isOk = registration.ok && unknown.length === 0;
      return {
        section: name,
        registration: isOk ? registration : { ok: false, fields: {}, problems: registration.problems },
        unknownOptions: unknown,
      };
    });
}

/** The first `type` counts, and its value with its case. */
function typeOf({ variables }: LoadedCategory): string | undefined {
  return variables.find(({ name }) => foldCase(name) === 'type')?.value;
}

function optionsOf({ variables }: LoadedCategory): ReadonlyMap<string, string> {
  return new Map(variables.map(({ name, value }) => [foldCase(name), value]));
}

function unknownOptions({ variables }: LoadedCategory, type: string, version: 16 | 22): readonly string[] {
  const known = knownOptions(type, version);
  const names = variables.map(({ name }) => foldCase(name));
  // Names that begin with @ are free for own use.
  return names.filter((name) => !name.startsWith('@') && name !== 'type' && !known.has(name));
}

function knownOptions(type: string, version: 16 | 22): ReadonlySet<string> {
  const names = new Set<string>();
  for (const option of pjsip.options) {
    if (!option.in.includes(type)) continue;
    if (option.since !== undefined && Number.parseInt(option.since, 10) > version) continue;
    for (const name of [option.name, ...(option.aliases ?? [])]) names.add(foldCase(name));
  }
  return names;
}
