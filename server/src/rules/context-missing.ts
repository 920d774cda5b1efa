/** Finds options and includes that name a dialplan context which is not there. */
import { foldCase } from '../text/ascii.ts';
import { nearestName, unresolvedUses, type Unresolved } from '../workspace/symbols/unresolved.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FileContext, FileRule } from './rule.ts';
import { isMadeContext, knowsAllContexts } from './support/contexts.ts';
import { changeTo, isReplacedByHeirs, readingOf } from './support/deadNames.ts';

const unresolved = unresolvedUses(new Set(['context']), new Set(['option', 'include']));

/** Names people give to a context that is meant not to be there, so that strangers get nowhere. */
const SINK =
  /(?:^|[-_])(?:none|nowhere|nothing|dummy|bogus|invalid|blackhole|null|unauthenticated|rejected|reject|deny|denied|disabled|blocked|nocontext|void|empty|unused|fake)(?:$|[-_])/i;

/** Names are compared with letter case: main/pbx.c, `ast_context_find`. */
export const contextMissing: FileRule = {
  id: 'context-missing',
  summary: 'Report contexts that stand nowhere in the dialplan',
  severity: 'warning',
  scope: 'workspace',
  files: [
    'sip.conf',
    'iax.conf',
    'pjsip.conf',
    'pjsip_wizard.conf',
    'users.conf',
    'queues.conf',
    'voicemail.conf',
    'res_parking.conf',
    'chan_dahdi.conf',
    'extensions.conf',
  ],
  *check(context) {
    for (const dead of deadContexts(context)) {
      const near = nearestName(context.workspace, context.uri, 'context', dead.name);
      const end = near === undefined ? ', calls that get there end at once' : `, did you mean "${near}"?`;
      yield { span: dead.span, message: `Unknown context "${dead.name}" in extensions.conf${end}` };
    }
  },
  *fix(context, finding) {
    for (const { name, span } of deadContexts(context)) {
      if (span.start !== finding.span.start) continue;
      const near = nearestName(context.workspace, context.uri, 'context', name);
      if (near !== undefined) yield changeTo(near, span);
    }
  },
};

function deadContexts({ workspace, uri, facts }: FileContext): readonly Unresolved[] {
  if (facts.role === 'loose') return [];
  if (readingOf(workspace, uri, 'extensions.conf') !== 'complete') return [];
  const found = unresolved(workspace, uri).filter(
    ({ name }) => !isMadeContext(name) && /^[^|*\s]+$/.test(name),
  );
  if (found.length === 0 || !knowsAllContexts({ workspace, uri })) return [];
  // Users with an extension get it in this context: pbx/pbx_config.c, `pbx_load_users`.
  const hasUsers = readingOf(workspace, uri, 'users.conf') !== 'absent';
  return found.filter(
    (dead) =>
      !(hasUsers && dead.name === 'default') &&
      !isOnPurpose(workspace, uri, dead) &&
      !isReplacedByHeirs(workspace, uri, dead),
  );
}

/** In `[general]` a context that is not there is a usual way to refuse strangers; a slip is still a slip. */
function isOnPurpose(workspace: Workspace, uri: string, { name, section }: Unresolved): boolean {
  if (SINK.test(name)) return true;
  return foldCase(section ?? '') === 'general' && nearestName(workspace, uri, 'context', name) === undefined;
}
