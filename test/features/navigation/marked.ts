/** Files with a `|` where the caret stands, and places shown as `file:line text`. */
import type { Span } from '../../../server/src/text/span.ts';
import { textOf } from '../../../server/src/syntax/position.ts';
import type { Workspace } from '../../../server/src/workspace/workspace.ts';
import { FOLDER, workspaceOf } from '../../support/lintText.ts';

export interface Marked {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly offset: number;
}

/** `sip.conf` comes first in `source`; a line `;- name.conf` starts the next file; one of them holds the caret. */
export function readMarked(source: string): Marked {
  const parts = `;- sip.conf\n${source}`.split(/^;- (.+)\n/m).slice(1);
  const files: Record<string, string> = {};
  let caret: { uri: string; offset: number } | undefined;
  for (let i = 0; i < parts.length; i += 2) {
    const name = parts[i] ?? '';
    const text = parts[i + 1] ?? '';
    const offset = text.indexOf('|');
    if (offset >= 0) caret = { uri: FOLDER + name, offset };
    files[name] = text.replace('|', '');
  }
  if (caret === undefined) throw new Error('the case has no caret');
  return { workspace: workspaceOf(files), ...caret };
}

export function shown(workspace: Workspace, { uri, span }: { uri: string; span: Span }): string {
  const tree = workspace.files.get(uri)?.tree;
  if (tree === undefined) return 'nowhere';
  const line = textOf(tree, { start: 0, end: span.start }).split('\n').length;
  return `${uri.slice(FOLDER.length)}:${String(line)} ${textOf(tree, span)}`;
}
