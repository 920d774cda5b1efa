/** What rules about contexts have in common. No rule itself. */
import { definesAny } from '../../workspace/symbols/unresolved.ts';
import type { FileContext } from '../rule.ts';
import { mayHoldMore, readingOf } from './deadNames.ts';

/** Contexts that modules make: res/res_parking.c; res/ari/resource_applications.c makes `stasis-` ones. */
const MADE = /^(?:parkedcalls|stasis-.*)$/;

/** Contexts can come from other files than extensions.conf: pbx/pbx_ael.c and pbx/pbx_lua.c. */
const OTHER_DIALPLANS = ['extensions.ael', 'extensions.lua'];

/** Whether Asterisk makes a context of this name itself. */
export function isMadeContext(name: string): boolean {
  return MADE.test(name);
}

/** Whether the whole dialplan of the server was read, so that what is not in it is not there. */
export function knowsAllContexts({ workspace, uri }: Pick<FileContext, 'workspace' | 'uri'>): boolean {
  if (readingOf(workspace, uri, 'extensions.conf') !== 'complete') return false;
  // A file without any context is a remainder; the dialplan is somewhere else.
  if (!definesAny(workspace, uri, 'context')) return false;
  return !OTHER_DIALPLANS.some((name) => mayHoldMore(workspace, uri, name));
}
