/** Options that objects of pjsip.conf cannot do without. No rule itself. */
import { optionFile } from '../../catalogue/lookup.ts';
import { foldCase } from '../../text/ascii.ts';

/** Groups of names of which one is needed, by object type; lower case. */
export const requiredOptions: ReadonlyMap<string, readonly (readonly string[])[]> = readRequired();

function readRequired(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const byType = new Map<string, (readonly string[])[]>();
  for (const option of optionFile('pjsip.conf')?.options ?? []) {
    if (option.required !== true) continue;
    for (const type of option.in) {
      byType.set(type, [...(byType.get(type) ?? []), [option.name, ...(option.aliases ?? [])].map(foldCase)]);
    }
  }
  // Any of the three will do (res/res_pjsip_endpoint_identifier_ip.c, `ip_identify_apply`).
  byType.set('identify', [...(byType.get('identify') ?? []), ['match', 'match_header', 'match_request_uri']]);
  return byType;
}
