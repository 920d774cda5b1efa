/**
 * Which kind of section a name and its entries make: the word under which the catalogue lists the options read there.
 *
 * Source: channels/chan_sip.c `reload_config`, channels/chan_iax2.c `set_config`, res/res_sorcery_config.c.
 */
import { sectionKinds } from '../catalogue/lookup.ts';
import type { ConfKind } from '../catalogue/option.ts';
import type { PlacedLine } from '../model/fileModel.ts';
import type { EntryLine } from '../syntax/line.ts';
import { foldCase } from '../text/ascii.ts';

/** Names that mean the same in every file that knows them. */
const FIXED = new Set(['general', 'authentication', 'callnumberlimits']);

/**
 * The kind of the section; `undefined` where it cannot be told, such as a template without `type`.
 *
 * @param name as written in the header; absent before the first one
 */
export function sectionKind(
  kind: ConfKind,
  name: string | undefined,
  entries: readonly PlacedLine<EntryLine>[],
): string | undefined {
  const lower = foldCase(name ?? '');
  if (kind === 'sip.conf') return lower === 'general' || lower === 'authentication' ? lower : 'peer';
  if (kind === 'iax.conf') return FIXED.has(lower) && lower !== 'authentication' ? lower : iaxKind(entries);
  if (kind === 'pjsip.conf') return entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value;
  return lower === 'general' ? 'general' : undefined;
}

/**
 * The kinds of a section whose name and type are known: both `user` and `peer` for a friend of iax.conf. Empty where they
 * cannot be told, such as an object of pjsip.conf whose type stands in a file nobody has read.
 *
 * @param name as written in the header; absent before the first one
 * @param type what the section's own lines and its parents make it; absent where nobody knows
 */
export function sectionKindsOf(
  kind: ConfKind,
  name: string | undefined,
  type: string | undefined,
): readonly string[] {
  if (name === undefined) return [];
  const lower = foldCase(name);
  switch (kind) {
    case 'sip.conf':
      return lower === 'general' || lower === 'authentication' ? [lower] : ['peer'];
    case 'iax.conf':
      if (lower === 'general' || lower === 'callnumberlimits') return [lower];
      switch (foldCase(type ?? '')) {
        case 'friend':
          return ['user', 'peer'];
        case 'user':
        case 'peer':
          return [foldCase(type ?? '')];
        default:
          return [];
      }
    case 'pjsip.conf':
      if (type === undefined && (name === 'global' || name === 'system')) return [name];
      return type === undefined ? [] : [type];
    case 'pjsip_wizard.conf':
      return type === undefined ? [] : [type];
    default:
      return sectionKinds(kind, name, type);
  }
}

/** A friend is both, and the first `type` line decides. */
function iaxKind(entries: readonly PlacedLine<EntryLine>[]): string | undefined {
  const type = entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value.toLowerCase();
  return type === 'user' || type === 'peer' ? type : undefined;
}
