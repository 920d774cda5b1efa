/**
 * The names conf files of Asterisk go by, and which of them nobody else uses. Data only; `workspace/kind.ts` reads it
 * for the server, `scripts/generate-languages.mjs` for the manifest. Which options a file takes is not known here.
 *
 * Source: `configs/samples` and the `ast_config_load` calls of Asterisk 16 to 23, and the files VICIdial writes.
 */

/** Base names that mean Asterisk wherever the file lies. In lower case, sorted. */
export const namesAnywhere: readonly string[] = [
  'adsi.conf',
  'aeap.conf',
  'alarmreceiver.conf',
  'app_mysql.conf',
  'app_skel.conf',
  'audiosocket.conf',
  'ccss.conf',
  'cdr_adaptive_odbc.conf',
  'cdr_beanstalkd.conf',
  'cdr_custom.conf',
  'cdr_manager.conf',
  'cdr_mysql.conf',
  'cdr_odbc.conf',
  'cdr_pgsql.conf',
  'cdr_sqlite3_custom.conf',
  'cdr_syslog.conf',
  'cdr_tds.conf',
  'cel_beanstalkd.conf',
  'cel_custom.conf',
  'cel_odbc.conf',
  'cel_pgsql.conf',
  'cel_sqlite3_custom.conf',
  'cel_tds.conf',
  'chan_dahdi.conf',
  'chan_mobile.conf',
  'chan_websocket.conf',
  'cli_aliases.conf',
  'cli_permissions.conf',
  'confbridge.conf',
  'dnsmgr.conf',
  'dundi.conf',
  'extconfig.conf',
  'extensions.conf',
  'festival.conf',
  'followme.conf',
  'func_odbc.conf',
  'http_media_cache.conf',
  'iax.conf',
  'iaxprov.conf',
  'meetme.conf',
  'mgcp.conf',
  'minivm.conf',
  'misdn.conf',
  'musiconhold.conf',
  'ooh323.conf',
  'phoneprov.conf',
  'phoneprov_users.conf',
  'pjproject.conf',
  'pjsip.conf',
  'pjsip_notify.conf',
  'pjsip_wizard.conf',
  'queuerules.conf',
  'queues.conf',
  'res_config_mysql.conf',
  'res_config_odbc.conf',
  'res_config_sqlite.conf',
  'res_config_sqlite3.conf',
  'res_corosync.conf',
  'res_curl.conf',
  'res_fax.conf',
  'res_http_media_cache.conf',
  'res_ldap.conf',
  'res_mysql.conf',
  'res_odbc.conf',
  'res_parking.conf',
  'res_pgsql.conf',
  'res_pktccops.conf',
  'res_snmp.conf',
  'res_stun_monitor.conf',
  'resolver_unbound.conf',
  'sip.conf',
  'sip_notify.conf',
  'skinny.conf',
  'smdi.conf',
  'sorcery.conf',
  'stir_shaken.conf',
  'test_sorcery.conf',
  'udptl.conf',
  'unistim.conf',
  'voicemail.conf',
  'vpb.conf',
];

/**
 * Base names other programs use too, so that they mean Asterisk only under an `asterisk` folder: `http.conf` is also
 * nginx, `amd.conf` an automounter, `named_acl.conf` a part of BIND. In lower case, sorted.
 */
export const namesInAsteriskFolder: readonly string[] = [
  'acl.conf',
  'agents.conf',
  'alsa.conf',
  'amd.conf',
  'ari.conf',
  'asterisk.conf',
  'calendar.conf',
  'cdr.conf',
  'cel.conf',
  'cli.conf',
  'codecs.conf',
  'config_test.conf',
  'console.conf',
  'dsp.conf',
  'enum.conf',
  'features.conf',
  'geolocation.conf',
  'hep.conf',
  'http.conf',
  'indications.conf',
  'jabber.conf',
  'logger.conf',
  'manager.conf',
  'mobile.conf',
  'modules.conf',
  'motif.conf',
  'mysql.conf',
  'named_acl.conf',
  'osp.conf',
  'oss.conf',
  'phone.conf',
  'prometheus.conf',
  'rtp.conf',
  'say.conf',
  'sla.conf',
  'stasis.conf',
  'statsd.conf',
  'users.conf',
  'websocket_client.conf',
  'xmpp.conf',
];

/**
 * Files of Asterisk that end in `.conf` and are written in another language: a shell script, plain `name=value` pairs
 * and blocks in brackets. They have no kind.
 */
export const namesOfOtherFormats: readonly string[] = ['ast_debug_tools.conf', 'dbsep.conf', 'muted.conf'];

/**
 * Stems that claim a file anywhere when `-`, `_` or `.` follows: `sip-trunks.conf`, `iax_custom.conf`, `pjsip.aor.conf`.
 * Without the separator they would take `siproxd.conf`.
 */
export const separatedStems: readonly string[] = ['sip', 'iax', 'pjsip', 'pjsip_wizard'];

/** Stems that claim a file anywhere whatever follows: `extensions-range.conf`, `extensions2.conf`. */
export const openStems: readonly string[] = ['extensions'];

/** What may stand between a stem and the rest of a name. */
export const stemSeparators = '-_.';

/** Ends of a base name that claim the file anywhere: VICIdial's own files are included by the standard ones. */
export const endings: readonly string[] = ['-vicidial.conf'];

/**
 * Stems of the `STEM-vicidial.conf` files VICIdial writes, also with `BUILD` in front while it writes them. Their kind
 * is certain. Source: VICIdial bin/ADMIN_keepalive_ALL.pl.
 */
export const vicidialStems: readonly string[] = [
  'confbridge',
  'extensions',
  'iax',
  'meetme',
  'musiconhold',
  'pjsip',
  'pjsip_wizard',
  'sip',
  'voicemail',
];

/** Suffixes that may follow `.conf`: copies, samples and templates of other tools. */
export const suffixes: readonly string[] = [
  '.sample',
  '.example',
  '.orig',
  '.dist',
  '.in',
  '.inc',
  '.j2',
  '.erb',
  '.tmpl',
];

/** Suffixes something may follow: `.sample-13`, `.sample-1.8`. */
export const openSuffixes: readonly string[] = ['.sample-'];

/** Name of the folder under which every conf file is Asterisk's. */
export const asteriskFolder = 'asterisk';
