import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import {
  namesAnywhere,
  namesInAsteriskFolder,
  namesOfOtherFormats,
  vicidialStems,
} from '../../server/src/catalogue/files.ts';
import { isOurs, kindByName } from '../../server/src/workspace/kind.ts';
import { corpusPaths } from '../support/corpusFiles.ts';
import { isClaimed } from '../support/languageClaim.ts';

/** path, whether it is ours, the kind: `!` in front means certain, `-` none. */
const table: readonly (readonly [path: string, ours: boolean, kind: string])[] = [
  // Exact names that nobody else uses.
  ['sip.conf', true, '!sip.conf'],
  ['/etc/asterisk/sip.conf', true, '!sip.conf'],
  ['/home/me/lab/sip.conf', true, '!sip.conf'],
  ['C:\\lab\\SIP.CONF', true, '!sip.conf'],
  ['iax.conf', true, '!iax.conf'],
  ['pjsip.conf', true, '!pjsip.conf'],
  ['pjsip_wizard.conf', true, '!pjsip_wizard.conf'],
  ['pjsip_notify.conf', true, '!pjsip_notify.conf'],
  ['sip_notify.conf', true, '!sip_notify.conf'],
  ['extensions.conf', true, '!extensions.conf'],
  ['voicemail.conf', true, '!voicemail.conf'],
  ['queues.conf', true, '!queues.conf'],
  ['meetme.conf', true, '!meetme.conf'],
  ['confbridge.conf', true, '!confbridge.conf'],
  ['musiconhold.conf', true, '!musiconhold.conf'],
  ['res_odbc.conf', true, '!res_odbc.conf'],
  ['chan_dahdi.conf', true, '!chan_dahdi.conf'],
  ['cdr_pgsql.conf', true, '!cdr_pgsql.conf'],
  ['cel_custom.conf', true, '!cel_custom.conf'],
  ['func_odbc.conf', true, '!func_odbc.conf'],
  ['app_mysql.conf', true, '!app_mysql.conf'],
  ['udptl.conf', true, '!udptl.conf'],
  ['sorcery.conf', true, '!sorcery.conf'],
  // What VICIdial writes.
  ['sip-vicidial.conf', true, '!sip.conf'],
  ['iax-vicidial.conf', true, '!iax.conf'],
  ['pjsip-vicidial.conf', true, '!pjsip.conf'],
  ['pjsip_wizard-vicidial.conf', true, '!pjsip_wizard.conf'],
  ['extensions-vicidial.conf', true, '!extensions.conf'],
  ['voicemail-vicidial.conf', true, '!voicemail.conf'],
  ['meetme-vicidial.conf', true, '!meetme.conf'],
  ['musiconhold-vicidial.conf', true, '!musiconhold.conf'],
  ['confbridge-vicidial.conf', true, '!confbridge.conf'],
  ['BUILDsip-vicidial.conf', true, '!sip.conf'],
  ['/etc/asterisk/BUILDvoicemail-vicidial.conf', true, '!voicemail.conf'],
  ['custom-vicidial.conf', true, '-'],
  ['vicidial.conf', false, '-'],
  // Stems: probably, but not surely, parts of the standard file.
  ['sip_custom.conf', true, 'sip.conf'],
  ['sip-trunks.conf', true, 'sip.conf'],
  ['sip.trunks.conf', true, 'sip.conf'],
  ['sip_general_additional.conf', true, 'sip.conf'],
  ['sip_registrations.conf', true, 'sip.conf'],
  ['iax_me.conf', true, 'iax.conf'],
  ['iax-phreaknet.conf', true, 'iax.conf'],
  ['pjsip.aor.conf', true, 'pjsip.conf'],
  ['pjsip_trunks.conf', true, 'pjsip.conf'],
  ['pjsip_wizard_custom.conf', true, 'pjsip_wizard.conf'],
  ['extensions_custom.conf', true, 'extensions.conf'],
  ['extensions-range.conf', true, 'extensions.conf'],
  ['extensions2.conf', true, 'extensions.conf'],
  ['extensions_minivm.conf', true, 'extensions.conf'],
  ['voicemail_additional.conf', false, 'voicemail.conf'],
  ['/etc/asterisk/voicemail_additional.conf', true, 'voicemail.conf'],
  ['/etc/asterisk/res_odbc_additional.conf', true, 'res_odbc.conf'],
  ['/etc/asterisk/cel_general_additional.conf', true, 'cel.conf'],
  ['/etc/asterisk/http_additional.conf', true, 'http.conf'],
  ['/etc/asterisk/features_applicationmap_additional.conf', true, 'features.conf'],
  // Names other programs use.
  ['http.conf', false, 'http.conf'],
  ['/etc/nginx/http.conf', false, 'http.conf'],
  ['/etc/asterisk/http.conf', true, '!http.conf'],
  ['/srv/asterisk/lab/http.conf', true, '!http.conf'],
  ['logger.conf', false, 'logger.conf'],
  ['/etc/asterisk/logger.conf', true, '!logger.conf'],
  ['manager.conf', false, 'manager.conf'],
  ['conf/asterisk/manager.conf', true, '!manager.conf'],
  ['asterisk/modules.conf', true, '!modules.conf'],
  ['C:\\asterisk\\rtp.conf', true, '!rtp.conf'],
  ['/etc/Asterisk/users.conf', true, '!users.conf'],
  ['users.conf', false, 'users.conf'],
  ['asterisk.conf', false, 'asterisk.conf'],
  ['/etc/asterisk/asterisk.conf', true, '!asterisk.conf'],
  ['amd.conf', false, 'amd.conf'],
  ['/etc/bind/named_acl.conf', false, 'named_acl.conf'],
  ['/etc/asterisk-old/http.conf', false, 'http.conf'],
  ['/etc/myasterisk/http.conf', false, 'http.conf'],
  // Under the folder everything counts, whatever its name.
  ['/etc/asterisk/trunks.conf', true, '-'],
  ['/etc/asterisk/customers/acme/phones.conf', true, '-'],
  ['/etc/asterisk/muted.conf', true, '-'],
  ['/etc/asterisk/dbsep.conf', true, '-'],
  ['/etc/asterisk/ast_debug_tools.conf', true, '-'],
  ['/etc/asterisk/extensions.ael', false, '-'],
  ['/etc/asterisk/extensions.lua', false, '-'],
  ['/etc/asterisk/odbc.ini', false, '-'],
  ['/usr/lib/asterisk/modules/chan_sip.so', false, '-'],
  ['/etc/asterisk/', false, '-'],
  // Suffixes.
  ['sip.conf.sample', true, '!sip.conf'],
  ['sip.conf.sample-13', true, '!sip.conf'],
  ['sip.conf.sample-1.8', true, '!sip.conf'],
  ['sip.conf.example', true, '!sip.conf'],
  ['sip.conf.orig', true, '!sip.conf'],
  ['sip.conf.dist', true, '!sip.conf'],
  ['sip.conf.in', true, '!sip.conf'],
  ['extensions.conf.inc', true, '!extensions.conf'],
  ['sip.conf.j2', true, '!sip.conf'],
  ['pjsip.conf.erb', true, '!pjsip.conf'],
  ['iax.conf.tmpl', true, '!iax.conf'],
  ['iax_custom.conf.j2', true, 'iax.conf'],
  ['extensions_custom.conf.sample', true, 'extensions.conf'],
  ['sip-vicidial.conf.orig', true, '!sip.conf'],
  ['/etc/asterisk/http.conf.j2', true, '!http.conf'],
  ['roles/asterisk/templates/manager.conf.j2', true, '!manager.conf'],
  ['http.conf.j2', false, 'http.conf'],
  ['sip.conf.bak', false, '-'],
  ['sip.conf.swp', false, '-'],
  ['sip.conf.d', false, '-'],
  ['sip.conf~', false, '-'],
  // Neighbours that are not ours.
  ['siproxd.conf', false, '-'],
  ['sipwitch.conf', false, '-'],
  ['sipp.conf', false, '-'],
  ['iaxmodem.conf', false, '-'],
  ['iaxprov.conf', true, '!iaxprov.conf'],
  ['pjsipd.conf', false, '-'],
  ['mysip.conf', false, '-'],
  ['nginx.conf', false, '-'],
  ['httpd.conf', false, '-'],
  ['smb.conf', false, '-'],
  ['www.conf', false, '-'],
  ['php-fpm.conf', false, '-'],
  ['/etc/mysql/my.cnf', false, '-'],
  ['/etc/systemd/system.conf', false, '-'],
  ['/etc/sysctl.conf', false, '-'],
  ['/etc/kamailio/kamailio.cfg', false, '-'],
  ['fail2ban/jail.conf', false, '-'],
  ['sip', false, '-'],
  ['.conf', false, '-'],
  ['', false, '-'],
  ['asterisk', false, '-'],
  ['sip.ini', false, '-'],
  ['Sip_Custom.Conf', true, 'sip.conf'],
];

describe('kindByName', () => {
  it.each(table)('%s', (path, _ours, kind) => {
    const found = kindByName(path);
    expect(found === undefined ? '-' : `${found.isCertain ? '!' : ''}${found.kind}`).toBe(kind);
  });

  it('knows each standard name by itself', () => {
    for (const name of namesAnywhere) expect(kindByName(name)).toEqual({ kind: name, isCertain: true });
    for (const name of namesInAsteriskFolder) {
      expect(kindByName(`/etc/asterisk/${name}`)).toEqual({ kind: name, isCertain: true });
      expect(kindByName(name)).toEqual({ kind: name, isCertain: false });
    }
  });

  it('knows each file VICIdial writes', () => {
    for (const stem of vicidialStems) {
      expect(kindByName(`${stem}-vicidial.conf`)).toEqual({ kind: `${stem}.conf`, isCertain: true });
      expect(kindByName(`BUILD${stem}-vicidial.conf`)).toEqual({ kind: `${stem}.conf`, isCertain: true });
    }
  });
});

describe('isOurs', () => {
  it.each(table)('%s', (path, ours) => {
    expect(isOurs(path)).toBe(ours);
  });

  it('says the same as the names in the manifest', () => {
    const claim = manifest.contributes.languages.find((language) => language.id === 'asterisk-conf');
    if (claim === undefined) throw new Error('the manifest lacks the language');
    const names = [...namesAnywhere, ...namesInAsteriskFolder, ...table.map(([path]) => path)];
    const folders = ['', '/etc/', '/etc/asterisk/', 'Asterisk\\', '/srv/asterisk/a/b/', '/asterisk.d/'];
    const paths = folders.flatMap((folder) => names.map((name) => folder + name));
    const different = paths.filter((path) => isClaimed(path, claim) !== isOurs(path));
    expect(different).toEqual([]);
  });

  it('never claims by the ending alone', () => {
    const claim = manifest.contributes.languages[0];
    expect(claim).not.toHaveProperty('extensions');
    expect(claim?.filenamePatterns).not.toContain('*.conf');
  });
});

describe('the name lists', () => {
  const lists = { namesAnywhere, namesInAsteriskFolder, namesOfOtherFormats };

  it.each(Object.entries(lists))('%s is sorted, in lower case, without repeats', (_name, list) => {
    expect([...new Set(list)].sort()).toEqual(list);
    expect(list.map((name) => name.toLowerCase())).toEqual(list);
    expect(list.filter((name) => !name.endsWith('.conf'))).toEqual([]);
  });

  it('do not share a name', () => {
    const all = Object.values(lists).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});

const paths = corpusPaths();

describe.skipIf(paths === undefined)('files of real systems', () => {
  it('are nearly all known by name', () => {
    const withoutKind = (paths ?? []).filter((path) => kindByName(path) === undefined);
    expect(withoutKind.map((path) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual([
      'dbsep.conf',
      'manager.conf.template',
      'sccp.conf',
    ]);
  });
});
