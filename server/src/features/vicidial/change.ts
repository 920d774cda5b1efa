/** How to change a secret for good in a file that VICIdial rebuilds: the steps in its admin pages, SQL, or a call of its API. */
import { generateSecret } from '../../secrets/generate.ts';
import { profiles } from '../../secrets/alphabet.ts';
import type { LintSettings, Random } from '../../rules/rule.ts';
import { usableProfile } from '../../rules/support/judgedSecrets.ts';
import { vicidialRecord, type VicidialRecord } from '../../vicidial/record.ts';
import { registrationPasswordCharacters } from '../../vicidial/serverAccounts.ts';
import { factsOf, type Workspace } from '../../workspace/workspace.ts';

/** Text with a new secret for the clipboard, or why there is none. */
export type VicidialChange =
  | { readonly kind: 'explained'; readonly message: string }
  | { readonly kind: 'text'; readonly text: string; readonly summary: string };

/** What is wanted. */
export interface ChangeOptions {
  readonly as: 'steps' | 'sql' | 'api';
  /** `server_ip` in VICIdial's tables. */
  readonly server?: string;
  readonly settings: LintSettings;
  readonly random: Random;
}

/** Most characters `update_phone` takes (VICIdial www/vicidial/non_agent_api.php, `registration_password`). */
const API_LENGTH = 30;

/** The change for the secret at `offset`; `undefined` for a file nobody has read. */
export function vicidialChange(
  workspace: Workspace,
  uri: string,
  offset: number,
  options: ChangeOptions,
): VicidialChange | undefined {
  const facts = factsOf(workspace, uri);
  const model = workspace.files.get(facts.uri);
  if (model === undefined) return undefined;
  if (facts.generator !== 'vicidial') {
    return explained('VICIdial does not write this file, so change it here.');
  }
  const record = vicidialRecord(model, facts.kind, offset);
  if (record === undefined) return explained('Put the cursor on a phone, a carrier or a register line.');
  if (options.as === 'steps') return steps(record, options);
  if (record.kind !== 'phone') {
    return explained(
      `Only the Registration Password of a phone can be changed this way. ${whereToChange(record)}`,
    );
  }
  const { extension } = record;
  const { server } = options;
  if (server !== undefined && !isServerAddress(server)) {
    return explained('The address of the server must be digits and dots, or a host name.');
  }
  if (!isUsualExtension(extension)) {
    return explained('The name of this phone holds characters that VICIdial does not allow in one.');
  }
  return options.as === 'sql' ? sql(extension, server, options) : api(record, server, options);
}

/** Where the admin pages keep what the line was made from; one sentence. */
export function whereToChange(record: VicidialRecord): string {
  if (record.kind === 'phone') {
    return `Change it at Admin, Phones, ${record.extension}, Registration Password.`;
  }
  if (record.kind === 'server') return 'Change it at Admin, Servers, the server, Conf File Secret.';
  if (record.kind === 'mailbox') {
    return 'Change it at Admin, Phones, the phone of this mailbox, Login Password.';
  }
  const carrier = record.id === undefined ? 'the carrier' : `the carrier ${record.id}`;
  return `Change it at Admin, Carriers, ${carrier}, ${record.field}.`;
}

function steps(record: VicidialRecord, options: ChangeOptions): VicidialChange {
  if (record.kind === 'mailbox') {
    return explained(
      'This is the Login Password of the phone, which its agent types: change it at Admin, Phones, the phone of this mailbox, Login Password.',
    );
  }
  const secret = draw(options, options.settings.vicidialSecretLength);
  const lines = [
    `New secret: ${secret}`,
    '',
    ...stepsFor(record).map((step, i) => `${String(i + 1)}. ${step}`),
  ];
  return { kind: 'text', text: `${lines.join('\n')}\n`, summary: 'The new secret and the steps' };
}

function stepsFor(record: Exclude<VicidialRecord, { kind: 'mailbox' }>): readonly string[] {
  const rebuild = 'Submit. VICIdial writes the file again within about a minute, and Asterisk loads it.';
  if (record.kind === 'phone') {
    return [
      `In VICIdial, open Admin, Phones, ${record.extension}.`,
      'Put the new secret into Registration Password. Leave Login Password alone: it is another thing.',
      rebuild,
      'Put the same secret into the phone or softphone.',
      `Check that it registers: ${showCommand[record.protocol]}`,
    ];
  }
  if (record.kind === 'server') {
    return [
      'In VICIdial, open Admin, Servers, the server.',
      'Put the new secret into Conf File Secret.',
      rebuild,
      'The other servers of the cluster get it the same way; look at iax2 show registry on each.',
    ];
  }
  const carrier = record.id ?? 'the carrier';
  return [
    'Ask the carrier to set the new secret, or take the one they give you.',
    `In VICIdial, open Admin, Carriers, ${carrier}.`,
    'Put it into Registration String and into Account Entry, wherever the old one stands; for PJSIP carriers the Registration String is ignored, so only into Account Entry. A dial string with it stands in Globals String.',
    rebuild,
    'Check the registration: sip show registry, iax2 show registry or pjsip show registrations.',
  ];
}

const showCommand = {
  SIP: 'sip show peers',
  IAX2: 'iax2 show peers',
  PJSIP: 'pjsip show contacts',
} as const;

/** Two statements; everything that goes in is checked, so that nothing needs an escape. */
function sql(extension: string, server: string | undefined, options: ChangeOptions): VicidialChange {
  const secret = draw(options, options.settings.vicidialSecretLength);
  const address = quoted(server ?? 'SERVER_IP');
  const text = [
    ...(server === undefined
      ? ['-- Put the address of the server, as in Admin, Servers, in place of SERVER_IP.']
      : []),
    `UPDATE phones SET conf_secret=${quoted(secret)} WHERE extension=${quoted(extension)} AND server_ip=${address};`,
    `UPDATE servers SET rebuild_conf_files='Y' WHERE server_ip=${address} AND active_asterisk_server='Y' AND generate_vicidial_conf='Y';`,
    '',
  ].join('\n');
  return { kind: 'text', text, summary: 'SQL with a new secret' };
}

/** Letters, digits and a few signs only; a quote never gets here. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function api(
  { extension, protocol }: Extract<VicidialRecord, { kind: 'phone' }>,
  server: string | undefined,
  options: ChangeOptions,
): VicidialChange {
  if (protocol === 'PJSIP') {
    return explained(
      `The API of VICIdial changes no PJSIP phones. Change it at Admin, Phones, ${extension}, Registration Password.`,
    );
  }
  const secret = draw(options, Math.min(API_LENGTH, options.settings.vicidialSecretLength));
  const parameters = {
    source: 'asterisk-conf',
    function: 'update_phone',
    user: 'API_USER',
    pass: 'API_PASSWORD',
    extension,
    server_ip: server ?? 'SERVER_IP',
    registration_password: secret,
  };
  const query = Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return {
    kind: 'text',
    text: `https://VICIDIAL_SERVER/vicidial/non_agent_api.php?${query}\n`,
    summary: 'The API call with a new secret',
  };
}

/** What VICIdial keeps as it is, whatever the settings draw from. */
function draw({ settings, random }: ChangeOptions, longest: number): string {
  const profile = usableProfile(settings);
  const isKept = registrationPasswordCharacters.test(profile.alphabet) && profile.length <= longest;
  return generateSecret(random, isKept ? profile : profiles.vicidial);
}

/** Letters and digits first, then what VICIdial lets through in an extension without a meaning in SQL or a shell. */
function isUsualExtension(extension: string): boolean {
  return /^[A-Za-z0-9][\w.@:-]{0,99}$/.test(extension);
}

/** An address or host name, nothing that could end a quoted text. */
export function isServerAddress(server: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9.:-]{0,62}$/.test(server);
}

function explained(message: string): VicidialChange {
  return { kind: 'explained', message };
}
