/** Looks up the names of `allow` and `disallow`, as main/format_cap.c `ast_format_cap_update_by_allow_disallow` does. */
import { foldCase } from '../text/ascii.ts';
import { codecs, type Codec } from './codecs.ts';

const byName: ReadonlyMap<string, Codec> = new Map(codecs.map((codec) => [codec.name, codec]));

/** Names of all codecs, `all` included. */
export const codecNames: readonly string[] = [...byName.keys(), 'all'];

/** The codec of that name, letter case ignored. */
export function codecNamed(name: string): Codec | undefined {
  return byName.get(foldCase(name));
}

/** Whether codecs.conf may define the name, as it can further kinds of Opus, SILK and CELT. */
export function mayBeCustom(name: string): boolean {
  return /^(?:opus|silk|celt)/i.test(name);
}
