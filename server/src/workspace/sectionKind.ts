/**
 * Which kind of section a name and its entries make: the word under which the catalogue lists the options read there.
 *
 * Source: channels/chan_sip.c `reload_config`, channels/chan_iax2.c `set_config`, res/res_sorcery_config.c.
 */
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

/** A friend is both, and the first `type` line decides. */
function iaxKind(entries: readonly PlacedLine<EntryLine>[]): string | undefined {
  const type = entries.find(({ line }) => foldCase(line.key) === 'type')?.line.value.toLowerCase();
  return type === 'user' || type === 'peer' ? type : undefined;
}
