/**
 * Addresses of the project's own documentation. Only those that follow from names alone: the pages made from the
 * modules' own descriptions, and the sample files of each branch.
 */
import type { ConfKind } from '../catalogue/option.ts';

/** A page and the words of its link. */
export interface OfficialPage {
  readonly title: string;
  readonly url: string;
}

/** Modules that describe the objects of pjsip.conf; res_pjsip describes the others. */
const PJSIP_MODULES: Readonly<Record<string, string>> = {
  acl: 'res_pjsip_acl',
  'asterisk-publication': 'res_pjsip_publish_asterisk',
  identify: 'res_pjsip_endpoint_identifier_ip',
  'inbound-publication': 'res_pjsip_pubsub',
  'outbound-publish': 'res_pjsip_outbound_publish',
  phoneprov: 'res_pjsip_phoneprov_provider',
  registration: 'res_pjsip_outbound_registration',
  resource_list: 'res_pjsip_pubsub',
};

/** Modules whose description covers a whole file. */
const MODULES: Readonly<Record<ConfKind, string>> = {
  'acl.conf': 'named_acl',
  'ari.conf': 'res_ari',
  'cdr.conf': 'cdr',
  'confbridge.conf': 'app_confbridge',
  'features.conf': 'features',
  'pjsip_wizard.conf': 'res_pjsip_config_wizard',
  'udptl.conf': 'udptl',
};

/** Branches whose pages and samples are kept side by side. */
const BRANCHES: readonly number[] = [16, 18, 20, 22, 23];
/** The last branch with a sample of the file. */
const LAST_BRANCH: Readonly<Record<ConfKind, number>> = { 'sip.conf': 20, 'users.conf': 20 };

/**
 * The page about the options of a section; `undefined` where no address is certain.
 *
 * @param isChosen whether somebody named the version; else the page of the latest one is shown
 */
export function officialPage(
  kind: ConfKind,
  sectionKind: string | undefined,
  version: number,
  isChosen: boolean,
): OfficialPage | undefined {
  const branch = BRANCHES.includes(version) ? version : undefined;
  const module =
    kind === 'pjsip.conf'
      ? sectionKind && (Object.hasOwn(PJSIP_MODULES, sectionKind) ? PJSIP_MODULES[sectionKind] : 'res_pjsip')
      : MODULES[kind];
  if (module !== undefined && module !== '') {
    const root =
      branch === undefined || !isChosen ? 'Latest_API' : `Asterisk_${String(branch)}_Documentation`;
    return {
      title: `Documentation of ${module}`,
      url: `https://docs.asterisk.org/${root}/API_Documentation/Module_Configuration/${module}/`,
    };
  }
  if (kind === 'pjsip.conf' || branch === undefined) return undefined;
  const sample = Math.min(branch, LAST_BRANCH[kind] ?? branch);
  return {
    title: `Sample of ${kind}`,
    url: `https://github.com/asterisk/asterisk/blob/${String(sample)}/configs/samples/${kind}.sample`,
  };
}
