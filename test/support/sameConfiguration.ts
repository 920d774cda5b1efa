/** Two snapshots read as one and the same configuration, line numbers aside. */
import { load, type LoadedVariable, type LoadResult } from '../../server/src/workspace/load.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';

/** What Asterisk holds in memory after loading `uri`, and what it said meanwhile, without line numbers. */
export function configurationOf(workspace: Workspace, uri: string, version: 16 | 22 = 22): unknown {
  const { ok, reason, categories, messages }: LoadResult = load(workspace, uri, { version });
  return {
    ok,
    reason,
    categories: categories.map(({ name, isTemplate, inherits, variables }) => [
      name,
      isTemplate,
      inherits,
      variables.map(({ name: key, value, through }: LoadedVariable) => [key, value, through]),
    ]),
    messages: messages.map(({ level, file, summary, name }) => [level, file, summary, name]),
  };
}
