/** Finds options of pjsip objects that name an object which is not there. */
import { sectionsNamed } from '../model/fileModel.ts';
import { resolveFrom } from '../text/uri.ts';
import { chainOf } from '../workspace/sectionChain.ts';
import type { SymbolKind } from '../workspace/symbols/kinds.ts';
import { nearestName, unresolvedUses, type Unresolved } from '../workspace/symbols/unresolved.ts';
import { filesOfRoot, serverOf, type Workspace } from '../workspace/workspace.ts';
import type { FileContext, FileRule } from './rule.ts';
import { changeTo, isReplacedByHeirs, readingOf } from './support/deadNames.ts';

/** Object types that others name, and what happens when they are not there. */
const consequences = new Map<SymbolKind, string>([
  ['aor', 'the endpoint can be neither registered to nor called'],
  ['auth', 'the login fails'],
  ['transport', 'calls and registrations that need it fail'],
  ['endpoint', 'nothing is matched to it'],
]);

const unresolved = unresolvedUses(new Set(consequences.keys()), new Set(['option']));

/** Names are compared with letter case: res/res_sorcery_config.c, main/sorcery.c. */
export const pjsipRefMissing: FileRule = {
  id: 'pjsip-ref-missing',
  summary: 'Report options that name an object which is not there',
  severity: 'warning',
  scope: 'workspace',
  files: ['pjsip.conf', 'pjsip_wizard.conf'],
  *check(context) {
    for (const dead of deadNames(context)) yield { span: dead.span, message: sentence(context, dead) };
  },
  *fix(context, finding) {
    for (const { kind, name, span } of deadNames(context)) {
      if (span.start !== finding.span.start) continue;
      const near = nearestName(context.workspace, context.uri, kind, name);
      if (near !== undefined) yield changeTo(near, span);
    }
  },
};

function deadNames({ workspace, uri, facts }: FileContext): readonly Unresolved[] {
  if (facts.role === 'loose') return [];
  const found = unresolved(workspace, uri).filter(({ type }) => type !== undefined);
  if (found.length === 0) return [];
  // Both files fill one set of names; wizards alone are only half of a configuration.
  const isRead = readingOf(workspace, uri, 'pjsip.conf') === 'complete';
  if (!isRead || readingOf(workspace, uri, 'pjsip_wizard.conf') === 'unknown') return [];
  // The same name often stands in thousands of sections.
  const made = new Map<string, boolean>();
  return found.filter((dead) => {
    if (isReplacedByHeirs(workspace, uri, dead)) return false;
    const isMade = made.get(dead.name) ?? mayBeMade(workspace, uri, dead.name);
    made.set(dead.name, isMade);
    return !isMade;
  });
}

/** Sections of one name that are looked at. */
const MOST_SECTIONS = 20;

/** Whether a section of the name has a parent that is not found or not readable, which may give it the type. */
function mayBeMade(workspace: Workspace, uri: string, name: string): boolean {
  const root = resolveFrom(serverOf(workspace, uri), 'pjsip.conf');
  return filesOfRoot(workspace, root).some((file) => {
    const model = workspace.files.get(file);
    if (model === undefined) return false;
    return sectionsNamed(model, name)
      .slice(0, MOST_SECTIONS)
      .some(
        (placed) =>
          placed.section.header?.optionsClosed === false || !chainOf(workspace, file, placed).isComplete,
      );
  });
}

function sentence({ workspace, uri }: FileContext, { kind, name }: Unresolved): string {
  const near = nearestName(workspace, uri, kind, name);
  const end = near === undefined ? (consequences.get(kind) ?? '') : `did you mean "${near}"?`;
  return `No section with type=${kind} is called "${name}"${near === undefined ? ': ' : ', '}${end}`;
}
