/** Says which registrations a section of pjsip_wizard.conf makes. Knows no file; `chanPjsip.ts` judges each of them. */
import { foldCase } from '../text/ascii.ts';
import {
  isTrue,
  pjsipAuthOf,
  registrationOf,
  type PjsipOptions,
  type PjsipProblem,
  type PjsipRegistration,
} from './chanPjsip.ts';

/** One value of a section, inherited ones first. */
export interface WizardValue {
  readonly name: string;
  readonly value: string;
}

/** One registration that the wizard makes, as if it stood in pjsip.conf. */
export interface WizardRegistration {
  /** Name it gets: that of the section, `-reg-` and a number from 0. Of a wizard that makes none, the section's own. */
  readonly name: string;
  /** The options it is built from, by name in lower case. */
  readonly options: PjsipOptions;
  readonly registration: PjsipRegistration;
}

/**
 * The registrations of a section with `type=wizard`, one for each of `remote_hosts`; empty without
 * `sends_registrations=yes`. A refused one ends the list, since Asterisk then makes no more of them.
 *
 * Source: Asterisk res/res_pjsip_config_wizard.c, handle_auth and handle_registrations.
 */
export function wizardRegistrations(
  section: string,
  values: readonly WizardValue[],
  version: 16 | 22,
): readonly WizardRegistration[] {
  const own = (name: string): string | undefined =>
    values.findLast((value) => foldCase(value.name) === name)?.value;
  if (!isTrue(own('sends_registrations'))) return [];
  const hosts = (own('remote_hosts') ?? '').split(',').map((host) => host.trim());
  if ((own('remote_hosts') ?? '') === '') return [refused(section, missingHosts())];
  const sendsAuth = isTrue(own('sends_auth'));
  const login = withPrefix(values, 'outbound_auth/');
  const auth = sendsAuth ? pjsipAuthOf(new Map([['auth_type', 'userpass'], ...login]), version) : undefined;
  const username = sendsAuth ? (own('outbound_auth/username') ?? '') : section;
  const result: WizardRegistration[] = [];
  for (const [index, host] of hosts.entries()) {
    const options = withPrefix(values, 'registration/');
    const set = (name: string, text: string): unknown => text !== '' && options.set(name, text);
    const fill = (pattern: string): string =>
      pattern.replace(/\$\{(REMOTE_HOST|USERNAME)\}/g, (_, name) => (name === 'USERNAME' ? username : host));
    set('server_uri', fill(own('server_uri_pattern') ?? 'sip:${REMOTE_HOST}'));
    set('client_uri', fill(own('client_uri_pattern') ?? 'sip:${USERNAME}@${REMOTE_HOST}'));
    if (sendsAuth) set('outbound_auth', `${section}-oauth`);
    if (isTrue(own('sends_line_with_registrations'))) {
      set('line', 'yes');
      set('endpoint', section);
    }
    set('outbound_proxy', own('outbound_proxy') ?? '');
    set('transport', own('transport') ?? '');
    const name = `${section}-reg-${String(index)}`;
    const registration = registrationOf(options, [auth]);
    result.push({ name, options, registration });
    if (!registration.ok) break;
  }
  return result;
}

/** Options written with a prefix, which is matched with its case; the last one of each counts. */
function withPrefix(values: readonly WizardValue[], prefix: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const { name, value } of values) {
    if (name.startsWith(prefix) && name.length > prefix.length) {
      options.set(foldCase(name.slice(prefix.length)), value);
    }
  }
  return options;
}

function missingHosts(): PjsipProblem {
  const message = 'Missing remote_hosts, Asterisk makes no registration of this section';
  return { code: 'missing-remote_hosts', option: 'remote_hosts', message };
}

function refused(name: string, problem: PjsipProblem): WizardRegistration {
  return { name, options: new Map(), registration: { ok: false, fields: {}, problems: [problem] } };
}
