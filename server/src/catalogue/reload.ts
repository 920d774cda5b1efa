/**
 * Which command of the Asterisk console applies a change of a file. Data only; options and object types that need more
 * than that say so themselves (`restart` of an option).
 *
 * Source: the CLI tables of each module, and `reload_classes` of main/loader.c, in Asterisk 16 to 23.
 */
import type { ConfKind } from './option.ts';

/** Applies what no reload does; waits until no call is up. */
export const restartCommand = 'core restart when convenient';

/** Reads everything again that can be read again; for files that several modules read. */
export const reloadEverything = 'core reload';

/** The command by kind of file. Files that are read at the start only have {@link restartCommand}. */
export const reloadCommands: Readonly<Record<ConfKind, string>> = {
  'acl.conf': 'module reload acl',
  'ari.conf': 'module reload res_ari.so',
  'asterisk.conf': restartCommand,
  'cdr.conf': 'module reload cdr',
  'cel.conf': 'module reload cel',
  'confbridge.conf': 'module reload app_confbridge.so',
  'dnsmgr.conf': 'dnsmgr reload',
  'extconfig.conf': 'module reload extconfig',
  'extensions.conf': 'dialplan reload',
  'features.conf': 'module reload features',
  'followme.conf': 'module reload app_followme.so',
  'http.conf': 'module reload http',
  'iax.conf': 'iax2 reload',
  'indications.conf': 'module reload indications',
  'logger.conf': 'logger reload',
  'manager.conf': 'manager reload',
  'meetme.conf': 'module reload app_meetme.so',
  'modules.conf': restartCommand,
  'musiconhold.conf': 'moh reload',
  'pjsip.conf': 'module reload res_pjsip.so',
  'pjsip_wizard.conf': 'module reload res_pjsip.so',
  'queuerules.conf': 'queue reload rules',
  'queues.conf': 'queue reload all',
  'res_odbc.conf': 'module reload res_odbc.so',
  'res_parking.conf': 'module reload res_parking.so',
  'rtp.conf': 'module reload res_rtp_asterisk.so',
  'sip.conf': 'sip reload',
  'udptl.conf': 'module reload udptl',
  'users.conf': reloadEverything,
  'voicemail.conf': 'voicemail reload',
};

/** Object types of pjsip.conf that a reload leaves as they are. */
export const restartTypes: ReadonlySet<string> = new Set(['transport', 'system']);
