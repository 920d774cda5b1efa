/** Reads what a device section itself says about who may use it. No rule itself; parents are not looked at. */
import { isTemplate, parentsOf } from '../../model/fileModel.ts';
import { foldCase } from '../../text/ascii.ts';
import type { SectionContext } from '../rule.ts';

/** The last value of an option in the section, `undefined` where it has none. */
export function optionOf({ entries }: Pick<SectionContext, 'entries'>, name: string): string | undefined {
  let value: string | undefined;
  for (const { line } of entries) if (foldCase(line.key) === name) value = line.value;
  return value;
}

/** Whether the section is complete as it stands: a named section of its own, no template, nothing inherited or continued. */
export function standsAlone({ section: { header } }: Pick<SectionContext, 'section'>): boolean {
  if (header === undefined || isTemplate(header) || parentsOf(header).length > 0) return false;
  return !(header.options ?? []).some(({ kind }) => kind === 'reopen');
}

/** `type` of a device of sip.conf or iax.conf: `peer`, `user` or `friend`. */
export function deviceType(context: Pick<SectionContext, 'entries'>): 'peer' | 'user' | 'friend' | undefined {
  const type = foldCase(optionOf(context, 'type') ?? '');
  return type === 'peer' || type === 'user' || type === 'friend' ? type : undefined;
}

/** Whether anything limits the addresses the device may come from. */
export function hasAcl({ entries }: Pick<SectionContext, 'entries'>): boolean {
  return entries.some(
    ({ line }) => ['permit', 'deny', 'acl'].includes(foldCase(line.key)) && line.value !== '',
  );
}

/** Whether the device is let in from any address it registers from. */
export function isDynamic(context: Pick<SectionContext, 'entries'>): boolean {
  return foldCase(optionOf(context, 'host') ?? '') === 'dynamic';
}

/** Whether the device has another proof of who it is than a plain secret. */
export function hasOtherProof(context: Pick<SectionContext, 'entries'>): boolean {
  return ['md5secret', 'inkeys', 'dbsecret'].some((name) => (optionOf(context, name) ?? '') !== '');
}
