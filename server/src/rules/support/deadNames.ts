/** What rules about names that lead nowhere have in common. No rule itself. */
import type { ConfKind } from '../../catalogue/option.ts';
import type { Span } from '../../text/span.ts';
import { resolveFrom } from '../../text/uri.ts';
import { absenceIn, factsOf, serverOf, type Workspace } from '../../workspace/workspace.ts';
import type { Fix } from '../rule.ts';

/** Whether the standard file of the server was read with everything it includes; `absent` where there is none. */
export function readingOf(
  workspace: Workspace,
  uri: string,
  kind: ConfKind,
): 'complete' | 'absent' | 'unknown' {
  const file = resolveFrom(serverOf(workspace, uri), kind);
  if (!workspace.files.has(file)) return absenceIn(workspace, file) === 'missing' ? 'absent' : 'unknown';
  const { role, isIncomplete } = factsOf(workspace, file);
  return role === 'root' && !isIncomplete ? 'complete' : 'unknown';
}

/** Whether the file of this name beside the roots is there and holds more than comments, or cannot be read. */
export function mayHoldMore(workspace: Workspace, uri: string, name: string): boolean {
  const file = resolveFrom(serverOf(workspace, uri), name);
  const model = workspace.files.get(file);
  if (model === undefined) return absenceIn(workspace, file) !== 'missing';
  return model.tree.chunks.some(({ table }) =>
    table.text.split('\n').some((line) => /^(?!\s*(?:--|\/\/|;))\s*\S/.test(line)),
  );
}

/** Replaces the name by the nearest one there is. */
export function changeTo(name: string, span: Span): Fix {
  return {
    title: `Change to "${name}"`,
    safety: 'unsafe',
    isPreferred: true,
    edits: () => [{ span, newText: name }],
  };
}
