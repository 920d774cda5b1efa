/** Which standard files of one configuration directory a file's names may lead to, and which of them stand in a database. */
import type { ConfKind } from '../catalogue/option.ts';
import { entriesOf, linesOf, sectionsOf, type FileModel } from '../model/fileModel.ts';
import { foldCase } from '../text/ascii.ts';

/** Roots that may include a file whose name tells nothing. */
export const commonRoots: readonly string[] = [
  'sip.conf',
  'iax.conf',
  'pjsip.conf',
  'extensions.conf',
  'voicemail.conf',
  'queues.conf',
  'manager.conf',
];

/** Files whose sections and lines name each other. */
const family: readonly string[] = [
  'sip.conf',
  'iax.conf',
  'users.conf',
  'pjsip.conf',
  'pjsip_wizard.conf',
  'extensions.conf',
  'voicemail.conf',
  'queues.conf',
  'queuerules.conf',
  'musiconhold.conf',
  'acl.conf',
  'res_parking.conf',
  'confbridge.conf',
];

/** Files that say where the others are not the whole truth. */
const guides: readonly string[] = ['sorcery.conf', 'extconfig.conf', 'extensions.ael', 'extensions.lua'];

const withAclOnly: ReadonlySet<ConfKind> = new Set(['manager.conf', 'ari.conf', 'http.conf', 'rtp.conf']);
const members: ReadonlySet<ConfKind> = new Set([...family, 'chan_dahdi.conf']);

/** Names of the files to read beside one of this kind, as far as they are there. */
export function siblingsOf(kind: ConfKind): readonly string[] {
  if (withAclOnly.has(kind)) return ['acl.conf', 'extconfig.conf'];
  return members.has(kind) ? [...family, ...guides] : [];
}

/** Families of extconfig.conf whose objects would otherwise stand in a conf file. */
const familyKinds: Readonly<Record<string, ConfKind>> = {
  sippeers: 'sip.conf',
  sipusers: 'sip.conf',
  iaxpeers: 'iax.conf',
  iaxusers: 'iax.conf',
  voicemail: 'voicemail.conf',
  extensions: 'extensions.conf',
  queues: 'queues.conf',
  queue_members: 'queues.conf',
  queue_rules: 'queuerules.conf',
  musiconhold: 'musiconhold.conf',
  acls: 'acl.conf',
};

/** Types that pjsip.conf never holds. */
const internalTypes: ReadonlySet<string> = new Set(['contact', 'subscription_persistence']);

const mappedBy = new WeakMap<FileModel, ReadonlySet<ConfKind>>();

/**
 * Kinds of file whose objects stand elsewhere, or elsewhere as well, by what `extconfig.conf` or `sorcery.conf` says
 * (main/config.c `read_config_maps`, main/sorcery.c `sorcery_apply_wizard_mapping`).
 */
export function mappedElsewhere(model: FileModel): ReadonlySet<ConfKind> {
  const known = mappedBy.get(model);
  if (known !== undefined) return known;
  const kinds = new Set<ConfKind>();
  for (const { section } of sectionsOf(model)) {
    const name = foldCase(section.header?.name ?? '');
    if (name !== 'settings' && !name.startsWith('res_pjsip')) continue;
    for (const { line } of entriesOf(linesOf(section, model.tree.encoding))) {
      const key = foldCase(line.key);
      if (name === 'settings') {
        const kind = settingKind(key);
        if (kind !== undefined) kinds.add(kind);
      } else if (isElsewhere(key, line.value)) kinds.add('pjsip.conf');
    }
  }
  mappedBy.set(model, kinds);
  return kinds;
}

function settingKind(key: string): ConfKind | undefined {
  if (key.endsWith('.conf')) return key;
  if (key.startsWith('ps_')) return 'pjsip.conf';
  return Object.hasOwn(familyKinds, key) ? familyKinds[key] : undefined;
}

/** `endpoint=config,pjsip.conf,criteria=type=endpoint` is what Asterisk does anyway; `endpoint/cache` adds no source. */
function isElsewhere(key: string, value: string): boolean {
  if (key.includes('/cache') || internalTypes.has(key)) return false;
  return !/^config\s*,\s*pjsip(?:_wizard)?\.conf\b/.test(value);
}
